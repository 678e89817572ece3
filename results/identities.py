"""Two records that are one person: made one, and made two again.

What both held stands at one of them; the address of the other leads there for as long as they are one.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.dateparse import parse_date

from newsroom.lib import audit, caching
from results import doubles, recording
from results.models import (
    Athlete,
    AthleteMerge,
    AthleteName,
    ImportBatch,
    Race,
    Record,
    RelayLeg,
    Result,
    StagedRow,
)

RIGHTS = ("results.change_athlete", "results.delete_athlete")
LONGEST_REASON = AthleteMerge._meta.get_field("why").max_length
# What is an athlete's and goes with the person; `names` are those that the other has not got.
ROWS = {"results": Result, "legs": RelayLeg, "records": Record, "staged": StagedRow, "names": AthleteName}
PRECISIONS = [Athlete.BirthPrecision.YEAR, Athlete.BirthPrecision.MONTH, Athlete.BirthPrecision.DAY]


class IdentityError(ValidationError):
    """Two that cannot be made one, or one that cannot be made two; its message is for the results desk."""


def may_merge(user):
    return all(user.has_perm(right) for right in RIGHTS)


def objections(keep, drop):
    """Why the two cannot be one person, a sentence each; empty when they can be."""
    if keep.pk == drop.pk:
        return ["These are one record already: choose another."]
    merged = [each for each in (keep, drop) if each.merged_into_id]
    if merged:
        return [f"{each} was merged into {each.merged_into} already." for each in merged]
    return [*doubles.contradictions(keep, drop), *_meetings(keep, drop)]


@transaction.atomic
def merge(keep, drop, *, why, by=None):
    """Let one person be one record: all that `drop` holds becomes `keep`'s, whose address `drop`'s leads to.

    Every row that moves leaves its history; no official result is a revised one for it. Raises IdentityError,
    before anything is written, where the two cannot be one person.
    """
    _require_right(by)
    why = _reason(why)
    keep, drop = _held(keep, drop)
    if said := objections(keep, drop):
        raise IdentityError(said)
    moved = {name: _keys(rows) for name, rows in _rows_of(drop, keep).items()}
    moved["merged"] = _keys(drop.merged.all())
    with recording.changes(_races(drop.results, drop.relay_legs), why=why, by=by, revises=False):
        _move(moved, keep)
        moved |= _take_over_facts(keep, drop)
    Athlete.objects.filter(pk__in=[drop.pk, *moved["merged"]]).update(merged_into=keep)
    done = AthleteMerge.objects.create(drop=drop, keep=keep, by=by, why=why, moved=moved)
    said = {"into": str(keep), "into_id": keep.pk, "why": why, "results": len(moved["results"])}
    audit.record("merged", drop, by=by, **said)
    caching.raise_generation()
    return done


@transaction.atomic
def unmerge(done, *, why, by=None):
    """Make them two again: what was moved goes back as far as it is still there. What came since stays.

    Returns how many rows of results could not go back, for somebody else has changed whose they are.
    """
    _require_right(by)
    why = _reason(why)
    done = AthleteMerge.objects.select_for_update().filter(pk=done.pk).first()
    if done is None:
        raise IdentityError("This merge is taken back already.")
    keep, drop = _held(done.keep, done.drop)
    if keep.merged_into_id:
        raise IdentityError(f"{keep} was itself merged into {keep.merged_into} later: take that back first.")
    back = {
        name: _keys(rows.objects.filter(pk__in=done.moved[name], athlete=keep)) for name, rows in ROWS.items()
    }
    drop.merged_into = None
    drop.save(update_fields=["merged_into"])
    keep.merged.filter(pk__in=done.moved["merged"]).update(merged_into=drop)
    results, legs = (ROWS[name].objects.filter(pk__in=back[name]) for name in ("results", "legs"))
    with recording.changes(_races(results, legs), why=why, by=by, revises=False):
        _move(back, drop)
        _give_back_facts(keep, drop, done.moved)
    done.delete()
    audit.record("merge taken back", drop, by=by, out_of=str(keep), out_of_id=keep.pk, why=why)
    caching.raise_generation()
    return len(done.moved["results"]) - len(back["results"])


def _require_right(by):
    if by is not None and not may_merge(by):
        raise PermissionDenied("You may not merge athletes.")


def _reason(why):
    why = why.strip()
    if not why:
        raise IdentityError("Say why: “Same birth date and club, confirmed by the federation”.")
    if len(why) > LONGEST_REASON:
        raise IdentityError(f"The reason has {len(why)} characters; there is room for {LONGEST_REASON}.")
    return why


def _held(*athletes):
    """They as they are now, held until the transaction ends: who merges them otherwise comes after."""
    pks = [athlete.pk for athlete in athletes]
    held = Athlete.objects.select_for_update().order_by("pk").in_bulk(pks)
    if len(held) < len(set(pks)):
        raise IdentityError("One of the two is deleted by now.")
    return [held[pk] for pk in pks]


def _meetings(one, other):
    """That both were in one race: the latest of them tells it."""
    both = _race_ids(one.results, one.relay_legs) & _race_ids(other.results, other.relay_legs)
    race = Race.objects.filter(pk__in=both).with_titles().latest_first().first() if both else None
    return [f"Both were in one race: {race}."] if race else []


def _races(results, legs):
    return Race.objects.filter(pk__in=_race_ids(results, legs))


def _race_ids(results, legs):
    """Where these rows and legs stand. Two short lists: one condition for both would ask every race held."""
    alone, in_teams = results.order_by(), legs.order_by()
    return {*alone.values_list("race", flat=True), *in_teams.values_list("result__race", flat=True)}


def _rows_of(drop, keep):
    """What there is to move. A record that a result declares follows its result."""
    known = keep.known_names.order_by().values("name_key")
    return {
        "results": drop.results.all(),
        "legs": drop.relay_legs.all(),
        "records": drop.records.filter(result=None),
        "staged": drop.staged.filter(staged_race__batch__status=ImportBatch.Status.STAGED),
        "names": drop.known_names.exclude(name_key__in=known).exclude(name_key=keep.name_key),
    }


def _keys(rows):
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _move(keys, athlete):
    for name, rows in ROWS.items():
        rows.objects.filter(pk__in=keys[name]).update(athlete=athlete)


# What is known of the person


def _take_over_facts(keep, drop):
    """Ids, the birth date and the spelling, where the one has them and the other not; says what it took."""
    ids = {name: getattr(drop, name) for name in doubles.IDS if getattr(keep, name) is None}
    ids = {name: number for name, number in ids.items() if number is not None}
    before, known = _birth(keep), _birth(drop)
    Athlete.objects.filter(pk=drop.pk).update(**dict.fromkeys(ids))
    for name, number in ids.items():
        setattr(keep, name, number)
    if _says_more(drop, keep):
        keep.birth_date, keep.birth_date_precision = drop.birth_date, drop.birth_date_precision
    keep.save()
    took = {"ids": ids, "spelling": _spell(keep, drop)}
    return took | ({"birth": [before, known]} if _birth(keep) != before else {})


def _spell(keep, drop):
    """The key of the spelling that came with the name of `drop`, or None where it was known."""
    if drop.name_key == keep.name_key or keep.known_names.filter(name_key=drop.name_key).exists():
        return None
    return keep.known_names.create(name=drop.name).pk


def _give_back_facts(keep, drop, moved):
    """As far as nobody changed them since."""
    ids = {name: number for name, number in moved["ids"].items() if getattr(keep, name) == number}
    for name in ids:
        setattr(keep, name, None)
    if "birth" in moved and _birth(keep) == moved["birth"][1]:
        day, keep.birth_date_precision = moved["birth"][0]
        keep.birth_date = day and parse_date(day)
    keep.save()
    Athlete.objects.filter(pk=drop.pk).update(**ids)
    keep.known_names.filter(pk=moved["spelling"]).delete()


def _birth(athlete):
    return [athlete.birth_date and athlete.birth_date.isoformat(), athlete.birth_date_precision]


def _says_more(one, other):
    """Whether the birth date of the one is known better."""
    if one.birth_date is None or other.birth_date is None:
        return one.birth_date is not None
    return PRECISIONS.index(one.birth_date_precision) > PRECISIONS.index(other.birth_date_precision)
