"""From races and bests to drawings: which rows, labels and unit. The geometry is newsroom.lib.charts'.

Give races from `Race.objects.for_table()`, and no query follows.
"""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from newsroom.lib import charts
from results.marks import Mark, Measure, Precision

UNITS = {Measure.TIME: "s", Measure.DISTANCE: "m", Measure.HEIGHT: "m", Measure.POINTS: "points"}
LEAST_GAPS = 2  # rows; one alone has no gap
MOST_GAPS = 24  # rows; beyond, the table tells more than the drawing


@dataclass(frozen=True)
class Progression:
    """The chart of an athlete's seasons, and its rows for the table twin."""

    chart: charts.ProgressionChart
    bests: list
    title: str
    description: str


def finish_picture(race, home=""):
    """The finish as it looked; None where it was no race against others to a line, or no times are held."""
    results = _with_marks(race)
    if not results or race.discipline.measure != Measure.TIME or not race.has_result:
        return None
    winner = results[0].mark
    caption = f"{race.event.title}, {race.event.competition.city}"
    return charts.finish_picture(_entries(results, home), headline=str(winner), caption=caption)


def gap_chart(race, home=""):
    """How far behind the winner each was; None where fewer than two marks are held."""
    results = _with_marks(race)
    if len(results) < LEAST_GAPS or not race.has_result:
        return None
    measure = Measure(race.discipline.measure)
    chart = charts.gap_chart(_entries(results[:MOST_GAPS], home), unit=UNITS[measure])
    return chart if measure is Measure.TIME else _falling_short(chart)


def _falling_short(chart):
    """Metres and points are missing to the winner's, as the gaps beside the dots say: “−0.27”."""
    ticks = [replace(tick, label=tick.label.replace("+", "−")) for tick in chart.ticks]
    return replace(chart, ticks=tuple(ticks))


def left_off(race):
    """How many with a mark the gap chart leaves to the table."""
    return max(0, len(_with_marks(race)) - MOST_GAPS)


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
        tick_label=lambda value: _axis_label(value, measure),
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


def _with_marks(race):
    """Those who have a place and a mark, the winner first; none unless the winner's mark is held."""
    placed = [result for result in race.results.all() if result.place and result.mark]
    return placed if placed and placed[0].place == 1 else []


def _entries(results, home):
    winner = results[0].mark
    labels = _labels(results)
    return [
        charts.Entry(
            place=result.place,
            label=labels[result.pk],
            gap=_behind(result.mark, winner),
            text=result.mark.gap_to(winner) or str(result.mark),
            home=bool(home) and result.country_id == home,
        )
        for result in results
    ]


def _behind(mark, winner):
    """In seconds, metres or points; never negative, though a jury may place a slower time first."""
    difference = max(0, mark.sort_key - winner.sort_key)
    return Decimal(difference) if mark.measure is Measure.POINTS else Decimal(difference) / 1000


def _labels(results):
    """Family names; where two in a race share one, with the initial."""
    shared = Counter(result.athlete.family_name for result in results if result.athlete)
    return {result.pk: _label(result, shared) for result in results}


def _label(result, shared):
    if result.athlete is None:
        return result.team_name
    family, given = result.athlete.family_name, result.athlete.given_name
    return f"{given[:1]}. {family}" if shared[family] > 1 and given else family


def _medal_place(result):
    return result.place if result.medal else None


def _axis_label(value, measure):
    """“3:27”, “9.95”, “8.40”, “8500”."""
    if measure is Measure.POINTS:
        return f"{value:g}"
    if measure is not Measure.TIME:
        return f"{value:.2f}"
    milliseconds = round(value * 1000)
    fraction = milliseconds % 1000
    if fraction == 0:
        return str(Mark(milliseconds, measure, Precision.SECOND)) if value >= 60 else f"{value:g}"
    return str(Mark(milliseconds, measure, Precision.TENTH if fraction % 100 == 0 else Precision.HUNDREDTH))
