"""Writing results: whatever is written inside `changes` leaves its history and refreshes what follows."""

from contextlib import contextmanager
from functools import partial
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from newsroom.lib import bulk, caching
from results import findings, interests, snapshots
from results.models import Attempt, Race, RaceChange, RelayLeg, Result, ResultChange, Split
from results.snapshots import Row
from results.statistics import bests, records

__all__ = ["DuplicateRow", "Row", "StaleRace", "changes", "record_all", "record_results", "write_rows"]

PARTS = {"splits": Split, "attempts": Attempt, "legs": RelayLeg}
DERIVED = ("discipline", "category", "date", "season", "list_key", "medal_place")
KEY = ("race_id", "athlete_id", "country_id", "team_name")
BATCH = 500  # rows a statement


class DuplicateRow(ValueError):
    """An athlete or a team is given twice in one race."""


class StaleRace(ValidationError):
    """Somebody else wrote to the race since this copy of it was opened."""


def record_results(race, rows, *, why, by=None, status=""):
    """Make `rows` the whole outcome of a race; see `record_all`."""
    record_all({race: rows}, why=why, by=by, status=status)


def record_all(rows_of, *, why, by=None, status="", batch=None, keep_others=False):
    """Make the rows of each race its whole outcome, and `status` its status where one is given.

    A row that is held already keeps its identity, one that is not given any more goes (unless others are to
    be kept), and where nothing differs nothing is written. Raises DuplicateRow, before anything is written.
    """
    with changes(rows_of, why=why, by=by, batch=batch):
        if status:
            races = Race.objects.filter(pk__in=[race.pk for race in rows_of])
            races.exclude(status=status).update(status=status)
            for race in rows_of:
                race.status = status
        write_rows(rows_of, keep_others=keep_others)


def write_rows(rows_of, *, keep_others=False):
    """The same inside `changes`, where more is written than the rows."""
    prefetch_related_objects(list(rows_of), "event", "discipline")
    given = _given(rows_of)
    held = _held(rows_of)
    for key in given.keys() & held.keys():
        given[key].result.pk = held[key].pk
    if not keep_others:
        gone = [result.pk for key, result in held.items() if key not in given]
        Result.objects.filter(pk__in=gone).delete()
    _write_results([row.result for row in given.values()], held)
    for name, model in PARTS.items():
        _write_parts(name, model, given, held)


@contextmanager
def changes(races, *, why, by=None, batch=None, seen=None, revises=True):
    """Everything written inside to `races` and their results is one transaction with its history.

    Each row that differs afterwards leaves a ResultChange, each race a RaceChange; an official result that
    differs is a revised one. The bests of all whose rows changed are worked out again; caches and those with
    an interest are told after commit. Where nothing differs, nothing is written.

    `seen` is {race pk: version} as an editor saw them: raises StaleRace where another has written since.
    Where only the record of a person changes, no result is revised by it (`revises`).
    """
    pks = sorted({race.pk for race in races})
    with transaction.atomic():
        _lock(pks, seen)
        rows_before, races_before = snapshots.of_rows(pks), snapshots.of_races(pks)
        yield
        if revises:
            _revise_official(rows_before, races_before, pks)
        _follow_races(races_before, pks)
        write = _Write(pks, rows_before, races_before)
        if not write.touched:
            return
        write.keep_history(revises, why=why, by_id=by and by.pk, batch_id=batch and batch.pk)
        bests.refresh(write.changed_pairs)
        bests.extend(write.added)
        records.refresh(write.touched)
        findings.refresh(write.touched)
        caching.raise_generation()
        transaction.on_commit(partial(interests.tell, write.touched))


