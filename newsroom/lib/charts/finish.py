"""The finish as the field spread along eight lanes when the winner reached the line.

Lanes are for legibility only: the first eight stand in them in order, the others where there is room.
"""

from dataclasses import dataclass
from statistics import median

from newsroom.lib.charts.entries import Entry, entries_of
from newsroom.lib.charts.labels import Box, Text, fitted, placed, text_box, text_width
from newsroom.lib.charts.markers import Marker, hexagon_height, marker
from newsroom.lib.charts.scales import Scale, number

WIDTH, HEIGHT = 720, 450
LANES, FIRST_LINE, PITCH = 8, 18, 51
FINISH_LEFT, FINISH_WIDTH = 650, 4
LANE_NUMBER_X = 686
WINNER_X, LAST_X = 636, 69  # centres of the first and of the furthest marker
MEDAL_RADIUS, RADIUS = 15, 13
TAIL, TAIL_HALF = 38, 8
LABEL_SIZE, LABEL_DROP = 27, 8.5
LABEL_LEFT_OF, LABEL_RIGHT_OF = 40, 20  # from the marker's centre
EDGE, FREE_GAP = 8, 6
# Further behind than this many median gaps, a straggler would press all the others against the line.
MOST_MEDIANS = 5
# Fields closer than this are not spread wider: a drawing should not make a procession of a photo-finish.
LEAST_WINDOW = 0.5
HEADLINE_LEFT, HEADLINE_SIZES, CAPTION_SIZE = 20, (124, 90, 64), 26
CAPTION_DROP = 41  # from the headline's base line to the caption's
# The headline is figures: they stand on the line, are lower than letters, and are set tight.
FIGURE_HEIGHT, FIGURE_TIGHTNESS = 0.74, 0.97


@dataclass(frozen=True)
class Lane:
    number: Text
    line: str  # path of the line above it
    band: str  # path of its whole ground
    shaded: bool


@dataclass(frozen=True)
class Runner:
    entry: Entry
    place: Text
    label: Text
    marker: Marker
    tail: str
    lane: int
    box: Box


@dataclass(frozen=True)
class FinishPicture:
    """`headline` and `caption` are None where the field leaves no room; `left_off` counts those not drawn."""

    width: str
    height: str
    view_box: str
    lanes: tuple[Lane, ...]
    last_line: str
    finish_line: str
    runners: tuple[Runner, ...]
    headline: Text | None
    caption: Text | None
    reserved: tuple[Box, ...]  # what headline and caption take
    shown: int
    left_off: int
    description: str


def finish_picture(rows, *, headline: str = "", caption: str = "", unit: str = "seconds") -> FinishPicture:
    """From entries in the order of the result; `headline` is the winner's mark, `caption` the race."""
    entries = entries_of(rows)
    window = _window(entries)
    scale = Scale(0, max(window, LEAST_WINDOW), WINNER_X, LAST_X)
    in_reach = [entry for entry in entries if float(entry.gap) <= window]
    runners = [_runner(entry, scale, lane) for lane, entry in enumerate(in_reach[:LANES])]
    big, small, reserved = _headline(headline, caption, [runner.box for runner in runners])
    for entry in in_reach[LANES:]:
        runners += _packed(entry, scale, runners, reserved)
    return FinishPicture(
        width=number(WIDTH),
        height=number(HEIGHT),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        lanes=tuple(map(_lane, range(LANES))),
        last_line=f"M0 {_line(LANES)}h{WIDTH}",
        finish_line=f"M{FINISH_LEFT} {_line(0)}h{FINISH_WIDTH}v{LANES * PITCH}h-{FINISH_WIDTH}z",
        runners=tuple(runners),
        headline=big,
        caption=small,
        reserved=reserved,
        shown=len(runners),
        left_off=len(entries) - len(runners),
        description=_description(entries, runners, unit),
    )


def _window(entries):
    """How far behind the picture reaches: to the last within MOST_MEDIANS times the median gap."""
    behind = [float(entry.gap) for entry in entries if entry.gap > 0]
    reach = MOST_MEDIANS * median(behind) if behind else 0.0
    return max((gap for gap in behind if gap <= reach), default=0.0)


def _line(lane):
    return FIRST_LINE + lane * PITCH


