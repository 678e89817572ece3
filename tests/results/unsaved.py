"""Races that are never saved, for tests of what only reads them."""

from datetime import date
from itertools import count

from results.marks import Measure, parse_mark
from results.models import Athlete, Competition, Country, Discipline, Event, Race, Result

DISCIPLINES = {
    Measure.TIME: Discipline(code="1500", name="1500m", measure="time", kind="track"),
    Measure.DISTANCE: Discipline(code="LJ", name="long jump", measure="distance", kind="field"),
    Measure.HEIGHT: Discipline(code="PV", name="pole vault", measure="height", kind="field"),
    Measure.POINTS: Discipline(code="HEP", name="heptathlon", measure="points", kind="combined"),
}
keys = count(1)


def a_race(*rows, measure=Measure.TIME, **fields):
    """A race of (place, name, mark) rows, never saved; a mark that is a status stands as one."""
    competition = Competition(pk=1, slug="budapest-2023", short_name="Budapest 2023", city="Budapest")
    discipline = fields.pop("discipline", DISCIPLINES[measure])
    event = Event(pk=1, competition=competition, discipline=discipline, category=fields.pop("category", "M"))
    settings = {"status": "official", "round": "final", "decides_medals": True, "slug": "final"} | fields
    race = Race(pk=1, event=event, discipline=discipline, date=date(2023, 8, 23), **settings)
    race._prefetched_objects_cache = {"results": [a_result(race, *row) for row in rows]}
    return race


def a_result(race, place, name, mark=""):
    result = Result(pk=next(keys), race=race, place=place, country=Country(code="GBR"))
    if race.discipline.is_relay:
        result.team_name = name
    else:
        given, _, family = name.partition(" ")
        result.athlete = Athlete(pk=next(keys), name=name, given_name=given, family_name=family or given)
    if mark in ("DNS", "DNF", "DQ", "NM", "NH"):
        result.status = mark
    elif mark:
        result.mark = parse_mark(mark, Measure(race.discipline.measure))
    result._prefetched_objects_cache = {"attempts": []}
    return result
