"""Tilastopaja's JSON of a whole competition, as OpenTrack publishes that of Rome 2024.

Verified against that file, all 180 races of it. Statuses and annulled marks share a field (“6.58DQADR 2.2”);
heights are a table beside the trials, which name them by number; relay runners carry no sex.
"""

import re

from results.abbreviations import QUALIFICATION_WORDS
from results.disciplines import DISCIPLINES, find
from results.importers.base import (
    ParsedAttempt,
    ParsedCompetition,
    ParsedLeg,
    ParsedMeet,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
)
from results.importers.located import Found, Located
from results.importers.reading import load_json
from results.marks import Measure

NAME = "tilastopaja"
LABEL = "Tilastopaja JSON"

ROUNDS = {
    "Heats": "heat",
    "Quarterfinals": "quarter-final",
    "Semifinals": "semi-final",
    "Qualification": "qualification",
    "Final": "final",
}
B_RACE = "Race B"
MIXED_ORDER = {1: "M", 2: "W", 3: "M", 4: "W"}  # TR 24.1: man, woman, man, woman
OUT = re.compile(r"[\d.:]*(?P<status>DNS|DNF|DQ|NM|NH)(?P<rule>.*)")  # “6.58DQADR 2.2”: the mark was annulled
TRIALS = {"P": "-", "R": "r"}
TRIAL = re.compile(r"(?=.)[OX]{0,3}[-PR]?", re.IGNORECASE)
HEAT_NUMBER = re.compile(r"[0-9]{1,3}")


def recognises(data, name):
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"roundName"' in data and b'"toID"' in data


def parse(data, name=""):
    value, problem = load_json(data)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    found = Found()
    root = Located(value, found)
    if not root.object():
        return found.meet(NAME, None, ())
    races = _Races()
    parsed = [races.race(event) for event in sorted(root["events"].each(), key=_relays_last)]
    return found.meet(NAME, _competition(root), tuple(filter(None, parsed)))


def _competition(root):
    return ParsedCompetition(
        name=root["compName"].text(),
        venue=root["arena"].text(),
        city=root["city"].text(),
        country=root["country"].text(),
        first_day=root["startDate"].day(),
        last_day=root["endDate"].day(),
        indoor=root["compType"].text() == "Indoor",
        external_id=root["compID"].word(),
    )


class _Races:
    """The races one by one; it remembers the sex of whom it has met, by Tilastopaja's id."""

    def __init__(self):
        self.sexes = {}

    def race(self, source):
        code, part_of = _discipline(source["eventName"]), source["combinedEvent"]
        combined = "" if part_of.missing else _discipline(part_of)
        room = source.found.room_for(source["results"].size)
        if code is None or combined is None or not room:
            return None
        category = _category(source)
        b_race = source["heatName"].plain == B_RACE
        heights = _heights(source["heightTable"])
        return ParsedRace(
            title=_title(source),
            category=category,
            discipline=code,
            part_of=combined,
            round="part" if combined else ROUNDS[source["roundName"].choice(ROUNDS, "Final")],
            number=_heat_number(source["heatNumber"]),
            slug="final-b" if b_race else "",
            date=source["date"].day(),
            wind=source["wind"].wind() if DISCIPLINES[code].wind == "race" else None,
            decides_medals=False if b_race or combined else None,
            external_id=source["listName"].text(),
            results=tuple(
                self._result(row, order, category, DISCIPLINES[code], heights)
                for order, row in enumerate(_each_once(source["results"].each()))
            ),
        )

    def _result(self, row, order, category, discipline, heights):
        out = OUT.fullmatch(row["bestPerformance"].text())
        return ParsedResult(
            person=None if discipline.team_size > 1 else self._person(row, category),
            country=row["nation"].text(),
            place=None if out else row["rank"].positive(),
            mark=None if out else row["bestPerformance"].mark(discipline.measure),
            status=out["status"] if out else "",
            rule=out["rule"] if out else "",
            qualification=row["qualified"].choice(QUALIFICATION_WORDS),
            order=order,
            reaction_ms=_milliseconds(row["reactiontime"]),
            wind=row["wind"].wind() if discipline.wind == "attempt" else None,
            record_flags=row["recordFlags"].text(),
            personal_flags=row["personalFlags"].text(),
            points=row["combinedPoints"].whole(),
            attempts=tuple(filter(None, (_attempt(each, heights) for each in row["roundResults"].each()))),
            legs=tuple(self._leg(leg, category) for leg in row["relayParticipants"].each()),
        )

    def _leg(self, leg, category):
        order, runner = leg["leg"].positive() or 0, leg["toID"].whole()
        sex = category if category != "X" else self.sexes.get(runner) or MIXED_ORDER.get(order, "")
        return ParsedLeg(order, self._person(leg, sex))

    def _person(self, row, sex):
        ident = row["toID"].whole()
        if ident and sex in MIXED_ORDER.values():
            self.sexes[ident] = sex
        given = row["firstname"].text()
        family = row["lastname"].text() or row["athlete"].text()
        return ParsedPerson(
            name=f"{given} {family}".strip(),
            given_name=given,
            family_name=family,
            sex=sex.replace("X", ""),
            country=row["nation"].text(),
            birth_date=row["DOB"].day(),
            world_athletics_id=row["WAID"].whole() or None,
            tilastopaja_id=ident,
        )


