"""FinishLynx: `.lif`, the result of one race, and `.evt`, the start lists of a meeting.

Verified against three files in that format, made from Rome 2024, in the test data. A header of event, round,
heat and name is followed by rows: of 19 fields in a result; in a start list of seven, the first one empty.
"""

import csv
import io
import re
from datetime import time
from decimal import Decimal

from results.disciplines import DISCIPLINES
from results.importers.base import ParsedMeet, ParsedRace, Problem, Severity
from results.importers.located import Found, shown
from results.importers.lynx_rows import FIELDS, Rows
from results.importers.reading import decode
from results.rounds import find_round, read_title

NAME = "lynx"
LABEL = "FinishLynx .lif or .evt"

RESULTS, START_LISTS = ".lif", ".evt"
FEWEST = 7  # fields of a result's row, up to the time; what is left out at its end is empty
MOST_OF_START_LIST = 11  # fields; a result's row has nineteen, and its header eleven or thirteen
LONGEST_LINE = 10_000  # characters
NUMBERS = re.compile(rb"[ \t]*[0-9]{1,5}[ \t]*,[ \t]*[0-9]{1,3}[ \t]*,[ \t]*[0-9]{1,3}[ \t]*,")
FILE_NAME = re.compile(r"(?:^|[/\\])0*([0-9]{1,5})-0*([0-9]{1,3})-0*([0-9]{1,3})(?:\D|$)")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")
WIND = re.compile(r"[+-]?[0-9]{1,2}(?:[.,][0-9]+)?")
NO_WIND = {"", "nwi", "n/a", "-"}


def recognises(data, name):
    lines = [line for line in data[:4096].lstrip(b"\xef\xbb\xbf").splitlines() if line.strip()]
    first = next((line for line in lines if not line.lstrip().startswith(b";")), b"")
    if first.lstrip()[:1] in (b"{", b"[", b"<"):
        return False
    return name.lower().endswith((RESULTS, START_LISTS)) or bool(NUMBERS.match(first))


def parse(data, name=""):
    text, problem = decode(data)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    found = Found()
    lines = _lines(text, found)
    if not lines:
        found.add(
            Problem("The file holds no line but comments; expected a header such as 12,3,1,Women's 100m.")
        )
    elif _are_start_lists(lines, name):
        return ParsedMeet(NAME, None, _start_lists(lines, found), found.problems)
    else:
        _tell_half_written(lines, text, found)
        races = (_race(lines[0], lines[1:], name, found),)
        return ParsedMeet(NAME, None, races, found.problems)
    return ParsedMeet(NAME, problems=found.problems)


def _lines(text, found):
    """[(number, fields)] of those that are not empty and no comment."""
    lines = []
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if not line.strip() or line.lstrip().startswith(";"):
            continue
        if not found.room_for(1):
            return lines
        if (fields := _fields(line)) is None:
            said = f"The line cannot be parted into fields; expected {FIELDS} with commas between them."
            found.add(Problem(said, number, value=shown(line)))
        else:
            lines.append((number, fields))
    return lines


def _fields(line):
    try:
        return [field.strip() for field in next(csv.reader([line]))] if len(line) <= LONGEST_LINE else None
    except (csv.Error, StopIteration):
        return None


def _are_start_lists(lines, name):
    if name.lower().endswith((RESULTS, START_LISTS)):
        return name.lower().endswith(START_LISTS)
    return len(lines) > 1 and lines[1][1][0] == "" and len(lines[1][1]) <= MOST_OF_START_LIST


def _start_lists(lines, found):
    races, header, rows = [], None, []
    for line in lines:
        if line[1][0] != "":
            if header:
                races.append(_race(header, rows, "", found, is_start_list=True))
            header, rows = line, []
        elif header:
            rows.append(line)
        else:
            found.add(
                Problem("A row stands before the first header; expected event,round,heat,name.", line[0])
            )
    return (*races, _race(header, rows, "", found, is_start_list=True)) if header else ()


