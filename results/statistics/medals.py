"""Medal tables as of any moment, from the places of the races that decide medals."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from results.models import Country, Event, Race, Result

COLOURS = {1: "gold", 2: "silver", 3: "bronze"}


@dataclass(frozen=True)
class MedalRow:
    rank: str  # “5=” where countries tie
    country: Country
    gold: int
    silver: int
    bronze: int

    @property
    def total(self):
        return self.gold + self.silver + self.bronze

    @property
    def standing(self):
        """What ranks a country: golds, then silvers, then bronzes."""
        return (self.gold, self.silver, self.bronze)


def medal_table(competition, as_of=None):
    """The countries with medals, best first; equal counts share a rank, a shared place is a medal each."""
    return _table(_won(as_of).filter(race__event__competition=competition))


def series_medal_table(series, as_of=None):
    """The same over all editions of a series that are held."""
    return _table(_won(as_of).filter(race__event__competition__series=series))


def country_medals(country):
    """A country's medals in all competitions held, as a counter of colours."""
    won = Result.objects.filter(country=country, medal_place__isnull=False).order_by()
    counted = won.values_list("medal_place").annotate(medals=Count("pk"))
    return Counter({COLOURS[place]: medals for place, medals in counted})


def decided_count(competition, as_of=None):
    """How many events had their medals decided."""
    decided = Race.objects.deciding_medals().held_by(as_of).filter(event=OuterRef("pk"))
    return Event.objects.filter(Exists(decided), competition=competition).count()


def _won(as_of):
    return Result.objects.filter(medal_place__isnull=False).held_by(as_of)


def _table(won):
    counts = {}
    for country, place, medals in won.order_by().values_list("country", "medal_place").annotate(Count("pk")):
        counts.setdefault(country, Counter())[COLOURS[place]] += medals
    countries = Country.objects.in_bulk(counts)
    rows = [
        MedalRow("", countries[code], count["gold"], count["silver"], count["bronze"])
        for code, count in counts.items()
    ]
    return _ranked(rows)


def _ranked(rows):
    by_standing = sorted(rows, key=lambda row: ([-count for count in row.standing], row.country.name))
    ties = Counter(row.standing for row in by_standing)
    ranked, rank = [], 0
    for position, row in enumerate(by_standing, start=1):
        if position == 1 or row.standing != by_standing[position - 2].standing:
            rank = position
        shared = "=" if ties[row.standing] > 1 else ""
        ranked.append(MedalRow(f"{rank}{shared}", row.country, *row.standing))
    return ranked
