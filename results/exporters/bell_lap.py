"""An event as our own JSON, complete: it is read back without loss by `importers.bell_lap`.

Keys come in one order; what a row does not have is left out, but for what every reader looks for.
"""

import json

from results.importers.bell_lap import FORMAT

ALWAYS = ("place", "athlete", "team", "country", "mark", "status")


def export(event, races):
    return json.dumps(as_data(event, races), ensure_ascii=False, indent=1) + "\n"


def as_data(event, races):
    """The whole as dicts and lists; races from `Race.objects.for_export()`."""
    return {
        "format": FORMAT,
        "competition": _competition(event.competition),
        "event": {
            "title": event.title,
            "slug": event.slug,
            "category": event.category,
            "discipline": event.discipline_id,
            "complete": event.complete,
        },
        "races": [_race(race, event) for race in races],
    }


def _competition(competition):
    return {
        "name": competition.name,
        "slug": competition.slug,
        "short_name": competition.short_name,
        "venue": competition.venue,
        "city": competition.city,
        "country": competition.country_id,
        "time_zone": competition.time_zone,
        "first_day": competition.first_day.isoformat(),
        "last_day": competition.last_day.isoformat(),
        "indoor": competition.indoor,
        "external_id": competition.external_id,
    }


def _race(race, event):
    starts_at = race.starts_at and race.starts_at.astimezone(event.competition.zone)
    return {
        "title": race.title,
        "slug": race.slug,
        "round": race.round,
        "number": race.number,
        "discipline": race.discipline_id,
        "date": race.date.isoformat(),
        "starts_at": starts_at and starts_at.isoformat(),
        "wind": _number(race.wind),
        "status": race.status,
        "advancement": race.advancement,
        "decides_medals": race.decides_medals,
        "complete": race.complete,
        "note": race.note,
        "external_id": race.external_id,
        "results": [_result(result) for result in race.results.all()],
    }


def _result(result):
    row = {
        "place": result.place,
        "athlete": result.athlete and _person(result.athlete),
        "team": result.team_name,
        "country": result.country_id,
        **_mark(result.mark),
        "reading_ms": result.reading_ms,
        "status": result.status,
        "rule": result.rule,
        "qualification": result.qualification,
        "lane": result.lane,
        "bib": result.bib,
        "order": result.order,
        "reaction_ms": result.reaction_ms,
        "wind": _number(result.wind),
        "record_flags": result.record_flags,
        "personal_flags": result.personal_flags,
        "points": result.points,
        "splits": [{"distance_m": split.distance_m} | _mark(split.mark) for split in result.splits.all()],
        "attempts": [_attempt(attempt) for attempt in result.attempts.all()],
        "legs": [{"order": leg.order, "athlete": _person(leg.athlete)} for leg in result.legs.all()],
    }
    return {key: value for key, value in row.items() if key in ALWAYS or value not in (None, "", [])}


def _person(athlete):
    person = {
        "id": athlete.pk,
        "name": athlete.name,
        "given_name": athlete.given_name,
        "family_name": athlete.family_name,
        "sex": athlete.sex,
        "country": athlete.country_id,
        "birth_date": athlete.birth_date and athlete.birth_date.isoformat(),
        "birth_date_precision": athlete.birth_date and athlete.birth_date_precision,
        "world_athletics_id": athlete.world_athletics_id,
        "tilastopaja_id": athlete.tilastopaja_id,
    }
    return {key: value for key, value in person.items() if value not in (None, "")}


def _mark(mark):
    """As written; exactly, in ms, mm or points; and how precisely it was taken."""
    if mark is None:
        return {"mark": ""}
    return {"mark": str(mark), "mark_value": mark.value, "mark_precision": mark.precision.name.lower()}


def _attempt(attempt):
    row = {
        "number": attempt.number,
        "outcome": attempt.outcome,
        "height_mm": attempt.height_mm,
        "mark_mm": attempt.mark_mm,
        "wind": _number(attempt.wind),
    }
    return {key: value for key, value in row.items() if value is not None}


def _number(decimal):
    """One decimal comes back from a float as it was."""
    return None if decimal is None else float(decimal)
