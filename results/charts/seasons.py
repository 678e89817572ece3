"""An athlete's bests, season by season."""

from dataclasses import dataclass
from decimal import Decimal

from newsroom.lib import charts
from results.charts import axes
from results.marks import Measure


@dataclass(frozen=True)
class Progression:
    """The chart of an athlete's seasons, and its rows for the table twin."""

    chart: charts.ProgressionChart
    bests: list
    title: str
    description: str


def progression(athlete, discipline, bests):
    """The season's bests of one discipline as a curve; None below two seasons."""
    seasons = sorted(bests, key=lambda best: best.season)
    if len(seasons) < 2:
        return None
    measure = Measure(discipline.measure)
    points = [_point(best) for best in seasons]
    chart = charts.progression(
        points,
        discipline.lower_is_better,
        tick_label=lambda value: axes.label(value, measure),
        clock=measure is Measure.TIME,
    )
    title = f"{athlete.name}’s best {discipline.name} by season"
    return Progression(chart, seasons[::-1], title, _from_to(seasons))


def _point(best):
    mark = best.result.mark
    return charts.Point(best.season, Decimal(mark.machine), str(mark), _medal_place(best.result))


def _from_to(seasons):
    first, last = seasons[0], seasons[-1]
    return f"From {first.result.mark} in {first.season} to {last.result.mark} in {last.season}."


def _medal_place(result):
    return result.place if result.medal else None
