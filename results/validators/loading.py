"""Sheets of what is held: a constant number of queries, however many races."""

from itertools import groupby

from django.db.models import F, Q
from django.db.models.lookups import LessThan, LessThanOrEqual

from results.marks import Mark, Measure, Precision
from results.models import Attempt, Race, Record, RelayLeg, Result, Split
from results.validators.sheets import Earlier, Held, Leg, Line, Passing, Sheet, Standing, Trial

PRECISIONS = {precision.value: precision for precision in Precision}
MEASURES = {measure.value: measure for measure in Measure}
COLUMNS = (
    *("pk", "race_id", "athlete_id", "athlete__name", "athlete__sex", "athlete__birth_date"),
    *("athlete__birth_date_precision", "country_id", "team_name", "place", "mark_value", "mark_precision"),
    *("reading_ms", "status", "qualification", "lane", "bib", "reaction_ms", "wind", "record_flags"),
    *("personal_flags", "points"),
)
EARLIER = (
    *("athlete__name", "team_name", "mark_value", "mark_precision", "date", "race__starts_at"),
    *("race__event_id", "race__round", "race__event__competition__short_name"),
    "race__event__competition__indoor",
)


def load(race_ids):
    """The sheets of these races, as a list for each event, and what else is held of them.

    Give all races of an event: some rules look at rounds and at combined events as a whole.
    """
    races = Race.objects.with_titles().filter(pk__in=race_ids).order_by("event_id", "pk")
    sheets = {race.pk: Sheet(race, []) for race in races}
    _add_lines(sheets)
    events = [list(of_event) for _, of_event in groupby(sheets.values(), lambda sheet: sheet.race.event_id)]
    return events, _held(sheets)


def _add_lines(sheets):
    lines = {}
    rows = Result.objects.filter(race__in=sheets).order_by("race_id", "order", "pk")
    for row in rows.values_list(*COLUMNS).iterator(chunk_size=5000):
        line = Line(*row)
        sheet = sheets[line.race_id]
        if line.value:
            line.mark = Mark(line.value, sheet.measure, PRECISIONS[line.precision])
        sheet.lines.append(line)
        lines[line.pk] = line
    _add_parts(lines, sheets)


def _add_parts(lines, sheets):
    def parts(model, *columns):
        rows = model.objects.filter(result__race__in=sheets)
        return rows.order_by(*model._meta.ordering).values_list("result_id", *columns)

    for pk, *trial in parts(Attempt, "number", "height_mm", "outcome", "mark_mm", "wind"):
        lines[pk].trials.append(Trial(*trial))
    for pk, distance, time, precision in parts(Split, "distance_m", "time_ms", "precision"):
        passed = Mark(time, Measure.TIME, PRECISIONS[precision])
        lines[pk].splits.append(Passing(distance, passed))
    for pk, *leg in parts(RelayLeg, "order", "athlete_id", "athlete__name", "athlete__sex"):
        lines[pk].legs.append(Leg(*leg))


def _held(sheets):
    held = Held()
    _add_records(held, sheets)
    lines = [line for sheet in sheets.values() for line in sheet.lines]
    best = [line.pk for line in lines if "B" in line.personal_flags]
    national = [line.pk for line in lines if "NR" in line.record_flags]
    _add_earlier(held.own, best, "athlete", LessThanOrEqual)
    _add_earlier(held.national, national, "country", LessThan)
    return held


def _add_earlier(held, flagged, whose, compared):
    """Listed marks from before, by the flagged line (their keys) that is no better, or worse, than they."""
    theirs = f"{whose}__results__"
    better = compared(F(f"{theirs}list_key") - F("list_key"), 0)
    rows = Result.objects.filter(pk__in=flagged).filter(
        # As a difference: no index of the lists, which hold everybody, is to be taken for one of athletes.
        better,
        **{f"{theirs}{name}": F(name) for name in ("discipline_id", "category")},
        **{f"{theirs}date__lte": F("date")},
    )
    columns = ("pk", f"{theirs}pk", "discipline__measure", *(f"{theirs}{name}" for name in EARLIER))
    for pk, other, measure, name, team, value, precision, *rest in rows.order_by().values_list(*columns):
        if pk != other:
            mark = Mark(value, MEASURES[measure], PRECISIONS[precision])
            held[pk].append(Earlier(name or team, mark, *rest))


def _add_records(held, sheets):
    flagged = [(sheet, line) for sheet in sheets.values() for line in sheet.lines if line.record_flags]
    wanted = Q(scope__in=["WR", "OR"])
    wanted |= Q(scope="NR", country__in={line.country for _, line in flagged})
    wanted |= Q(scope="CR", series__in={sheet.competition.series_id for sheet, _ in flagged} - {None})
    disciplines = {sheet.discipline.code for sheet in sheets.values()}
    rows = Record.objects.filter(wanted, discipline__in=disciplines).order_by("date", "pk")
    columns = ("discipline_id", "category", "scope", "country_id", "series_id", "holder")
    for code, category, *standing, measure, value, precision, date in rows.values_list(
        *columns, "discipline__measure", "mark_value", "mark_precision", "date"
    ):
        mark = Mark(value, MEASURES[measure], PRECISIONS[precision])
        held.records[code, category].append(Standing(*standing, mark, date))