def _tell_half_written(lines, text, found):
    """The timing system is still writing where the last line has neither all fields nor an end."""
    number, fields = lines[-1]
    expected = 4 if len(lines) == 1 else FIELDS
    if len(fields) < expected and not text.endswith(("\n", "\r")):
        found.add(
            Problem(
                f"The file ends in the middle of line {number}, so it looks half-written; "
                f"expected {expected} fields and a line break.",
                number,
                value=shown(",".join(fields)),
            )
        )
        if len(lines) > 1:
            lines.pop()


def _race(header, rows, name, found, *, is_start_list=False):
    line, fields = header
    told = _Header(line, fields, name, found)
    reader = Rows(told.discipline, told.category, found)
    if not is_start_list:
        rows = [row for row in rows if _has_its_fields(row, found)]
    read = reader.entry if is_start_list else reader.result
    return ParsedRace(
        line=line,
        title=told.title,
        category=told.category,
        discipline=told.discipline.code if told.discipline else "",
        part_of=told.part_of,
        round=told.round,
        number=told.number,
        start_time=told.start_time(),
        wind=told.wind(),
        decides_medals=False if told.round == "final" and (told.number or 1) > 1 else None,
        external_id=told.external_id,
        results=tuple(filter(None, (read(*row, order) for order, row in enumerate(rows)))),
    )


def _has_its_fields(row, found):
    """Nineteen; what is missing or too much at the end must be empty."""
    line, fields = row
    if len(fields) >= FEWEST and not any(fields[FIELDS:]):
        return True
    found.add(
        Problem(f"The row has {len(fields)} fields; expected {FIELDS}.", line, value=shown(",".join(fields)))
    )
    return False


class _Header:
    """What the first line says, and its title; the file's name where it says too little."""

    def __init__(self, line, fields, name, found):
        self.line, self.fields, self.found = line, [*fields, *[""] * 11], found
        self.title = self.fields[3]
        read = read_title(self.title)
        self.category, self.part_of = read.category, read.part_of
        self.discipline = DISCIPLINES.get(read.discipline)
        self.event, self.round_number, self.heat = self._numbers(name)
        self.round, self.number = self._round(read)
        if self.discipline is None:
            self._tell_unknown()

    @property
    def external_id(self):
        return f"lynx:{self.event}-{self.round_number}-{self.heat}" if self.event is not None else ""

    def _numbers(self, name):
        written = self.fields[:3]
        if all(re.fullmatch(r"[0-9]{1,5}", field) for field in written):
            return tuple(int(field) for field in written)
        found = FILE_NAME.search(name)
        return tuple(int(part) for part in found.groups()) if found else (None, None, None)

    def _round(self, read):
        """The title's; the header numbers every round's heats, so the 1 of a final or part says nothing."""
        name = read.round or ("heat" if (self.heat or 0) > 1 else "")
        if not name:
            self._tell_no_round()
        counted = name not in ("final", "part", "") or (self.heat or 0) > 1
        if name == "part" and find_round(self.title)[0] == "heat":
            counted = True
        return name or "final", read.number or (self.heat if counted and self.heat else None)

    def start_time(self):
        """The last field that is a time of day: older versions have fewer fields before it."""
        clocks = [found for field in self.fields[4:] if (found := CLOCK.fullmatch(field))]
        return time(*(int(part or 0) for part in clocks[-1].groups())) if clocks else None

    def wind(self):
        written = self.fields[4].replace("−", "-")
        if self.discipline is None or self.discipline.wind != "race" or written.lower() in NO_WIND:
            return None
        if WIND.fullmatch(written):
            return Decimal(written.replace(",", ".")).quantize(Decimal("0.1"))
        if not CLOCK.fullmatch(written):  # a start list's header may go on with the start
            said = f"“{shown(written)}” is no wind; expected one such as +0.6."
            self.found.add(Problem(said, self.line, "wind", shown(written)))
        return None

    def _tell_unknown(self):
        said = (
            f"“{shown(self.title)}” names no discipline known here; expected one such as Men's 800m, Heat 2."
        )
        self.found.add(Problem(said, self.line, "name", shown(self.title), Severity.WARNING))

    def _tell_no_round(self):
        said = f"“{shown(self.title)}” names no round, so it is taken for a final."
        self.found.add(Problem(said, self.line, "name", shown(self.title), Severity.WARNING))
