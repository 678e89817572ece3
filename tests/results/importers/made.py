"""Parsed meets for tests, as a parser would yield them: each call makes one, with fitting defaults."""

from datetime import date

from results.disciplines import DISCIPLINES
from results.importers.base import ParsedCompetition, ParsedMeet, ParsedPerson, ParsedRace, ParsedResult
from results.marks import Measure, parse_mark

DAY = date(2023, 8, 23)
CUP = ParsedCompetition(
    name="Spring Cup", city="Rome", country="ITA", first_day=DAY, last_day=DAY, time_zone="Europe/Rome"
)


def person(name="Josh Kerr", **fields):
    given, _, family = name.rpartition(" ")
    return ParsedPerson(name, **{"given_name": given, "family_name": family, "country": "GBR"} | fields)


def row(name="Josh Kerr", place=None, mark="", *, discipline="1500", **fields):
    who = fields.pop("person", None) or person(name, **fields.pop("who", {}))
    return ParsedResult(
        person=who,
        country=fields.pop("country", who.country),
        place=place,
        mark=parse_mark(mark, Measure(DISCIPLINES[discipline].measure)) if mark else None,
        **fields,
    )


def race(*rows, **fields):
    said = {"title": "Men’s 1500m, final", "category": "M", "discipline": "1500", "date": DAY}
    return ParsedRace(results=rows, **said | fields)


def meet(*races, competition=CUP, **fields):
    return ParsedMeet(**{"format": "csv", "competition": competition, "races": races} | fields)
