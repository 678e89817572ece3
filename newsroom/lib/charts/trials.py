"""Series of a field event, a row an athlete: throws and jumps along a scale, heights in columns."""

from dataclasses import dataclass

from newsroom.lib.charts.gaps import tick_places
from newsroom.lib.charts.labels import Text, fitted, placed, text_width
from newsroom.lib.charts.markers import Marker, marker
from newsroom.lib.charts.scales import Scale, Tick, nice_ticks, number
from newsroom.lib.charts.strokes import chevron, cross, dash, dot

WIDTH = 640
FIRST_ROW, ROW, BELOW = 58, 38, 24
HEAD_Y, TEXT_DROP = 26, 7
NAME_SIZE, VALUE_SIZE, AXIS_SIZE = 24, 23, 21
LEAST_NAMES, MOST_NAMES, EDGE = 110, 210, 4
NAME_GAP, VALUE_GAP = 14, 16
MEDAL_RADIUS, RADIUS = 9, 7
CROSS, CROSS_PITCH, CROSSES_GAP = 4.5, 14, 16
MOST_TICKS = 4
SHORT = 0.5  # a trial further below the poorest best than this part of the bests' span is not to scale
SIGN, SIGN_PITCH = 4, 12.5


@dataclass(frozen=True)
class Series:
    """What one athlete did. `trials` are metres, or “XXO” at each of the heights, None where not jumped."""

    label: str
    place: int | None
    best: float | None
    text: str
    trials: tuple
    fouls: int = 0
    home: bool = False


@dataclass(frozen=True)
class SeriesRow:
    series: Series
    name: Text
    value: Text | None
    best: Marker | None

    @property
    def medal(self) -> bool:
        return self.series.place in (1, 2, 3)


@dataclass(frozen=True)
class SeriesChart:
    """All signs of a kind are one path."""

    width: str
    height: str
    view_box: str
    axis_size: str
    name_size: str
    value_size: str
    heads: tuple[Tick, ...]  # a tick of the scale, or a height; each position is a path
    rows: tuple[SeriesRow, ...]
    lines: str  # from the poorest trial to the best
    dots: str  # valid trials
    crosses: str  # fouls and failures
    dashes: str  # heights passed
    short: str  # trials below the scale


def horizontal_series(series: list[Series], *, unit: str = "m") -> SeriesChart:
    names = _names_end(series)
    start = names + NAME_GAP + _fouls_width(series)
    end = WIDTH - EDGE - VALUE_GAP - max((text_width(each.text, VALUE_SIZE) for each in series), default=0)
    low, high = _bounds(series)
    scale = Scale(low, high, start, end)
    rows, bottom = _rows(series), FIRST_ROW + ROW * len(series) - ROW
    return SeriesChart(
        **_frame(bottom),
        heads=_scale_heads(scale, unit, bottom + 14),
        rows=tuple(_distance_row(each, y, names, scale) for each, y in rows),
        lines="".join(_reach(each, y, scale) for each, y in rows),
        dots="".join(dot(scale(trial), y) for each, y in rows for trial in each.trials if trial >= low),
        crosses="".join(
            cross(names + NAME_GAP + CROSS + CROSS_PITCH * index, y, CROSS)
            for each, y in rows
            for index in range(each.fouls)
        ),
        dashes="",
        short="".join(
            chevron(start - 4, y, CROSS) for each, y in rows if any(trial < low for trial in each.trials)
        ),
    )


def vertical_series(series: list[Series], heights: list[str]) -> SeriesChart:
    names = _names_end(series)
    end = WIDTH - NAME_GAP - max((text_width(each.text, VALUE_SIZE) for each in series), default=0)
    width = (end - names - NAME_GAP) / max(len(heights), 1)
    across = [names + NAME_GAP + width * (index + 0.5) for index in range(len(heights))]
    rows, bottom = _rows(series), FIRST_ROW + ROW * len(series) - ROW
    signs = [sign for each, y in rows for sign in _signs(each, across, y)]
    return SeriesChart(
        **_frame(bottom),
        heads=tuple(
            Tick(text, f"M{number(x)} {FIRST_ROW - 20}V{number(bottom + 14)}", number(x))
            for text, x in zip(heights, across, strict=True)
        ),
        rows=tuple(_height_row(each, y, names, across) for each, y in rows),
        lines="",
        dots="".join(dot(x, y) for sign, x, y in signs if sign == "O"),
        crosses="".join(cross(x, y, SIGN) for sign, x, y in signs if sign == "X"),
        dashes="".join(dash(x, y, SIGN) for sign, x, y in signs if sign == "-"),
        short="",
    )


