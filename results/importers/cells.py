"""Splits, attempts, relay legs and people as cells of a table, written and read back.

    splits    400m 56.1; 800m 1:54.2
    attempts  8.65 (+0.3); X; -; 8.70 (-0.2)          or  2.20 O; 2.24 XO; 2.27 XXX
    legs      Dobson, Charles (GBR, M, 1999-10-01, wa 14565441); Hazel, Louie (GBR)

An entry's number is its place in the list; where it is not, it stands before it: “3. X”.
"""

import re
from datetime import date
from decimal import Decimal

from results.importers.base import ParsedAttempt, ParsedLeg, ParsedPerson, ParsedSplit
from results.importers.names import split_name
from results.marks import MarkError, Measure, parse_mark

MOST_ENTRIES = 200
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
NEUTRALISED = re.compile(r"'+[=+\-@\t\r\n]")
BREAKING = str.maketrans(dict.fromkeys(";()", " "))  # would end an entry

SPLIT = re.compile(r"(?P<distance>[0-9]{1,6})\s*m?\s*[:=]?\s+(?P<time>[0-9:.,h]{1,14})")
NUMBERED = re.compile(r"(?:(?P<number>[0-9]{1,4})[.:](?![0-9])\s*)?(?P<rest>.*)", re.DOTALL)
OUTCOME = r"[OoXx]{1,3}[-–—rRpP]?|[-–—rRpP]"
METRES = r"[0-9]{1,3}[.,][0-9]{2,3}"
ATTEMPT = re.compile(
    rf"(?:(?P<height>{METRES})[\s:]+(?=[OoXxrRpP–—-]))?(?P<outcome>{OUTCOME})?\s*(?P<mark>{METRES})?"
    r"(?:\s*\(?(?P<wind>[+\-−]?[0-9]{1,2}[.,][0-9]{1,2})\)?)?"
)
OUTCOMES = str.maketrans({"o": "O", "x": "X", "–": "-", "—": "-", "P": "-", "p": "-"})
LEG = re.compile(r"(?P<name>[^()]{1,200})(?:\((?P<about>[^()]{0,300})\))?")
IDENT = re.compile(r"(?P<kind>wa|tp)\s*(?P<number>[0-9]{1,10})")
BORN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?")
BORN_WITH_DOTS = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
BORN_TO = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
EXPECTED = {
    "splits": "splits such as “400m 56.1; 800m 1:54.2”",
    "attempts": "trials such as “8.65 (+0.3); X; -” or “2.20 O; 2.24 XO”",
    "legs": "runners such as “Dobson, Charles (GBR, 1999-10-01); Hazel, Louie (GBR)”",
}


class CellError(ValueError):
    """What stands in a cell is not in its form; the message says what was expected."""

    def __init__(self, given, kind):
        super().__init__(f"“{given[:40]}” cannot be read here; expected {EXPECTED[kind]}.")
        self.given = given


def neutralised(text):
    """A text that no spreadsheet takes for a formula; `as_written` takes it back."""
    return f"'{text}" if FORMULA.match(text) else text


def as_written(cell):
    return cell[1:] if NEUTRALISED.match(cell) else cell


def write_splits(splits):
    """Of (distance, mark)."""
    return "; ".join(f"{distance}m {mark}" for distance, mark in splits)


def read_splits(cell):
    """Raises CellError, as all readers do."""
    return tuple(_split(entry) for entry in _entries(cell, "splits"))


def write_attempts(attempts):
    return "; ".join(
        _numbered(place, attempt.number, _attempt_words(attempt)) for place, attempt in enumerate(attempts, 1)
    )


def read_attempts(cell, measure):
    """A figure of metres is a height where heights are contested, else the mark of the trial."""
    return tuple(
        _attempt(place, entry, measure) for place, entry in enumerate(_entries(cell, "attempts"), start=1)
    )


def write_legs(legs):
    """Of (order, person)."""
    return "; ".join(
        _numbered(place, order, _leg_words(person)) for place, (order, person) in enumerate(legs, 1)
    )


def read_legs(cell, sex=""):
    return tuple(_leg(place, entry, sex) for place, entry in enumerate(_entries(cell, "legs"), start=1))


def write_born(day, precision):
    """“1997-10-08”, or only as much of it as is known."""
    return day.strftime(BORN_TO[precision]).zfill(len("1997")) if day else ""


def read_born(text):
    """(date, precision) of “1997-10-08”, “1997-10”, “1997” or “8.10.1997”; None of anything else."""
    found = BORN.fullmatch(text) or BORN_WITH_DOTS.fullmatch(text)
    if not found:
        return None
    precision = "day" if found["day"] else "month" if found["month"] else "year"
    try:
        return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)), precision
    except ValueError:
        return None


