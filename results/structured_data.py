"""schema.org descriptions of competitions, events and athletes, as dicts; `{% json_ld %}` writes them."""

from django.conf import settings
from django.urls import reverse

from newsroom.lib.addresses import absolute
from newsroom.lib.structured_data import breadcrumb, document


def list_page(name, path):
    return document(_trail((name, path)))


def competition_page(competition):
    return [document(_competition(competition)), document(_trail(_competitions(), _step(competition)))]


def medals_page(competition):
    medals = ("Medal table", reverse("results:medals", args=[competition.slug]))
    return document(_trail(_competitions(), _step(competition), medals))


def event_page(event, main_race, winners):
    competition = event.competition
    described = {
        "@type": "SportsEvent",
        "name": str(event),
        "url": absolute(event.get_absolute_url()),
        "sport": "Athletics",
        "startDate": main_race and (main_race.starts_at or main_race.date).isoformat(),
        "location": _place(competition),
        "superEvent": _competition(competition),
        "winner": [_person(result.athlete) if result.athlete else _team(result) for result in winners],
    }
    trail = _trail(_competitions(), _step(competition), (event.title, event.get_absolute_url()))
    return [document(described), document(trail)]


def athlete_page(athlete):
    athletes = ("Athletes", reverse("results:athlete_list"))
    known_to_the_day = athlete.birth_date_precision == athlete.BirthPrecision.DAY
    described = _person(athlete) | {
        "givenName": athlete.given_name,
        "familyName": athlete.family_name,
        "birthDate": athlete.birth_date.isoformat() if athlete.birth_date and known_to_the_day else "",
        "nationality": {"@type": "Country", "name": athlete.country.name},
        "knowsAbout": "Athletics",
    }
    return [document(described), document(_trail(athletes, (athlete.name, athlete.get_absolute_url())))]


def country_page(country):
    countries = ("Countries", reverse("results:country_list"))
    return document(_trail(countries, (country.name, country.get_absolute_url())))


def toplist_page(name, path):
    return document(_trail(("Lists", reverse("results:list_index")), (name, path)))


def record_page(name, path):
    return document(_trail(("Records", reverse("results:records")), (name, path)))


def series_page(series, path):
    return document(_trail(_competitions(), (series.short_name, path)))


def versus_page(athlete, rival, path):
    athletes = ("Athletes", reverse("results:athlete_list"))
    own = (athlete.name, athlete.get_absolute_url())
    return document(_trail(athletes, own, (f"Against {rival.name}", path)))


def _competition(competition):
    return {
        "@type": "SportsEvent",
        "name": competition.name,
        "url": absolute(competition.get_absolute_url()),
        "sport": "Athletics",
        "startDate": competition.first_day.isoformat(),
        "endDate": competition.last_day.isoformat(),
        "location": _place(competition),
    }


def _place(competition):
    return {
        "@type": "Place",
        "name": competition.venue or competition.city,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": competition.city,
            "addressCountry": competition.country.iso2 or competition.country.name,
        },
    }


def _person(athlete):
    return {"@type": "Person", "name": athlete.name, "url": absolute(athlete.get_absolute_url())}


def _team(result):
    return {"@type": "SportsTeam", "name": result.team_name}


def _competitions():
    return "Competitions", reverse("results:competition_list")


def _step(competition):
    return competition.short_name, competition.get_absolute_url()


def _trail(*steps):
    """From the front page down."""
    return breadcrumb((name, absolute(path)) for name, path in [(settings.SITE_NAME, "/"), *steps])
