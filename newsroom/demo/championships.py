"""Budapest 2023 and the 1500m finals of four more championships, from public lists, as parsed meets."""

import csv
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from newsroom.demo.competitions import event_of, find_or_add
from results.disciplines import DISCIPLINES, find
from results.importers.base import ParsedMeet, ParsedPerson, ParsedRace, ParsedResult, ParsedSplit
from results.importers.names import split_name
from results.marks import Mark, Measure, Precision, parse_mark

DATA = Path(__file__).parent / "data"
FINALS = ("doha-2019", "tokyo-2020", "eugene-2022", "paris-2024")
FIRST_SIX = "6+0"  # of each heat and semi-final
KERR_FINAL_START = datetime(2023, 8, 23, 21, 15, tzinfo=ZoneInfo("Europe/Budapest"))  # as reported
INCOMPLETE_HEATS = {
    1: "",
    2: "We hold three finishers of this slower heat and show no others rather than guess.",
    3: "",
}
LEADERS = {"Abel Kipsang": (400, 56_100), "Jakob Ingebrigtsen": (800, 114_200)}  # of the final: metres, ms
CATEGORIES = {"male": "M", "female": "W", "mixed": "X"}


def meets():
    """(competition, file, meet) of Doha, Tokyo, Eugene, Paris and Budapest."""
    finals = [(slug, f"{slug.replace('-', '')}.csv") for slug in FINALS]
    return [
        *((slug, name, _final(slug, _read(f"finals1500/{name}"))) for slug, name in finals),
        ("budapest-2023", "budapest2023.csv", _budapest()),
    ]


def _final(slug, rows):
    event_of(find_or_add(slug), DISCIPLINES["1500"], "M", complete=False)
    # The lists end with the twelfth man, whether or not others finished behind him.
    return _meet([_race("1500", "M", rows, complete=False)])


def _budapest():
    competition = find_or_add("budapest-2023")
    event_of(competition, DISCIPLINES["1500"], "M")
    podiums = [race for race in _podiums(competition) if (race.discipline, race.category) != ("1500", "M")]
    return _meet([*_rounds(), *podiums])


def _meet(races):
    return ParsedMeet("csv", races=races)


def _rounds():
    finalists = {row["athlete"].casefold(): row for row in _read("budapest2023/1500m_men_final.csv")}
    groups = {}
    for row in _read("budapest2023/budapest2023_1500m_men_all_rounds.csv"):
        known = finalists.get(row["athlete"].casefold(), {})
        row |= {"dob": known.get("dob", ""), "flag_derived": known.get("flag_derived", "")}
        groups.setdefault((row["round"], int(row["heat"])), []).append(row)
    return [_round(name, number, rows) for (name, number), rows in groups.items()]


def _round(name, number, rows):
    if name == "final":
        final = _race("1500", "M", rows, starts_at=KERR_FINAL_START)
        return replace(
            final, results=[replace(row, splits=_splits(row.person.name)) for row in final.results]
        )
    said = {"round": name, "number": number, "advancement": FIRST_SIX, "decides_medals": False}
    if name == "heat":
        said |= {"note": INCOMPLETE_HEATS.get(number, "")}
    race = _race("1500", "M", rows, complete=False, **said)
    results = [
        replace(row, personal_flags="", qualification="Q" if row.place <= 6 else "") for row in race.results
    ]
    return replace(race, results=results)


def _splits(name):
    if name not in LEADERS:
        return ()
    distance, time = LEADERS[name]
    return (ParsedSplit(distance, Mark(time, Measure.TIME, Precision.TENTH)),)


def _podiums(competition):
    groups = {}
    for row in _read("budapest2023/budapest2023_medallists.csv"):
        row |= {"place": row["position"], "athlete": row["athlete_or_team"]}
        groups.setdefault((row["sex"], row["discipline"]), []).append(row)
    for (sex, name), rows in groups.items():
        code, category = find(name), CATEGORIES[sex]
        event_of(competition, DISCIPLINES[code], category, complete=False)
        yield _race(code, category, rows, complete=False)


def _race(code, category, rows, **said):
    discipline = DISCIPLINES[code]
    wind = rows[0].get("wind") if discipline.wind == "race" else ""
    return ParsedRace(
        category=category,
        discipline=code,
        date=date.fromisoformat(rows[0]["date"]),
        wind=Decimal(wind) if wind else None,
        results=[_result(row, order, discipline, category) for order, row in enumerate(rows)],
        **said,
    )


def _result(row, order, discipline, category):
    wind = row.get("wind") if discipline.wind == "attempt" else ""
    return ParsedResult(
        person=_person(row, category) if discipline.team_size == 1 else None,
        country=row["country"],
        place=int(row["place"]),
        mark=parse_mark(row["mark"], Measure(discipline.measure)),
        order=order,
        wind=Decimal(wind) if wind else None,
        personal_flags=row.get("flag_derived", ""),
    )


def _person(row, sex):
    given, family = split_name(row["athlete"].replace("’", "'"))
    return ParsedPerson(
        f"{given} {family}".strip(),
        given_name=given,
        family_name=family,
        sex=sex,
        country=row["country"],
        birth_date=date.fromisoformat(row["dob"]) if row.get("dob") else None,
    )


def _read(path):
    with (DATA / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
