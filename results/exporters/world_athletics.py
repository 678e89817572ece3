"""The import form of World Athletics: results as JSON, by their Result Import API.

The form has room for a part of what is held. It does not take lanes, bibs, reaction times, readings in
thousandths, declared records and bests, points of combined events, rules of disqualification, who advanced
by a referee, a jury or by draw (qR, qJ, qD), named substitutes, splits from 1000m on, and whether a race is
complete. A series of throws cannot be given, nor one of jumps without wind: the form has two shapes for them
that are the same, and asks that exactly one fits. Times go to hundredths: thousandths are rounded up
(TR 19.23), and what was taken to a tenth is given as taken by hand. A vault without a height is NM there.
Start lists have no place in it.

World Athletics' ids stand where we hold them; `waEventId` and the `waId` of the competition and the venue
are 0, and the unit's title says what is meant, as in their own samples.
"""

import csv
import json
from functools import cache
from pathlib import Path

from newsroom.lib.text import sentence_list
from results.marks import Mark, Measure, Precision

ROUNDS = {
    "preliminary": "Preliminary Round",
    "heat": "Round 1",
    "qualification": "Qualification",
    "quarter-final": "Quarterfinal",
    "semi-final": "Semifinal",
    "part": "Group",
    "final": "Final",
}
SEXES = {"W": "female", "M": "male"}
FAULTS = {"DNS": "DNS", "DNF": "DNF", "DQ": "DQ", "NM": "NM", "NH": "NM"}
NO_WIND = "NWI"
FAILED = {"X": "x", "-": "-", "r": "r"}
TRIALS = {"O", "X", "r", "-", "XO", "XX", "XR", "X-", "OR", "XXO", "XXX", "XXR", "XX-", "XOR"}
B_RACES = ("b", "c", "d", "e", "f", "g", "h")
MOST_TRIALS = 6
COUNTRIES = Path(__file__).parent.parent / "data" / "world_athletics_countries.csv"
FURTHEST_SPLIT = 999  # metres
MOST_NAMED = 8  # of those who lack something


class NotExportable(ValueError):
    """The form asks for what is not held; the sentence names what and whose."""


def export(competition, races):
    """Raises NotExportable."""
    return json.dumps(as_data(competition, races), ensure_ascii=False, indent=1) + "\n"


def as_data(competition, races):
    """The races that have a result, from `Race.objects.for_export()`. Raises NotExportable."""
    form = _Form()
    data = {
        "waId": 0,
        "athletes": form.athletes,
        "relayTeams": form.teams,
        "venues": [form.venue(competition)],
        "units": form.units([race for race in races if race.has_result]),
    }
    form.check()
    return data


class _Form:
    """The form while it is filled in: who is listed already, and what is lacking."""

    def __init__(self):
        self.athletes, self.teams = [], []
        self.ids = {}
        self.undated, self.unmarked, self.unknown = {}, {}, {}

    def check(self):
        lacks = [
            ("the birth date of", self.undated),
            ("a mark or a status of", self.unmarked),
            ("a country that it lists, which it does not for", self.unknown),
        ]
        said = [f"{what} {_some(list(whose))}" for what, whose in lacks if whose]
        if said:
            raise NotExportable(f"World Athletics' form needs {'; it needs '.join(said)}.")

    def venue(self, competition):
        self._check_country(competition.country_id, competition.short_name)
        name = ", ".join(filter(None, (competition.venue, competition.city)))
        return {"id": 1, "waId": 0, "name": name, "country": competition.country_id}

    def units(self, races):
        units = {}
        for race in races:
            units.setdefault((race.event_id, race.discipline_id), []).append(race)
        return [self._unit(same) for same in units.values()]

    def _unit(self, races):
        rounds = {}
        has_b = any(race.slug.startswith("final-") and _position(race) > 1 for race in races)
        for race in races:
            rounds.setdefault(_round_type(race, has_b), []).append(race)
        listed = [
            {"type": kind, "races": [self._race(race) for race in held]} for kind, held in rounds.items()
        ]
        return {"waEventId": 0, "title": _title(races[0]), "rounds": listed}

    def _race(self, race):
        data = {"number": race.number or _position(race), "date": race.date.isoformat()}
        if race.discipline.wind == "race":
            data["wind"] = _wind(race.wind)
        if race.starts_at:
            start = race.starts_at.astimezone(race.event.competition.zone)
            data["startTime"] = start.strftime("%H:%M:%S")
        return data | {"results": [self._result(result, race) for result in race.results.all()]}

    def _result(self, result, race):
        data = self._who(result, race.discipline) | {"result": self._outcome(result)}
        if race.discipline.wind == "attempt":
            data["wind"] = _wind(result.wind)
        if result.place:
            data["placeInRace"] = result.place
        if result.qualification in ("Q", "q"):
            data["qualified"] = result.qualification
        detail = None if race.discipline.is_relay else _detail(result, race.discipline)
        return data | ({"detail": detail} if detail else {})

    def _outcome(self, result):
        if result.status:
            return FAULTS[result.status]
        if result.mark is None:
            self.unmarked[result.who] = True
            return "NM"
        return _written(result.mark)

    def _who(self, result, discipline):
        if not discipline.is_relay:
            return {"athleteId": self._athlete(result.athlete, result.country_id)}
        return {"relayTeamId": self._team(result), "legs": self._legs(result, discipline.team_size)}

    def _legs(self, result, team_size):
        """Only a whole team: the form tells legs by their order."""
        legs = [leg for leg in result.legs.all() if leg.order <= team_size]
        if [leg.order for leg in legs] != list(range(1, team_size + 1)):
            return []
        return [self._athlete(leg.athlete, result.country_id) for leg in legs]

    def _athlete(self, athlete, country):
        """Listed once for each country: of whom competes for another later, the results differ."""
        key = (athlete.pk, country)
        if key not in self.ids:
            self.ids[key] = len(self.athletes) + 1
            self.athletes.append(self._listed(athlete, country, self.ids[key]))
        return self.ids[key]

    def _listed(self, athlete, country, ident):
        self._check_country(country, athlete.name)
        if athlete.birth_date is None or athlete.birth_date_precision != "day":
            self.undated[athlete.name] = True
        data = {"id": ident} | ({"waId": athlete.world_athletics_id} if athlete.world_athletics_id else {})
        return data | {
            "firstName": athlete.given_name,
            "lastName": athlete.family_name,
            "birthdate": athlete.birth_date and athlete.birth_date.isoformat(),
            "country": country,
            "sex": SEXES[athlete.sex],
        }

    def _team(self, result):
        key = ("team", result.team_name, result.country_id)
        if key not in self.ids:
            self._check_country(result.country_id, result.team_name)
            self.ids[key] = len(self.teams) + 1
            self.teams.append({"id": self.ids[key], "name": result.team_name, "country": result.country_id})
        return self.ids[key]

    def _check_country(self, code, whose):
        if code not in _countries():
            self.unknown[f"{whose} ({code})"] = True


