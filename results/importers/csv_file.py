"""CSV and TSV with a header, one row an athlete or team: our own, or a spreadsheet that was pasted.

The columns are those of `csv_columns`; docs/data-formats.md describes them. Lines that say the same of event,
round and number are one race, wherever they stand.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import PurePath

from results.disciplines import DISCIPLINES, find
from results.importers.base import ParsedCompetition, ParsedMeet, ParsedRace, Problem
from results.importers.csv_columns import OF_RACE, known_columns, read_header
from results.importers.csv_rows import CATEGORIES, Line, read_row, read_start
from results.importers.located import Found, shown
from results.importers.reading import decode
from results.rounds import Title, find_round, race_slug, read_title

NAME = "csv"
LABEL = "CSV or TSV"

FEWEST_KNOWN = 2  # columns that make a line a header of ours
LONGEST_HEADER = 4096  # bytes
LONGEST_LINE = 200_000  # characters; a row with every attempt and leg has 2,000
ROUNDS = ("preliminary", "heat", "qualification", "quarter-final", "semi-final", "part", "final")
TELLING_THE_RACE = (*OF_RACE, "wind", "sex")
LETTERS = ("a", "b", "c", "d", "e")
YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


def recognises(data, name):
    lines = data[:LONGEST_HEADER].lstrip(b"\xef\xbb\xbf \t\r\n").splitlines() or [b""]
    if lines[0][:1] in (b"{", b"[", b"<"):
        return False
    header = lines[1] if lines[0].startswith(b"sep=") and len(lines) > 1 else lines[0]
    return known_columns(header.decode("utf-8", "replace")) >= FEWEST_KNOWN


def parse(data, name=""):
    text, problem = decode(data)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    found = Found()
    header = read_header(text, found)
    if header is None:
        return ParsedMeet(NAME, problems=found.problems)
    races = _Races(name, found)
    for line in _lines(text, header, found):
        races.add(line)
    return ParsedMeet(NAME, races.competition(), races.parsed(), found.problems)


def _lines(text, header, found):
    """The lines after the header that are not blank, up to the first that cannot be parted into cells."""
    delimiter, header_line, positions, width = header
    reader = csv.reader(_bounded(text), delimiter=delimiter, strict=True)
    torn = _line_without_end(text)
    before = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            if number <= header_line or not any(map(str.strip, cells)):
                continue
            if not found.room_for(1):
                return
            if _has_its_cells(cells, width, number, reader.line_num == torn, found):
                yield Line(number, cells, positions, found)
    except csv.Error as error:
        said = f"The line cannot be parted into cells: {error}. A quotation mark may be missing."
        found.add(Problem(said, before + 1))


def _bounded(text):
    """Line by line; one that no table has is refused before it is parted into millions of cells."""
    for line in io.StringIO(text, newline=""):
        if len(line) > LONGEST_LINE:
            raise csv.Error(f"it has more than {LONGEST_LINE:,} characters")
        yield line


def _line_without_end(text):
    """The number of the last line where it does not end, as that of a file cut off; else 0."""
    ended = not text or text.endswith(("\n", "\r"))
    return 0 if ended else text.count("\n") + text.count("\r") - text.count("\r\n") + 1


def _has_its_cells(cells, width, number, torn, found):
    """Cells beyond the header are blank; too few in a last line without an end are where it was torn."""
    if any(cell.strip() for cell in cells[width:]):
        said = (
            f"The line has {len(cells)} cells, but the header {width}; is a comma or quotation mark missing?"
        )
    elif torn and len(cells) < width:
        said = f"The file ends in the middle of line {number}, so it looks cut off; expected {width} cells."
    else:
        return True
    found.add(Problem(said, number, value=shown(",".join(cells))))
    return False


@dataclass
class _Race:
    """A race while its rows are gathered."""

    fields: dict
    discipline: object
    said: dict = field(default_factory=dict)  # what its lines say of it: column → (text, line)
    rows: list = field(default_factory=list)


class _Races:
    """The races of a file by what their lines say; the file's name tells what no column does."""

    def __init__(self, name, found):
        self.found = found
        self.by_cells, self.by_key = {}, {}
        self.title = (
            read_title(PurePath(name[-200:]).stem.replace("_", " ").replace("-", " ")) if name else Title()
        )
        self.competitions = {}
        self.told_nothing = False

    def add(self, line):
        said = tuple([line[name] for name in TELLING_THE_RACE])
        race = self.by_cells.get(said)
        if race is None:
            race = self.by_cells[said] = self._race(line)
        if race.discipline is None and line["mark"] and not self.told_nothing:
            self._tell_nothing(line)
        race.rows.append(read_row(line, race.discipline, race.fields["category"], len(race.rows)))

    def _tell_nothing(self, line):
        self.told_nothing = True
        said = "Nothing tells which discipline the marks are of; expected a column “event” with one a line."
        line.complain(said, "event")

    def parsed(self):
        return tuple(ParsedRace(**race.fields, results=tuple(race.rows)) for race in self.by_key.values())

    def competition(self):
        name = next(iter(self.competitions), "")
        if not name:
            return None
        is_slug = name == name.lower() and " " not in name
        return ParsedCompetition(slug=name) if is_slug else ParsedCompetition(name=name)

    def _race(self, line):
        """The race that a line begins, or goes on with if it only says less or more of it."""
        self._remember_competition(line)
        told = self._contested(line)
        if slug := _slug_of_letter(line, told):
            told["number"] = None
        fields = {**told, "slug": slug or _slug(line, told), **_when(line)}
        fields["external_id"] = line.text("external_id")
        key = (*told.values(), fields["slug"], fields["external_id"])
        race = self.by_key.get(key)
        if race is None:
            fields |= {"line": line.number, "title": line["event"], **_about(line, fields)}
            race = self.by_key[key] = _Race(fields, DISCIPLINES.get(told["discipline"]))
        self._compare(race, line)
        return race

    def _remember_competition(self, line):
        name = line.text("competition")
        if name and name not in self.competitions:
            self.competitions[name] = line.number
            if len(self.competitions) == 2:
                line.complain("The file is of more than one competition; expected one a file.", "competition")

    def _contested(self, line):
        title = read_title(line["event"])
        category = line.of("category", CATEGORIES, "M, W or X") or title.category or self._sex(line)
        category = category or self.title.category
        code, part_of = self._discipline(line, title)
        round_name, number = self._round(line, title, part_of)
        return {
            "category": category,
            "discipline": code,
            "part_of": part_of,
            "round": round_name,
            "number": number,
        }

    def _sex(self, line):
        """A file without a category has that of its athletes."""
        return "" if "category" in line.columns else line.of("sex", CATEGORIES, "M or W")

    def _discipline(self, line, title):
        """(code, combined event): of “Decathlon” with the discipline “100m” the latter is contested."""
        event = self._code(line, "event", title)
        part = self._code(line, "discipline", read_title(line["discipline"]))
        if part and event and part != event:
            return part, event
        if title.part_of and not part:
            return title.discipline, title.part_of
        if part or event:
            return part or event, ""
        return self.title.discipline, self.title.part_of

    def _code(self, line, name, title):
        text = line[name]
        if not text:
            return ""
        plain = find(text) if line["category"] or not title.category else ""
        code = text if text in DISCIPLINES else plain or title.discipline
        if not code and not title.round:  # “Heat 1” is a title too
            line.wrong(name, "a discipline such as 1500m or long jump")
        return code

    def _round(self, line, title, part_of):
        text, number = line["round"], None
        if text in ROUNDS:
            name = text
        else:
            name, number = find_round(text)
            if text and not name:
                line.wrong("round", f"one of {', '.join(ROUNDS)}")
        number = self._number(line) or number or title.number or None
        name = name or title.round or (self.title.round if not title.discipline else "")
        name = name or ("heat" if number and not part_of else "final")
        return "part" if part_of else name, number

    def _number(self, line):
        """“2”; of the letters of races the place in the alphabet."""
        text = line["number"]
        return ord(text.lower()) - ord("a") + 1 if text.lower() in LETTERS else line.whole("number")

    def _compare(self, race, line):
        """What lines say of a race, once and alike; where it was left open it is taken from the line."""
        for name in ("date", "start", "race_wind", "wind"):
            text = line[name]
            if not text or (name == "wind" and not _is_of_race(line, race)):
                continue
            first, number = race.said.setdefault(name, (text, line.number))
            if first != text:
                what = f"the {name.replace('_', ' ')} {shown(first)}"
                line.complain(f"The race has {what} in line {number}; expected one.", name)
            elif number == line.number:
                race.fields |= {key: value for key, value in _late(line, name).items() if value is not None}