def _lane(lane):
    top = _line(lane)
    return Lane(
        number=placed(str(lane + 1), LANE_NUMBER_X, top + 38, "middle", 34),
        line=f"M0 {top}h{WIDTH}",
        band=f"M0 {top}h{WIDTH}v{PITCH}H0z",
        shaded=lane % 2 == 1,
    )


# The runners


def _runner(entry, scale, lane, side="") -> Runner:
    x, y = scale(float(entry.gap)), _line(lane) + PITCH / 2
    side = side or _roomier_side(entry.label, x)
    label, label_box = _label(entry.label, x, y, side)
    radius = MEDAL_RADIUS if entry.place in (1, 2, 3) else RADIUS
    half = hexagon_height(radius) / 2
    return Runner(
        entry=entry,
        place=placed("" if entry.place is None else str(entry.place), x, y + 6.5, "middle", 19),
        label=label,
        marker=marker(entry.place, x, y, MEDAL_RADIUS, RADIUS, "m0"),
        tail=f"M{number(x - TAIL)} {number(y)}l{TAIL}-{TAIL_HALF}v{2 * TAIL_HALF}z",
        lane=lane + 1,
        box=Box(min(label_box.left, x - TAIL), y - half, max(label_box.right, x + radius), y + half),
    )


def _roomier_side(label, x):
    """To the left, behind the runner, unless only the right has the room."""
    width = text_width(label, LABEL_SIZE)
    left, right = _room(x, "end"), _room(x, "start")
    return "end" if width <= left or left >= right else "start"


def _room(x, side):
    return x - LABEL_LEFT_OF - EDGE if side == "end" else FINISH_LEFT - EDGE - x - LABEL_RIGHT_OF


def _label(text, x, y, side):
    shown = fitted(text, LABEL_SIZE, _room(x, side))
    at = x - LABEL_LEFT_OF if side == "end" else x + LABEL_RIGHT_OF
    baseline = y + LABEL_DROP
    return placed(shown, at, baseline, side, LABEL_SIZE), text_box(shown, at, baseline, side, LABEL_SIZE)


def _packed(entry, scale, runners, reserved):
    """The entry in the emptiest lane where it is free, as a list of one; of none where no lane has room."""
    taken = [*(runner.box for runner in runners), *reserved]
    crowd = [sum(runner.lane == lane + 1 for runner in runners) for lane in range(LANES)]
    for lane in sorted(range(LANES), key=lambda lane: (crowd[lane], lane)):
        for side in ("end", "start"):
            if text_width(entry.label, LABEL_SIZE) > _room(scale(float(entry.gap)), side):
                continue
            runner = _runner(entry, scale, lane, side)
            if runner.box.is_free_of(taken, FREE_GAP):
                return [runner]
    return []


# The mark and the race, large, where the field leaves room


def _headline(headline, caption, taken):
    """The lowest place where both are free, the largest size first; (None, None, ()) where there is none."""
    view = Box(0, _line(0), FINISH_LEFT, HEIGHT)
    for size in HEADLINE_SIZES if headline or caption else ():
        for last_lane in range(LANES, 1, -1):
            big, small, boxes = _block(headline, caption, size, _line(last_lane) - 15)
            if all(box.inside(view) and box.is_free_of(taken, FREE_GAP) for box in boxes):
                return big, small, boxes
    return None, None, ()


def _block(headline, caption, size, baseline):
    small = (caption, HEADLINE_LEFT + 4, baseline, "start", CAPTION_SIZE)
    floor = baseline - CAPTION_DROP
    width = text_width(headline, size) * FIGURE_TIGHTNESS
    figures = Box(HEADLINE_LEFT, floor - FIGURE_HEIGHT * size, HEADLINE_LEFT + width, floor)
    return (
        placed(headline, HEADLINE_LEFT, floor, "start", size) if headline else None,
        placed(*small) if caption else None,
        (*([figures] if headline else []), *([text_box(*small)] if caption else [])),
    )


def _description(entries, runners, unit):
    if not entries:
        return "Nobody has finished yet."
    first, left_off = entries[0].label, len(entries) - len(runners)
    drawn = f"{len(runners)} finishers, each where the gap in {unit} puts them when {first} reached the line."
    if len(entries) == 1:
        drawn = f"{first} at the line, the only finisher."
    return f"{drawn} {left_off} more not drawn." if left_off else drawn
