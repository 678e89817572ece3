"""How much room a text takes, and whether it is free."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from newsroom.lib.charts.scales import number

# Widths in ems, a little more than the condensed grotesque needs, so that a fallback font fits too.
NARROW, SLIM, USUAL, CAPITAL, WIDE, FULL = 0.26, 0.32, 0.5, 0.61, 0.78, 1.0
NARROW_LETTERS = frozenset("iljI.,:;'’|! ")
SLIM_LETTERS = frozenset("ftr()[]-")
WIDE_LETTERS = frozenset("mwMW@%")
ASCENT, DESCENT = 0.8, 0.24  # of the font size, above and below the base line


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def is_free_of(self, others: Iterable["Box"], gap: float = 0) -> bool:
        return not any(self.overlaps(other, gap) for other in others)

    def is_crossed_by(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a straight line meets the box (clipping by Liang and Barsky)."""
        first, last = 0.0, 1.0
        for origin, target, low, high in (
            (start[0], end[0], self.left, self.right),
            (start[1], end[1], self.top, self.bottom),
        ):
            way = target - origin
            if not way:
                if not low <= origin <= high:
                    return False
                continue
            near, far = sorted(((low - origin) / way, (high - origin) / way))
            first, last = max(first, near), min(last, far)
        return first <= last


@dataclass(frozen=True)
class Text:
    """An SVG text: `anchor` is start, middle or end."""

    text: str
    x: str
    y: str
    anchor: str
    size: str


def text_width(text: str, size: float) -> float:
    return size * sum(map(_letter_width, text))


def _letter_width(letter):
    if unicodedata.combining(letter):
        return 0
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in SLIM_LETTERS:
        return SLIM
    if letter in WIDE_LETTERS:
        return WIDE
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    return CAPITAL if letter.isupper() else USUAL


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than the room."""
    if text_width(text, size) <= room:
        return text
    cut = text
    while cut and text_width(cut + "…", size) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def text_box(text: str, x: float, baseline: float, anchor: str, size: float) -> Box:
    width = text_width(text, size)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return Box(left, baseline - ASCENT * size, left + width, baseline + DESCENT * size)


def placed(text: str, x: float, baseline: float, anchor: str, size: float) -> Text:
    return Text(text, number(x), number(baseline), anchor, number(size))
