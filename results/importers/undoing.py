"""Taking an import back: what stood before stands again, and what it added goes if nothing else needs it."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, RestrictedError
from django.utils import timezone

from newsroom.lib import audit
from results import recording, snapshots
from results.importers.applying import ImportRefused, require_right
from results.models import (
    Athlete,
    Competition,
    Event,
    ImportBatch,
    Race,
    RaceChange,
    RelayLeg,
    Result,
    ResultChange,
)

# What an import may add, in the order in which it is taken away, and what still needs it.
ADDED = {
    "race": (Race, (Result, "race")),
    "event": (Event, (Race, "event")),
    "competition": (Competition, (Event, "competition")),
    "athlete": (Athlete, (Result, "athlete"), (RelayLeg, "athlete")),
}
TOLD = ("who", "mark")  # of a row: for people, and true of whatever name the athlete has by now
MOST_WHY = 200


@transaction.atomic
def undo(batch, *, by=None):
    """Restore what stood before a batch was applied. Raises ImportRefused.

    Refused where something that the batch wrote stands otherwise by now: that is taken back first, or kept.
    """
    require_right(by)
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status != ImportBatch.Status.APPLIED:
        raise ImportRefused(f"{batch.name} is not applied: there is nothing to undo.")
    rows = list(ResultChange.objects.filter(batch=batch))
    races = list(RaceChange.objects.filter(batch=batch))
    added = batch.created.get("race", [])
    touched = Race.objects.with_titles().in_bulk({*(change.race_id for change in (*rows, *races)), *added})
    added = [pk for pk in added if pk in touched]  # but those that were deleted at the desk since
    _require_untouched(batch, rows, races, touched, added)
    with recording.changes(touched.values(), why=f"Undone: import of {batch.name}"[:MOST_WHY], by=by):
        for change in races:
            snapshots.set_race(touched[change.race_id], change.before)
        for pk in added:
            touched[pk].status = Race.Status.SCHEDULED
        Race.objects.bulk_update(touched.values(), snapshots.RACE_COLUMNS, batch_size=MOST_WHY)
        _restore(rows, touched)
    _take_away(batch.created)
    batch.status, batch.undone_at, batch.undone_by = ImportBatch.Status.UNDONE, timezone.now(), by
    batch.save(update_fields=["status", "undone_at", "undone_by"])
    audit.record("import undone", batch, by=by)
    return batch


def _require_untouched(batch, rows, races, touched, added):
    """What the batch wrote still stands as it wrote it."""
    standing, said = snapshots.of_rows(list(touched)), snapshots.of_races(list(touched))
    moved = {
        change.race_id for change in rows if _row(standing.get(change.after["pk"])) != _row(change.after)
    }
    moved |= {change.race_id for change in races if said.get(change.race_id) != change.after}
    moved |= _moved_since(batch, set(added) - {change.race_id for change in races}, said)
    if moved:
        race = touched[min(moved)]
        raise ImportRefused(
            f"{race.title} was changed since{_how(batch, race)}. Take that back first, or keep the import."
        )


def _row(row):
    return row and {name: value for name, value in row.items() if name not in TOLD}


def _moved_since(batch, races, said):
    """Of the races that it added: those whose own facts were written to later, and are other than then."""
    first = {}
    later = RaceChange.objects.filter(race__in=races, at__gt=batch.applied_at).order_by("at")
    for change in later:
        first.setdefault(change.race_id, change.before)
    return {pk for pk, before in first.items() if said.get(pk) != before}


def _how(batch, race):
    for model in (ResultChange, RaceChange):
        later = model.objects.filter(race=race, at__gt=batch.applied_at).exclude(batch=batch)
        if change := later.order_by("-at").first():
            return f" ({change.at:%d %B %Y, %H:%M}: {change.why})"
    return ""


def _restore(changes, races):
    added = [change.after["pk"] for change in changes if change.before is None]
    Result.objects.filter(pk__in=added).delete()
    before = defaultdict(list)
    for change in changes:
        if change.before:
            race = races[change.race_id]
            before[race].append(snapshots.as_row(change.before, race))
    recording.write_rows(before, keep_others=True)


def _take_away(created):
    for name, (model, *needs) in ADDED.items():
        free = model.objects.filter(pk__in=created.get(name, []))
        for user, field in needs:
            free = free.exclude(Exists(user.objects.filter(**{field: OuterRef("pk")}).order_by()))
        _delete(free)


def _delete(rows):
    """All at once; one by one where something, such as a story, holds on to some of them."""
    try:
        with transaction.atomic():
            rows.delete()
    except (ProtectedError, RestrictedError):
        for row in rows:
            try:
                with transaction.atomic():
                    row.delete()
            except (ProtectedError, RestrictedError):
                continue
