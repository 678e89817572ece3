"""The header of our CSV: its columns, and the names under which people send them."""

import csv
import io
import re

from newsroom.lib.text import fold
from results.importers.base import Problem, Severity
from results.importers.located import shown

DELIMITERS = ",;\t"
MOST_NAMED = 20
LONGEST_HEADER = 10_000  # characters
# In the order in which they are written; docs/data-formats.md says what stands in each.
OF_RACE = {
    "competition": "comp meeting meet competition_slug",
    "event": "event_name title race wettbewerb epreuve",
    "discipline": "part event_part disziplin",
    "category": "gender class event_gender",
    "round": "phase stage runde tour",
    "number": "heat heat_number group lauf serie race_number",
    "slug": "",
    "date": "day datum race_date",
    "start": "time_of_day starts_at start_time scheduled",
    "race_wind": "",
    "decides_medals": "",
    "complete": "",
    "advancement": "advance qualification_rule",
    "note": "remark notes comment",
    "external_id": "race_id list_name",
}
OF_ROW = {
    "place": "rank pos position rk pl platz rang classement",
    "athlete": "name athlete_name competitor full_name athlete_or_team athlet",
    "given_name": "first_name firstname forename first given vorname prenom",
    "family_name": "last_name lastname surname last family nachname nom",
    "team": "team_name club",
    "country": "nat nation noc country_code nationality land pays nationalitat",
    "athlete_country": "",
    "sex": "athlete_sex",
    "birth_date": "dob date_of_birth born birthdate birthday yob year_of_birth geburtsdatum jahrgang",
    "mark": "result performance perf time res leistung best distance height score resultat zeit",
    "reading": "photo_finish thousandths",
    "status": "irm",
    "rule": "dq_rule",
    "qualification": "q qualified qual",
    "lane": "ln bahn couloir",
    "bib": "bib_number startnr start_number dossard",
    "order": "start_order",
    "reaction": "reaction_time rt",
    "wind": "ws wind_ms",
    "record_flags": "record records rec",
    "personal_flags": "personal flags flag pb_sb",
    "points": "pts punkte combined_points",
    "splits": "split",
    "attempts": "series trials",
    "legs": "relay_legs runners team_members relay",
    "wa_id": "world_athletics_id wa waid athlete_id",
    "tilastopaja_id": "tp_id tpid",
}
COLUMNS = OF_RACE | OF_ROW
ALIASES = {alias: name for name, aliases in COLUMNS.items() for alias in (name, *aliases.split())}
SEPARATOR_LINE = re.compile(r"sep=([,;\t])")  # Excel's own way to tell
NOT_LETTER = re.compile(r"[^a-z0-9]+")
SAYING_WHO = ("athlete", "family_name", "team")


def read_header(text, found):
    """(delimiter, line of the header, {column: position}, how many columns), or None and a problem."""
    first, number = _first_line(text)
    told = SEPARATOR_LINE.fullmatch(first.strip(" \r\n"))
    if told:
        first, number = _first_line(text, number)
    delimiter = told[1] if told else _delimiter(first)
    names = _split(first, delimiter)
    positions = _positions(names, number, found)
    if not any(name in positions for name in SAYING_WHO):
        said = "The header has no column for the athletes; expected “athlete” (or “name”), or “team”."
        found.add(Problem(said, number, "athlete", shown(first.strip())))
        return None
    return delimiter, number, positions, len(names)


def known_columns(line):
    """How many columns of a line are known, at best: whether it is a header of ours."""
    return max(_known(_split(line, delimiter)) for delimiter in DELIMITERS)


def name_of(written):
    """Our name of a column by its heading; “” where it is none of ours."""
    return ALIASES.get(NOT_LETTER.sub("_", fold(written[:60])).strip("_"), "")


def _first_line(text, after=0):
    """The first line that is not empty, and its number."""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if number > after and line.strip():
            return line[:LONGEST_HEADER], number
    return "", after + 1


def _delimiter(line):
    """The one that makes the most columns known; a comma where none does."""
    return max(DELIMITERS, key=lambda delimiter: _known(_split(line, delimiter)))


def _known(names):
    return len(set(map(name_of, names)) - {""})


def _split(line, delimiter):
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _positions(names, number, found):
    positions, unknown = {}, []
    for position, written in enumerate(names):
        name = name_of(written)
        if name in positions:
            both = f"“{shown(names[positions[name]])}” and “{shown(written)}”"
            said = f"The column “{name}” is there twice, as {both}; expected one of them."
            found.add(Problem(said, number, name, shown(written)))
        elif name:
            positions[name] = position
        elif written:
            unknown.append(shown(written))
    if unknown:
        named = ", ".join(unknown[:MOST_NAMED])
        said = f"Left out, as no columns known here: {named}. Known are {', '.join(COLUMNS)}."
        found.add(Problem(said, number, unknown[0], severity=Severity.WARNING))
    return positions
