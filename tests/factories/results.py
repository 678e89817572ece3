"""Athletes, races and results for tests: each call makes one, with defaults that fit together."""

from datetime import date
from itertools import count

from results.disciplines import DISCIPLINES
from results.marks import Measure, parse_mark
from results.models import Athlete, Competition, Country, Discipline, Event, Race, Result, Series

numbers = count(1)
NAMES = {"GBR": "Great Britain & N.I.", "NOR": "Norway", "KEN": "Kenya", "FRA": "France", "ITA": "Italy"}
DAY = date(2023, 8, 23)


def make_country(code="GBR", **fields):
    return Country.objects.get_or_create(code=code, defaults={"name": NAMES.get(code, code)} | fields)[0]


def make_discipline(code="1500"):
    """As the shipped table has it."""
    known = DISCIPLINES[code]
    fields = ("slug", "name", "long_name", "kind", "measure", "wind", "team_size", "distance_m", "order")
    return Discipline.objects.get_or_create(code=code, defaults={f: getattr(known, f) for f in fields})[0]


def make_series(**fields):
    number = next(numbers)
    defaults = {"slug": f"series-{number}", "name": f"Series {number}", "short_name": f"Series {number}"}
    return Series.objects.create(**defaults | fields)


def make_competition(**fields):
    number = next(numbers)
    defaults = {
        "slug": f"competition-{number}",
        "name": f"Competition {number}",
        "short_name": f"Competition {number}",
        "city": "Budapest",
        "first_day": date(2023, 8, 19),
        "last_day": date(2023, 8, 27),
    }
    if "country" not in fields:
        fields["country"] = make_country("HUN")
    return Competition.objects.create(**defaults | fields)


def make_event(discipline="1500", category="M", **fields):
    if "competition" not in fields:
        fields["competition"] = make_competition()
    return Event.objects.create(
        **{
            "discipline": _discipline(discipline),
            "category": category,
            "slug": f"event-{next(numbers)}",
        }
        | fields
    )


def make_race(discipline=None, category="M", *, event=None, **fields):
    """An official final, of an event of its own unless one is given."""
    event = event or make_event(discipline or "1500", category)
    defaults = {
        "discipline": _discipline(discipline) if discipline else event.discipline,
        "slug": "final" if not event.races.filter(slug="final").exists() else f"race-{next(numbers)}",
        "date": DAY,
        "status": Race.Status.OFFICIAL,
    }
    return Race.objects.create(event=event, **defaults | fields)


def make_athlete(given_name="", family_name="", country="GBR", **fields):
    family_name = family_name or f"Athlete {next(numbers)}"
    defaults = {"name": f"{given_name} {family_name}".strip(), "sex": Athlete.Sex.MEN}
    return Athlete.objects.create(
        given_name=given_name, family_name=family_name, country=_country(country), **defaults | fields
    )


def make_result(race, athlete=None, *, mark="", country=None, **fields):
    """A row of a race; the mark as it is written, the country the athlete's unless another is given."""
    if athlete is None and "team_name" not in fields:
        athlete = make_athlete()
    result = Result(race=race, athlete=athlete, **fields)
    result.country = _country(country) if country else athlete.country if athlete else make_country()
    result.mark = parse_mark(mark, Measure(race.discipline.measure)) if mark else None
    result.save()
    return result


def _country(given):
    return make_country(given) if isinstance(given, str) else given


def _discipline(given):
    return make_discipline(given) if isinstance(given, str) else given
