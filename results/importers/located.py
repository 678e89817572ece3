"""JSON read with suspicion: each value knows where it stands; one of a wrong type is a problem there."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from newsroom.lib.text import strip_control
from results.importers.base import LONGEST_SHOWN, MOST_ROWS, ParsedMeet, Problem, Severity
from results.marks import MarkError, parse_mark

MOST_PROBLEMS = 200  # a file of nothing but mistakes is told by its first ones
LARGEST = 2**31 - 1  # no whole number that is kept is larger
DECIMAL = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]{1,3})?")
WHOLE = re.compile(r"-?[0-9]{1,10}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEARS = range(1800, 2200)  # anything else is a slip
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")


class Found:
    """The problems of one file, the first of them word for word, and how many rows were read."""

    def __init__(self):
        self.first, self.rows = [], 0
        self.left_out, self.worst_left_out = 0, Severity.WARNING

    def add(self, problem):
        if len(self.first) < MOST_PROBLEMS:
            self.first.append(problem)
            return
        self.left_out += 1
        if problem.severity is Severity.ERROR:
            self.worst_left_out = Severity.ERROR

    def room_for(self, rows):
        """Whether a file may hold so many rows more; told once where it may not."""
        within = self.rows <= MOST_ROWS
        self.rows += rows
        if within and self.rows > MOST_ROWS:
            self.add(Problem(f"There are more than {MOST_ROWS:,} rows; expected one competition a file."))
        return self.rows <= MOST_ROWS

    def meet(self, name, competition, races):
        """What was read in all."""
        return ParsedMeet(name, competition, tuple(races), self.problems)

    @property
    def problems(self):
        if not self.left_out:
            return tuple(self.first)
        rest = Problem(f"There are {self.left_out:,} problems more.", severity=self.worst_left_out)
        return (*self.first, rest)


class Located:
    """A value of a JSON document: `root["events"].each()`, `row["place"].whole()`.

    What is missing or null reads as empty (“” or None); what is of another type than asked for does so too,
    and is a problem at its path, “events[3].results[2].place”.
    """

    def __init__(self, value, found, path=""):
        self.value, self.found, self.path = value, found, path

    def __getitem__(self, key):
        below = self.value.get(key) if isinstance(self.value, dict) else None
        return Located(below, self.found, f"{self.path}.{key}" if self.path else key)

    def __contains__(self, key):
        return isinstance(self.value, dict) and key in self.value

    @property
    def missing(self):
        return self.value is None or self.value == ""

    @property
    def plain(self):
        """The text without a word of complaint: “” where it is none."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def quiet(self):
        """The same, for a look ahead: what is wrong is told where it is read in earnest."""
        return Located(self.value, Found(), self.path)

    @property
    def size(self):
        """Of a list, before it is gone through."""
        return len(self.value) if isinstance(self.value, list) else 0

    def complain(self, message, severity=Severity.ERROR):
        self.found.add(Problem(message, field=self.path, value=shown(self.value), severity=severity))

    def warn(self, message):
        self.complain(message, Severity.WARNING)

    def each(self):
        """The objects of a list; what is none of them is a problem each."""
        return [item for item in self.items() if item._is(dict, "an object {…}")]

    def items(self):
        """What a list holds, of whatever type."""
        if self.value is None or not self._is(list, "a list […]"):
            return []
        if len(self.value) > MOST_ROWS:
            return self._wrong(f"a list of at most {MOST_ROWS:,}", [])
        return [Located(item, self.found, f"{self.path}[{n}]") for n, item in enumerate(self.value)]

    def object(self):
        """Itself where it is an object, told where it is something else."""
        return self.value is not None and self._is(dict, "an object {…}")

    def text(self):
        if self.value is None or not self._is(str, "text in quotation marks"):
            return ""
        return strip_control(self.value).strip()

    def word(self):
        """Text, or a whole number as sources write bibs and ids."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value) if abs(self.value) <= LARGEST else self._wrong("a shorter number", "")
        return self.text()

    def whole(self):
        """A whole number, which many sources write in quotation marks."""
        if self.missing:
            return None
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            number = self.value
        elif isinstance(self.value, str) and WHOLE.fullmatch(self.value.strip()):
            number = int(self.value)
        else:
            return self._wrong("a whole number")
        return number if abs(number) <= LARGEST else self._wrong("a smaller number")

    def positive(self):
        number = self.whole()
        if number is not None and number < 1:
            return self._wrong("a whole number from 1")
        return number

    def decimal(self):
        """A number such as -0.4, bare or in quotation marks."""
        if self.missing:
            return None
        written = str(self.value).strip() if isinstance(self.value, int | float | str) else ""
        if isinstance(self.value, bool) or not DECIMAL.fullmatch(written):
            return self._wrong("a number such as -0.4")
        return Decimal(written)

    def wind(self):
        number = self.decimal()
        return None if number is None else number.quantize(Decimal("0.1"))

    def day(self):
        if self.missing:
            return None
        try:
            day = date.fromisoformat(DAY.fullmatch(self.value).group())
        except (AttributeError, TypeError, ValueError):
            day = None
        return day if day and day.year in YEARS else self._wrong("a day such as 2024-06-07")

    def clock(self):
        if self.missing:
            return None
        if not isinstance(self.value, str) or not CLOCK.fullmatch(self.value.strip()):
            return self._wrong("a time of day such as 21:15")
        written = self.value.strip()
        return time.fromisoformat(f"0{written}" if written[1] == ":" else written)

    def moment(self):
        """A moment with its offset, “2023-08-23T21:15:00+02:00”."""
        if self.missing:
            return None
        try:
            moment = datetime.fromisoformat(self.value)
        except (TypeError, ValueError):
            moment = None
        if moment is None or moment.tzinfo is None or moment.year not in YEARS:
            return self._wrong("a moment with its offset, such as 2023-08-23T21:15:00+02:00")
        return moment

    def flag(self, default=False):
        if self.value is None or not self._is(bool, "true or false"):
            return default
        return self.value

    def mark(self, measure, *, road=False):
        if self.missing:
            return None
        try:
            return (
                parse_mark(self.text(), measure, road=road)
                if isinstance(self.value, str)
                else self._no_mark()
            )
        except MarkError as error:
            self.complain(str(error))
            return None

    def choice(self, known, default=""):
        """One of the words known."""
        written = self.text()
        if not written:
            return default
        return written if written in known else self._wrong(f"one of {', '.join(known)}", default)

    def _no_mark(self):
        return self._wrong("a mark in quotation marks, because 49.60 and 49.6 are not the same")

    def _is(self, kind, words):
        return isinstance(self.value, kind) or bool(self._wrong(words, False))

    def _wrong(self, expected, instead=None):
        self.complain(f"“{shown(self.value)}” cannot be read here: expected {expected}.")
        return instead


def shown(value):
    """What stood there, short and without characters that could do harm in a log or a page."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    written = {None: "null", True: "true", False: "false"}.get(value) if _is_word(value) else str(value)
    cut = written[:LONGEST_SHOWN] + ("…" if len(written) > LONGEST_SHOWN else "")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


def _is_word(value):
    return value is None or isinstance(value, bool)
