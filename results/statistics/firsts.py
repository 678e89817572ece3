"""“The first British champion since 2022”: as far as that can be said from what is held."""

import csv
from collections import defaultdict
from dataclasses import dataclass

from results.disciplines import DATA
from results.models import Race, Result


@dataclass(frozen=True)
class FirstSince:
    """A country's medal, and the one of the same event and series that it won last before.

    `complete` tells that the event's medals are held of every edition between the two. Only then may a
    sentence say “first since”; without, it may say that the last *held* was then.
    """

    result: Result
    previous: Result
    complete: bool
    of_titles: bool  # a champion's: earlier silvers and bronzes are passed over

    @property
    def waited(self):
        """Whether an edition lies between the two: without one, “since” says nothing."""
        series = self.result.race.event.competition.series.slug
        years = range(self.previous.date.year + 1, self.result.date.year)
        return bool(EDITIONS.get(series, set()) & set(years))


def first_since(result):
    """For a medal of a series; None where none of the country is held before. Never says “first ever”.

    Of a gold, the country's last champion before; of silver and bronze, its last medal of whatever colour.
    """
    competition = result.race.event.competition
    if not result.medal_place or not competition.series_id:
        return None
    of_titles = result.medal_place == 1
    won = _of_event(Result.objects.with_titles(), result, "race__event__").filter(
        country=result.country_id,
        medal_place__in=[1] if of_titles else [1, 2, 3],
        date__lt=competition.first_day,
    )
    previous = won.order_by("-date", "medal_place", "pk").first()
    if previous is None:
        return None
    return FirstSince(result, previous, _is_complete(result, previous), of_titles)


def editions():
    """{slug of a series: the years in which it was held}, of the series whose history is known."""
    with (DATA / "editions.csv").open(encoding="utf-8", newline="") as file:
        years = defaultdict(set)
        for row in csv.DictReader(file):
            years[row["series"]].add(int(row["year"]))
        return dict(years)


EDITIONS = editions()


def _is_complete(result, previous):
    between = range(previous.date.year + 1, result.date.year)
    known = EDITIONS.get(result.race.event.competition.series.slug, set())
    if previous.date.year not in known or result.date.year not in known:
        return False
    races = _of_event(Race.objects.deciding_medals(), result, "event__")
    held = races.filter(date__year__range=(between.start, between.stop)).dates("date", "year")
    return known & set(between) <= {day.year for day in held}


def _of_event(rows, result, prefix):
    event = result.race.event
    return rows.filter(
        **{
            f"{prefix}discipline": event.discipline_id,
            f"{prefix}category": event.category,
            f"{prefix}competition__series": event.competition.series_id,
        }
    )