def _entries(cell, kind):
    entries = [entry.strip() for entry in re.split(r"[;|\n]", cell)]
    entries = [entry for entry in entries if entry]
    if len(entries) > MOST_ENTRIES:
        raise CellError(cell, kind)
    return entries


def _numbered(place, number, words):
    return words if number == place else f"{number}. {words}"


def _split(entry):
    found = SPLIT.fullmatch(entry)
    try:
        return ParsedSplit(int(found["distance"]), parse_mark(found["time"], Measure.TIME))
    except (TypeError, MarkError):
        raise CellError(entry, "splits") from None


def _attempt_words(attempt):
    implied = attempt.mark_mm and not attempt.height_mm and attempt.outcome == "O"
    words = (
        _metres(attempt.height_mm),
        "" if implied else attempt.outcome,
        _metres(attempt.mark_mm),
        f"({attempt.wind:+.1f})" if attempt.wind is not None else "",
    )
    return " ".join(filter(None, words))


def _attempt(place, entry, measure):
    numbered = NUMBERED.fullmatch(entry)
    found = ATTEMPT.fullmatch(numbered["rest"])
    if not found or not (found["outcome"] or found["mark"]):
        raise CellError(entry, "attempts")
    height, mark = _millimetres(found["height"]), _millimetres(found["mark"])
    if measure is Measure.HEIGHT and height is None and mark and not found["outcome"]:
        raise CellError(entry, "attempts")  # a height without its trials
    return ParsedAttempt(
        number=int(numbered["number"] or place),
        outcome=_outcome(found["outcome"] or "O"),
        height_mm=height,
        mark_mm=mark,
        wind=read_wind(found["wind"]) if found["wind"] else None,
    )


def _outcome(written):
    """A retirement after a failure stays as sources write it, “XR” or “Xr”."""
    return "r" if written == "R" else written.translate(OUTCOMES)


def read_wind(text):
    return Decimal(text.replace(",", ".").replace("−", "-")).quantize(Decimal("0.1"))


def _metres(millimetres):
    if not millimetres:
        return ""
    written = f"{millimetres // 1000}.{millimetres % 1000:03d}"
    return written.removesuffix("0")


def _millimetres(written):
    if not written:
        return None
    whole, fraction = re.split("[.,]", written)
    return int(whole) * 1000 + int(fraction.ljust(3, "0")) or None


def _leg_words(person):
    """“Family, Given (country, sex, born, ids)”; the printed name as well where it is another."""
    given, family = (
        name.translate(BREAKING).replace(",", " ").strip() for name in (person.given_name, person.family_name)
    )
    printed = person.name.translate(BREAKING).replace(",", " ")
    about = (
        person.country,
        person.sex,
        write_born(person.birth_date, person.birth_date_precision),
        f"wa {person.world_athletics_id}" if person.world_athletics_id else "",
        f"tp {person.tilastopaja_id}" if person.tilastopaja_id else "",
        f"as {printed}" if printed != f"{given} {family}".strip() else "",
    )
    told = ", ".join(filter(None, about))
    return f"{family}, {given}" + (f" ({told})" if told else "")


def _leg(place, entry, sex):
    numbered = NUMBERED.fullmatch(entry)
    found = LEG.fullmatch(numbered["rest"])
    if not found or not found["name"].strip(" ,"):
        raise CellError(entry, "legs")
    given, family = split_written(found["name"])
    fields = {"name": f"{given} {family}".strip(), "given_name": given, "family_name": family, "sex": sex}
    for about in filter(None, map(str.strip, (found["about"] or "").split(","))):
        fields |= _told_of_person(about, entry)
    return ParsedLeg(int(numbered["number"] or place), ParsedPerson(**fields))


def split_written(name):
    """As it stands where a comma parts the two, even if one of them is empty; else by the rule for names."""
    family, comma, given = name.partition(",")
    return (given.strip(), family.strip()) if comma else split_name(name)


def _told_of_person(about, entry):
    if about.startswith("as "):
        return {"name": about.removeprefix("as ").strip()}
    if about in ("M", "W"):
        return {"sex": about}
    if re.fullmatch(r"[A-Z]{3}", about):
        return {"country": about}
    if found := IDENT.fullmatch(about):
        key = "world_athletics_id" if found["kind"] == "wa" else "tilastopaja_id"
        return {key: int(found["number"])}
    if born := read_born(about):
        return {"birth_date": born[0], "birth_date_precision": born[1]}
    raise CellError(entry, "legs")