def _each_once(rows):
    """Each person's row, at the place of the last where there are several."""
    rows_of = {}
    for row in rows:
        ident = row["toID"].value
        who = ident if isinstance(ident, int | str) and ident else row.path
        rows_of[who] = [*rows_of.pop(who, []), row]
    return [_one_of(same) for same in rows_of.values()]


def _one_of(same):
    """Of a person who is listed as finished and as out, only the finish is right.

    In Rome a heptathlete stands fifteenth with 5975 points and as not finished; her seven disciplines add up
    to 5975. Anybody else who is listed twice is for a person to look at.
    """
    if len(same) == 1:
        return same[0]
    finished = [row for row in same if not OUT.fullmatch(row["bestPerformance"].plain)]
    if len(finished) != 1:
        same[-1]["athlete"].complain(f"{same[-1]['athlete'].plain} is listed twice; expected one row each.")
        return same[0]
    kept = finished[0]["bestPerformance"].plain
    for row in same:
        if row is not finished[0]:
            out = row["bestPerformance"]
            out.warn(
                f"{row['athlete'].plain} is listed twice, with {kept} and as {out.plain}: {kept} is kept."
            )
    return finished[0]


def _relays_last(source):
    """Mixed relays at the very end: their runners' sex is known from the other events."""
    return "4 x" in source["eventName"].plain, "Mixed" in source["eventName"].plain


def _category(source):
    return "X" if "Mixed" in source["eventName"].plain else source["gender"].choice(("M", "W"))


def _discipline(written):
    """Its code; None, and a problem, of what is none known here."""
    code = find(written.text())
    if code is None:
        written.complain(f"“{written.plain}” is no discipline known here; expected a name such as 1500m.")
    return code


def _heat_number(written):
    """“B” of a B race, and “”, are none."""
    return int(written.word()) if HEAT_NUMBER.fullmatch(written.word()) else None


def _title(source):
    event = " ".join(filter(None, (source[key].plain for key in ("combinedEvent", "eventName"))))
    heat = source["heatName"].plain or source["roundName"].plain
    return ", ".join(filter(None, (f"{event} {source['gender'].plain}".strip(), heat)))


def _heights(table):
    """The bar in millimetres, by the number under which the trials name it."""
    marks = {each["heightPos"].whole(): each["heightValue"].mark(Measure.HEIGHT) for each in table.each()}
    return {number: mark.value for number, mark in marks.items() if mark}


def _milliseconds(seconds):
    number = seconds.decimal()
    return None if number is None else round(number * 1000)


def _attempt(trial, heights):
    number, written = trial["round"].positive(), trial["performance"]
    if number is None or not (outcome := _outcome(written)):
        return None
    metres = written.mark(Measure.DISTANCE) if outcome == "O" and written.plain[0].isdigit() else None
    return ParsedAttempt(
        number=number,
        outcome=outcome,
        height_mm=heights.get(number),
        mark_mm=metres.value if metres else None,
        wind=trial["wind"].wind(),
    )


def _outcome(written):
    text = written.text().upper()
    if text[:1].isdigit():
        return "O"
    if not TRIAL.fullmatch(text):
        written.complain(f"“{text}” is no trial; expected metres or a form such as O, XXO, P or R.")
        return ""
    return TRIALS.get(text, text)
