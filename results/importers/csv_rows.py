"""A line of our CSV as a row of a race: each cell in its form, or a problem that says where it is not."""

import re
from datetime import date, datetime

from newsroom.lib.text import fold, strip_control
from results.abbreviations import QUALIFICATION_WORDS
from results.importers import cells
from results.importers.base import ParsedPerson, ParsedResult, Problem, Severity
from results.importers.cells import CellError, as_written
from results.importers.located import shown
from results.importers.names import split_name
from results.importers.statuses import EXPECTED, read_status
from results.marks import Mark, MarkError, Measure, Precision, parse_mark, round_up_to_hundredth

SEXES = {
    **dict.fromkeys(("m", "men", "man", "male", "boys", "manner", "hommes", "h"), "M"),
    **dict.fromkeys(("w", "f", "women", "woman", "female", "girls", "frauen", "femmes"), "W"),
}
CATEGORIES = SEXES | dict.fromkeys(("x", "mixed", "mixte", "gemischt"), "X")
PLACE = re.compile(r"(?:=|t)?([0-9]{1,9})(?:[.=]|st|nd|rd|th)?", re.IGNORECASE)
WHOLE = re.compile(r"-?[0-9]{1,10}")
WIND = re.compile(r"[+\-−]?[0-9]{1,3}(?:[.,][0-9]{1,2})?")
NO_WIND = {"nwi", "n/a", "-"}
SECONDS = re.compile(r"(?P<sign>[+\-−]?)(?P<whole>[0-9]{0,3})[.,](?P<fraction>[0-9]{1,3})")
FLAGS = re.compile(r"=?[A-Z][A-Za-z0-9]*(?:[ ,/]+=?[A-Z][A-Za-z0-9]*)*")
EMPTY = {"", "-", "–", "—"}
FORMULA = ("=", "+", "@")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DAY_WITH_DOTS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


class Line(dict):
    """The text of each cell by the name of its column; “” where the column or the cell is missing."""

    def __init__(self, number, cells_of_line, positions, found):
        super().__init__()
        self.number, self.found, self.columns = number, found, positions
        self.marked_as_text = set()  # columns with an apostrophe in front of what looks like a formula
        width = len(cells_of_line)
        for name, position in positions.items():
            if position < width and (text := cells_of_line[position].strip()):
                self[name] = self._unmarked(name, text) if text[0] == "'" else text

    def __missing__(self, name):
        return ""

    def _unmarked(self, name, text):
        plain = as_written(text)
        if plain != text:
            self.marked_as_text.add(name)
        return plain

    def complain(self, said, field, severity=Severity.ERROR):
        self.found.add(Problem(said, self.number, field, shown(self[field]), severity))

    def wrong(self, field, expected):
        self.complain(f"“{shown(self[field])}” cannot be read here; expected {expected}.", field)

    def text(self, name):
        """A text; what a spreadsheet would take for a formula is none."""
        text = self[name]
        if not text:
            return ""
        if text.startswith(FORMULA) and name not in self.marked_as_text:
            self.complain(f"“{shown(text)}” looks like a formula; expected text.", name)
            return ""
        return strip_control(text)

    def flags(self, name):
        """Codes such as “=PB” or “NR”, which begin like a formula and are none."""
        return self[name] if FLAGS.fullmatch(self[name]) else self.text(name)

    def whole(self, name):
        text = self[name]
        if not text:
            return None
        if WHOLE.fullmatch(text):
            return int(text)
        return self.wrong(name, "a whole number")

    def wind(self, name):
        text = self[name]
        if not text or text.lower() in NO_WIND:
            return None
        if WIND.fullmatch(text):
            return cells.read_wind(text)
        return self.wrong(name, "a wind such as +0.6")

    def thousandths(self, name):
        """Seconds such as 0.157, in milliseconds."""
        text = self[name]
        if not text:
            return None
        if not (found := SECONDS.fullmatch(text)):
            return self.wrong(name, "seconds such as 0.157")
        milliseconds = int(found["whole"] or 0) * 1000 + int(found["fraction"].ljust(3, "0"))
        return -milliseconds if found["sign"] in ("-", "−") else milliseconds

    def day(self, name):
        text = self[name]
        if not text:
            return None
        return read_day(text) or self.wrong(name, "a day such as 2024-06-08")

    def of(self, name, known, expected):
        text = self[name]
        if not text:
            return ""
        return known.get(fold(text[:20]).removesuffix("'s")) or self.wrong(name, expected) or ""

    def details(self, name, read, *rest):
        """Splits, attempts or legs, in their own small form."""
        if not self[name]:
            return ()
        try:
            return read(self[name], *rest)
        except CellError as error:
            self.found.add(Problem(str(error), self.number, name, shown(error.given)))
            return ()


