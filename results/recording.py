"""Writing results: whatever is written inside `changes` leaves its history and refreshes what follows."""

from contextlib import contextmanager
from functools import partial

from django.db import transaction

from newsroom.lib import caching
from results import interests
from results.models import Race, Result, ResultChange
from results.statistics import bests

FIELDS = (
    *("athlete_id", "country_id", "team_name", "place", "status", "rule", "qualification", "lane", "bib"),
    *("reaction_ms", "record_flags", "personal_flags", "points", "reading_ms"),
)

OF_THE_RACE = ("pk", "status", "date", "starts_at", "discipline", "wind", "decides_medals")


@contextmanager
def changes(races, *, why, by=None):
    """Everything written to the results of `races` inside is one transaction with its history.

    Each row that differs afterwards leaves a ResultChange; the bests of all whose rows those are or were are
    worked out again; caches and those with an interest are told after commit. Where nothing differs, nothing
    is written.
    """
    races = list(races)
    with transaction.atomic():
        before, counted_before = _rows(races), _what_counts(races)
        yield
        after, counted_after = _rows(races), _what_counts(races)
        changed = [pk for pk in before.keys() | after.keys() if _content(before, pk) != _content(after, pk)]
        if not changed and counted_before == counted_after:
            return
        ResultChange.objects.bulk_create(
            [_change(pk, before.get(pk), after.get(pk), by, why) for pk in sorted(changed)]
        )
        rows = [row for side in (before, after) for row in side.values()]
        bests.refresh({row["content"]["athlete_id"] for row in rows} - {None})
        caching.raise_generation()
        transaction.on_commit(partial(interests.tell, {race.pk for race in races}))


def snapshot(result):
    """A row as plain data: what a reader saw of it."""
    row = {name: getattr(result, name) for name in FIELDS}
    return row | {
        "who": result.who,
        "mark": str(result.mark or ""),
        "wind": str(result.wind) if result.wind is not None else None,
        "splits": [str(split) for split in result.splits.all()],
        "attempts": [f"{attempt.number}: {attempt}" for attempt in result.attempts.all()],
        "legs": [str(leg) for leg in result.legs.all()],
    }


def _what_counts(races):
    """What of the races themselves decides whether and how their results count."""
    return set(Race.objects.filter(pk__in=[race.pk for race in races]).values_list(*OF_THE_RACE))


def _rows(races):
    results = (
        Result.objects.filter(race__in=[race.pk for race in races])
        .select_related("athlete", "race__discipline")
        .prefetch_related("splits", "attempts", "legs__athlete")
    )
    return {result.pk: {"race_id": result.race_id, "content": snapshot(result)} for result in results}


def _content(rows, pk):
    return rows[pk]["content"] if pk in rows else None


def _change(pk, before, after, by, why):
    return ResultChange(
        result_id=pk if after else None,
        race_id=(after or before)["race_id"],
        by=by,
        why=why,
        before=before and before["content"],
        after=after and after["content"],
    )
