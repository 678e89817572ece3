"""What every parser yields: a meet as a source tells it, and what is wrong with it, line by line.

Pure: no database. Parsers read bytes and raise nothing for what they are given; what they cannot read is a
`Problem`. Who is whom, and what of it is new, is decided in `staging`.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from results.marks import Mark

MOST_BYTES = 20 * 1024 * 1024  # a championship with every attempt is under 3 MB
MOST_ROWS = 50_000
LONGEST_SHOWN = 60  # characters of a value that is quoted in a problem


class Severity(StrEnum):
    ERROR = "error"  # nothing of the file is stored
    WARNING = "warning"  # a person should look


@dataclass(frozen=True)
class Problem:
    """One clear sentence: what is wrong and what was expected; beside it where, and what stood there."""

    message: str
    line: int | None = None  # from 1, as an editor counts; None where the file has no lines
    field: str = ""
    value: str = ""
    severity: Severity = Severity.ERROR
    file: str = ""


@dataclass(frozen=True)
class ParsedPerson:
    """As a source has it: printed name, and whatever tells this athlete from another of the name."""

    name: str
    given_name: str = ""
    family_name: str = ""
    sex: str = ""  # “M”, “W” or unknown
    country: str = ""  # three letters
    birth_date: datetime.date | None = None
    birth_date_precision: str = "day"
    world_athletics_id: int | None = None
    tilastopaja_id: int | None = None


@dataclass(frozen=True)
class ParsedSplit:
    distance_m: int
    time: Mark


@dataclass(frozen=True)
class ParsedAttempt:
    number: int
    outcome: str = "O"  # O, X, XO, XXX, - for a pass, r for retired
    height_mm: int | None = None
    mark_mm: int | None = None
    wind: Decimal | None = None


@dataclass(frozen=True)
class ParsedLeg:
    order: int
    person: ParsedPerson


@dataclass(frozen=True)
class ParsedResult:
    """A row of a race; a start list's has neither place, mark nor status."""

    line: int | None = None
    person: ParsedPerson | None = None
    team: str = ""  # of a relay, in place of a person; its country's name where the source has none
    country: str = ""  # for whom, at the time: three letters
    place: int | None = None
    mark: Mark | None = None
    reading_ms: int | None = None
    status: str = ""
    rule: str = ""
    qualification: str = ""
    lane: int | None = None
    bib: str = ""
    order: int = 0
    reaction_ms: int | None = None
    wind: Decimal | None = None
    record_flags: str = ""
    personal_flags: str = ""
    points: int | None = None
    splits: Sequence[ParsedSplit] = ()
    attempts: Sequence[ParsedAttempt] = ()
    legs: Sequence[ParsedLeg] = ()


@dataclass(frozen=True)
class ParsedRace:
    """One start list or result. What a source leaves out stays empty; staging asks for it or works it out."""

    line: int | None = None
    title: str = ""  # as written: “22:06 | 1500m M, Final”
    category: str = ""  # “M”, “W”, “X”
    discipline: str = ""  # our code; of a part of a combined event, the part's
    part_of: str = ""  # the code of the combined event
    round: str = "final"
    number: int | None = None
    slug: str = ""  # only where it is not that of round and number: “final-b”
    date: datetime.date | None = None
    start_time: datetime.time | None = None  # where the competition is
    starts_at: datetime.datetime | None = None  # aware; stands above `date` and `start_time`
    wind: Decimal | None = None
    decides_medals: bool | None = None  # None: a final does
    complete: bool = True
    advancement: str = ""
    note: str = ""
    external_id: str = ""
    results: Sequence[ParsedResult] = ()


@dataclass(frozen=True)
class ParsedCompetition:
    name: str = ""
    slug: str = ""
    short_name: str = ""
    venue: str = ""
    city: str = ""
    country: str = ""
    time_zone: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    indoor: bool = False
    external_id: str = ""


@dataclass(frozen=True)
class ParsedMeet:
    """All that a file says. Where a problem is an error, its races are to be shown, never stored."""

    format: str  # a name of `formats.FORMATS`
    competition: ParsedCompetition | None = None
    races: Sequence[ParsedRace] = ()
    problems: Sequence[Problem] = ()

    @property
    def refused(self):
        return any(problem.severity is Severity.ERROR for problem in self.problems)
