"""A row of a file beside the row that stands, cell by cell."""

from dataclasses import dataclass

from newsroom.lib.text import fold
from results.disciplines import DISCIPLINES
from results.importers import merging, stored
from results.importers.base import ParsedPerson, ParsedResult
from results.importers.staged import Row, Who
from results.marks import Mark, Measure, Precision
from results.models import StagedRow

NEW, SAME, CHANGED, AMBIGUOUS, REFUSED = StagedRow.Verdict
WORDS = {
    NEW: "Would be added",
    SAME: "Stays as it is",
    CHANGED: "Would change",
    AMBIGUOUS: "Who is it?",
    REFUSED: "Cannot be stored",
}
COLUMNS = {
    "place": "Place",
    "mark": "Mark",
    "status": "Status",
    "qualification": "Q/q",
    "lane": "Lane",
    "bib": "Bib",
    "wind": "Wind",
    "reaction_ms": "Reaction",
    "reading_ms": "Photo finish",
    "record_flags": "Records",
    "personal_flags": "SB/PB",
    "points": "Points",
    "country_id": "For",
}
ALWAYS = ("place", "mark")
PARTS = {"splits": "intermediate times", "attempts": "series", "legs": "runners"}
THOUSANDTHS = ("reaction_ms", "reading_ms")


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    was: str | None = None  # what stands, where the file says otherwise

    @property
    def differs(self):
        return self.was is not None


@dataclass
class Line:
    """One row for the page: `cells` by name of the column."""

    verdict: str
    words: str
    name: str
    country: str
    athlete: object
    is_new_here: bool
    line: int | None
    message: str
    cells: dict
    parts: list

    def shown(self, columns):
        return [self.cells[name] for name in columns]


def line_of(row, standing, code):
    """A `StagedRow` with its athlete, beside what stands of it, in a race of the discipline `code`."""
    told = _told(row, standing)
    will = merging.merged(told)
    will["mark"] = _mark(will, told, code)
    compared = standing if row.verdict in (SAME, CHANGED) else None
    return Line(
        verdict=row.verdict,
        words=WORDS[row.verdict],
        name=told.name,
        country=will["country_id"],
        athlete=row.athlete,
        is_new_here=row.verdict == NEW and not told.is_team and row.athlete is None,
        line=row.line,
        message=row.message,
        cells={name: _cell(name, label, will, compared) for name, label in COLUMNS.items()},
        parts=_parts(will, compared),
    )


def columns(lines):
    """The names of those that say something in any of the lines; of the country only what changes."""
    said = {
        name
        for line in lines
        for name, cell in line.cells.items()
        if cell.differs or (cell.text and name != "country_id")
    }
    return [name for name in COLUMNS if name in said or name in ALWAYS]


def place_and_mark(data):
    """“, 3rd with 3:29.38” of a row as parsed, told shortly."""
    parsed = stored.from_data(
        ParsedResult, {name: data[name] for name in ("place", "mark", "status") if name in data}
    )
    said = [f"place {parsed.place}" if parsed.place else "", str(parsed.mark or parsed.status or "")]
    return "".join(f", {words}" for words in said if words)


def _told(row, standing):
    parsed = stored.from_data(ParsedResult, row.data)
    named = parsed.person or (ParsedPerson(row.athlete.name) if row.athlete else None)
    who = [Who(0, named, row.athlete)] if named else []  # without a name, who wears the bib
    who += [Who(leg.order, leg.person) for leg in parsed.legs]
    return Row(parsed, who, standing, row.verdict)


def _mark(will, told, code):
    if will["mark_value"] is None:
        return ""
    measure = told.parsed.mark.measure if told.parsed.mark else Measure(DISCIPLINES[code].measure)
    return str(Mark(will["mark_value"], measure, Precision(will["mark_precision"])))


def _cell(name, label, will, standing):
    text = _text(name, will)
    was = _text(name, standing) if standing else text
    return Cell(label, text, None if was == text else was)


def _text(name, row):
    value = row[name]
    if name == "status":
        return f"{value} {row['rule']}".strip()
    if name in THOUSANDTHS and value is not None:
        return f"{value / 1000:.3f}"
    return "" if value is None else str(value)


def _parts(will, standing):
    """What else the row brings: “intermediate times”, and whether that differs from what stands."""
    told = []
    for name, label in PARTS.items():
        now = _plain(name, will)
        if standing is not None and now != _plain(name, standing):
            told.append(f"other {label}")
        elif standing is None and now:
            told.append(f"{len(now)} {label}" if name == "splits" else label)
    return told


def _plain(name, row):
    """Of runners by name and order: who they are here is not worked out for a page."""
    if name == "legs":
        return [(order, sorted(fold(who).split())) for order, _, who in row["legs"]]
    return [list(part) for part in row[name]]
