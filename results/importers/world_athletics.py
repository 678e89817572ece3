"""World Athletics' Result Import API: the JSON that its form takes, read back.

By the OpenAPI file of the W3C OpenTrack group and its three samples, which hold // comments. Its patterns
for points and metres are not anchored; here a result has to fit as a whole. What competes in a unit is told
by the unit's title alone (“Women's Triple Jump”): the list behind `waEventId` is not public. `placeInRound`
and `endTime` are not kept.
"""

import re

from results.disciplines import DISCIPLINES
from results.importers.base import (
    ParsedAttempt,
    ParsedCompetition,
    ParsedLeg,
    ParsedMeet,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.importers.located import Found, Located
from results.importers.reading import load_json
from results.marks import EXPECTED, Measure
from results.rounds import read_title

NAME = "world-athletics"
LABEL = "World Athletics JSON"

ROUNDS = {
    "Final": "final",
    "Final A-B": "final",
    "Semifinal": "semi-final",
    "Quarterfinal": "quarter-final",
    "Round 1": "heat",
    "Qualification": "qualification",
    "Group": "heat",
    "Preliminary Round": "preliminary",
    "Extra Race": "final",
}
SEXES = {"female": "W", "male": "M"}
FAULTS = ("DNF", "DNS", "DQ", "NM")
LONGEST_TITLE = 200  # characters; no title is longer
NO_WIND = ("NWI", "NW")  # no information, no measurement
WINDY = "W"
WIND = re.compile(r"[+-]?[1-9]?[0-9]\.[0-9]")
METRES = r"(?:0|[1-9][0-9]{0,2})\.[0-9]{2}"
RESULT = {
    Measure.TIME: re.compile(
        r"(?:0|[1-9][0-9]{0,2}) (?: \.[0-9][0-9h] | (?::[0-5][0-9]){1,2} (?:\.[0-9][0-9h])? )", re.VERBOSE
    ),
    Measure.DISTANCE: re.compile(rf"{METRES}|[1-9][0-9]{{0,5}}"),
    Measure.HEIGHT: re.compile(METRES),
    Measure.POINTS: re.compile(r"[1-9][0-9]{0,3}"),
}
TRIALS = (
    *("o", "x", "r", "-", "xo", "xx", "xr", "x-", "or"),
    *("xxo", "xxx", "xxr", "xx-", "xor"),
)
FAILED = {"x": "X", "-": "-", "r": "r"}


def recognises(data, name):
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"/") and b'"waEventId"' in data


def parse(data, name=""):
    value, problem = load_json(data, comments=True)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    found = Found()
    root = Located(value, found)
    if not root.object():
        return found.meet(NAME, None, ())
    people, teams = _by_id(root["athletes"]), _by_id(root["relayTeams"])
    units = [_Unit(unit, people, teams) for unit in root["units"].each()]
    races = tuple(race for unit in units for race in unit.races())
    return found.meet(NAME, _competition(root), races)


def _competition(root):
    venues = root["venues"].each()
    only = venues[0] if len(venues) == 1 else Located(None, root.found)
    return ParsedCompetition(
        venue=only["name"].text(),
        country=only["country"].text(),
        external_id=str(root["waId"].whole() or ""),
    )


def _by_id(listed):
    found = {}
    for item in listed.each():
        ident = item["id"].positive()
        if ident is None or ident in found:
            item["id"].complain("An id is missing or given twice; expected one of its own.")
        else:
            found[ident] = item
    return found


