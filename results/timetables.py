"""The races of a competition as a programme: in order, in sessions, the heats of a round in one line."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from newsroom.lib.text import ordinal_word
from results import combined
from results.models import Race
from results.pages.event import TITLES

NEW_SESSION = timedelta(hours=2)  # after a longer pause between two starts
AFTERNOON, EVENING = 12, 17  # o'clock
ROUNDS = [
    Race.Round.PRELIMINARY,
    Race.Round.HEAT,
    Race.Round.QUALIFICATION,
    Race.Round.QUARTER_FINAL,
    Race.Round.SEMI_FINAL,
    Race.Round.PART,
    Race.Round.FINAL,
]


@dataclass(frozen=True)
class Start:
    """A race as one of several in a line: “Heat 3”."""

    race: Race
    at: datetime | None

    @property
    def kind(self):
        """“Heat”, of which a number follows; "" where the race has none."""
        if not self.race.number:
            return ""
        return "Heat" if self.race.round == Race.Round.PART else self.race.get_round_display()

    @property
    def label(self):
        return str(self.race.number) if self.race.number else self.race.round_title


@dataclass(frozen=True)
class Line:
    """A round of an event in one session, its heats together: “Women’s 100m, heats”."""

    starts: list
    is_now: bool = False
    is_next: bool = False

    @property
    def first(self):
        return self.starts[0].race

    @property
    def at(self):
        return self.starts[0].at

    @property
    def round(self):
        if len(self.starts) == 1:
            return self.first.round_title
        if self.first.round == Race.Round.PART:
            name = self.first.discipline.name
            return f"{name[:1].upper()}{name[1:]}"
        return TITLES[self.first.round]

    @property
    def is_final(self):
        return self.first.round == Race.Round.FINAL

    @property
    def has_one_status(self):
        return len({start.race.status for start in self.starts}) == 1


@dataclass(frozen=True)
class Session:
    name: str
    first: datetime
    last: datetime
    lines: list

    @property
    def zone(self):
        return zone_name(self.first)


@dataclass(frozen=True)
class Day:
    date: object
    number: int
    sessions: list
    untimed: list
    medal_events: str
    is_today: bool = False

    @property
    def anchor(self):
        return f"day-{self.date.isoformat()}"


def zone_name(moment):
    """“CEST”, or “UTC+3” for a zone that has no letters of its own."""
    return moment.tzname() if moment.tzname().isalpha() else utc_offset(moment)


def utc_offset(moment):
    """“UTC+2”, “UTC−3:30”, “UTC”."""
    minutes = int(moment.utcoffset().total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def start(race):
    return race.starts_at, race.event.discipline.order, race.pk


def in_programme_order(race):
    """By day; then by event, round and heat, as a programme lists what has no time of day."""
    event = race.event
    parts = combined.disciplines(event.category, event.discipline_id)
    part = parts.index(race.discipline_id) if race.discipline_id in parts else len(parts)
    return (
        *(race.date, event.discipline.order, event.category, event.pk),
        *(ROUNDS.index(race.round), part, race.number or 0, race.pk),
    )


def split(races):
    """Where two starts lie too far apart, a session ends."""
    if not races:
        return []
    ends = [
        n for n, (one, two) in enumerate(pairwise(races), 1) if two.starts_at - one.starts_at > NEW_SESSION
    ]
    return [races[begin:end] for begin, end in pairwise([0, *ends, len(races)])]


def session_name(moment):
    if moment.hour >= EVENING:
        return "Evening session"
    return "Afternoon session" if moment.hour >= AFTERNOON else "Morning session"


def named(sessions):
    """By the time of day, or by number where that would name two alike."""
    if len({session.name for session in sessions}) == len(sessions):
        return sessions
    return [
        replace(session, name=f"{ordinal_word(number).capitalize()} session")
        for number, session in enumerate(sessions, 1)
    ]


def round_key(race):
    """What stands in one line: the heats of a round, of a combined event's part; a final stands alone."""
    alone = race.slug if race.round == Race.Round.FINAL else ""
    return race.event_id, race.round, race.discipline_id, alone
