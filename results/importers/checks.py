"""What no row and no race may say, whatever the format: checked after every parser.

Each check looks at one race; what needs the database is for `staging`, what looks odd for the validators.
"""

import re
from collections import Counter, defaultdict

from newsroom.lib.text import fold, ordinal
from results.abbreviations import CATEGORY_WORDS, QUALIFICATION_WORDS, STATUS_WORDS
from results.disciplines import DISCIPLINES
from results.importers.base import Problem, Severity
from results.importers.located import LARGEST, YEARS, shown
from results.marks import Mark, Measure, Precision

FASTEST = 12.5  # m/s, the average of a whole race; no man, relay or wind has been as fast
FARTHEST = {  # metres; well beyond the records, with the lighter implements of the young
    **{"LJ": 9.5, "TJ": 19.5, "HJ": 2.7, "PV": 6.8},
    **{"SP": 27, "DT": 90, "HT": 100, "JT": 115, "WT": 35},
}
MOST_POINTS = 10_500
PRECISIONS = {
    Measure.TIME: Precision.HUNDREDTH,
    Measure.DISTANCE: Precision.CENTIMETRE,
    Measure.HEIGHT: Precision.CENTIMETRE,
    Measure.POINTS: Precision.POINT,
}
SMALL = 32_767  # what a small column holds
WINDIEST = 20  # m/s
ROUNDS = ("preliminary", "heat", "qualification", "quarter-final", "semi-final", "part", "final")
COUNTRY = re.compile(r"[A-Z]{3}")
ADVANCEMENT = re.compile(r"[0-9]+\+[0-9]+")
LONGEST_ROW = {"team": 80, "bib": 12, "rule": 40, "record_flags": 40, "personal_flags": 20}
LONGEST_PERSON = {"name": 160, "given_name": 80, "family_name": 80}
LONGEST_RACE = {"note": 200, "external_id": 80, "slug": 60, "advancement": 20}
LONGEST_OUTCOME = 4
WHOLE_NUMBERS = {  # of a row: from, to
    "place": (1, SMALL),
    "reading_ms": (1, LARGEST),
    "lane": (0, SMALL),
    "order": (0, SMALL),
    "reaction_ms": (-SMALL, SMALL),
    "points": (0, SMALL),
}


def check_race(race):
    """The problems of a race and its rows, in the order of the file's lines."""
    problems = [*_race(race)]
    discipline = DISCIPLINES.get(race.discipline)
    someone_has_a_mark = any(row.mark for row in race.results)
    for row in race.results:
        problems += _numbers(row)
        problems += _words(row)
        problems += _details(row)
        problems += _outcome(row, someone_has_a_mark)
        problems += _plausible(row, discipline)
    problems += _winners(race)
    problems += _twice(race)
    return sorted(problems, key=lambda problem: problem.line or 0)


def _error(message, line, field, value=""):
    return Problem(message, line=line, field=field, value=shown(value))


def _race(race):
    if race.category and race.category not in CATEGORY_WORDS:
        yield _unknown(race.line, "category", race.category, CATEGORY_WORDS)
    if race.round not in ROUNDS:
        yield _unknown(race.line, "round", race.round, ROUNDS)
    for field in ("discipline", "part_of"):
        if (code := getattr(race, field)) and code not in DISCIPLINES:
            yield _unknown(race.line, field, code, ("a code such as 1500 or LJ",))
    if race.number is not None and not 1 <= race.number <= SMALL:
        yield _out_of_range(race.line, "number", race.number, 1, SMALL)
    if race.date and race.date.year not in YEARS:
        yield _error(f"The year {race.date.year} cannot be right.", race.line, "date", race.date)
    if race.advancement and not ADVANCEMENT.fullmatch(race.advancement):
        said = (
            f"“{shown(race.advancement)}” is no rule of advancement; expected places and times such as 3+4."
        )
        yield _error(said, race.line, "advancement", race.advancement)
    yield from _lengths(race, LONGEST_RACE, race.line)
    yield from _wind(race.wind, race.line)


def _numbers(row):
    for field, (low, high) in WHOLE_NUMBERS.items():
        value = getattr(row, field)
        if value is not None and not low <= value <= high:
            yield _out_of_range(row.line, field, value, low, high)
    if row.mark and not 0 < row.mark.value <= LARGEST:
        yield _out_of_range(row.line, "mark", row.mark.value, 1, LARGEST)
    yield from _wind(row.wind, row.line)


def _words(row):
    yield from _lengths(row, LONGEST_ROW, row.line)
    if row.status and row.status not in STATUS_WORDS:
        yield _unknown(row.line, "status", row.status, STATUS_WORDS)
    if row.qualification and row.qualification not in QUALIFICATION_WORDS:
        yield _unknown(row.line, "qualification", row.qualification, QUALIFICATION_WORDS)
    yield from _country(row.country, row.line, "country")
    for person in (row.person, *(leg.person for leg in row.legs)):
        if person:
            yield from _lengths(person, LONGEST_PERSON, row.line)
            yield from _country(person.country, row.line, "country")
            for field in ("world_athletics_id", "tilastopaja_id"):
                if (number := getattr(person, field)) is not None and not 0 < number <= LARGEST:
                    yield _out_of_range(row.line, field, number, 1, LARGEST)


