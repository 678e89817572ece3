"""Who was where at each point of a race, a line a runner: the first above, the finish at the right."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from newsroom.lib.charts.labels import Text, fitted, placed, text_width
from newsroom.lib.charts.markers import Marker, marker
from newsroom.lib.charts.scales import number
from newsroom.lib.charts.strokes import dot, polyline

WIDTH = 640
FIRST_ROW, ROW, BELOW = 58, 34, 20
HEAD_Y, TEXT_DROP = 28, 7
RANK_RIGHT, FIRST_COLUMN = 34, 62  # where the numbers end and the first point of the race stands
NAME_SIZE, AXIS_SIZE = 23, 22
NAME_GAP, LEAST_NAMES, MOST_NAMES, EDGE = 18, 100, 220, 4
HEAD_GAP = 8
RADIUS = 8


@dataclass(frozen=True)
class Course:
    """One runner's way: a rank at each point, the finish last; None where no time is held."""

    label: str
    ranks: tuple[int | None, ...]
    home: bool = False

    @property
    def medal(self) -> int | None:
        return self.ranks[-1] if self.ranks[-1] in (1, 2, 3) else None


@dataclass(frozen=True)
class CourseLine:
    course: Course
    path: str
    dashes: str  # over points where no time is held
    markers: tuple[Marker, ...]  # of a medallist
    name: Text | None  # None without a place


@dataclass(frozen=True)
class PositionsChart:
    width: str
    height: str
    view_box: str
    axis_size: str
    name_size: str
    columns: tuple[Text, ...]
    uprights: str  # one path
    ranks: tuple[Text, ...]
    lines: tuple[CourseLine, ...]  # the medallists last, to stand above the others
    dots: str  # one path


def positions(courses: list[Course], columns: list[str], *, most_rows: int) -> PositionsChart:
    """A rank beyond `most_rows` stands in the row below them, which says so."""
    rows = min(max((rank for course in courses for rank in course.ranks if rank), default=1), most_rows + 1)
    right = WIDTH - NAME_GAP - _names_width(courses)
    across = [_column(index, len(columns), right) for index in range(len(columns))]
    bottom = FIRST_ROW + ROW * (rows - 1)
    lines = [_line(course, spots) for course, spots in _spots(courses, across, rows)]
    return PositionsChart(
        width=number(WIDTH),
        height=number(bottom + BELOW),
        view_box=f"0 0 {WIDTH} {number(bottom + BELOW)}",
        axis_size=number(AXIS_SIZE),
        name_size=number(NAME_SIZE),
        columns=_heads(columns, across),
        uprights="".join(f"M{number(x)} {FIRST_ROW - 16}V{number(bottom + 12)}" for x in across),
        ranks=tuple(_rank(row, most_rows) for row in range(1, rows + 1)),
        lines=tuple(sorted(lines, key=lambda line: -(line.course.medal or 9))),
        dots=_dots(courses, across, rows),
    )


def _names_width(courses):
    widest = max((text_width(course.label, NAME_SIZE) for course in courses), default=0)
    return min(max(LEAST_NAMES, widest + EDGE), MOST_NAMES)


def _column(index, count, right):
    return FIRST_COLUMN + (right - FIRST_COLUMN) * index / max(count - 1, 1)


def _row(rank, rows):
    return FIRST_ROW + ROW * (min(rank, rows) - 1)


def _rank(row, most_rows):
    text = str(row) if row <= most_rows else f"{row}+"
    return placed(text, RANK_RIGHT, FIRST_ROW + ROW * (row - 1) + TEXT_DROP, "end", AXIS_SIZE)


def _heads(columns, across):
    """From the finish backwards, as many as stand free of each other."""
    shown, free = [], float("inf")
    for text, x in zip(reversed(columns), reversed(across), strict=True):
        half = text_width(text, AXIS_SIZE) / 2
        if x + half <= free:
            shown.append(placed(text, x, HEAD_Y, "middle", AXIS_SIZE))
            free = x - half - HEAD_GAP
    return tuple(reversed(shown))


def _spots(courses, across, rows):
    """Each course with its (x, y) or None a point; those who share the last place stand below each other."""
    finished = Counter()
    for course in courses:
        spots = [
            (x, _row(rank, rows)) if rank else None for x, rank in zip(across, course.ranks, strict=True)
        ]
        if spots[-1]:
            place = course.ranks[-1]
            spots[-1] = (across[-1], _row(place + finished[place], rows))
            finished[place] += 1
        yield course, spots


def _line(course, spots):
    known = [spot for spot in spots if spot]
    name = None
    if spots[-1]:
        x, y = spots[-1]
        shown = fitted(course.label, NAME_SIZE, WIDTH - x - NAME_GAP)
        name = placed(shown, x + NAME_GAP, y + TEXT_DROP, "start", NAME_SIZE)
    return CourseLine(
        course=course,
        path="".join(polyline(run) for run in _runs(spots) if len(run) > 1),
        dashes="".join(polyline(leap) for leap in _leaps(spots)),
        markers=tuple(marker(course.medal, x, y, RADIUS, RADIUS, "dot") for x, y in known if course.medal),
        name=name,
    )


def _runs(spots):
    runs = [[]]
    for spot in spots:
        if spot:
            runs[-1].append(spot)
        elif runs[-1]:
            runs.append([])
    return runs


def _leaps(spots):
    runs = [run for run in _runs(spots) if run]
    return [(before[-1], after[0]) for before, after in pairwise(runs)]


def _dots(courses, across, rows):
    drawn = [
        (x, y)
        for course, spots in _spots(courses, across, rows)
        if not course.medal
        for x, y in filter(None, spots)
    ]
    return "".join(dot(x, y) for x, y in drawn)
