"""Bests by season: better is always higher, whether the mark is a time or a distance."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from newsroom.lib.charts.labels import Box, Text, placed, text_box, text_width
from newsroom.lib.charts.markers import Marker, marker
from newsroom.lib.charts.scales import Scale, Tick, nice_bounds, nice_ticks, number

WIDTH, HEIGHT = 660, 322
TOP, BOTTOM, RIGHT = 40, 268, 630
LEAST_LEFT, EDGE = 60, 4
INSET_LEFT, INSET_RIGHT = 52, 28  # from the ends of the grid to the first and the last season
AXIS_SIZE, VALUE_SIZE = 22, 23
SEASON_BASELINE = 316
MEDAL_RADIUS, RADIUS = 11, 8
ABOVE, BELOW, ASIDE = 20, 34, 14
LABEL_GAP = 1
VIEW = Box(0, 0, WIDTH, SEASON_BASELINE - AXIS_SIZE)


@dataclass(frozen=True)
class Point:
    """A season and its best: `value` is None where there was none, `label` is the mark as written."""

    season: int
    value: Decimal | float | None
    label: str = ""
    place: int | None = None


@dataclass(frozen=True)
class ProgressionPoint:
    point: Point
    marker: Marker
    label: Text | None  # None where it would stand on another; the table twin has it


@dataclass(frozen=True)
class ProgressionChart:
    width: str
    height: str
    view_box: str
    ticks: tuple[Tick, ...]  # each position is a path, each label_position a base line
    tick_label_x: str
    axis_label_size: str
    seasons: tuple[Text, ...]
    lines: tuple[str, ...]  # paths through consecutive seasons
    dashes: tuple[str, ...]  # paths over seasons without a mark
    points: tuple[ProgressionPoint, ...]


def progression(
    points: list[Point],
    lower_is_better: bool,
    *,
    tick_label: Callable[[float], str] = "{:g}".format,
    clock=False,
) -> ProgressionChart:
    """`tick_label` writes a value of the axis; with `clock` large steps are minutes, for times in seconds."""
    known = sorted((point for point in points if point.value is not None), key=lambda point: point.season)
    low, high = _bounds(known, clock)
    values = nice_ticks(low, high, most=4, clock=clock)
    left = _left([tick_label(value) for value in values])
    ends = (TOP, BOTTOM) if lower_is_better else (BOTTOM, TOP)
    x, y = _season_scale([point.season for point in points], left), Scale(low, high, *ends)
    spots = [(x(point.season), y(float(point.value))) for point in known]
    return ProgressionChart(
        width=number(WIDTH),
        height=number(HEIGHT),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        ticks=tuple(_tick(tick_label(value), left, y(value)) for value in values),
        tick_label_x=number(left - 8),
        axis_label_size=number(AXIS_SIZE),
        seasons=_seasons([point.season for point in points], x),
        lines=_paths(_runs(known, spots)),
        dashes=_paths(_leaps(known, spots)),
        points=_points(known, spots),
    )


def _bounds(known, clock):
    values = [float(point.value) for point in known] or [0.0]
    return nice_bounds(min(values), max(values), 4, clock)


def _left(labels):
    return max([LEAST_LEFT, *(text_width(label, AXIS_SIZE) + 8 + EDGE for label in labels)])


def _season_scale(seasons, left):
    first, last = (min(seasons), max(seasons)) if seasons else (0, 0)
    if first == last:
        return Scale(first - 1, first + 1, left + INSET_LEFT, RIGHT - INSET_RIGHT)
    return Scale(first, last, left + INSET_LEFT, RIGHT - INSET_RIGHT)


def _tick(label, left, y):
    return Tick(label, f"M{number(left)} {number(y)}H{RIGHT}", number(y + 7))


def _seasons(seasons, x):
    """Every season, or every second, third… where they would touch; counted back from the last."""
    if not seasons:
        return ()
    first, last = min(seasons), max(seasons)
    room = x(first + 1) - x(first)
    every = max(1, -int(-text_width("0000 ", AXIS_SIZE) // room))
    shown = range(last, first - 1, -every)
    return tuple(placed(str(s), x(s), SEASON_BASELINE, "middle", AXIS_SIZE) for s in reversed(shown))


# The line


def _runs(known, spots):
    """Stretches of consecutive seasons."""
    runs = []
    for index, spot in enumerate(spots):
        if index and known[index].season - known[index - 1].season <= 1:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return [run for run in runs if len(run) > 1]


def _leaps(known, spots):
    return [
        [spots[index - 1], spots[index]]
        for index in range(1, len(known))
        if known[index].season - known[index - 1].season > 1
    ]


def _paths(stretches):
    return tuple("M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots) for spots in stretches)


# The points and their labels


def _points(known, spots):
    labels = _labels(known, spots)
    return tuple(
        ProgressionPoint(point, marker(point.place, x, y, MEDAL_RADIUS, RADIUS, "dot"), labels.get(index))
        for index, (point, (x, y)) in enumerate(zip(known, spots, strict=True))
    )


def _labels(known, spots) -> dict[int, Text]:
    """By index, the best season first: each beside its marker where neither line, marker nor label is hit."""
    taken = [_marker_box(point, spot) for point, spot in zip(known, spots, strict=True)]
    found = {}
    for index in sorted(range(len(known)), key=lambda index: spots[index][1]):
        for candidate in _candidates(known[index].label, spots, index):
            box = text_box(*candidate)
            if box.inside(VIEW) and box.is_free_of(taken, LABEL_GAP) and not _on_a_line(box, spots):
                found[index] = placed(*candidate)
                taken.append(box)
                break
    return found


def _marker_box(point, spot):
    radius = (MEDAL_RADIUS if point.place in (1, 2, 3) else RADIUS) + 2
    return Box(spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)


def _on_a_line(box, spots):
    return any(box.is_crossed_by(start, end) for start, end in pairwise(spots))


def _candidates(label, spots, index):
    """Above a peak, below a valley; then the other side, then aside."""
    if not label:
        return []
    x, y = spots[index]
    neighbours = [spots[near][1] for near in (index - 1, index + 1) if 0 <= near < len(spots)]
    above, below = y - ABOVE, y + BELOW
    first, second = (below, above) if neighbours and y > sum(neighbours) / len(neighbours) else (above, below)
    spread = [("middle", 0), ("end", -2), ("start", 2), ("end", -ASIDE), ("start", ASIDE)]
    around = [(x + shift, line, anchor) for line in (first, second) for anchor, shift in spread]
    beside = [(x - ASIDE, y + 8, "end"), (x + ASIDE, y + 8, "start")]
    return [(label, at, line, anchor, VALUE_SIZE) for at, line, anchor in around + beside]