def _details(row):
    """Splits, attempts and legs: each once, each within what can be held."""
    parts = (
        ("splits", [split.distance_m for split in row.splits], LARGEST),
        ("attempts", [attempt.number for attempt in row.attempts], SMALL),
        ("legs", [leg.order for leg in row.legs], SMALL),
    )
    for field, keys, most in parts:
        for key in keys:
            if not 1 <= key <= most:
                yield _out_of_range(row.line, field, key, 1, most)
        if len(set(keys)) < len(keys):
            twice = Counter(keys).most_common(1)[0][0]
            yield _error(f"{_who(row)} has {twice} twice among the {field}.", row.line, field, twice)
    for attempt in row.attempts:
        if len(attempt.outcome) > LONGEST_OUTCOME:
            said = f"“{shown(attempt.outcome)}” is no outcome of a trial; expected one such as O, XO or -."
            yield _error(said, row.line, "attempts", attempt.outcome)
        for value in (attempt.height_mm, attempt.mark_mm):
            if value is not None and not 1 <= value <= LARGEST:
                yield _out_of_range(row.line, "attempts", value, 1, LARGEST)
        yield from _wind(attempt.wind, row.line)


def _outcome(row, someone_has_a_mark):
    """Place, mark and status: one tells who is out, the others who is in, and one place needs a mark."""
    if row.status and row.mark:
        said = f"{_who(row)} has both the mark {row.mark} and the status {row.status}; expected one of them."
        yield _error(said, row.line, "status", row.status)
    elif row.status and row.place:
        said = (
            f"{_who(row)} has both the place {row.place} and the status {row.status}; expected one of them."
        )
        yield _error(said, row.line, "status", row.status)
    elif row.place and not row.mark and someone_has_a_mark:
        said = f"{_who(row)} has place {row.place} but no mark; expected a mark, or a status such as DNF."
        yield _error(said, row.line, "mark")


def _plausible(row, discipline):
    """Not by records, which fall, but by what no human does."""
    if not row.mark or discipline is None:
        return
    if row.mark.measure is not discipline.measure:
        said = f"{row.mark} is no mark of the {discipline.name}."
    elif (best := _best_possible(discipline)) and row.mark.sort_key < best.sort_key:
        said = f"{row.mark} is no mark of the {discipline.name}: nobody comes near {best}."
    else:
        return
    yield _error(said, row.line, "mark", row.mark)


def _best_possible(discipline):
    measure, limit = discipline.measure, None
    if measure is Measure.TIME and discipline.distance_m:
        limit = round(discipline.distance_m / FASTEST * 1000)
    elif measure is Measure.POINTS:
        limit = MOST_POINTS
    elif discipline.code in FARTHEST:
        limit = round(FARTHEST[discipline.code] * 1000)
    return limit and Mark(limit, measure, PRECISIONS[measure])


def _winners(race):
    winners = [row for row in race.results if row.place == 1 and row.mark]
    for row in winners[1:]:
        if row.mark.value != winners[0].mark.value:
            first = winners[0]
            said = (
                f"{_who(first)} and {_who(row)} are both {ordinal(1)}, with {first.mark} and {row.mark}; "
                "expected one winner, or equal marks."
            )
            yield _error(said, row.line, "place", row.place)


def _twice(race):
    seen = defaultdict(dict)
    for row in race.results:
        for field, value, severity in (
            ("lane", row.lane or None, Severity.WARNING),
            ("bib", row.bib or None, Severity.WARNING),
            *(("athlete", key, Severity.ERROR) for key in _identities(row)),
        ):
            if value is None:
                continue
            if (first := seen[field].setdefault(value, row)) is not row:
                yield _doubled(field, first, row, severity)
                break


def _doubled(field, first, row, severity):
    where = f" (line {first.line})" if first.line else ""
    if field == "athlete":
        said = f"{_who(row)} is in the race twice{where}; expected one row each."
        return Problem(said, line=row.line, field=field, value=shown(_who(row)), severity=severity)
    value = getattr(row, field)
    said = f"{_who(first)}{where} and {_who(row)} have the same {field}, {shown(value)}."
    return Problem(said, line=row.line, field=field, value=shown(value), severity=severity)


def _identities(row):
    """What makes two rows the same athlete's: an id; without ids, name, country and birth date."""
    person = row.person
    if person is None:
        return [("team", fold(row.team), row.country)] if row.team or row.country else []
    ids = [
        (kind, ident)
        for kind, ident in (("wa", person.world_athletics_id), ("tp", person.tilastopaja_id))
        if ident
    ]
    return ids or [(fold(person.name), person.country or row.country, person.birth_date)]


def _who(row):
    name = row.person.name if row.person else row.team or row.country
    return shown(name) if name else "A row without a name"


def _lengths(item, longest, line):
    for field, most in longest.items():
        if len(value := getattr(item, field)) > most:
            said = f"The {field.replace('_', ' ')} has {len(value)} characters; expected at most {most}."
            yield _error(said, line, field, value)


def _country(code, line, field):
    if code and not COUNTRY.fullmatch(code):
        said = f"“{shown(code)}” is no country code; expected three capitals such as GBR."
        yield _error(said, line, field, code)


def _wind(wind, line):
    if wind is not None and not -WINDIEST <= wind <= WINDIEST:
        said = f"A wind of {wind} m/s cannot be right; expected one from -{WINDIEST} to {WINDIEST}."
        yield _error(said, line, "wind", wind)


def _unknown(line, field, value, known):
    said = f"“{shown(value)}” is no {field.replace('_', ' ')} known here; expected {', '.join(known)}."
    return _error(said, line, field, value)


def _out_of_range(line, field, value, low, high):
    said = f"{value} is out of range for the {field.replace('_', ' ')}; expected {low} to {high}."
    return _error(said, line, field, value)
