"""What stood in a race before, and how it came to what stands now."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects

from newsroom.lib import audit
from results import recording, snapshots
from results.models import Athlete, Race, RaceChange, ResultChange

MOMENT = timedelta(microseconds=1)
OUT = (Race.Status.OFFICIAL, Race.Status.PROVISIONAL)


class HistoryError(ValidationError):
    """A step back that cannot be taken; its message is for the results desk."""


@dataclass(frozen=True)
class AsItWas:
    """A race at a moment: a copy that says what the race said, and its rows in the order of a table."""

    race: Race
    rows: list


@dataclass
class Write:
    """What was written together: one decision, its reason, and each thing that it changed."""

    at: object
    by: object
    why: str
    race: tuple = ()  # (before, after) of the race itself
    rows: list = field(default_factory=list)  # [(before, after)]
    revises: bool = True  # or only says whose record a row stands at


class Past:
    """All that was ever written to some races, in two queries however many they are."""

    def __init__(self, races):
        self.races = {race.pk: race for race in races}
        self._writes = defaultdict(dict)
        said = {"race__in": self.races}
        for change in RaceChange.objects.filter(**said).select_related("by"):
            self._write(change).race = (change.before, change.after)
        for change in ResultChange.objects.filter(**said).select_related("by").order_by("pk"):
            write = self._write(change)
            write.rows.append((change.before, change.after))
            write.revises = change.revises

    def writes(self, race):
        """Every write to a race, the latest first."""
        return sorted(self._writes[race.pk].values(), key=lambda write: write.at, reverse=True)

    def revisions(self, race):
        """Every write but those that only say whose record a row stands at, the latest first."""
        return [write for write in self.writes(race) if write.revises]

    def first_out(self, race):
        """When its result first was official, else provisional, else first written; None for a start list."""
        for status in OUT:
            if found := [write.at for write in self.writes(race) if _moved_to(write, status)]:
                return found[-1]
        writes = self.writes(race)
        return writes[-1].at if writes and race.has_result else None

    def since_out(self, race):
        """The writes to its rows that came after the first result, the latest first."""
        out = self.first_out(race)
        return [write for write in self.revisions(race) if write.rows and write.at > out] if out else []

    def nights(self):
        """{race pk: AsItWas} when its result first was out, of each race whose rows changed since."""
        return self.as_they_were(
            {pk: self.first_out(race) for pk, race in self.races.items() if self.since_out(race)}
        )

    def as_they_were(self, moments):
        """{race pk: AsItWas} at {race pk: moment}, in a constant number of queries."""
        standing = defaultdict(dict)
        for pk, row in snapshots.of_rows(list(moments)).items() if moments else ():
            standing[row["race_id"]][pk] = row
        told = {pk: self._rolled_back(pk, standing[pk], moment) for pk, moment in moments.items()}
        rows = [row for then in told.values() for row in then.rows]
        prefetch_related_objects([row.result for row in rows], "athlete", "country")
        prefetch_related_objects([leg for row in rows for leg in row.legs], "athlete")
        return told

    def _rolled_back(self, pk, rows, moment):
        race = copy(self.races[pk])
        for write in self.writes(race):
            if write.at <= moment:
                break
            if write.race:
                snapshots.set_race(race, write.race[0])
            for before, after in write.rows:
                if after:
                    rows.pop(after["pk"], None)
                if before:
                    rows[before["pk"]] = before
        return AsItWas(
            race, sorted((snapshots.as_row(row, race) for row in rows.values()), key=_in_table_order)
        )

    def _write(self, change):
        theirs = self._writes[change.race_id]
        return theirs.setdefault(change.at, Write(change.at, change.by, change.why))


def as_it_was(race, moment):
    """The race as readers had it at a moment."""
    return Past([race]).as_they_were({race.pk: moment})[race.pk]


def on_the_night(race):
    """The race as its result first was out; None where no row changed since."""
    return Past([race]).nights().get(race.pk)


def take_back(race, at, *, why, by=None):
    """Make the race what it was before its latest write, of that moment; that too is a write, remembered.

    Athletes who were merged since stay so. Raises HistoryError where something was written later: that comes
    first.
    """
    if by is not None and not by.has_perm("results.change_race"):
        raise PermissionDenied("You may not change races.")
    past = Past([race])
    latest = next(iter(past.revisions(race)), None)
    if latest is None or latest.at != at:
        raise HistoryError("Something was changed in this race later: take that back first.")
    before = past.as_they_were({race.pk: at - MOMENT})[race.pk]
    _let_stand_at_their_records(before.rows)
    with recording.changes([race], why=why, by=by, seen={race.pk: race.version}):
        snapshots.set_race(race, {name: getattr(before.race, name) for name in snapshots.RACE_FIELDS})
        race.save(update_fields=snapshots.RACE_FIELDS)
        recording.write_rows({race: before.rows})
        audit.record("change taken back", race, by=by, why=why)
    race.refresh_from_db(fields=["version", "changed_at", "status"])


def _let_stand_at_their_records(rows):
    """Rows of athletes who were merged since go to the record that stands for them."""
    whose = [whose for row in rows for whose in (row.result, *row.legs) if whose.athlete_id]
    ids = {one.athlete_id for one in whose}
    known = dict(Athlete.objects.filter(pk__in=ids).values_list("pk", "merged_into"))
    if ids - known.keys():
        raise HistoryError("Somebody who stood in this race then is deleted by now: enter the rows anew.")
    for one in whose:
        one.athlete_id = known[one.athlete_id] or one.athlete_id


def _moved_to(write, status):
    return bool(write.race) and write.race[0]["status"] != status == write.race[1]["status"]


def _in_table_order(row):
    result = row.result
    return result.place is None, result.place or 0, result.order