@cache
def _countries():
    """The codes that the form takes."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def _title(race):
    """“Women's 100m”; of a part, “Women's heptathlon 200m”."""
    title = race.event.title.replace("’", "'")
    return f"{title} {race.discipline.name}" if race.round == "part" else title


def _position(race):
    """Of a race without a number: 2 of “final-b” and “extra-race-2”, else 1."""
    name, _, last = race.slug.rpartition("-")
    if name == "final" and last in B_RACES:
        return B_RACES.index(last) + 2
    return int(last) if name == "extra-race" and last.isdecimal() else 1


def _round_type(race, has_b):
    if race.slug.startswith("extra-race"):
        return "Extra Race"
    return "Final A-B" if has_b and race.round == "final" else ROUNDS[race.round]


def _wind(reading):
    return NO_WIND if reading is None else f"{reading:+.1f}"


def _written(mark):
    """As the form takes it: seconds with hundredths, or with tenths and an h."""
    if mark.precision is Precision.THOUSANDTH:
        return str(Mark(mark.value, mark.measure, Precision.HUNDREDTH))
    if mark.precision is Precision.TENTH:
        return str(Mark(mark.value, mark.measure, Precision.HAND))
    return str(mark)


def _detail(result, discipline):
    if discipline.measure == Measure.HEIGHT:
        return _heights(result.attempts.all())
    if discipline.wind == "attempt":
        return _jumps(result.attempts.all())
    return [
        {"distance": f"{split.distance_m}.00", "result": _written(split.mark)}
        for split in result.splits.all()
        if split.distance_m <= FURTHEST_SPLIT
    ]


def _heights(attempts):
    if any(attempt.height_mm is None or attempt.outcome not in TRIALS for attempt in attempts):
        return []
    return [
        {
            "height": str(Mark(attempt.height_mm, Measure.HEIGHT, Precision.CENTIMETRE)),
            "attempts": attempt.outcome.lower(),
        }
        for attempt in attempts
    ]


def _jumps(attempts):
    """A series without gaps: the form tells trials by their order."""
    series = [{"result": _trial(attempt), "wind": _wind(attempt.wind)} for attempt in attempts]
    whole = [attempt.number for attempt in attempts] == list(range(1, len(series) + 1))
    fits = len(series) <= MOST_TRIALS and all(each["result"] for each in series)
    return series if whole and fits else []


def _trial(attempt):
    if attempt.mark_mm:
        return str(Mark(attempt.mark_mm, Measure.DISTANCE, Precision.CENTIMETRE))
    return FAILED.get(attempt.outcome, "")


def _some(names):
    """Not everybody, where they are many."""
    more = len(names) - MOST_NAMED
    return sentence_list(names) if more < 2 else f"{', '.join(names[:MOST_NAMED])} and {more} others"
