"""Which race of ours a race of a file is; where there is none, what is needed to add it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from results.disciplines import DISCIPLINES
from results.importers.base import LONGEST_SHOWN, Problem
from results.importers.checks import check_race
from results.importers.staged import RaceInFile
from results.models import Race
from results.rounds import race_slug

SAID = ("date", "starts_at", "wind", "advancement", "note", "external_id")


def races(staged, event=None):
    """The races of a file, found or to be added; what is lacking or given twice is told as problems."""
    held = _held(staged.competition)
    found = [_race(staged, _of_event(staged, parsed, event), held) for parsed in staged.meet.races]
    _refuse_doubles(staged, found)
    return found


def _of_event(staged, parsed, event):
    """A race whose file tells no discipline is one of the event that a person named, if it can be."""
    if event is None:
        return parsed
    if parsed.discipline:
        if (parsed.part_of or parsed.discipline) != event.discipline_id:
            _object(staged, RaceInFile(parsed), f"“{parsed.title}” is not of the event named, {event.title}.")
        return parsed
    named = replace(parsed, category=event.category, discipline=event.discipline_id)
    known = check_race(parsed)
    staged.problems += [replace(said, file=staged.name) for said in check_race(named) if said not in known]
    if parsed.category not in ("", event.category):
        _object(staged, RaceInFile(parsed), f"“{parsed.title}” is not of the event named, {event.title}.")
    return named


def _held(competition):
    """{external id, or what an event and its race are called: race}."""
    held = {}
    if competition:
        for race in Race.objects.with_titles().filter(event__competition=competition):
            held[(race.event.category, race.event.discipline_id, race.slug)] = race
            if race.external_id:
                held[race.external_id] = race
    return held


def _race(staged, parsed, held):
    slug = parsed.slug or race_slug(parsed.round, parsed.number, _discipline_slug(parsed))
    by_name = (parsed.category, parsed.part_of or parsed.discipline, slug)
    race = RaceInFile(parsed, held.get(parsed.external_id) or held.get(by_name), slug)
    _set_time(staged, race)
    if race.race is None:
        _require_event(staged, race)
    elif _is_of_another(race):
        _object(staged, race, f"“{race.title}” is held here, and it is not what the file says it is.")
    else:
        race.changed = [name for name in SAID if _says_otherwise(race, name)]
    return race


def _is_of_another(race):
    """Found by its id, but of another discipline or category."""
    parsed, held = race.parsed, race.race
    told = (parsed.discipline or held.discipline_id, parsed.category or held.event.category)
    return told != (held.discipline_id, held.event.category)


def _discipline_slug(parsed):
    known = DISCIPLINES.get(parsed.discipline)
    return known.slug if known else ""


def _require_event(staged, race):
    if not race.parsed.discipline:
        _object(staged, race, f"“{race.title}” tells no discipline that is known here: name its event.")
    elif not race.parsed.category:
        _object(staged, race, f"“{race.title}” does not tell whether men, women or mixed: name its event.")


def _set_time(staged, race):
    parsed, zone = race.parsed, _zone(staged)
    race.starts_at = parsed.starts_at
    race.date = parsed.date
    if race.date is None and parsed.starts_at:
        race.date = parsed.starts_at.astimezone(zone or parsed.starts_at.tzinfo).date()
    if race.date is None:
        race.date = race.race.date if race.race else _only_day(staged)
    if race.date is None:
        _object(staged, race, f"“{race.title}” has no day: expected a date such as 2024-06-08.")
    elif parsed.start_time and zone and race.starts_at is None:
        race.starts_at = datetime.combine(race.date, parsed.start_time, zone)


def _zone(staged):
    """Where the competition is; None where that is not known."""
    if staged.competition:
        return staged.competition.zone
    told = staged.meet.competition
    return ZoneInfo(told.time_zone) if told and told.time_zone in available_timezones() else None


def _only_day(staged):
    known = staged.competition or staged.meet.competition
    return known.first_day if known and known.first_day == known.last_day else None


def _says_otherwise(race, name):
    said = getattr(race, name) if name in ("date", "starts_at") else getattr(race.parsed, name)
    held = getattr(race.race, name)
    if name == "external_id" and held:
        return False  # another source's own
    return said not in (None, "") and said != held


def _refuse_doubles(staged, found):
    seen = set()
    for race in found:
        parsed = race.parsed
        named = (parsed.category, parsed.part_of or parsed.discipline, race.slug)
        key = race.race.pk if race.race else named
        if key in seen:
            _object(staged, race, f"“{race.title}” is in the file twice: a race has one round and number.")
        seen.add(key)


def _object(staged, race, message):
    said = {"line": race.parsed.line, "field": "event", "value": race.parsed.title[:LONGEST_SHOWN]}
    staged.problems.append(Problem(message, file=staged.name, **said))
