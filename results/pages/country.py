"""What a country's page shows, gathered in a constant number of queries, whatever the country has won."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from newsroom.lib.paging import page_of
from results.models import Athlete, Competition, Country, Record, Result
from results.statistics import medals

ATHLETES = 60
LATEST = 15
COMPETITIONS = 12  # with their medals
MEDALS_READ = 400  # more than any country wins at twelve championships; none is counted by halves


@dataclass(frozen=True)
class MedalLine:
    competition: Competition
    gold: int
    silver: int
    bronze: int

    @property
    def total(self):
        return self.gold + self.silver + self.bronze


class CountryPage:
    def __init__(self, country, after=""):
        self.country = country
        self.after = after

    @cached_property
    def page(self):
        """By family name."""
        athletes = Athlete.objects.for_list().filter(country=self.country)
        return page_of(athletes, ("sort_key", "pk"), self.after, size=ATHLETES)

    @cached_property
    def medals(self):
        """By competition, those with the latest medals first, and no more than a page can hold."""
        counts = self._latest_medals()
        competitions = Competition.objects.in_bulk(list(counts)[:COMPETITIONS])
        latest = sorted(competitions.values(), key=lambda each: (each.first_day, each.pk), reverse=True)
        return [MedalLine(each, *(counts[each.pk][place] for place in (1, 2, 3))) for each in latest]

    @cached_property
    def all_medals(self):
        """{“gold”: 12, …} in all competitions held."""
        return medals.country_medals(self.country)

    @cached_property
    def has_records(self):
        return Record.objects.filter(scope=Record.Scope.NATIONAL, country=self.country).exists()

    @cached_property
    def latest(self):
        """The latest results with a place, athletes and teams.

        Found first and read then: PostgreSQL plans all those joins longer than it follows them.
        """
        placed = Result.objects.counting().filter(country=self.country, place__isnull=False)
        latest = list(placed.order_by("-date", "-pk").values_list("pk", flat=True)[:LATEST])
        results = Result.objects.with_titles().in_bulk(latest)
        return [results[pk] for pk in latest]

    def _latest_medals(self):
        """{key of a competition: Counter of places}, without the one in which the reading broke off."""
        won = Result.objects.filter(country=self.country, medal_place__isnull=False).order_by("-date", "-pk")
        rows = list(won.values_list("race__event__competition", "medal_place")[: MEDALS_READ + 1])
        counts = {}
        for competition, place in rows:
            counts.setdefault(competition, Counter())[place] += 1
        if len(rows) > MEDALS_READ and len(counts) > 1:
            counts.pop(rows[-1][0])
        return counts


def countries_with_athletes():
    """By area, then by name; those of no area (neutrals, refugees) last."""
    athletes = Athlete.objects.current().filter(country=OuterRef("pk")).order_by()
    countries = Country.objects.filter(Exists(athletes))
    return sorted(countries, key=lambda country: (not country.area, country.area, country.name))
