"""What a competition's page shows, gathered in a constant number of queries."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.db import models

from results import tables, words
from results.models import Event, Race

MEDAL_ROWS = 10
NEXT_STARTS = 8
ROUNDS = {
    Race.Round.PRELIMINARY: "preliminary round",
    Race.Round.HEAT: "heats",
    Race.Round.QUALIFICATION: "qualification",
    Race.Round.QUARTER_FINAL: "quarter-finals",
    Race.Round.SEMI_FINAL: "semi-finals",
}


@dataclass(frozen=True)
class RoundLine:
    """A round of an event on one day, as a link: “Men’s 200m, heats”."""

    title: str
    url: str
    status: str = ""


@dataclass
class Day:
    date: object
    number: int
    finals: list = field(default_factory=list)
    rounds: list = field(default_factory=list)


class CompetitionPage:
    def __init__(self, competition):
        self.competition = competition

    @cached_property
    def races(self):
        """All of them, in the order in which they are held."""
        races = Race.objects.with_titles().filter(event__competition=self.competition)
        return list(races.order_by("date", models.F("starts_at").asc(nulls_last=True), "pk"))

    @cached_property
    def days(self):
        """Latest first, finals with their podiums."""
        by_date = groupby(self.races, key=lambda race: race.date)
        return [self._day(date, list(races)) for date, races in by_date][::-1]

    @cached_property
    def live(self):
        return [race for race in self.races if race.status == Race.Status.LIVE]

    @cached_property
    def next_starts(self):
        return [race for race in self.races if race.status == Race.Status.SCHEDULED][:NEXT_STARTS]

    @cached_property
    def medals(self):
        return tables.medal_table(self.competition, rows=MEDAL_ROWS)

    @cached_property
    def event_lists(self):
        """Every event by category, in the order of the programme: [("Men", [event, …]), …]."""
        events = sorted(
            {race.event_id: race.event for race in self.races}.values(),
            key=lambda event: (event.discipline.order, event.pk),
        )
        lists = [(label, [e for e in events if e.category == code]) for code, label in Event.Category.choices]
        return [(label, found) for label, found in lists if found]

    @property
    def when(self):
        return words.days(self.competition.first_day, self.competition.last_day)

    @cached_property
    def _finals(self):
        """The decided finals as tables, by race."""
        decided = Race.objects.for_podium().deciding_medals().filter(event__competition=self.competition)
        return {race.pk: tables.race_table(race, compact=True) for race in decided}

    def _day(self, date, races):
        return Day(
            date=date,
            number=(date - self.competition.first_day).days + 1,
            finals=[self._finals[race.pk] for race in races if race.pk in self._finals],
            rounds=_lines([race for race in races if race.pk not in self._finals]),
        )


def _lines(races):
    lines = {}
    for race in races:
        title = f"{race.event.title}, {_round(race)}"
        lines.setdefault(title, RoundLine(title, race.get_absolute_url(), _state(race)))
    return list(lines.values())


def _round(race):
    if race.round == Race.Round.PART:
        return race.discipline.name
    if race.round == Race.Round.FINAL:
        return f"{race.round_title[:1].lower()}{race.round_title[1:]}"
    return ROUNDS[race.round]


def _state(race):
    return "" if race.has_result else race.get_status_display()
