"""What is contested, and by which names it is called. The list is `data/disciplines.csv`."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from newsroom.lib.text import fold
from results.abbreviations import CATEGORY_WORDS
from results.marks import Measure

DATA = Path(__file__).parent / "data"
LONGEST_NAME = 80  # characters
WORDS_OF_CATEGORY = re.compile(r"\b(?:men|women|boys|girls|mixed)(?:'?s'?)?\b")
UNITS = (
    (re.compile(r"kilomet(?:re|er)s?"), "km"),
    (re.compile(r"(?<=\d)[\s-]*(?:met(?:re|er)s?|m)\b"), "m"),
    (re.compile("×"), "x"),
    (re.compile(r"hurdle\b"), "hurdles"),
)
INDOORS = re.compile(r"\(i\)$|\bindoors?\b|\bshort track\b")
NOT_LETTER_OR_FIGURE = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class Definition:
    code: str
    slug: str
    name: str
    long_name: str
    kind: str
    measure: Measure
    wind: str
    team_size: int
    distance_m: int | None
    order: int
    aliases: tuple[str, ...]

    @property
    def names(self):
        return (self.code, self.slug, self.name, self.long_name, *self.aliases)


def find(text):
    """The code of a discipline by any of its written names (“110mH”, “1500-metres”); None where none fits.

    “Men's” or “mixed” may be there; “indoor” or “short track” as well, since most have one code for both.
    """
    name = fold(text[:LONGEST_NAME])
    return CODES.get(_key(name)) or CODES.get(_key(INDOORS.sub("", name)))


def is_relay(code):
    return code in DISCIPLINES and DISCIPLINES[code].team_size > 1


def event_slug(category, code):
    """The address of an event within its competition: “men-1500m”."""
    return f"{CATEGORY_WORDS[category].lower()}-{DISCIPLINES[code].slug}"


def _key(folded):
    """What is the same in all writings of a name."""
    bare = WORDS_OF_CATEGORY.sub(" ", folded)
    for unit, short in UNITS:
        bare = unit.sub(short, bare)
    return NOT_LETTER_OR_FIGURE.sub("", bare)


def _definition(row):
    return Definition(
        **row
        | {
            "measure": Measure(row["measure"]),
            "team_size": int(row["team_size"]),
            "distance_m": int(row["distance_m"]) if row["distance_m"] else None,
            "order": int(row["order"]),
            "aliases": tuple(filter(None, row["aliases"].split(";"))),
        }
    )


def _read():
    with (DATA / "disciplines.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _definition(row) for row in csv.DictReader(file)}


DISCIPLINES = _read()
CODES = {_key(fold(name)): code for code, definition in DISCIPLINES.items() for name in definition.names}
