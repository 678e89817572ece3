"""What a country's page shows, gathered in a constant number of queries."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q

from newsroom.lib.paging import page_of
from results.models import Athlete, Competition, Country, Result

ATHLETES = 60
LATEST = 15


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
        athletes = Athlete.objects.for_list().filter(country=self.country)
        return page_of(athletes, ("name_key", "pk"), self.after, size=ATHLETES)

    @cached_property
    def medals(self):
        """By competition, latest first."""
        won = Q(events__races__results__in=Result.objects.medals().filter(country=self.country).order_by())
        competitions = Competition.objects.filter(won).annotate(
            gold=Count("events__races__results", filter=Q(events__races__results__place=1)),
            silver=Count("events__races__results", filter=Q(events__races__results__place=2)),
            bronze=Count("events__races__results", filter=Q(events__races__results__place=3)),
        )
        ordered = competitions.order_by("-first_day", "-pk")
        return [MedalLine(each, each.gold, each.silver, each.bronze) for each in ordered]

    @cached_property
    def latest(self):
        """The latest results with a place, athletes and teams."""
        results = Result.objects.with_titles().counting().filter(country=self.country, place__isnull=False)
        return list(results.latest_first()[:LATEST])


def countries_with_athletes():
    """By area, then by name; those of no area (neutrals, refugees) last."""
    athletes = Athlete.objects.current().filter(country=OuterRef("pk")).order_by()
    countries = Country.objects.filter(Exists(athletes))
    return sorted(countries, key=lambda country: (not country.area, country.area, country.name))