class _Unit:
    """What the form calls a competition unit: the rounds of one event, or of one part of a combined event."""

    def __init__(self, source, people, teams):
        self.source, self.people, self.teams = source, people, teams
        self.title = read_title(source["title"].text()[:LONGEST_TITLE])
        self.discipline = DISCIPLINES.get(self.title.discipline)

    def races(self):
        title = self.source["title"]
        if self.discipline is None:
            title.complain(f"“{title.plain}” names no event; expected a title such as “Women's 100m”.")
            return
        for round_ in self.source["rounds"].each():
            races = round_["races"].each()
            for race in races:
                if self.source.found.room_for(race["results"].size):
                    yield self._race(race, round_["type"], alone=len(races) == 1)

    def _race(self, race, kind, *, alone):
        number, slug = race["number"].positive() or 1, ""
        written = kind.choice(ROUNDS, "Final" if not self.title.round else "")
        round_name = "part" if self.title.part_of else ROUNDS.get(written) or self.title.round
        beside = written == "Extra Race" or (written == "Final A-B" and number > 1)
        if written == "Extra Race":
            slug = "extra-race" if number == 1 else f"extra-race-{number}"
        elif beside:
            slug = f"final-{chr(ord('a') + number - 1)}" if number <= 26 else f"final-{number}"
        if written == "Extra Race" or (written == "Group" and not self.title.part_of):
            kind.warn(f"“{written}” is read as {round_name}; please look whether it is one.")
        unnumbered = written in ("Final A-B", "Extra Race") or (alone and number == 1)
        return ParsedRace(
            title=self.source["title"].text(),
            category=self.title.category or self._category(race),
            discipline=self.discipline.code,
            part_of=self.title.part_of or "",
            round=round_name,
            number=None if unnumbered else number,
            slug=slug,
            date=_date(race),
            start_time=race["startTime"].clock(),
            wind=self._wind(race, "race"),
            decides_medals=False if beside else None,
            note="On an oversized track." if race["oversizedTrack"].flag() else "",
            results=tuple(self._results(race)),
        )

    def _category(self, race):
        """That of the athletes, where the title has none."""
        people = (self.people.get(row["athleteId"].whole()) for row in race.quiet["results"].each())
        sexes = {SEXES.get(person["sex"].plain, "") for person in people if person}
        return sexes.pop() if len(sexes) == 1 else ""

    def _results(self, race):
        rows = race["results"].each()
        bars = _bars(rows) if self.discipline.measure is Measure.HEIGHT else {}
        return [self._result(row, order, bars) for order, row in enumerate(rows)]

    def _result(self, row, order, bars):
        written = row["result"]
        status = written.plain if written.plain in FAULTS else ""
        if written.missing:
            written.complain("A row has no result; expected a mark, DNS, DNF, DQ or NM.")
        guest = row["outOfCompetition"].flag()
        if guest:
            row["outOfCompetition"].warn(
                "Somebody competes out of competition: the row is kept without a place."
            )
        place = row["placeInRace"].positive()
        return ParsedResult(
            **self._who(row),
            place=None if status or guest else place,
            mark=None if status else _mark(written, self.discipline.measure),
            status="NH" if status == "NM" and self.discipline.measure is Measure.HEIGHT else status,
            qualification=row["qualified"].choice(("Q", "q")),
            order=order,
            wind=self._wind(row, "attempt"),
            **self._detail(row["detail"], bars),
        )

    def _who(self, row):
        if self.discipline.team_size > 1 or "relayTeamId" in row:
            team = _listed(row["relayTeamId"], self.teams, "relay team")
            legs = row["legs"].items() if row.found.room_for(row["legs"].size) else []
            return {
                "team": team["name"].text(),
                "country": team["country"].text(),
                "legs": tuple(self._leg(order, leg) for order, leg in enumerate(legs, start=1)),
            }
        person = self._person(_listed(row["athleteId"], self.people, "athlete"))
        return {"person": person, "country": person.country}

    def _leg(self, order, reference):
        return ParsedLeg(order, self._person(_listed(reference, self.people, "athlete")))

    def _person(self, source):
        given, family = source["firstName"].text(), source["lastName"].text()
        sex = SEXES.get(source["sex"].choice(SEXES)) or (self.title.category or "").replace("X", "")
        return ParsedPerson(
            name=f"{given} {family}".strip(),
            given_name=given,
            family_name=family,
            sex=sex,
            country=source["country"].text(),
            birth_date=source["birthdate"].day(),
            world_athletics_id=source["waId"].whole() or None,
        )

    def _detail(self, detail, bars):
        """The series of a field event, or the times on the way."""
        measure = self.discipline.measure
        each = list(enumerate(detail.each(), start=1))
        if measure is Measure.HEIGHT:
            return {"attempts": tuple(filter(None, (_height(item, bars) for _, item in each)))}
        if measure is Measure.DISTANCE:
            return {"attempts": tuple(filter(None, (_trial(item, n) for n, item in each)))}
        if measure is Measure.TIME:
            return {"splits": tuple(filter(None, (_split(item) for _, item in each)))}
        if each:
            detail.warn("Points have no series; it is left out.")
        return {}

    def _wind(self, source, kind):
        return _wind(source["wind"]) if self.discipline.wind == kind else None


def _date(race):
    if race["date"].missing:
        race["date"].complain("A race has no date; expected a day such as 2024-06-07.")
    return race["date"].day()


def _listed(reference, listed, kind):
    item = listed.get(reference.positive())
    if item is None:
        reference.complain(f"No {kind} is listed under this number.")
    return item or Located(None, reference.found, reference.path)


def _bars(rows):
    """The bars of a competition in millimetres, numbered from the lowest: a series may begin higher."""
    series = (each for row in rows for each in row.quiet["detail"].each())
    marks = (_mark(each["height"], Measure.HEIGHT) for each in series)
    return {bar: n for n, bar in enumerate(sorted({mark.value for mark in marks if mark}), start=1)}


def _mark(written, measure):
    if not written.missing and not RESULT[measure].fullmatch(written.text()):
        written.complain(f"“{written.plain}” is no result here; expected {EXPECTED[measure]}.")
        return None
    return written.mark(measure)


def _wind(written):
    if written.missing or written.plain in NO_WIND:
        return None
    if written.plain == WINDY:
        written.warn("The wind was above the limit (“W”), but its reading is not given; please add it.")
        return None
    if not WIND.fullmatch(written.text()):
        written.complain(f"“{written.plain}” is no wind; expected a form such as +0.3, or NWI.")
        return None
    return written.wind()


def _height(item, bars):
    bar, trials = _mark(item["height"], Measure.HEIGHT), item["attempts"].choice(TRIALS)
    if bar is None or not trials:
        item.complain("An attempt needs a height such as 1.80 and an outcome such as xxo.")
        return None
    outcome = trials if trials == "r" else trials.upper()
    return ParsedAttempt(bars[bar.value], outcome, height_mm=bar.value)


def _trial(item, number):
    written = item["result"]
    if written.plain in FAILED:
        return ParsedAttempt(number, FAILED[written.plain], wind=_wind(item["wind"]))
    mark = _mark(written, Measure.DISTANCE)
    if mark is None:
        item.complain("A trial has no result; expected metres, x, - or r.")
        return None
    return ParsedAttempt(number, "O", mark_mm=mark.value, wind=_wind(item["wind"]))


def _split(item):
    distance = _mark(item["distance"], Measure.DISTANCE)
    time = _mark(item["result"], Measure.TIME)
    if distance is None or time is None or distance.value % 1000:
        item.complain("A split needs whole metres, such as 400.00, and a time.")
        return None
    return ParsedSplit(distance.value // 1000, time)
