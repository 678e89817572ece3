"""The European Championships of Rome 2024, complete, from Tilastopaja's file: see data/NOTICE."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from newsroom.demo.competitions import event_of, find_or_add, race_of
from newsroom.demo.people import Person
from results.disciplines import DISCIPLINES, find
from results.marks import Measure, parse_mark
from results.models import Attempt, Country, Race, RelayLeg, Result
from results.recording import Row

SOURCE = Path(__file__).parent / "data" / "rome2024" / "rome2024.json"
ROUNDS = {
    "Heats": Race.Round.HEAT,
    "Semifinals": Race.Round.SEMI_FINAL,
    "Qualification": Race.Round.QUALIFICATION,
    "Final": Race.Round.FINAL,
}
B_RACE = "Race B"
MIXED_ORDER = {1: "M", 2: "W", 3: "M", 4: "W"}  # TR 24.1: man, woman, man, woman
OUT = re.compile(r"[\d.:]*(?P<status>DNS|DNF|DQ|NM|NH)(?P<rule>.*)")  # “6.58DQADR 2.2”: the mark was annulled
TRIALS = {"P": "-", "R": "r"}


def load(people):
    """Every race that is not there yet, each with its rows."""
    source = json.loads(SOURCE.read_text(encoding="utf-8-sig"))
    competition = find_or_add("rome-2024")
    events = sorted(source["events"], key=_relays_last)
    loader = Loader(competition, people)
    return [new for event in events if (new := loader.load_race(event))]


class Loader:
    def __init__(self, competition, people):
        self.competition, self.people = competition, people
        self.countries = Country.objects.in_bulk()
        self.sexes = {}  # of whom we have met, by Tilastopaja's id

    def load_race(self, source):
        race, is_new = self._race(source)
        if not is_new:
            return None
        heights = {each["heightPos"]: each["heightValue"] for each in source.get("heightTable", [])}
        return race, [
            self._row(race, row, order, heights) for order, row in enumerate(_each_once(source["results"]))
        ]

    def _race(self, source):
        category = _category(source)
        discipline = DISCIPLINES[find(source["eventName"])]
        part_of = source.get("combinedEvent")
        event = event_of(self.competition, DISCIPLINES[find(part_of)] if part_of else discipline, category)
        round_name = Race.Round.PART if part_of else ROUNDS[source["roundName"]]
        number = int(source["heatNumber"]) if (source["heatNumber"] or "").isdigit() else None
        is_final = round_name == Race.Round.FINAL and source["heatName"] != B_RACE
        return race_of(
            event,
            _slug(source, round_name, number, discipline),
            discipline_id=discipline.code,
            round=round_name,
            number=number,
            date=date.fromisoformat(source["date"]),
            wind=_wind(source.get("wind")) if discipline.wind == "race" else None,
            decides_medals=is_final,
            external_id=source["listName"],
        )

    def _row(self, race, row, order, heights):
        return Row(
            self._result(race, row, order),
            attempts=[_attempt(trial, heights) for trial in row.get("roundResults", [])],
            legs=[self._leg(race.event.category, leg) for leg in row.get("relayParticipants", [])],
        )

    def _result(self, race, row, order):
        result = Result(
            race=race,
            country_id=row["nation"],
            place=int(row["rank"]) if row["rank"] else None,
            qualification=row["qualified"] or "",
            reaction_ms=round(Decimal(row["reactiontime"]) * 1000) if row["reactiontime"] else None,
            record_flags=row["recordFlags"] or "",
            personal_flags=row["personalFlags"] or "",
            points=int(row["combinedPoints"]) if row.get("combinedPoints") else None,
            order=order,
        )
        if DISCIPLINES[race.discipline_id].team_size > 1:
            result.team_name = self.countries[row["nation"]].name
        else:
            result.athlete = self._athlete(row, race.event.category, row["DOB"])
        _set_outcome(result, row, DISCIPLINES[race.discipline_id])
        return result

    def _athlete(self, row, sex, born=None):
        self.sexes[row["toID"]] = sex
        return self.people.find_or_add(
            Person(
                given_name=row["firstname"] or "",
                family_name=row["lastname"] or row["athlete"],
                sex=sex,
                country=row["nation"],
                birth_date=date.fromisoformat(born) if born else None,
                world_athletics_id=row.get("WAID") or None,
                tilastopaja_id=row["toID"],
            )
        )

    def _leg(self, category, leg):
        sex = category if category != "X" else self.sexes.get(leg["toID"]) or MIXED_ORDER[leg["leg"]]
        return RelayLeg(order=leg["leg"], athlete=self._athlete(leg, sex))


def _each_once(rows):
    """Each athlete's first row.

    The source lists one heptathlete of 2,346 rows twice, fifteenth with 5975 and as not finished; her seven
    disciplines add up to 5975, so the second row is the slip.
    """
    return list({row["toID"]: row for row in reversed(rows)}.values())[::-1]


def _relays_last(source):
    """Mixed relays at the very end: their runners' sex is known from the other events."""
    return "4 x" in source["eventName"], "Mixed" in source["eventName"]


def _category(source):
    return "X" if "Mixed" in source["eventName"] else source["gender"]


def _slug(source, round_name, number, discipline):
    if source["heatName"] == B_RACE:
        return "final-b"
    name = discipline.slug if round_name == Race.Round.PART else str(round_name)
    if number is None:
        return name
    return f"{name}-heat-{number}" if round_name == Race.Round.PART else f"{name}-{number}"


def _set_outcome(result, row, discipline):
    if out := OUT.fullmatch(row["bestPerformance"]):
        result.status, result.rule, result.place = out["status"], out["rule"], None
    else:
        result.mark = parse_mark(row["bestPerformance"], Measure(discipline.measure))
    if discipline.wind == "attempt":
        result.wind = _wind(row["wind"])


def _attempt(trial, heights):
    text = trial["performance"]
    attempt = Attempt(number=trial["round"], wind=_wind(trial.get("wind")))
    if trial["round"] in heights:
        attempt.height_mm = parse_mark(heights[trial["round"]], Measure.HEIGHT).value
    if text[0].isdigit():
        attempt.mark_mm, attempt.outcome = parse_mark(text, Measure.DISTANCE).value, "O"
    else:
        attempt.outcome = TRIALS.get(text.upper(), text.upper())
    return attempt


def _wind(text):
    return Decimal(text).quantize(Decimal("0.1")) if text else None
