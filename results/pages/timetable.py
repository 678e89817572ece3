"""What a competition's timetable shows: its races by day and session, in its own time, in two queries."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from newsroom.lib.addresses import absolute
from newsroom.lib.text import number_word
from results import timetables
from results.models import Event, Race

CATEGORIES = {"men": Event.Category.MEN, "women": Event.Category.WOMEN, "mixed": Event.Category.MIXED}


@dataclass(frozen=True)
class Choice:
    """A filter as a link."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Wanted:
    """What a reader asks the timetable for: `?category=women&rounds=finals`."""

    category: str = ""
    finals: bool = False

    @classmethod
    def from_query(cls, query):
        category, rounds = query.get("category", ""), query.get("rounds", "")
        if category not in {"", *CATEGORIES} or rounds not in {"", "finals"}:
            raise Http404("No such part of the timetable.")
        return cls(category, rounds == "finals")

    def takes(self, race):
        if self.category and race.event.category != CATEGORIES[self.category]:
            return False
        return not self.finals or race.round == Race.Round.FINAL

    def url(self, path):
        rounds = "finals" if self.finals else ""
        query = urlencode(
            {name: value for name, value in (("category", self.category), ("rounds", rounds)) if value}
        )
        return f"{path}?{query}" if query else path


class TimetablePage:
    def __init__(self, competition, wanted=None, *, now=None):
        self.competition = competition
        self.wanted = wanted or Wanted()
        self.now = (now or timezone.now()).astimezone(competition.zone)

    @cached_property
    def races(self):
        races = Race.objects.with_titles().filter(event__competition=self.competition)
        return sorted(races, key=timetables.in_programme_order)

    @cached_property
    def days(self):
        """The days on which something of what is wanted is held."""
        by_date = groupby(self.races, key=lambda race: race.date)
        days = [self._day(date, list(races)) for date, races in by_date]
        return [day for day in days if day.sessions or day.untimed]

    @property
    def is_running(self):
        return self.competition.first_day <= self.now.date() <= self.competition.last_day

    @property
    def today(self):
        """“Day 5 of 9”; "" before the first day, after the last, and where one day is all."""
        days = (self.competition.last_day - self.competition.first_day).days + 1
        number = (self.now.date() - self.competition.first_day).days + 1
        return f"Day {number} of {days}" if self.is_running and days > 1 else ""

    @property
    def is_over(self):
        return self.now.date() > self.competition.last_day

    @cached_property
    def now_on(self):
        return [race for race in self.races if race.status == Race.Status.LIVE]

    @cached_property
    def next_up(self):
        """The next to start, all that start together; before the first day nothing is next."""
        if not self.is_running:
            return []
        waiting = [race for race in self.races if race.status == Race.Status.SCHEDULED and race.starts_at]
        coming = [race for race in waiting if race.starts_at >= self.now]
        soonest = min((race.starts_at for race in coming), default=None)
        return [race for race in coming if race.starts_at == soonest]

    @cached_property
    def first_start(self):
        return min((race for race in self.races if race.starts_at), key=timetables.start, default=None)

    @property
    def zone(self):
        """“Europe/Budapest (CEST, UTC+2)”, as on the first day."""
        noon = datetime.combine(self.competition.first_day, datetime.min.time(), self.competition.zone)
        noon = noon.replace(hour=12)
        names = dict.fromkeys([timetables.zone_name(noon), timetables.utc_offset(noon)])
        return f"{self.competition.time_zone.replace('_', ' ')} ({', '.join(names)})"

    @property
    def has_times(self):
        return any(race.starts_at for race in self.races)

    @property
    def path(self):
        return reverse("results:timetable", args=[self.competition.slug])

    @property
    def calendar_path(self):
        return reverse("results:competition_calendar", args=[self.competition.slug])

    @property
    def subscription(self):
        """The calendar under the scheme that a calendar program answers to."""
        return f"webcal://{absolute(self.calendar_path).partition('://')[2]}"

    @cached_property
    def category_choices(self):
        held = {race.event.category for race in self.races}
        names = [("All", ""), *[(code.label, name) for name, code in CATEGORIES.items() if code in held]]
        return [
            self._choice(label, replace(self.wanted, category=name)) for label, name in names if len(held) > 1
        ]

    @cached_property
    def round_choices(self):
        kinds = {race.round == Race.Round.FINAL for race in self.races}
        names = [("All rounds", False), ("Finals only", True)]
        return [
            self._choice(label, replace(self.wanted, finals=finals))
            for label, finals in names
            if len(kinds) > 1
        ]

    def _choice(self, label, wanted):
        return Choice(label, wanted.url(self.path), wanted == self.wanted)

    def _day(self, date, races):
        timed = sorted((race for race in races if race.starts_at), key=timetables.start)
        sessions = [self._session(found) for found in timetables.split(timed)]
        deciding = sum(1 for race in races if race.decides_medals and self.wanted.takes(race))
        return timetables.Day(
            date=date,
            number=(date - self.competition.first_day).days + 1,
            sessions=[session for session in timetables.named(sessions) if session.lines],
            untimed=self._lines([race for race in races if not race.starts_at]),
            medal_events=_medal_events(deciding),
            is_today=date == self.now.date(),
        )

    def _session(self, races):
        first, last = self._local(races[0]), self._local(races[-1])
        return timetables.Session(timetables.session_name(first), first, last, self._lines(races))

    def _lines(self, races):
        rounds = {}
        for race in filter(self.wanted.takes, races):
            rounds.setdefault(timetables.round_key(race), []).append(race)
        return [self._line(found) for found in rounds.values()]

    def _line(self, races):
        return timetables.Line(
            [timetables.Start(race, self._local(race)) for race in races],
            is_now=any(race in self.now_on for race in races),
            is_next=any(race in self.next_up for race in races),
        )

    def _local(self, race):
        return race.starts_at.astimezone(self.competition.zone) if race.starts_at else None


def _medal_events(count):
    """“Five finals for medals”; "" where there is none."""
    if not count:
        return ""
    return f"{number_word(count).capitalize()} {'final' if count == 1 else 'finals'} for medals"