def read_day(text):
    """“2024-06-08” or “8.6.2024”; with slashes nobody knows which is the month."""
    iso, dotted = DAY.fullmatch(text), DAY_WITH_DOTS.fullmatch(text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        return date(*map(int, reversed(dotted.groups()))) if dotted else None
    except ValueError:
        return None


def read_start(text):
    """A time of day, or a moment with its date and perhaps its offset; None of anything else."""
    try:
        moment = datetime.fromisoformat(text if DAY.match(text) else f"2000-01-01 {text.zfill(5)}")
    except ValueError:
        return None
    return moment if DAY.match(text) else moment.time() if moment.tzinfo is None else None


def read_row(line, discipline, category, order):
    """`discipline` is None where nothing tells it; then a mark cannot be read."""
    team_size = discipline.team_size if discipline else 1
    person = None if team_size > 1 else _person(line, category)
    team = (line.text("team") or line.text("athlete")) if person is None else ""
    country = _country(line, "country")
    if person is None and not team and not (team_size > 1 and country):
        line.complain("The row names nobody; expected an athlete, or a team in a relay.", "athlete")
    place, out = _place(line)
    mark, reading, out = _mark(line, discipline, out)
    return ParsedResult(
        line=line.number,
        person=person,
        team=team,
        country=country,
        place=place,
        mark=mark,
        reading_ms=reading,
        status=out.status if out else "",
        rule=line.text("rule") or (out.rule if out else ""),
        qualification=_qualification(line) or (out.qualification if out else ""),
        lane=line.whole("lane"),
        bib=line.text("bib"),
        order=order if line["order"] == "" else line.whole("order") or 0,
        reaction_ms=line.thousandths("reaction"),
        wind=_wind(line, discipline),
        record_flags=line.flags("record_flags"),
        personal_flags=line.flags("personal_flags"),
        points=line.whole("points"),
        splits=line.details("splits", cells.read_splits),
        attempts=line.details("attempts", cells.read_attempts, discipline and discipline.measure),
        legs=line.details("legs", cells.read_legs, category.replace("X", "")),
    )


def _person(line, category):
    name, given, family = _names(line)
    if not name:
        return None
    born = (None, "day")
    if line["birth_date"] and not (born := cells.read_born(line["birth_date"])):
        line.wrong("birth_date", "a birth date such as 1997-10-08, or a year")
        born = (None, "day")
    return ParsedPerson(
        name=name,
        given_name=given,
        family_name=family,
        sex=line.of("sex", SEXES, "M or W") or category.replace("X", ""),
        country=_country(line, "athlete_country") or _country(line, "country"),
        birth_date=born[0],
        birth_date_precision=born[1],
        world_athletics_id=line.whole("wa_id"),
        tilastopaja_id=line.whole("tilastopaja_id"),
    )


def _names(line):
    """(printed, given, family). Where only the whole is told, “KERR Josh” and “Kerr, Josh” are Josh Kerr."""
    written, given, family = line.text("athlete"), line.text("given_name"), line.text("family_name")
    if family:
        return written or f"{given} {family}".strip(), given, family
    given, family = split_name(written or given)
    return f"{given} {family}".strip(), given, family


def _country(line, name):
    code = line[name]
    return code.upper() if len(code) == 3 and code.isascii() and code.isalpha() else line.text(name)


def _place(line):
    """(place, None), or (None, what stands in its place)."""
    text = line["place"]
    if text in EMPTY:
        return None, None
    if found := PLACE.fullmatch(text):
        return int(found[1]), None
    if out := read_status(text):
        return None, out
    line.wrong("place", EXPECTED)
    return None, None


def _mark(line, discipline, out):
    """(mark, reading, who is out): the mark's column holds “DNF” as often as that of the status does."""
    for name in ("status", "mark"):
        if told := read_status(line[name]):
            out = out or told
        elif name == "status" and line[name] not in EMPTY:
            line.wrong(name, "DNS, DNF, DQ, NM or NH")
    text = line["mark"]
    reading = _time(line, "reading") if line["reading"] else None
    if text in EMPTY or read_status(text):
        return None, reading.value if reading else None, out
    if discipline is None:  # which is told once, for all lines
        return None, None, out
    try:
        mark = parse_mark(text, discipline.measure)
    except MarkError as error:
        line.complain(f"{str(error).removesuffix('.')}, in the {discipline.name}.", "mark")
        return None, None, out
    if mark.measure is Measure.TIME and mark.precision is Precision.THOUSANDTH:
        official = Mark(round_up_to_hundredth(mark.value), Measure.TIME, Precision.HUNDREDTH)
        return official, reading.value if reading else mark.value, out
    return mark, reading.value if reading else None, out


def _time(line, name):
    try:
        return parse_mark(line[name], Measure.TIME)
    except MarkError as error:
        line.complain(str(error), name)
        return None


def _qualification(line):
    text = line["qualification"]
    if text in EMPTY:
        return ""
    if text not in QUALIFICATION_WORDS:
        line.wrong("qualification", f"one of {', '.join(QUALIFICATION_WORDS)}")
        return ""
    return text


def _wind(line, discipline):
    """A row's own; where there is one reading a race, or none, it is not a row's."""
    return line.wind("wind") if discipline is None or discipline.wind == "attempt" else None