class _Write:
    """What differs after a write from what stood before it."""

    def __init__(self, pks, rows_before, races_before):
        rows, races = snapshots.of_rows(pks), snapshots.of_races(pks)
        self.rows = _different(rows_before, rows)
        self.races = _different(races_before, races)
        of_rows = {(after or before)["race_id"] for before, after in self.rows.values()}
        self.touched = of_rows | set(self.races)
        self._standing = [*rows_before.values(), *rows.values()]

    @property
    def changed_pairs(self):
        """(athlete, discipline) of all whose bests may be lost, and so are worked out anew.

        A race that changed in itself moves its rows, though none of them changed.
        """
        rows = [row for before, after in self.rows.values() if before for row in (before, after) if row]
        rows += [row for row in self._standing if row["race_id"] in self.races]
        return {(row["athlete_id"], row["discipline_id"]) for row in rows if row["athlete_id"]}

    @property
    def added(self):
        """The keys of rows that are new: they can better a best, and nothing else."""
        return [pk for pk, (before, after) in self.rows.items() if before is None]

    def keep_history(self, revises, **said):
        now = timezone.now()
        Race.objects.filter(pk__in=self.touched).update(version=F("version") + 1, changed_at=now)
        RaceChange.objects.bulk_create(
            RaceChange(race_id=pk, at=now, before=before, after=after, **said)
            for pk, (before, after) in self.races.items()
        )
        bulk.insert(
            ResultChange,
            ["result", "race", "at", "before", "after", "revises", *said],
            (
                (
                    *(pk if after else None, (after or before)["race_id"], now, before, after, revises),
                    *said.values(),
                )
                for pk, (before, after) in self.rows.items()
            ),
        )


def _lock(pks, seen):
    """Hold the races until the transaction ends: who write to one race come one after the other."""
    held = Race.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    versions = dict(held.values_list("pk", "version"))
    stale = [pk for pk, version in (seen or {}).items() if versions.get(pk) != version]
    if stale:
        raise StaleRace(
            "Somebody else changed this race while you had it open. Nothing of theirs is lost and nothing of "
            "yours is stored: open the race again in another tab and put your changes into theirs."
        )


def _revise_official(rows_before, races_before, pks):
    """An official result that is written to is a revised one from then on."""
    official = {pk for pk, race in races_before.items() if race["status"] == Race.Status.OFFICIAL}
    stood = {row["race_id"] for row in rows_before.values()} & official
    if not stood:
        return
    before = {pk: row for pk, row in rows_before.items() if row["race_id"] in stood}
    rows = _different(before, snapshots.of_rows(sorted(stood)))
    written = {(after or row)["race_id"] for row, after in rows.values()}
    Race.objects.filter(pk__in=written, status=Race.Status.OFFICIAL).update(status=Race.Status.REVISED)


def _follow_races(races_before, pks):
    """What rows keep of their race, where the race itself changed."""
    changed = _different(races_before, snapshots.of_races(pks))
    races = Race.objects.select_related("discipline", "event").in_bulk(list(changed))
    moved = []
    for row in Result.objects.filter(race__in=races):
        row.race = races[row.race_id]
        kept = _derived(row)
        row.follow_race()
        if _derived(row) != kept:
            moved.append(row)
    Result.objects.bulk_update(moved, DERIVED, batch_size=BATCH)


def _derived(row):
    return row.discipline_id, row.category, row.date, row.season, row.list_key, row.medal_place


def _different(before, after):
    """{pk: (before, after)} of what is not the same on both sides; None where there is nothing."""
    return {
        pk: (before.get(pk), after.get(pk))
        for pk in sorted(before.keys() | after.keys())
        if before.get(pk) != after.get(pk)
    }


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
    return _key_of(*(getattr(result, name) for name in KEY))


def _key_of(race, athlete, country, team):
    """Whose row it is: an athlete's, for whatever country, or a country's team's."""
    return (race, athlete) if athlete else (race, country, team)


def _write_results(results, held):
    for result in results:
        result.follow_race()
    known = {result.pk: _values(result) for result in held.values()}
    different = [result for result in results if result.pk and _values(result) != known[result.pk]]
    Result.objects.bulk_update(different, [field.name for field in _fields(Result)], batch_size=BATCH)
    _insert([result for result in results if not result.pk])


def _insert(results):
    names = [field.attname for field in _fields(Result)]
    bulk.insert(Result, names, map(attrgetter(*names), results))
    written = Result.objects.filter(race__in={result.race_id for result in results})
    keys = {_key_of(*row): pk for pk, *row in written.values_list("pk", *KEY)}
    for result in results:
        result.pk = keys[_key(result)]


def _write_parts(name, model, given, held):
    different = [
        row
        for key, row in given.items()
        if (getattr(row, name) or key in held)
        and _parts(getattr(row, name)) != _parts(getattr(held[key], name).all() if key in held else ())
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
