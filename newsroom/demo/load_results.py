"""The results of the demo: real races, through the same pipeline as any import.

In an order that lets the fullest source name its athletes.
"""

from dataclasses import replace
from pathlib import Path

from django.db import transaction

from newsroom.demo import championships, people
from newsroom.demo.competitions import find_or_add
from results.importers import applying, batches, formats, staging

WHY = "Loaded with the demo"
ROME = Path(__file__).parent / "data" / "rome2024" / "rome2024.json"


@transaction.atomic
def load():
    """Load the races that are not there yet; returns how many."""
    return sum(
        _load(find_or_add(slug), name, meet)
        for slug, name, meet in (
            ("rome-2024", ROME.name, formats.read(ROME.read_bytes(), ROME.name)),
            *championships.meets(),
        )
    )


def _load(competition, name, meet):
    people.remember_spellings()
    known = staging.stage(meet, name=name, competition=competition, resolve=people.resolve)
    new = [race.parsed for race in known.races if race.race is None]
    if new:
        meet = replace(meet, races=new)
        staged = staging.stage(meet, name=name, competition=competition, resolve=people.resolve)
        batch = batches.new_batch(staged, data_digest="")
        batch.save()
        applying.apply(staged, batch, why=WHY)
    return len(new)
