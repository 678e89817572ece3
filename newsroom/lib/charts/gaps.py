"""Gaps as positions along the home straight, one row a finisher."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from newsroom.lib.charts.entries import Entry, entries_of
from newsroom.lib.charts.labels import Text, fitted, placed, text_box, text_width
from newsroom.lib.charts.markers import Marker, marker
from newsroom.lib.charts.scales import Scale, Tick, nice_ticks, number

WIDTH = 640
FIRST_ROW, ROW, BELOW = 58, 40, 26
AXIS_TOP, AXIS_LABEL_Y, AXIS_BELOW_LAST = 32, 24, 20
NAME_SIZE, VALUE_SIZE, AXIS_SIZE = 25, 23, 22
LEAST_NAMES, MOST_NAMES, EDGE = 178, 280, 4
NAME_GAP, VALUE_GAP, TEXT_DROP = 18, 18, 7
MEDAL_RADIUS, RADIUS = 9, 7
MOST_TICKS, TICK_GAP = 7, 6


@dataclass(frozen=True)
class GapRow:
    entry: Entry
    name: Text
    value: Text
    bar: str
    marker: Marker
    medal: bool
    home: bool


@dataclass(frozen=True)
class GapChart:
    width: str
    height: str
    view_box: str
    axis: str  # path of the line that is the winner
    axis_label_size: str
    name_size: str
    value_size: str
    ticks: tuple[Tick, ...]  # the first is nought; each position is a path
    rows: tuple[GapRow, ...]

    @property
    def bars(self) -> str:
        """Those of all rows as one path."""
        return "".join(row.bar for row in self.rows)


def gap_chart(rows, *, unit: str = "s") -> GapChart:
    """From entries in the order of the result; the unit (s, m) stands at the last tick."""
    entries = entries_of(rows)
    names = _names_end(entries)
    start = names + NAME_GAP
    furthest = max((float(entry.gap) for entry in entries), default=0)
    scale = Scale(0, furthest or 1, start, _straight_end(entries))
    height = FIRST_ROW + ROW * max(len(entries) - 1, 0) + BELOW
    bottom = height - BELOW + AXIS_BELOW_LAST
    return GapChart(
        width=number(WIDTH),
        height=number(height),
        view_box=f"0 0 {WIDTH} {height}",
        axis=_upright(start, bottom),
        axis_label_size=number(AXIS_SIZE),
        name_size=number(NAME_SIZE),
        value_size=number(VALUE_SIZE),
        ticks=_ticks(scale, furthest, bottom, unit),
        rows=tuple(_row(entry, index, names, scale) for index, entry in enumerate(entries)),
    )


def _names_end(entries):
    widest = max((text_width(entry.label, NAME_SIZE) for entry in entries), default=0)
    return min(max(LEAST_NAMES, widest + EDGE), MOST_NAMES)


def _straight_end(entries):
    """Where the last stands: with room for every value beside its marker."""
    widest = max((text_width(_text(entry), VALUE_SIZE) for entry in entries), default=0)
    return WIDTH - EDGE - VALUE_GAP - widest


def _text(entry):
    return entry.text or (f"+{float(entry.gap):.2f}" if entry.gap else "")


def _upright(x, bottom):
    return f"M{number(x)} {AXIS_TOP}V{number(bottom)}"


def _ticks(scale, furthest, bottom, unit):
    """As many as stand free of each other, their labels within the picture."""
    for most in range(MOST_TICKS, 0, -1):
        values = _in_view(nice_ticks(0, furthest, most) if furthest else (0.0,), scale, unit)
        labels = _tick_labels(values, unit)
        boxes = [_tick_box(label, scale(value)) for label, value in zip(labels, values, strict=True)]
        if all(right.left - left.right >= TICK_GAP for left, right in pairwise(boxes)):
            break
    return tuple(
        Tick(label, _upright(scale(value), bottom), number(scale(value)))
        for label, value in zip(labels, values, strict=True)
    )


def _in_view(values, scale, unit):
    last = _tick_box(_tick_labels(values, unit)[-1], scale(values[-1]))
    return values if last.right <= WIDTH or len(values) == 1 else values[:-1]


def _tick_labels(values, unit):
    labels = ["0", *(f"+{value:.{tick_places(values)}f}" for value in values[1:])]
    return [*labels[:-1], f"{labels[-1]} {unit}"]


def tick_places(values) -> int:
    """How many decimals tell all the values."""
    return max([0, *(-Decimal(str(value)).normalize().as_tuple().exponent for value in values)])


def _tick_box(label, x):
    return text_box(label, x, AXIS_LABEL_Y, "middle", AXIS_SIZE)


def _row(entry, index, names, scale):
    x, y = scale(float(entry.gap)), FIRST_ROW + ROW * index
    return GapRow(
        entry=entry,
        name=placed(fitted(entry.label, NAME_SIZE, names - EDGE), names, y + TEXT_DROP, "end", NAME_SIZE),
        value=placed(_text(entry), x + VALUE_GAP, y + TEXT_DROP, "start", VALUE_SIZE),
        bar=f"M{number(scale.start)} {y}H{number(x)}",
        marker=marker(entry.place, x, y, MEDAL_RADIUS, RADIUS, "dot"),
        medal=entry.place in (1, 2, 3),
        home=entry.home,
    )
