"""Rows and races as plain data: what stood, complete enough to stand again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from results.marks import Mark, Measure, Precision
from results.models import Attempt, Race, RelayLeg, Result, Split

ROW_FIELDS = (
    *("athlete_id", "country_id", "team_name", "place", "mark_value", "mark_precision", "reading_ms"),
    *("status", "rule", "qualification", "lane", "bib", "order", "reaction_ms", "record_flags"),
    *("personal_flags", "points"),
)
RACE_FIELDS = (
    *("status", "date", "starts_at", "wind", "discipline_id", "round", "number", "slug", "advancement"),
    *("decides_medals", "complete", "note", "external_id"),
)
RACE_COLUMNS = tuple(name.removesuffix("_id") if name == "discipline_id" else name for name in RACE_FIELDS)
COLUMNS = [field.attname for field in Result._meta.concrete_fields]
SPLIT_FIELDS = ("distance_m", "time_ms", "precision")
ATTEMPT_FIELDS = ("number", "height_mm", "outcome", "mark_mm", "wind")


@dataclass(frozen=True)
class Row:
    """What is said of one athlete or team in a race, with its parts; nothing of it need be saved."""

    result: Result
    splits: Sequence[Split] = ()
    attempts: Sequence[Attempt] = ()
    legs: Sequence[RelayLeg] = ()


def of_rows(race_ids):
    """{result pk: row} of these races, in four queries; `who` and `mark` are for people."""
    rows = Result.objects.filter(race__in=race_ids).order_by("pk")
    found = {
        row["pk"]: _row(row)
        for row in rows.values(
            "pk", "race_id", "discipline_id", "wind", "athlete__name", "discipline__measure", *ROW_FIELDS
        )
    }
    for name, parts in _parts(race_ids).items():
        for pk, row in found.items():
            row[name] = parts.get(pk, [])
    return found


def of_races(race_ids):
    """{race pk: what the race itself says}, in one query."""
    races = Race.objects.filter(pk__in=race_ids).order_by("pk")
    return {race["pk"]: _race(race) for race in races.values("pk", *RACE_FIELDS)}


def as_row(row, race):
    """The row as one that can be written again: an unsaved result of the race, and its parts."""
    result = Result(*(row.get(name) for name in COLUMNS))
    result.pk, result.race = None, race
    result.wind = None if row["wind"] is None else Decimal(row["wind"])
    return Row(
        result,
        splits=[Split(**dict(zip(SPLIT_FIELDS, part, strict=True))) for part in row["splits"]],
        attempts=[Attempt(**dict(zip(ATTEMPT_FIELDS, part, strict=True))) for part in row["attempts"]],
        legs=[RelayLeg(order=order, athlete_id=athlete) for order, athlete, _ in row["legs"]],
    )


def set_race(race, said):
    """Make a race, in memory, say what it said."""
    for name in RACE_FIELDS:
        setattr(race, name, Race._meta.get_field(name).to_python(said[name]))


def _row(values):
    row = {name: values[name] for name in ("pk", "race_id", "discipline_id", *ROW_FIELDS)}
    row["wind"] = _plain(values["wind"])
    row["who"] = values["athlete__name"] or values["team_name"]
    row["mark"] = _mark_text(values)
    return row


def _mark_text(values):
    if values["mark_value"] is None:
        return ""
    measure = Measure(values["discipline__measure"])
    return str(Mark(values["mark_value"], measure, Precision(values["mark_precision"])))


def _parts(race_ids):
    theirs = {"result__race__in": race_ids}
    splits = Split.objects.filter(**theirs).order_by("distance_m", "time_ms")
    attempts = Attempt.objects.filter(**theirs).order_by("number")
    legs = RelayLeg.objects.filter(**theirs).order_by("order")
    return {
        "splits": _by_result(splits.values_list("result_id", *SPLIT_FIELDS)),
        "attempts": _by_result(attempts.values_list("result_id", *ATTEMPT_FIELDS)),
        "legs": _by_result(legs.values_list("result_id", "order", "athlete_id", "athlete__name")),
    }


def _by_result(rows):
    grouped = defaultdict(list)
    for result, *part in rows:
        grouped[result].append([_plain(value) for value in part])
    return grouped


def _race(values):
    return {name: _plain(values[name]) for name in RACE_FIELDS}


def _plain(value):
    """Decimals, days and moments as text; numbers and words as they are."""
    return value if value is None or isinstance(value, int | str) else _text(value)


def _text(value):
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
