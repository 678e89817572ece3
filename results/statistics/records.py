"""Records: those that are shipped and those that held results declare; which stands, and how it came to."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from results.marks import Measure
from results.models import Record, Result
from results.querysets import held_by

SCOPES = set(Record.Scope.values)
# Contested indoors only: elsewhere a flag from indoors speaks of an indoor record, which is none of these.
INDOOR_ONLY = {"50", "55", "60", "50H", "55H", "60H", "PEN", "HEP_I"}
KEPT = (
    *("result_id", "scope", "discipline_id", "category", "area", "country_id", "series_id", "athlete_id"),
    *("holder", "mark_value", "mark_precision", "date", "city", "equalled"),
)


@dataclass(frozen=True)
class Step:
    """A record in the order in which they were set."""

    record: Record
    equalled: bool  # the one before, which goes on standing beside it


@dataclass(frozen=True)
class Standing:
    """What stands in one discipline: the record, and those who equalled it, the first first."""

    records: list

    @property
    def record(self):
        return self.records[0]


def refresh(races):
    """Keep the records that the results of these races (or their keys) declare, and take away all others.

    A result declares a record by its flags, “NR” or “=AR”, as long as it is listed: none of a start list, a
    live race or a disqualification, none with too much wind. A championship record is the series', an area
    record the area's of the country; where there is none of these there is no record.
    """
    due = {_values(record): record for result in _flagged(races) for record in declared(result)}
    held = {_values(record): record for record in Record.objects.filter(result__race__in=races)}
    gone = [record.pk for values, record in held.items() if values not in due]
    Record.objects.filter(pk__in=gone).delete()
    Record.objects.bulk_create(record for values, record in due.items() if values not in held)


def declared(result):
    """The records that a listed result claims by its flags, not saved."""
    competition = result.race.event.competition
    if competition.indoor and result.discipline_id not in INDOOR_ONLY:
        return []
    claimed = {flag.removeprefix("="): flag for flag in result.record_flags.split()}
    records = [_record(result, scope, claimed[scope]) for scope in claimed.keys() & SCOPES]
    return [record for record in records if _names_its_scope(record)]


def standing(scope, *, as_of=None, **whose):
    """[Standing] of a scope in the order of a programme; `whose` is series=, area= or country=."""
    records = _as_of(Record.objects.filter(scope=scope, **whose), as_of)
    # A country may have had hundreds: those that fell are not read in full.
    standing = _with_titles(Record.objects.filter(pk__in=_best_of_each(records)))
    by_discipline = groupby(_in_programme_order(standing), key=_discipline)
    return [Standing([step.record for step in steps(list(found))]) for _, found in by_discipline]


def progressions(discipline, category, as_of=None):
    """[(record's scope as a key, [Step, …])] of a discipline: each scope by itself, the greatest first."""
    records = _with_titles(_as_of(Record.objects.filter(discipline=discipline, category=category), as_of))
    by_scope = groupby(sorted(records, key=_scope_key), key=_scope_key)
    return [(key, steps(list(found))) for key, found in by_scope]


def steps(records):
    """The records of one scope and discipline as they were set, each better than the one before or level."""
    best, found = None, []
    for record in sorted(_once_each(records), key=lambda record: (record.date, -record.mark.sort_key)):
        mark = record.mark.sort_key
        if best is None or mark <= best:
            found.append(Step(record, equalled=mark == best))
            best = mark
    return found


def _with_titles(records):
    return records.select_related(
        "athlete", "country", "series", "discipline", "result__race__event__competition"
    )


def _best_of_each(records):
    """Keys of the records with the best mark of each discipline."""
    best = {}
    rows = records.order_by().values_list("category", "discipline", "discipline__measure", "mark_value", "pk")
    for category, discipline, measure, value, pk in rows:
        mark = value if measure == Measure.TIME else -value
        best.setdefault((category, discipline), {}).setdefault(mark, []).append(pk)
    return [pk for marks in best.values() for pk in marks[min(marks)]]


def _once_each(records):
    """One that is shipped and declared as well counts once, by the result that is held."""
    known = {}
    for record in sorted(records, key=lambda record: record.result_id is None):
        known.setdefault((record.mark_value, record.date, record.country_id), record)
    return known.values()


def _as_of(records, as_of):
    """A shipped record counts from its day on, a declared one from the start of its race."""
    if as_of is None:
        return records
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    shipped = Q(result=None, date__lte=day)
    return records.filter(shipped | Q(result__isnull=False) & held_by(as_of, "result__race__"))


def _in_programme_order(records):
    return sorted(records, key=lambda record: (record.category, record.discipline.order, _discipline(record)))


def _discipline(record):
    return record.category, record.discipline_id


def _scope_key(record):
    """World, Olympic, championships by the rank of their series, areas, countries."""
    scope = list(Record.Scope).index(record.scope)
    if record.scope == Record.Scope.CHAMPIONSHIP:
        return scope, record.series.order, record.series.short_name
    if record.scope == Record.Scope.AREA:
        return scope, 0, record.area
    return scope, 0, record.country.name if record.scope == Record.Scope.NATIONAL else ""


def _flagged(races):
    listed = Result.objects.filter(race__in=races, list_key__isnull=False).exclude(record_flags="")
    return listed.select_related("athlete", "country", "race__discipline", "race__event__competition__series")


def _record(result, scope, flag):
    competition = result.race.event.competition
    return Record(
        scope=scope,
        discipline_id=result.discipline_id,
        category=result.category,
        area=result.country.area if scope == Record.Scope.AREA else "",
        country_id=result.country_id,
        series_id=competition.series_id if scope == Record.Scope.CHAMPIONSHIP else None,
        result=result,
        athlete_id=result.athlete_id,
        holder=result.who,
        mark_value=result.mark_value,
        mark_precision=result.mark_precision,
        date=result.date,
        city=competition.city,
        equalled=flag.startswith("="),
    )


def _names_its_scope(record):
    if record.scope == Record.Scope.CHAMPIONSHIP:
        return record.series_id is not None
    return record.scope != Record.Scope.AREA or bool(record.area)


def _values(record):
    return tuple(getattr(record, name) for name in KEPT)
