"""The finish: as it looked, and as gaps to the winner."""

from dataclasses import replace
from decimal import Decimal

from newsroom.lib import charts
from results.charts.axes import UNITS
from results.charts.names import labels
from results.marks import Measure

LEAST_GAPS = 2  # rows; one alone has no gap
MOST_GAPS = 24  # rows; beyond, the table tells more than the drawing


def finish_picture(race, home=""):
    """The finish as it looked; None where it was no race against others to a line, or no times are held."""
    results = _with_marks(race)
    if not results or race.discipline.measure != Measure.TIME or not race.has_result:
        return None
    winner = results[0].mark
    caption = f"{race.event.title}, {race.event.competition.city}"
    return charts.finish_picture(_entries(results, home), headline=str(winner), caption=caption)


def gap_chart(race, home="", most=MOST_GAPS):
    """How far behind the winner each was, of the first `most`; None where fewer than two marks are held."""
    results = _with_marks(race)
    if len(results) < LEAST_GAPS or not race.has_result:
        return None
    measure = Measure(race.discipline.measure)
    chart = charts.gap_chart(_entries(results[:most], home), unit=UNITS[measure])
    return chart if measure is Measure.TIME else _falling_short(chart)


def _falling_short(chart):
    """Metres and points are missing to the winner's, as the gaps beside the dots say: “−0.27”."""
    ticks = [replace(tick, label=tick.label.replace("+", "−")) for tick in chart.ticks]
    return replace(chart, ticks=tuple(ticks))


def left_off(race):
    """How many with a mark the gap chart leaves to the table."""
    return max(0, len(_with_marks(race)) - MOST_GAPS)


def _with_marks(race):
    """Those who have a place and a mark, the winner first; none unless the winner's mark is held."""
    placed = [result for result in race.results.all() if result.place and result.mark]
    return placed if placed and placed[0].place == 1 else []


def _entries(results, home):
    winner = results[0].mark
    names = labels(results)
    return [
        charts.Entry(
            place=result.place,
            label=names[result.pk],
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
