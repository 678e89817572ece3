"""Races as CSV for spreadsheets, read back without loss by `importers.csv_file`.

UTF-8 with a byte order mark and CRLF, as Excel wants it. What a spreadsheet would take for a formula gets an
apostrophe in front, which the importer takes off again; winds stay numbers.
"""

import csv
import io

from results.importers.base import ParsedPerson
from results.importers.cells import neutralised, write_attempts, write_born, write_legs, write_splits
from results.importers.csv_columns import COLUMNS
from results.marks import Mark, Measure, Precision

BYTE_ORDER_MARK = "\ufeff"
NUMBERS = {"race_wind", "wind", "reaction", "reading", "mark"}  # ours, so no formula; a minus stays a minus
YES_OR_NO = {True: "yes", False: "no"}


def export(event, races):
    """As the other exporters: races from `Race.objects.for_export()`, each of which knows its event."""
    return export_races(races)


def export_races(races):
    """Of one event or of several, in one table."""
    file = io.StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for race in races:
        about = _race(race)
        writer.writerows(_cells(about | _row(result)) for result in race.results.all())
    return file.getvalue().encode()


def _cells(told):
    return [
        text if name in NUMBERS else neutralised(text)
        for name, text in ((name, _text(told.get(name))) for name in COLUMNS)
    ]


def _text(value):
    return "" if value is None else str(value)


def _race(race):
    event = race.event
    zone = event.competition.zone
    return {
        "competition": event.competition.slug,
        "event": event.discipline.name,
        "discipline": race.discipline.name if race.discipline_id != event.discipline_id else "",
        "category": event.category,
        "round": race.round,
        "number": race.number,
        "slug": race.slug,
        "date": race.date.isoformat(),
        "start": race.starts_at.astimezone(zone).isoformat() if race.starts_at else "",
        "race_wind": _wind(race.wind),
        "decides_medals": YES_OR_NO[race.decides_medals],
        "complete": YES_OR_NO[race.complete],
        "advancement": race.advancement,
        "note": race.note,
        "external_id": race.external_id,
    }


def _row(result):
    return {
        "place": result.place,
        **_person(result),
        "team": result.team_name,
        "country": result.country_id,
        "mark": result.mark,
        "reading": _reading(result.reading_ms),
        "status": result.status,
        "rule": result.rule,
        "qualification": result.qualification,
        "lane": result.lane,
        "bib": result.bib,
        "order": result.order,
        "reaction": _seconds(result.reaction_ms),
        "wind": _wind(result.wind),
        "record_flags": result.record_flags,
        "personal_flags": result.personal_flags,
        "points": result.points,
        "splits": write_splits((split.distance_m, split.mark) for split in result.splits.all()),
        "attempts": write_attempts(result.attempts.all()),
        "legs": write_legs((leg.order, _runner(leg.athlete)) for leg in result.legs.all()),
    }


def _person(result):
    athlete = result.athlete
    if athlete is None:
        return {}
    return {
        "athlete": athlete.name,
        "given_name": athlete.given_name,
        "family_name": athlete.family_name,
        "athlete_country": athlete.country_id if athlete.country_id != result.country_id else "",
        "sex": athlete.sex,
        "birth_date": write_born(athlete.birth_date, athlete.birth_date_precision),
        "wa_id": athlete.world_athletics_id,
        "tilastopaja_id": athlete.tilastopaja_id,
    }


def _runner(athlete):
    return ParsedPerson(
        athlete.name,
        athlete.given_name,
        athlete.family_name,
        athlete.sex,
        athlete.country_id,
        athlete.birth_date,
        athlete.birth_date_precision,
        athlete.world_athletics_id,
        athlete.tilastopaja_id,
    )


def _wind(wind):
    return "" if wind is None else f"{wind:+.1f}"


def _seconds(milliseconds):
    if milliseconds is None:
        return ""
    sign = "-" if milliseconds < 0 else ""
    return f"{sign}{abs(milliseconds) // 1000}.{abs(milliseconds) % 1000:03d}"


def _reading(milliseconds):
    return Mark(milliseconds, Measure.TIME, Precision.THOUSANDTH) if milliseconds else ""
