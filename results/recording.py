"""Writing results: whatever is written inside `changes` leaves its history and refreshes what follows."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from newsroom.lib import caching
from results import interests
from results.models import Attempt, Race, RelayLeg, Result, ResultChange, Split
from results.statistics import bests

FIELDS = (
    *("athlete_id", "country_id", "team_name", "place", "status", "rule", "qualification", "lane", "bib"),
    *("reaction_ms", "record_flags", "personal_flags", "points", "reading_ms", "order"),
)
PARTS = {"splits": Split, "attempts": Attempt, "legs": RelayLeg}
OF_THE_RACE = ("pk", "status", "date", "starts_at", "discipline", "wind", "decides_medals")


class DuplicateRow(ValueError):
    """An athlete or a team is given twice in one race."""


@dataclass(frozen=True)
class Row:
    """What a source says of one athlete or team in a race; nothing of it is saved yet."""

    result: Result
    splits: Sequence[Split] = ()
    attempts: Sequence[Attempt] = ()
    legs: Sequence[RelayLeg] = ()


def record_results(race, rows, *, why, by=None, status=""):
    """Make `rows` the whole outcome of a race; see `record_all`."""
    record_all({race: rows}, why=why, by=by, status=status)


def record_all(rows_of, *, why, by=None, status=""):
    """Make the rows of each race its whole outcome, and `status` its status where one is given.

    A row that is held already keeps its identity, one that is not given any more goes, and where nothing
    differs nothing is written. Raises DuplicateRow, before anything is written.
    """
    given = _given(rows_of)
    with changes(rows_of, why=why, by=by):
        if status:
            races = Race.objects.filter(pk__in=[race.pk for race in rows_of])
            races.exclude(status=status).update(status=status)
        held = _held(rows_of)
        for key in given.keys() & held.keys():
            given[key].result.pk = held[key].pk
        _write_results(rows_of, [row.result for row in given.values()], held)
        for name, model in PARTS.items():
            _write_parts(name, model, given, held)


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


def _given(rows_of):
    given = {}
    for race, rows in rows_of.items():
        for row in rows:
            row.result.race = race
            if given.setdefault(_key(row.result), row) is not row:
                raise DuplicateRow(f"{row.result.who} is given twice in {race.title}.")
    return given


def _held(races):
    results = Result.objects.filter(race__in=[race.pk for race in races])
    return {_key(result): result for result in results.prefetch_related(*PARTS)}


def _key(result):
    """Whose row it is: an athlete's, for whatever country, or a country's team's."""
    who = (result.athlete_id,) if result.athlete_id else (result.country_id, result.team_name)
    return result.race_id, *who


def _write_results(races, results, held):
    kept = {result.pk: result for result in results if result.pk}
    known = {result.pk: _values(result) for result in held.values()}
    different = [result for pk, result in kept.items() if _values(result) != known[pk]]
    Result.objects.filter(race__in=[race.pk for race in races]).exclude(pk__in=kept).delete()
    Result.objects.bulk_update(different, [field.name for field in _fields(Result)], batch_size=500)
    Result.objects.bulk_create(result for result in results if not result.pk)


def _write_parts(name, model, given, held):
    different = [
        row
        for key, row in given.items()
        if _parts(getattr(row, name)) != _parts(getattr(held[key], name).all() if key in held else ())
    ]
    model.objects.filter(result__in=[row.result.pk for row in different]).delete()
    model.objects.bulk_create(
        _belonging(part, row.result) for row in different for part in getattr(row, name)
    )


def _belonging(part, result):
    part.result = result
    return part


def _parts(parts):
    return {_values(part) for part in parts}


def _values(row):
    """Everything a row says, as the database would give it back."""
    return tuple(field.to_python(getattr(row, field.attname)) for field in _fields(type(row)))


def _fields(model):
    return [field for field in model._meta.concrete_fields if field.name not in ("id", "result")]
