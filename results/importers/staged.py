"""A file beside what stands: races, rows and people, each with what applying it would do."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from results.importers.base import ParsedMeet, ParsedPerson, ParsedRace, ParsedResult, Severity
from results.models import Athlete, Competition, Race, StagedRow
from results.status import TRANSITIONS

STATUS_OF_FORMAT = {"lynx": Race.Status.PROVISIONAL}
NEW, SAME, CHANGED, AMBIGUOUS, REFUSED = StagedRow.Verdict


@dataclass
class Who:
    """A person of a row: who it is, or who it might be. Leg 0 is the athlete of the row, who comes first."""

    leg: int
    person: ParsedPerson
    athlete: Athlete | None = None
    candidates: tuple = ()
    decided: bool = False  # by a person

    @property
    def is_open(self):
        return self.athlete is None and bool(self.candidates) and not self.decided


@dataclass
class Row:
    parsed: ParsedResult
    who: list
    standing: dict | None = None  # as results.snapshots has it
    verdict: str = NEW
    message: str = ""

    @property
    def athlete(self):
        return None if self.is_team else self.who[0].athlete

    @property
    def is_team(self):
        return not self.who or self.who[0].leg > 0

    @property
    def name(self):
        return self.parsed.team if self.is_team else self.who[0].person.name


@dataclass
class RaceInFile:
    parsed: ParsedRace
    race: Race | None = None
    slug: str = ""
    starts_at: datetime.datetime | None = None
    date: datetime.date | None = None
    rows: list = field(default_factory=list)
    changed: list = field(default_factory=list)  # names of what the race itself would say otherwise

    @property
    def title(self):
        return self.race.title if self.race else self.parsed.title or self.slug

    @property
    def has_outcome(self):
        return any(row.parsed.place or row.parsed.mark or row.parsed.status for row in self.rows)

    def moves_to(self, status):
        """Whether the outcome in the file moves the race to a status; never back."""
        now = Race.Status(self.race.status) if self.race else Race.Status.SCHEDULED
        return self.has_outcome and status in TRANSITIONS[now]


@dataclass
class Staged:
    """A file as it would be applied."""

    meet: ParsedMeet
    name: str
    competition: Competition | None
    races: list
    problems: list

    @property
    def counts(self):
        """{verdict: rows}, every verdict named."""
        told = Counter(str(row.verdict) for race in self.races for row in race.rows)
        return {verdict.value: told[verdict.value] for verdict in StagedRow.Verdict}

    @property
    def refused(self):
        return (
            any(problem.severity == Severity.ERROR for problem in self.problems) or self.counts[REFUSED] > 0
        )

    @property
    def waits(self):
        """Whether a person has to say who somebody is."""
        return self.counts[AMBIGUOUS] > 0

    @property
    def status(self):
        """Of the results in such a file: provisional straight from the line, official in archives."""
        return STATUS_OF_FORMAT.get(self.meet.format, Race.Status.OFFICIAL)

    @property
    def does_nothing(self):
        untouched = all(
            race.race and not race.changed and not race.moves_to(self.status) for race in self.races
        )
        return untouched and all(row.verdict == SAME for race in self.races for row in race.rows)
