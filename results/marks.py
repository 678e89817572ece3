"""Marks: the one place where the written forms of a performance are read and written.

A mark is an integer of its measure's smallest unit: milliseconds, millimetres or points. How precisely it was
taken belongs to it: 49.60 was timed by photo finish, 49.6 was not.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 40  # characters; no mark is longer, whatever is pasted


class Measure(StrEnum):
    TIME = "time"
    DISTANCE = "distance"
    HEIGHT = "height"
    POINTS = "points"


class Precision(StrEnum):
    SECOND = "s"
    TENTH = "t"
    HAND = "h"
    HUNDREDTH = "c"
    THOUSANDTH = "m"
    CENTIMETRE = "cm"
    METRE = "m1"
    POINT = "p"


DECIMALS = {
    Precision.SECOND: 0,
    Precision.TENTH: 1,
    Precision.HAND: 1,
    Precision.HUNDREDTH: 2,
    Precision.THOUSANDTH: 3,
    Precision.CENTIMETRE: 2,
    Precision.METRE: 0,
    Precision.POINT: 0,
}
TIMED_TO = {0: Precision.SECOND, 1: Precision.TENTH, 2: Precision.HUNDREDTH, 3: Precision.THOUSANDTH}
EXPECTED = {
    Measure.TIME: "a time such as 9.58, 9.9h, 3:29.38 or 2:00:35",
    Measure.DISTANCE: "metres with two decimals such as 8.95, or whole metres from 1000 on such as 21330",
    Measure.HEIGHT: "metres with two decimals such as 2.37",
    Measure.POINTS: "points such as 9126",
}


class MarkError(ValueError):
    """A form that is no mark; says what was given and what was expected."""

    def __init__(self, given, measure):
        super().__init__(f"“{_shown(given)}” is no mark: expected {EXPECTED[measure]}.")


@dataclass(frozen=True)
class Mark:
    value: int  # ms, mm or points
    measure: Measure
    precision: Precision

    def __str__(self):
        return WRITERS[self.measure](self)

    @property
    def sort_key(self):
        """Lower is better, whatever the measure."""
        return self.value if self.measure is Measure.TIME else -self.value

    @property
    def machine(self):
        """For programs: seconds, metres or points as a plain decimal (“209.38”)."""
        if self.measure is Measure.POINTS:
            return str(self.value)
        return _decimal(self.shown_value, DECIMALS[self.precision])

    @property
    def shown_value(self):
        """The value as far as the precision tells: a time is never shown better than it was (TR 19.23)."""
        if self.measure is not Measure.TIME:
            return self.value
        step = 10 ** (3 - DECIMALS[self.precision])
        return _round_up(self.value, step)

    def beats(self, other):
        return self.sort_key < self._same(other).sort_key

    def gap_to(self, winner):
        """Behind the winner: “+0.27” in seconds, “−0.10” in metres or points; empty for the same mark."""
        difference = self.value - self._same(winner).value
        if difference == 0:
            return ""
        precision = self._finer(winner)
        unsigned = Precision.TENTH if precision is Precision.HAND else precision
        return ("+" if difference > 0 else "−") + str(Mark(abs(difference), self.measure, unsigned))

    def __add__(self, other):
        """As precise as the finer of the two, or the sum would lose what one of them says."""
        if not isinstance(other, Mark):
            return NotImplemented
        return Mark(self.value + self._same(other).value, self.measure, self._finer(other))

    def official_road(self):
        """As road results are published: up to the next whole second (TR 19.24)."""
        return Mark(_round_up(self.value, 1000), Measure.TIME, Precision.SECOND)

    def _finer(self, other):
        return max(self.precision, other.precision, key=DECIMALS.get)

    def _same(self, other):
        if other.measure is not self.measure:
            raise TypeError(f"{self.measure} and {other.measure} cannot be compared")
        return other


def parse_mark(text, measure, *, road=False):
    """Read a written mark; `road` rounds a time up to the second. Raises MarkError.

    Full-width forms, a decimal comma and spaces around are read; a mark of nothing is no mark.
    """
    measure = Measure(measure)
    written = str(text)
    mark = READERS[measure](_plain(written)) if len(written) <= LONGEST else None
    if mark is None or mark.value == 0:
        raise MarkError(text, measure)
    return mark.official_road() if road and measure is Measure.TIME else mark


def round_up_to_hundredth(reading_ms):
    """A photo-finish reading as an official time: up to the next hundredth (TR 19.23)."""
    return _round_up(reading_ms, 10)


TIME = re.compile(
    r"""(?: (?: (?P<hours>0|[1-9][0-9]{0,2}) : (?P<of_hour>[0-5][0-9]) | (?P<minutes>0|[1-9][0-9]{0,2}) )
            : (?P<of_minute>[0-5][0-9])
        | (?P<seconds>0|[1-9][0-9]{0,2}) (?=\.) )           # “9” alone tells no unit
        (?: \. (?: (?P<fraction>[0-9]{1,3}) | (?P<by_hand>[0-9])h ) )?""",
    re.VERBOSE,
)
METRES = re.compile(r"(?P<metres>0|[1-9][0-9]{0,2})\.(?P<centimetres>[0-9]{2})")
WHOLE_METRES = re.compile(r"[1-9][0-9]{3,5}")  # an hour's run; a jump of “8” is a slip
POINTS = re.compile(r"[1-9][0-9]{0,4}|[1-9][0-9]?[, ][0-9]{3}")
SECONDS_OF = {"hours": 3600, "of_hour": 60, "minutes": 60, "of_minute": 1, "seconds": 1}
FULL_WIDTH = {0xFF00 + code: chr(0x20 + code) for code in range(0x01, 0x5F)}  # ！ to ～
INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])  # come along when copied from a web page


def _plain(text):
    """Full-width forms and spaces made plain. Not NFKC: it turns the footnote of “9.5²” into a digit."""
    return " ".join(text.translate(FULL_WIDTH).translate(INVISIBLE).split())


def _shown(given):
    """What was given, short and without characters that could do harm in a log or a page."""
    written = str(given)
    cut = written[:LONGEST] + ("…" if len(written) > LONGEST else "")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


def _read_time(text):
    found = TIME.fullmatch(text.replace(",", "."))
    if not found:
        return None
    whole = sum(int(found[name] or 0) * seconds for name, seconds in SECONDS_OF.items())
    fraction = found["by_hand"] or found["fraction"] or ""
    precision = Precision.HAND if found["by_hand"] else TIMED_TO[len(fraction)]
    return Mark(whole * 1000 + int(fraction.ljust(3, "0")), Measure.TIME, precision)


def _read_metres(text, measure):
    found = METRES.fullmatch(text.replace(",", "."))
    if not found:
        return None
    value = int(found["metres"]) * 1000 + int(found["centimetres"]) * 10
    return Mark(value, measure, Precision.CENTIMETRE)


def _read_distance(text):
    if WHOLE_METRES.fullmatch(text):
        return Mark(int(text) * 1000, Measure.DISTANCE, Precision.METRE)
    return _read_metres(text, Measure.DISTANCE)


def _read_height(text):
    return _read_metres(text, Measure.HEIGHT)


def _read_points(text):
    if not POINTS.fullmatch(text):
        return None
    return Mark(int(text.replace(",", "").replace(" ", "")), Measure.POINTS, Precision.POINT)


def _write_time(mark):
    places = DECIMALS[mark.precision]
    value = mark.shown_value
    hand = "h" if mark.precision is Precision.HAND else ""
    seconds = _decimal(value % 60_000, places) + hand
    minutes = value // 60_000
    if minutes == 0 and places:
        return seconds
    padded = seconds.zfill(len(hand) + (places + 3 if places else 2))
    return f"{minutes}:{padded}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d}:{padded}"


def _write_metres(mark):
    return _decimal(mark.value, DECIMALS[mark.precision])


def _write_points(mark):
    return str(mark.value)


def _decimal(thousandths, places):
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}"[: places - 3 or None] if places else str(whole)


def _round_up(value, step):
    return -(-value // step) * step


READERS = {
    Measure.TIME: _read_time,
    Measure.DISTANCE: _read_distance,
    Measure.HEIGHT: _read_height,
    Measure.POINTS: _read_points,
}
WRITERS = {
    Measure.TIME: _write_time,
    Measure.DISTANCE: _write_metres,
    Measure.HEIGHT: _write_metres,
    Measure.POINTS: _write_points,
}
