"""Races as calendars: a start that turns into its result, under the same name.

Which races stand in a calendar does not depend on the clock, so that the same data make the same file.
"""

import math
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from newsroom.lib.addresses import absolute
from newsroom.lib.icalendar import Calendar, Entry, to_icalendar
from newsroom.lib.text import sentence_list
from results.models import Discipline, Race, RelayLeg, Result
from results.tables import wind_text

# What the names of races are made from: changed, it would double every race in every subscriber's calendar.
RACES = UUID("0b9f4c52-5d0e-4c3a-9d53-3f6f0c1a7e64")
WAITING = (Race.Status.SCHEDULED, Race.Status.LIVE)
# For those whose races never end, an athlete and a country.
MOST_STARTS = 300
MOST_RESULTS = 200
MOST_ROWS = 2000  # of a country, in which its latest races are looked for
FIELD_MINUTES = 90
QUARTER = 15  # minutes; the shortest entry, and the step
PACE = 4.5  # minutes a kilometre: the end of an entry, not of a race
PODIUM = 3
STATE = {
    Race.Status.LIVE: "Live: it is being contested now.",
    Race.Status.PROVISIONAL: "Provisional result: it may still change.",
    Race.Status.OFFICIAL: "Official result.",
    Race.Status.REVISED: "Revised result.",
}


def of_competition(competition):
    races = Race.objects.filter(event__competition=competition)
    said = f"Starts and results of {competition.name}."
    return _export(races, competition.short_name, competition.get_absolute_url(), said)


def of_event(event):
    races = Race.objects.filter(event=event)
    return _export(races, str(event), event.get_absolute_url(), f"Starts and results of the {event}.")


def of_athlete(athlete):
    """Own races and those as a member of a relay team."""
    legs = RelayLeg.objects.filter(athlete=athlete).order_by().values("result")
    races = _bounded(Result.objects.filter(Q(athlete=athlete) | Q(pk__in=legs)))
    return _export(races, athlete.name, athlete.get_absolute_url(), f"Starts and results of {athlete.name}.")


def of_country(country):
    races = _bounded(Result.objects.filter(country=country))
    said = f"Starts and results of athletes and teams of {country.name}."
    return _export(races, country.name, country.get_absolute_url(), said)


def uid(race):
    """The race's name in calendars, for ever, wherever the site moves."""
    return uuid5(RACES, str(race.pk)).urn


def _export(races, name, path, said):
    calendar = Calendar(
        name=f"{name} | {settings.SITE_NAME}",
        url=absolute(path),
        description=said,
        entries=tuple(_entry(race) for race in _with_podiums(races)),
    )
    return to_icalendar(calendar)


def _bounded(rows):
    """The races of these rows: those to come, and the latest of the others."""
    coming = Race.objects.filter(Exists(rows.filter(race=OuterRef("pk"))), status__in=WAITING)
    latest = rows.order_by("-date", "-pk").values_list("race_id", flat=True)[:MOST_ROWS]
    held = list(dict.fromkeys(latest))
    starts = coming.order_by("-date", "-pk").values_list("pk", flat=True)[:MOST_STARTS]
    results = Race.objects.with_result().filter(pk__in=held).order_by("-date", "-pk")
    return Race.objects.filter(pk__in=[*starts, *results.values_list("pk", flat=True)[:MOST_RESULTS]])


def _with_podiums(races):
    podium = (
        Result.objects.filter(place__lte=PODIUM).select_related("athlete").order_by("place", "order", "pk")
    )
    described = races.with_titles().select_related("event__competition__country")
    in_order = described.order_by("date", F("starts_at").asc(nulls_last=True), "pk")
    return in_order.prefetch_related(Prefetch("results", podium))


def _entry(race):
    competition = race.event.competition
    return Entry(
        uid=uid(race),
        sequence=race.version,
        changed_at=race.changed_at,
        start=race.starts_at or race.date,
        end=race.starts_at and race.starts_at + timedelta(minutes=_minutes(race.discipline)),
        summary=_summary(race),
        description="\n".join(_description(race)),
        location=", ".join(filter(None, (competition.venue, competition.city, competition.country.name))),
        url=absolute(race.get_absolute_url()),
        categories=("Athletics", competition.short_name, race.event.title),
        tentative=race.status == Race.Status.SCHEDULED and race.starts_at is None,
    )


def _minutes(discipline):
    if discipline.kind == Discipline.Kind.FIELD:
        return FIELD_MINUTES
    kilometres = (discipline.distance_m or 0) / 1000
    return max(QUARTER, math.ceil(kilometres * PACE / QUARTER) * QUARTER)


def _summary(race):
    """“Men’s 1500m, final (Budapest 2023)”, and with a result “Men’s 1500m, final: Kerr 3:29.38”."""
    first = [result for result in _podium(race) if result.place == 1]
    if not first:
        return f"{race.title} ({race.event.competition.short_name})"
    return f"{race.title}: {sentence_list([_short_name(result) for result in first])}{_mark(first[0])}"


def _description(race):
    competition = race.event.competition
    yield competition.name
    if race.starts_at:
        local = race.starts_at.astimezone(competition.zone)
        yield f"Start at {local:%H:%M} ({local:%Z}) in {competition.city}."
    if race.status in STATE:
        yield STATE[race.status]
    for result in _podium(race):
        yield f"{result.place}. {result.who} ({result.country_id}){_mark(result)}"
    if race.has_result and race.wind is not None:
        yield f"Wind {wind_text(race.wind)} m/s"
    yield absolute(race.get_absolute_url())


def _podium(race):
    return list(race.results.all()) if race.has_result else []


def _short_name(result):
    return result.athlete.family_name if result.athlete else result.team_name


def _mark(result):
    return f" {result.mark}" if result.mark else ""
