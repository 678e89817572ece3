"""What speaks of an athlete, a race, an event: as long as something does, it is not deleted.

Results tell here what of them does. Others, such as the stories, register what they know: that is called by
name. Each is asked of some objects of one model, and answers with Citations in a constant number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models

from results.models import (
    Athlete,
    Best,
    Competition,
    Country,
    Discipline,
    Event,
    ImportBatch,
    Race,
    Record,
    RelayLeg,
    Result,
    Series,
    StagedRace,
    StagedRow,
)

SHOWN = 20
MOST_COUNTED = 1000  # beyond, counting takes longer than anybody cares for


@dataclass(frozen=True)
class Line:
    """One thing that cites: in words, and the object of the desk where it can be changed, if there is one."""

    words: str
    target: models.Model | None = None


@dataclass(frozen=True)
class Citation:
    """All of one kind that cites: the first of them, and how many there are."""

    what: str  # “1 result”, “more than 1,000 results”
    lines: tuple[Line, ...]
    more: str  # “and 12 more”, or ""
    right: str  # to see them: “results.view_result”


def register(model, asked: Callable[[list], Iterable[Citation]]):
    """`asked(objects)` is called whenever objects of the model are to be deleted."""
    known = _asked.setdefault(model, [])
    if asked not in known:
        known.append(asked)


def forget(model, asked):
    _asked[model].remove(asked)


def of(objects):
    """Everything that cites one of these objects, which are of one model; empty where they are free."""
    objects = list(objects)
    if not objects:
        return []
    return [citation for asked in _asked[type(objects[0])] for citation in asked(objects)]


def cite(rows, one, many, line, right=""):
    """[Citation] of a queryset, or [] of an empty one; `line` makes a Line of a row.

    Who may see rows of the model may see them, unless another `right` is named.
    """
    shown = list(rows[: SHOWN + 1])
    if not shown:
        return []
    count = len(shown) if len(shown) <= SHOWN else rows.order_by()[: MOST_COUNTED + 1].count()
    told = f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else str(count)
    rest = count - SHOWN
    opts = rows.model._meta
    return [
        Citation(
            what=f"{told} {one if count == 1 else many}",
            lines=tuple(line(row) for row in shown[:SHOWN]),
            more=f"and {'many' if count > MOST_COUNTED else rest} more" if rest > 0 else "",
            right=right or f"{opts.app_label}.view_{opts.model_name}",
        )
    ]


def _of_athletes(athletes):
    results = Result.objects.filter(athlete__in=athletes).with_titles().order_by("-date", "-pk")
    yield from cite(results, "result", "results", _result)
    legs = (
        RelayLeg.objects.filter(athlete__in=athletes).order_by("-pk").select_related(*_titles("result__race"))
    )
    yield from cite(legs, "relay leg", "relay legs", _leg)
    bests = Best.objects.filter(athlete__in=athletes).order_by("pk")
    yield from cite(_with_marks(bests), "best", "bests", _best, "results.view_result")
    yield from _records(athlete__in=athletes)
    rows = StagedRow.objects.filter(
        athlete__in=athletes, staged_race__batch__status=ImportBatch.Status.STAGED
    )
    waiting = rows.order_by("pk").select_related("staged_race__batch")
    yield from cite(waiting, "row of a waiting import", "rows of waiting imports", _staged_row)
    leading_here = Athlete.objects.filter(merged_into__in=athletes).order_by("pk")
    yield from cite(leading_here, "address that leads here", "addresses that lead here", _merged)
    leading_on = Athlete.objects.filter(pk__in=[each.pk for each in athletes if each.merged_into_id])
    yield from cite(
        leading_on.order_by("pk").select_related("merged_into"),
        "address that has to go on leading to somebody",
        "addresses that have to go on leading to somebody",
        _leading_on,
    )


def _of_races(races):
    results = Result.objects.filter(race__in=races).with_titles()
    yield from cite(results.order_by("race", "pk"), "row", "rows", _row)
    yield from _staged_races(race__in=races)


def _of_events(events):
    races = Race.objects.filter(event__in=events).with_titles().order_by("-date", "-pk")
    yield from cite(races, "race", "races", lambda race: Line(race.title, race))


def _of_competitions(competitions):
    events = Event.objects.filter(competition__in=competitions).select_related("discipline").order_by("pk")
    yield from cite(events, "event", "events", lambda event: Line(event.title, event))
    waiting = ImportBatch.objects.filter(competition__in=competitions, status=ImportBatch.Status.STAGED)
    yield from cite(waiting.order_by("pk"), "waiting import", "waiting imports", lambda b: Line(b.name, b))


def _of_series(series):
    yield from _competitions(series__in=series)
    yield from _records(series__in=series)


def _of_countries(countries):
    athletes = Athlete.objects.filter(country__in=countries).order_by("pk")
    yield from cite(athletes, "athlete", "athletes", lambda athlete: Line(athlete.name, athlete))
    results = Result.objects.filter(country__in=countries).with_titles().order_by("-date", "-pk")
    yield from cite(results, "result", "results", _row)
    yield from _competitions(country__in=countries)
    yield from _records(country__in=countries)


def _of_disciplines(disciplines):
    events = Event.objects.filter(discipline__in=disciplines).select_related("discipline", "competition")
    yield from cite(events.order_by("pk"), "event", "events", lambda event: Line(str(event), event))
    races = Race.objects.filter(discipline__in=disciplines).with_titles().order_by("pk")
    yield from cite(races, "race", "races", lambda race: Line(str(race), race))
    yield from _records(discipline__in=disciplines)


def _competitions(**condition):
    found = Competition.objects.filter(**condition).order_by("-first_day", "-pk")
    return cite(found, "competition", "competitions", lambda competition: Line(competition.name, competition))


def _records(**condition):
    found = Record.objects.filter(**condition).order_by("pk").select_related("discipline")
    return cite(found, "record", "records", lambda record: Line(str(record)))


def _staged_races(**condition):
    races = StagedRace.objects.filter(**condition, batch__status=ImportBatch.Status.STAGED)
    waiting = races.order_by("pk").select_related("batch")
    return cite(waiting, "race of a waiting import", "races of waiting imports", _staged_race)


def _titles(race):
    return [f"{race}__{name}" for name in ("discipline", "event__discipline", "event__competition")]


def _with_marks(bests):
    return bests.select_related("discipline", *_titles("result__race"))


def _result(result):
    return Line(f"{result.race}{_mark(result)}", result.race)


def _row(result):
    return Line(f"{result.who}{_mark(result)}: {result.race}", result.race)


def _leg(leg):
    return Line(f"{leg.result.race}, for {leg.result.who}", leg.result.race)


def _best(best):
    return Line(f"{best.discipline}, {best.season or 'all seasons'}{_mark(best.result)}", best.result.race)


def _mark(result):
    said = str(result.mark or result.status)
    return f", {said}" if said else ""


def _staged_row(row):
    return Line(f"{row.staged_race.batch.name}: {row.staged_race.title}", row.staged_race.batch)


def _staged_race(race):
    return Line(f"{race.batch.name}: {race.title}", race.batch)


def _merged(athlete):
    return Line(athlete.name, athlete)


def _leading_on(athlete):
    return Line(f"{athlete.name}, who was merged into {athlete.merged_into}", athlete.merged_into)


_asked = {
    Athlete: [_of_athletes],
    Race: [_of_races],
    Event: [_of_events],
    Competition: [_of_competitions],
    Series: [_of_series],
    Country: [_of_countries],
    Discipline: [_of_disciplines],
}
