"""What a rule looks at: a race with its lines, as plain data, and what it claims of them.

Pure: no query is asked here. `loading` makes sheets of what is held, for many races at once.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from newsroom.lib.text import ordinal
from results.marks import Mark, Measure, Precision

DID = {Measure.TIME: "ran", Measure.DISTANCE: "reached", Measure.HEIGHT: "cleared", Measure.POINTS: "scored"}
ROUNDS = ("preliminary", "heat", "qualification", "quarter-final", "semi-final", "part", "final")


class Trial(NamedTuple):
    number: int
    height_mm: int | None
    outcome: str
    mark_mm: int | None
    wind: Decimal | None


class Passing(NamedTuple):
    """A split: when a line passed a distance."""

    distance_m: int
    time: Mark


class Leg(NamedTuple):
    order: int
    athlete_id: int
    name: str
    sex: str


class Earlier(NamedTuple):
    """A listed performance of the day or from before, at least as good as the line it stands against."""

    who: str
    mark: Mark
    date: date
    starts_at: datetime | None
    event_id: int
    round: str
    competition: str
    indoor: bool


class Standing(NamedTuple):
    """A record as it stood from a day on."""

    scope: str
    country: str | None
    series_id: int | None
    holder: str
    mark: Mark
    date: date


@dataclass(slots=True)
class Line:
    """A row of a result sheet: an athlete or a team."""

    pk: int
    race_id: int
    athlete_id: int | None = None
    name: str | None = None
    sex: str | None = None
    born: date | None = None
    born_precision: str | None = None
    country: str = ""
    team: str = ""
    place: int | None = None
    value: int | None = None
    precision: str = ""
    reading_ms: int | None = None
    status: str = ""
    qualification: str = ""
    lane: int | None = None
    bib: str = ""
    reaction_ms: int | None = None
    wind: Decimal | None = None
    record_flags: str = ""
    personal_flags: str = ""
    points: int | None = None
    mark: Mark | None = None
    trials: list[Trial] = field(default_factory=list)
    splits: list[Passing] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)

    @property
    def identity(self):
        return self.athlete_id or f"{self.country} {self.team}"

    @property
    def who(self):
        return self.name or self.team

    @property
    def nth(self):
        return ordinal(self.place)


@dataclass(frozen=True)
class Claim:
    """One contradiction. The same facts are the same claim, in whatever words."""

    race_id: int
    message: str
    line: Line | None = None
    facts: tuple = ()


@dataclass(eq=False)
class Sheet:
    """A race and its lines. The race is read only: itself, its event, competition and discipline."""

    race: object
    lines: list[Line]

    @cached_property
    def discipline(self):
        return self.race.discipline

    @cached_property
    def competition(self):
        return self.race.event.competition

    @cached_property
    def category(self):
        return self.race.event.category

    @cached_property
    def measure(self):
        return Measure(self.discipline.measure)

    @cached_property
    def did(self):
        return "walked" if self.discipline.kind == "walk" else DID[self.measure]

    @cached_property
    def label(self):
        """“heat 2”, in a sentence."""
        title = self.race.round_title
        return title[:1].lower() + title[1:]

    @cached_property
    def placed(self):
        """Lines with place and mark, first to last."""
        lines = [line for line in self.lines if line.place and line.mark and not line.status]
        return sorted(lines, key=lambda line: line.place)

    def claim(self, message, line=None, *facts):
        return Claim(self.race.pk, message, line, facts)


@dataclass
class Held:
    """What else is held and bears on some sheets."""

    records: dict = field(default_factory=lambda: defaultdict(list))  # (discipline, category): [Standing]
    own: dict = field(default_factory=lambda: defaultdict(list))  # line: [Earlier] of the same athlete
    national: dict = field(default_factory=lambda: defaultdict(list))  # line: [Earlier] of countrymen


def groups(lines, key):
    """The lists of lines that share a key; None is no key."""
    sharing = defaultdict(list)
    for line in lines:
        if (value := key(line)) not in (None, ""):
            sharing[value].append(line)
    return [several for several in sharing.values() if len(several) > 1]


def time_mark(value, precision):
    return Mark(value, Measure.TIME, Precision(precision))


def day(date):
    return f"{date.day} {date:%B %Y}"
