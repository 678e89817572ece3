"""Budapest 2023 and the 1500m finals of four more championships, from public lists."""

import csv
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from newsroom.demo.competitions import event_of, find_or_add, race_of
from newsroom.demo.people import named
from results.disciplines import DISCIPLINES, find
from results.marks import Measure, Precision, parse_mark
from results.models import Country, Race, Result, Split
from results.recording import Row

DATA = Path(__file__).parent / "data"
FINALS = ("doha-2019", "tokyo-2020", "eugene-2022", "paris-2024")
FIRST_SIX = "6+0"  # of each heat and semi-final
ROUNDS = {"heat": Race.Round.HEAT, "semi-final": Race.Round.SEMI_FINAL, "final": Race.Round.FINAL}
KERR_FINAL_START = datetime(2023, 8, 23, 21, 15, tzinfo=ZoneInfo("Europe/Budapest"))  # as reported
INCOMPLETE_HEATS = {
    1: "",
    2: "We hold three finishers of this slower heat and show no others rather than guess.",
    3: "",
}
LEADERS = {"Abel Kipsang": (400, 56_100), "Jakob Ingebrigtsen": (800, 114_200)}  # of the final: metres, ms
CATEGORIES = {"male": "M", "female": "W", "mixed": "X"}


def load_1500m_finals(people):
    """Doha, Tokyo, Eugene and Paris: the races that are new, each with its rows."""
    return [new for slug in FINALS if (new := _load_final(slug, people))]


def load_budapest(people):
    """The men's 1500m in all rounds, and every event's medallists: new races, each with its rows."""
    competition = find_or_add("budapest-2023")
    return [*_load_rounds(competition, people), *_load_medallists(competition, people)]


def _load_final(slug, people):
    rows = _read(f"finals1500/{slug.replace('-', '')}.csv")
    event = event_of(find_or_add(slug), DISCIPLINES["1500"], "M", complete=False)
    day = date.fromisoformat(rows[0]["date"])
    # The lists end with the twelfth man, whether or not others finished behind him.
    race, is_new = race_of(
        event, "final", round=Race.Round.FINAL, date=day, decides_medals=True, complete=False
    )
    if not is_new:
        return None
    return race, [Row(_result(race, row, people, order)) for order, row in enumerate(rows)]


def _load_rounds(competition, people):
    finalists = {row["athlete"].casefold(): row for row in _read("budapest2023/1500m_men_final.csv")}
    event = event_of(competition, DISCIPLINES["1500"], "M")
    groups = {}
    for row in _read("budapest2023/budapest2023_1500m_men_all_rounds.csv"):
        known = finalists.get(row["athlete"].casefold(), {})
        row["dob"] = known.get("dob", "")
        groups.setdefault((row["round"], int(row["heat"])), []).append(row)
    loaded = [
        _load_round(event, name, number, rows, people, finalists) for (name, number), rows in groups.items()
    ]
    return [new for new in loaded if new]


def _load_round(event, name, number, rows, people, finalists):
    is_final = name == "final"
    race, is_new = race_of(
        event,
        name if is_final else f"{name}-{number}",
        round=ROUNDS[name],
        number=None if is_final else number,
        date=date.fromisoformat(rows[0]["date"]),
        starts_at=KERR_FINAL_START if is_final else None,
        advancement="" if is_final else FIRST_SIX,
        decides_medals=is_final,
        complete=is_final,
        note="" if is_final or name == "semi-final" else INCOMPLETE_HEATS.get(number, ""),
    )
    if not is_new:
        return None
    results = [_result(race, row, people, order) for order, row in enumerate(rows)]
    if not is_final:
        for result in results:
            result.qualification = "Q" if result.place <= 6 else ""
        return race, [Row(result) for result in results]
    for result, row in zip(results, rows, strict=True):
        result.personal_flags = finalists[row["athlete"].casefold()]["flag_derived"]
    return race, [Row(result, splits=_splits(result.athlete.name)) for result in results]


def _splits(name):
    if name not in LEADERS:
        return []
    distance, time = LEADERS[name]
    return [Split(distance_m=distance, time_ms=time, precision=Precision.TENTH)]


def _load_medallists(competition, people):
    groups = {}
    for row in _read("budapest2023/budapest2023_medallists.csv"):
        groups.setdefault((row["sex"], row["discipline"]), []).append(row)
    loaded = [_load_podium(competition, sex, name, rows, people) for (sex, name), rows in groups.items()]
    return [new for new in loaded if new]


def _load_podium(competition, sex, name, rows, people):
    discipline = DISCIPLINES[find(name)]
    event = event_of(competition, discipline, CATEGORIES[sex], complete=False)
    wind = rows[0]["wind"] if discipline.wind == "race" else ""
    race, is_new = race_of(
        event,
        "final",
        round=Race.Round.FINAL,
        date=date.fromisoformat(rows[0]["date"]),
        wind=wind or None,
        decides_medals=True,
        complete=False,
    )
    if not is_new:
        return None
    results = [
        _result(race, row | {"place": row["position"]}, people, order, discipline)
        for order, row in enumerate(rows)
    ]
    if discipline.wind == "attempt":
        for result, row in zip(results, rows, strict=True):
            result.wind = row["wind"] or None
    return race, [Row(result) for result in results]


def _result(race, row, people, order, discipline=DISCIPLINES["1500"]):
    result = Result(race=race, country_id=row["country"], place=int(row["place"]), order=order)
    result.mark = parse_mark(row["mark"], Measure(discipline.measure))
    result.personal_flags = row.get("flag_derived", "")
    if discipline.team_size > 1:
        result.team_name = Country.objects.get(pk=row["country"]).name
    else:
        sex = race.event.category
        birth = date.fromisoformat(row["dob"]) if row.get("dob") else None
        name = row.get("athlete") or row["athlete_or_team"]
        result.athlete = people.find_or_add(named(name, sex=sex, country=row["country"], birth_date=birth))
    return result


def _read(path):
    with (DATA / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
