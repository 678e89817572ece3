"""Marks and what lies between them, in words."""

from dataclasses import replace

from results.marks import Measure

UNITS = {
    Measure.TIME: "seconds",
    Measure.DISTANCE: "metres",
    Measure.HEIGHT: "metres",
    Measure.POINTS: "points",
}
NOUNS = {Measure.TIME: "time", Measure.HEIGHT: "height", Measure.POINTS: "score"}


def noun(mark):
    return NOUNS.get(mark.measure, "distance")


def with_mark(mark):
    """“in 3:29.38”, “with 8.65 metres”, “with 6740 points”."""
    return f"in {mark}" if mark.measure is Measure.TIME else f"with {mark} {UNITS[mark.measure]}"


def clock(mark):
    """“56.1 seconds”, “1:54.2”."""
    return str(mark) if ":" in str(mark) else f"{mark} seconds"


def is_same(mark, other):
    """To the reader, who sees no more than the precision tells."""
    return _seen(mark) == _seen(other)


def is_better(mark, other):
    return _seen(mark) < _seen(other)


def _seen(mark):
    return replace(mark, value=mark.shown_value).sort_key


def difference(mark, other):
    """Between two marks that are not the same: “0.27 seconds”, “1:02”, “12 centimetres”, “20 points”."""
    first, second = (replace(each, value=each.shown_value) for each in (mark, other))
    apart = abs(first.value - second.value)
    if mark.measure in (Measure.DISTANCE, Measure.HEIGHT) and apart < 1000 and apart % 10 == 0:
        return _counted(str(apart // 10), "centimetres")
    gap = first.gap_to(second).lstrip("+−")
    if mark.measure is Measure.TIME:
        gap = gap.removeprefix("0:0").removeprefix("0:")
    return gap if ":" in gap else _counted(gap, UNITS[mark.measure])


def _counted(number, unit):
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"
