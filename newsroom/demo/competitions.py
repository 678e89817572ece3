"""The competitions of the demo, with their series."""

from datetime import date

from results.disciplines import event_slug
from results.models import Competition, Event, Series

SERIES = {
    "olympic-games": ("Olympic Games", "Olympic Games", "Olympic", 1),
    "world-championships": ("World Athletics Championships", "World Championships", "World", 2),
    "european-championships": ("European Athletics Championships", "European Championships", "European", 3),
}
COMPETITIONS = {
    "doha-2019": {
        "series": "world-championships",
        "name": "World Athletics Championships, Doha 2019",
        "short_name": "Doha 2019",
        "venue": "Khalifa International Stadium",
        "city": "Doha",
        "country_id": "QAT",
        "time_zone": "Asia/Qatar",
        "first_day": date(2019, 9, 27),
        "last_day": date(2019, 10, 6),
    },
    "tokyo-2020": {
        "series": "olympic-games",
        "name": "Olympic Games, Tokyo 2020",
        "short_name": "Tokyo 2020",
        "venue": "National Stadium",
        "city": "Tokyo",
        "country_id": "JPN",
        "time_zone": "Asia/Tokyo",
        "first_day": date(2021, 7, 30),
        "last_day": date(2021, 8, 8),
    },
    "eugene-2022": {
        "series": "world-championships",
        "name": "World Athletics Championships, Eugene 2022",
        "short_name": "Eugene 2022",
        "venue": "Hayward Field",
        "city": "Eugene",
        "country_id": "USA",
        "time_zone": "America/Los_Angeles",
        "first_day": date(2022, 7, 15),
        "last_day": date(2022, 7, 24),
    },
    "budapest-2023": {
        "series": "world-championships",
        "name": "World Athletics Championships, Budapest 2023",
        "short_name": "Budapest 2023",
        "venue": "Nemzeti Atlétikai Központ",
        "city": "Budapest",
        "country_id": "HUN",
        "time_zone": "Europe/Budapest",
        "first_day": date(2023, 8, 19),
        "last_day": date(2023, 8, 27),
    },
    "rome-2024": {
        "series": "european-championships",
        "name": "European Athletics Championships, Rome 2024",
        "short_name": "Rome 2024",
        "venue": "Stadio Olimpico",
        "city": "Rome",
        "country_id": "ITA",
        "time_zone": "Europe/Rome",
        "first_day": date(2024, 6, 7),
        "last_day": date(2024, 6, 12),
    },
    "paris-2024": {
        "series": "olympic-games",
        "name": "Olympic Games, Paris 2024",
        "short_name": "Paris 2024",
        "venue": "Stade de France",
        "city": "Paris",
        "country_id": "FRA",
        "time_zone": "Europe/Paris",
        "first_day": date(2024, 8, 1),
        "last_day": date(2024, 8, 11),
    },
}


def find_or_add(slug):
    fields = dict(COMPETITIONS[slug])
    series_slug = fields.pop("series")
    name, short_name, title, order = SERIES[series_slug]
    series, _ = Series.objects.get_or_create(
        slug=series_slug, defaults={"name": name, "short_name": short_name, "title": title, "order": order}
    )
    return Competition.objects.get_or_create(slug=slug, defaults={"series": series} | fields)[0]


def event_of(competition, discipline, category, *, complete=True):
    """The event, added where it is not there; `discipline` is a `results.disciplines` definition."""
    return Event.objects.get_or_create(
        competition=competition,
        discipline_id=discipline.code,
        category=category,
        defaults={"slug": event_slug(category, discipline.code), "complete": complete},
    )[0]
