"""What the pages of toplists show, gathered in a constant number of queries."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from results.models import Event
from results.statistics import lists
from results.tables import wind_text

WORDS = {category: label.lower() for category, label in Event.Category.choices}  # as in addresses
CATEGORIES = {word: category for category, word in WORDS.items()}
POSSESSIVES = {"M": "Men’s", "W": "Women’s", "X": "Mixed"}
KINDS = {
    "track": "Track",
    "road": "Road",
    "field": "Jumps and throws",
    "walk": "Race walks",
    "relay": "Relays",
    "combined": "Combined events",
}
PER_COUNTRY = 2
SEASONS = 8  # at hand; the earlier ones are folded


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class ListLine:
    line: lists.Line

    @property
    def rank(self):
        return self.line.rank

    @property
    def result(self):
        return self.line.result

    @property
    def race(self):
        return self.result.race

    @property
    def competition(self):
        return self.race.event.competition

    @property
    def wind(self):
        """Of the attempt or of the race; empty where none is read."""
        kind = self.race.discipline.wind
        return wind_text({"attempt": self.result.wind, "race": self.race.wind}.get(kind))


class ListPage:
    def __init__(self, discipline, category, *, season=None, performances=False, two_per_country=False):
        self.discipline = discipline
        self.category = category
        self.season = season
        self.performances = performances
        self.two_per_country = two_per_country

    @property
    def name(self):
        """“Men’s 1500m”."""
        return f"{POSSESSIVES[self.category]} {self.discipline.name}"

    @property
    def title(self):
        return f"{self.name} in {self.season}" if self.season else f"{self.name}: the all-time list"

    @property
    def url(self):
        return self._address()

    @property
    def whole_url(self):
        return list_path(self.category, self.discipline)

    @property
    def records_url(self):
        return reverse("results:record_history", args=[WORDS[self.category], self.discipline.slug])

    @cached_property
    def seasons(self):
        return lists.seasons(self.discipline, self.category)

    @cached_property
    def toplist(self):
        chosen = lists.by_performance if self.performances else lists.by_athlete
        per_country = PER_COUNTRY if self.two_per_country else None
        return chosen(self.discipline, self.category, season=self.season, per_country=per_country)

    @cached_property
    def lines(self):
        return [ListLine(line) for line in self.toplist.lines]

    @property
    def has_indoor(self):
        return any(line.competition.indoor for line in self.lines)

    @property
    def has_wind(self):
        return self.discipline.wind != self.discipline.Wind.NONE

    @property
    def what(self):
        """What a row is: “Each athlete’s best”."""
        if self.performances:
            return (
                "The best performances, however many are one team’s"
                if self.discipline.is_relay
                else ("The best performances, however many are one athlete’s")
            )
        return "Each country’s best team" if self.discipline.is_relay else "Each athlete’s best"

    @property
    def season_choices(self):
        current = self.season is None
        return [Choice("All time", self._address(season=None), current), *self._years(self.seasons[:SEASONS])]

    @property
    def earlier_choices(self):
        return self._years(self.seasons[SEASONS:])

    @property
    def earlier_open(self):
        return any(choice.is_current for choice in self.earlier_choices)

    @property
    def row_choices(self):
        each = "By country" if self.discipline.is_relay else "By athlete"
        return [
            Choice(each, self._address(performances=False), not self.performances),
            Choice("By performance", self._address(performances=True), self.performances),
        ]

    @property
    def country_choices(self):
        """Where a country has one row anyway there is nothing to choose."""
        if self.discipline.is_relay and not self.performances:
            return []
        return [
            Choice("All countries", self._address(two_per_country=False), not self.two_per_country),
            Choice("Two per country", self._address(two_per_country=True), self.two_per_country),
        ]

    @cached_property
    def others(self):
        """The same discipline of the other categories that are contested."""
        return [
            Choice(POSSESSIVES[category], list_path(category, self.discipline))
            for category in lists.categories(self.discipline)
            if category != self.category
        ]

    def _years(self, years):
        return [Choice(str(year), self._address(season=year), year == self.season) for year in years]

    def _address(self, **changed):
        """Of this list or of one that differs in what is `changed`; the usual is not said."""
        said = {name: getattr(self, name) for name in ("season", "performances", "two_per_country")} | changed
        query = {
            "season": said["season"],
            "by": said["performances"] and "performance",
            "per_country": said["two_per_country"] and PER_COUNTRY,
        }
        written = urlencode({name: value for name, value in query.items() if value})
        return f"{self.whole_url}?{written}" if written else self.whole_url


def list_path(category, discipline):
    return reverse("results:list", args=[WORDS[category], discipline.slug])


def index():
    """[(kind, [(discipline, [Choice, …]), …]), …] of all lists that have a row."""
    by_kind = {}
    for discipline, categories in lists.available():
        links = [Choice(WORDS[each].capitalize(), list_path(each, discipline)) for each in categories]
        by_kind.setdefault(discipline.kind, []).append((discipline, links))
    return [(KINDS[kind], by_kind[kind]) for kind in KINDS if kind in by_kind]