def _is_of_race(line, race):
    return race.discipline is not None and race.discipline.wind == "race" and "race_wind" not in line.columns


def _late(line, name):
    return {"wind": line.wind(name)} if name in ("wind", "race_wind") else _when(line)


def _slug(line, told):
    """Only where it is not that of round and number."""
    slug, known = line.text("slug"), DISCIPLINES.get(told["discipline"])
    return "" if known and slug == race_slug(told["round"], told["number"], known.slug) else slug


def _slug_of_letter(line, told):
    """“final-b”, as a race beside the final is called here."""
    letter = line["number"].lower()
    return f"final-{letter}" if told["round"] == "final" and letter in LETTERS[1:] else ""


def _when(line):
    day, text = line.day("date"), line["start"]
    start = read_start(text) if text else None
    if text and start is None:
        line.wrong("start", "a time of day such as 21:15, or a moment such as 2023-08-23T21:15:00+02:00")
    if isinstance(start, time):
        return {"date": day, "start_time": start}
    if isinstance(start, datetime):
        named = {"date": day or start.date()}
        return named | ({"starts_at": start} if start.tzinfo else {"start_time": start.time()})
    return {"date": day}


def _about(line, told):
    return {
        "decides_medals": _flag(line, "decides_medals", False if _is_second(told) else None),
        "complete": _flag(line, "complete", True),
        "advancement": line.text("advancement"),
        "note": line.text("note"),
    }


def _is_second(told):
    """A final beside the first decides no medals."""
    return told["round"] == "final" and ((told["number"] or 1) > 1 or told["slug"].startswith("final-"))


def _flag(line, name, default):
    text = line[name].lower()
    if text and text not in YES_OR_NO:
        line.wrong(name, "yes or no")
    return YES_OR_NO.get(text, default)
