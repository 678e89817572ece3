"""What a parser yields as unsaved models, so that exports are tested without a database."""

from datetime import date
from itertools import count

from results.disciplines import DISCIPLINES, event_slug
from results.models import (
    Athlete,
    Attempt,
    Competition,
    Country,
    Discipline,
    Event,
    Race,
    RelayLeg,
    Result,
    Split,
)
from results.rounds import race_slug

OF_DISCIPLINE = ("slug", "name", "long_name", "kind", "measure", "wind", "team_size", "distance_m", "order")
PLAIN = (
    *(
        "place",
        "status",
        "rule",
        "qualification",
        "lane",
        "bib",
        "order",
        "reaction_ms",
        "reading_ms",
        "wind",
    ),
    *("record_flags", "personal_flags", "points"),
)
OF_PERSON = (
    *("name", "given_name", "family_name", "birth_date", "birth_date_precision"),
    *("world_athletics_id", "tilastopaja_id", "sex"),
)
OF_RACE = ("round", "number", "date", "starts_at", "wind", "complete", "advancement", "note", "external_id")
keys = count(1)


def a_competition(**fields):
    defaults = {
        "slug": "rome-2024",
        "name": "European Athletics Championships, Rome 2024",
        "short_name": "Rome 2024",
        "venue": "Stadio Olimpico",
        "city": "Rome",
        "country": Country(code="ITA"),
        "time_zone": "Europe/Rome",
        "first_day": date(2024, 6, 7),
        "last_day": date(2024, 6, 12),
    }
    return Competition(pk=1, **defaults | fields)


def events_of(races, competition=None):
    """{event: its races} of parsed races."""
    competition = competition or a_competition()
    events, athletes, found = {}, {}, {}
    for parsed in races:
        code = parsed.part_of or parsed.discipline
        event = events.setdefault((parsed.category, code), _event(competition, parsed.category, code))
        found.setdefault(event, []).append(_race(parsed, event, athletes))
    return found


def _event(competition, category, code):
    slug = event_slug(category, code)
    return Event(
        pk=next(keys), competition=competition, discipline=_discipline(code), category=category, slug=slug
    )


def _discipline(code):
    return Discipline(code=code, **{name: getattr(DISCIPLINES[code], name) for name in OF_DISCIPLINE})


def _race(parsed, event, athletes):
    slug = parsed.slug or race_slug(parsed.round, parsed.number, DISCIPLINES[parsed.discipline].slug)
    medals = parsed.round == "final" if parsed.decides_medals is None else parsed.decides_medals
    race = Race(
        pk=next(keys),
        event=event,
        discipline=_discipline(parsed.discipline),
        slug=slug,
        decides_medals=medals,
        status=Race.Status.OFFICIAL,
        **{name: getattr(parsed, name) for name in OF_RACE},
    )
    race._prefetched_objects_cache = {"results": [_result(row, race, athletes) for row in parsed.results]}
    return race


def _result(parsed, race, athletes):
    result = Result(
        pk=next(keys),
        race=race,
        athlete=parsed.person and _athlete(parsed.person, athletes),
        team_name=parsed.team,
        country=Country(code=parsed.country),
        **{name: getattr(parsed, name) for name in PLAIN},
    )
    result.mark = parsed.mark
    result._prefetched_objects_cache = {
        "splits": [
            Split(distance_m=split.distance_m, time_ms=split.time.value, precision=split.time.precision)
            for split in parsed.splits
        ],
        "attempts": [
            Attempt(number=a.number, outcome=a.outcome, height_mm=a.height_mm, mark_mm=a.mark_mm, wind=a.wind)
            for a in parsed.attempts
        ],
        "legs": [RelayLeg(order=leg.order, athlete=_athlete(leg.person, athletes)) for leg in parsed.legs],
    }
    return result


def _athlete(person, athletes):
    return athletes.setdefault(
        person,
        Athlete(
            pk=next(keys),
            country=Country(code=person.country),
            **{name: getattr(person, name) for name in OF_PERSON},
        ),
    )
