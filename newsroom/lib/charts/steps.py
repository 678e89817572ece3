"""A record over the years: a stair that each new one lifts; better is always higher."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from newsroom.lib.charts.labels import Box, Text, placed, text_box, text_width
from newsroom.lib.charts.scales import Scale, Tick, nice_bounds, nice_ticks, number
from newsroom.lib.charts.strokes import dot

WIDTH, HEIGHT = 660, 322
TOP, BOTTOM, RIGHT = 40, 268, 636
LEAST_LEFT, EDGE = 60, 4
INSET_LEFT, INSET_RIGHT = 40, 14
AXIS_SIZE, VALUE_SIZE = 22, 23
YEAR_BASELINE = 316
ABOVE, ASIDE, LABEL_GAP = 14, 8, 2
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
DAYS_A_YEAR = 365.25
VIEW = Box(0, 0, WIDTH, YEAR_BASELINE - AXIS_SIZE)


@dataclass(frozen=True)
class Step:
    date: date
    value: Decimal | float
    label: str


@dataclass(frozen=True)
class StepChart:
    width: str
    height: str
    view_box: str
    axis_size: str
    value_size: str
    ticks: tuple[Tick, ...]  # each position is a path, each label_position a base line
    tick_label_x: str
    years: tuple[Text, ...]
    line: str
    dots: str
    labels: tuple[Text, ...]  # of as many as have room, the latest first


def step_chart(
    steps: list[Step],
    lower_is_better: bool,
    *,
    tick_label: Callable[[float], str] = "{:g}".format,
    clock=False,
) -> StepChart:
    """From steps in the order of their days."""
    values = [float(step.value) for step in steps] or [0.0]
    low, high = nice_bounds(min(values), max(values), 4, clock)
    ticks = nice_ticks(low, high, most=4, clock=clock)
    left = max([LEAST_LEFT, *(text_width(tick_label(tick), AXIS_SIZE) + 8 + EDGE for tick in ticks)])
    across = _time_scale(steps, left)
    up = Scale(low, high, *((TOP, BOTTOM) if lower_is_better else (BOTTOM, TOP)))
    spots = [(across(step.date.toordinal()), up(float(step.value))) for step in steps]
    return StepChart(
        width=number(WIDTH),
        height=number(HEIGHT),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        axis_size=number(AXIS_SIZE),
        value_size=number(VALUE_SIZE),
        ticks=tuple(
            Tick(tick_label(tick), f"M{number(left)} {number(up(tick))}H{RIGHT}", number(up(tick) + 7))
            for tick in ticks
        ),
        tick_label_x=number(left - 8),
        years=_years(steps, across),
        line=_stair(spots),
        dots="".join(dot(x, y) for x, y in spots),
        labels=_labels(steps, spots),
    )


def _time_scale(steps, left):
    days = [step.date.toordinal() for step in steps] or [0]
    first, last = min(days), max(days)
    return Scale(first, max(last, first + 1), left + INSET_LEFT, RIGHT - INSET_RIGHT)


def _years(steps, across):
    """Round years between the first and the last record, as many as stand free of each other."""
    if not steps:
        return ()
    first, last = steps[0].date, steps[-1].date
    room = across(first.toordinal() + DAYS_A_YEAR) - across(first.toordinal())
    every = next((step for step in YEAR_STEPS if step * room >= text_width("0000  ", AXIS_SIZE)), 100)
    years = [year for year in range(first.year, last.year + 1) if year % every == 0] or [last.year]
    spots = [(year, min(max(across(date(year, 7, 1).toordinal()), 0), WIDTH)) for year in years]
    half = text_width("0000", AXIS_SIZE) / 2
    return tuple(
        placed(str(year), min(max(x, half), WIDTH - half), YEAR_BASELINE, "middle", AXIS_SIZE)
        for year, x in spots
    )


def _stair(spots):
    if not spots:
        return ""
    first, *rest = spots
    steps = "".join(f"H{number(x)}V{number(y)}" for x, y in rest)
    return f"M{number(first[0])} {number(first[1])}{steps}"


def _labels(steps, spots):
    """The latest first, each above its step where no other label and no step is in the way."""
    found, taken = [], []
    walls = _walls(spots)
    for step, (x, y) in reversed(list(zip(steps, spots, strict=True))):
        for anchor, at in (("end", x + ASIDE), ("middle", x), ("start", x - ASIDE)):
            candidate = (step.label, at, y - ABOVE, anchor, VALUE_SIZE)
            box = text_box(*candidate)
            if box.inside(VIEW) and box.is_free_of(taken, LABEL_GAP) and _is_clear(box, walls):
                found.append(placed(*candidate))
                taken.append(box)
                break
    return tuple(found)


def _walls(spots):
    """The stair's own lines: along, then up."""
    return [
        corner
        for (x, y), (next_x, next_y) in pairwise(spots)
        for corner in (((x, y), (next_x, y)), ((next_x, y), (next_x, next_y)))
    ]


def _is_clear(box, walls):
    return not any(box.is_crossed_by(start, end) for start, end in walls)