def _frame(bottom):
    return {
        "width": number(WIDTH),
        "height": number(bottom + BELOW),
        "view_box": f"0 0 {WIDTH} {number(bottom + BELOW)}",
        "axis_size": number(AXIS_SIZE),
        "name_size": number(NAME_SIZE),
        "value_size": number(VALUE_SIZE),
    }


def _rows(series):
    return [(each, FIRST_ROW + ROW * index) for index, each in enumerate(series)]


def _names_end(series):
    widest = max((text_width(each.label, NAME_SIZE) for each in series), default=0)
    return min(max(LEAST_NAMES, widest + EDGE), MOST_NAMES)


def _name(each, y, names):
    return placed(fitted(each.label, NAME_SIZE, names - EDGE), names, y + TEXT_DROP, "end", NAME_SIZE)


# Along a scale


def _fouls_width(series):
    most = max((each.fouls for each in series), default=0)
    return CROSS_PITCH * most + (CROSSES_GAP if most else 0)


def _bounds(series):
    """From the poorest trial to the best, but one far below all bests does not press the others together."""
    bests = [each.best for each in series if each.best]
    trials = [trial for each in series for trial in each.trials]
    if not bests:
        return 0, 1
    high = max([*bests, *trials])
    least = min(bests) - SHORT * (high - min(bests))
    low = min([*bests, *(trial for trial in trials if trial >= least)])
    return (low, high) if low < high else (low - 1, high)


def _scale_heads(scale, unit, bottom):
    values = nice_ticks(scale.low, scale.high, MOST_TICKS)
    places = tick_places(values)
    labels = [f"{value:.{places}f}" for value in values]
    labels = [*labels[:-1], f"{labels[-1]} {unit}"]
    return tuple(
        Tick(label, f"M{number(scale(value))} {FIRST_ROW - 20}V{number(bottom)}", number(scale(value)))
        for label, value in zip(labels, values, strict=True)
    )


def _reach(each, y, scale):
    drawn = [trial for trial in each.trials if trial >= scale.low] + ([each.best] if each.best else [])
    if len(drawn) < 2 or min(drawn) == max(drawn):
        return ""
    return f"M{number(scale(min(drawn)))} {y}H{number(scale(max(drawn)))}"


def _distance_row(each, y, names, scale):
    drawn = [trial for trial in each.trials if trial >= scale.low] + ([each.best] if each.best else [])
    x = scale(max(drawn)) + VALUE_GAP if drawn else scale.start
    value = placed(each.text, x, y + TEXT_DROP, "start", VALUE_SIZE)
    best = marker(each.place, scale(each.best), y, MEDAL_RADIUS, RADIUS, "dot") if each.best else None
    return SeriesRow(each, _name(each, y, names), value, best)


# In columns


def _signs(each, across, y):
    """Each trial as (sign, x, y), those of one height beside each other; a medallist's best is a marker."""
    for index, (trials, x) in enumerate(zip(each.trials, across, strict=True)):
        first = x - SIGN_PITCH * (len(trials or "") - 1) / 2
        for number_of_trial, sign in enumerate(trials or ""):
            if not (sign == "O" and index == _best_column(each)):
                yield sign, first + SIGN_PITCH * number_of_trial, y


def _best_column(each):
    """The last height cleared."""
    return max((index for index, trials in enumerate(each.trials) if trials and "O" in trials), default=None)


def _height_row(each, y, names, across):
    column, best = _best_column(each), None
    if column is not None:
        trials = each.trials[column]
        shift = SIGN_PITCH * (trials.index("O") - (len(trials) - 1) / 2)
        best = marker(each.place, across[column] + shift, y, MEDAL_RADIUS - 1, RADIUS - 1, "dot")
    value = placed(each.text, WIDTH, y + TEXT_DROP, "end", VALUE_SIZE) if each.text else None
    return SeriesRow(each, _name(each, y, names), value, best)
