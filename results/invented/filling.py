"""Writing an invented world, competition by competition; nothing but the athletes is held in memory."""

import gc
from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from newsroom.lib import bulk, caching
from results.invented import world
from results.invented.rebuilding import indexes_built_at_the_end
from results.models import Athlete, Best, Competition, Event, Race, Record, Result, Series

MEETINGS_AT_ONCE = 12
SQLITE_CACHE = 500_000  # KB
COUNTED = {"athlete": Athlete, "competition": Competition, "event": Event, "race": Race, "result": Result}
WRITTEN = (*COUNTED.values(), Record, Best)


@dataclass
class Filled:
    athletes: int = 0
    competitions: int = 0
    results: int = 0
    bests: int = 0


def fill(results, seed):
    """Add a world of about so many results (never fewer, and less than an event more). No history is kept."""
    _make_room()
    gc.disable()  # it would look through a million rows again and again, and find no circle
    try:
        with indexes_built_at_the_end(WRITTEN):
            filled = _fill(results, seed)
    finally:
        gc.enable()
    _gather_statistics()
    caching.raise_generation()
    return filled


def _fill(results, seed):
    first_ids = {
        name: model.objects.aggregate(last=Max("pk"))["last"] or 0 for name, model in COUNTED.items()
    }
    invented = world.World(results, seed, first_ids, timezone.now())
    slug, name = world.CHAMPIONSHIPS
    series, _ = Series.objects.get_or_create(slug=slug, defaults={"name": name, "short_name": name})
    filled = Filled(athletes=bulk.insert(Athlete, world.ATHLETE, invented.athletes()))
    waiting = []
    for meeting in invented.meetings(series.pk):
        waiting.append(meeting)
        if len(waiting) == MEETINGS_AT_ONCE:
            _write(waiting, filled)
            waiting = []
    _write(waiting, filled)
    filled.bests = bulk.insert(Best, world.BEST, invented.bests())
    _reset_sequences()
    return filled


def _make_room():
    """The indexes of millions do not fit into what SQLite keeps in memory by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{SQLITE_CACHE}")


def _gather_statistics():
    """Without them a database of millions takes the wrong index here and there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")  # a look at each index, not at all of it
        cursor.execute("ANALYZE")


def _write(meetings, filled):
    bulk.insert(Competition, world.COMPETITION, (each.competition for each in meetings))
    bulk.insert(Event, world.EVENT, _all(meetings, "events"))
    bulk.insert(Race, world.RACE, _all(meetings, "races"))
    filled.results += bulk.insert(Result, world.RESULT, _all(meetings, "results"))
    bulk.insert(Record, world.RECORD, _all(meetings, "records"))
    filled.competitions += len(meetings)


def _all(meetings, name):
    return (row for each in meetings for row in getattr(each, name))


def _reset_sequences():
    """Keys were given here: the database's own counting goes on after them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(COUNTED.values())):
            cursor.execute(statement)
