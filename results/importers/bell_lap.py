"""Our own JSON of one event, complete: what `exporters.bell_lap` writes, or a program by hand.

A mark stands three times: as written, as a whole number of its unit (milliseconds, millimetres, points) and
with the precision it was taken to. The first alone is enough; the number and the precision say it exactly.
"""

from results.abbreviations import CATEGORY_WORDS, QUALIFICATION_WORDS, STATUS_WORDS
from results.disciplines import DISCIPLINES, find
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
from results.marks import Mark, Measure, Precision
from results.rounds import race_slug

NAME = "bell-lap"
LABEL = "Bell Lap JSON"
FORMAT = "bell-lap-results/1"

ROUNDS = ("preliminary", "heat", "qualification", "quarter-final", "semi-final", "part", "final")
PRECISION_WORDS = {precision.name.lower(): precision for precision in Precision}
PRECISIONS_OF = {
    Measure.TIME: {
        *(Precision.SECOND, Precision.TENTH, Precision.HAND, Precision.HUNDREDTH, Precision.THOUSANDTH)
    },
    Measure.DISTANCE: {Precision.CENTIMETRE, Precision.METRE},
    Measure.HEIGHT: {Precision.CENTIMETRE},
    Measure.POINTS: {Precision.POINT},
}


def recognises(data, name):
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"bell-lap-results/' in data


def parse(data, name=""):
    value, problem = load_json(data)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    found = Found()
    root = Located(value, found)
    if not root.object() or not _is_ours(root["format"]):
        return found.meet(NAME, None, ())
    races = tuple(filter(None, (_race(race, root["event"]) for race in root["races"].each())))
    return found.meet(NAME, _competition(root["competition"]), races)


def _is_ours(marker):
    if marker.text() != FORMAT:
        marker.complain(f"The format is “{marker.plain}”; expected “{FORMAT}”.")
    return marker.plain == FORMAT


def _competition(source):
    if not source.object():
        return None
    words = ("name", "slug", "short_name", "venue", "city", "country", "time_zone", "external_id")
    return ParsedCompetition(
        **{word: source[word].text() for word in words},
        first_day=source["first_day"].day(),
        last_day=source["last_day"].day(),
        indoor=source["indoor"].flag(),
    )


def _race(source, event):
    own = source["discipline"]
    code, whole = _discipline(event["discipline"] if own.missing else own), _discipline(event["discipline"])
    room = source.found.room_for(source["results"].size)
    if code is None or whole is None or not room:
        return None
    round_name, number = source["round"].choice(ROUNDS, "final"), source["number"].positive()
    slug = source["slug"].text()
    return ParsedRace(
        title=source["title"].text(),
        category=event["category"].choice(CATEGORY_WORDS),
        discipline=code,
        part_of=whole if whole != code else "",
        round=round_name,
        number=number,
        slug="" if slug == race_slug(round_name, number, DISCIPLINES[code].slug) else slug,
        date=source["date"].day(),
        start_time=source["start_time"].clock(),
        starts_at=source["starts_at"].moment(),
        wind=source["wind"].wind(),
        decides_medals=source["decides_medals"].flag(None),
        complete=source["complete"].flag(True),
        advancement=source["advancement"].text(),
        note=source["note"].text(),
        external_id=source["external_id"].text(),
        results=tuple(_result(row, DISCIPLINES[code]) for row in source["results"].each()),
    )


def _discipline(written):
    code = written.text()
    if code in DISCIPLINES:
        return code
    if (code := find(code)) is None:
        written.complain(
            f"“{written.plain}” is no discipline known here; expected a code such as 1500 or LJ."
        )
    return code


def _result(row, discipline):
    person = _person(row["athlete"])
    if person is None and discipline.team_size == 1 and row["athlete"].missing:
        row["athlete"].complain("A row has no athlete.")
    return ParsedResult(
        person=person,
        team=row["team"].text(),
        country=row["country"].text(),
        place=row["place"].positive(),
        mark=_mark(row, discipline.measure),
        reading_ms=row["reading_ms"].positive(),
        status=row["status"].choice(STATUS_WORDS),
        rule=row["rule"].text(),
        qualification=row["qualification"].choice(QUALIFICATION_WORDS),
        lane=row["lane"].whole(),
        bib=row["bib"].word(),
        order=row["order"].whole() or 0,
        reaction_ms=row["reaction_ms"].whole(),
        wind=row["wind"].wind(),
        record_flags=row["record_flags"].text(),
        personal_flags=row["personal_flags"].text(),
        points=row["points"].whole(),
        splits=tuple(filter(None, map(_split, row["splits"].each()))),
        attempts=tuple(filter(None, map(_attempt, row["attempts"].each()))),
        legs=tuple(filter(None, map(_leg, row["legs"].each()))),
    )


def _person(source):
    if not source.object():
        return None
    if source["name"].missing:
        source["name"].complain("An athlete has no name.")
    return ParsedPerson(
        name=source["name"].text(),
        given_name=source["given_name"].text(),
        family_name=source["family_name"].text(),
        sex=source["sex"].choice(("M", "W")),
        country=source["country"].text(),
        birth_date=source["birth_date"].day(),
        birth_date_precision=source["birth_date_precision"].choice(("day", "month", "year"), "day"),
        world_athletics_id=source["world_athletics_id"].positive(),
        tilastopaja_id=source["tilastopaja_id"].positive(),
    )


def _mark(source, measure):
    value = source["mark_value"].positive()
    precision = PRECISION_WORDS.get(source["mark_precision"].choice(PRECISION_WORDS))
    if value is None or precision is None:
        return source["mark"].mark(measure)
    if precision not in PRECISIONS_OF[measure]:
        source["mark_precision"].complain(f"No {measure} is taken to a {precision.name.lower()}.")
        return None
    mark = Mark(value, measure, precision)
    if not source["mark"].missing and source["mark"].text() != str(mark):
        source["mark"].complain(f"The mark is written “{source['mark'].plain}”, but its value is {mark}.")
    return mark


def _split(source):
    distance, time = source["distance_m"].positive(), _mark(source, Measure.TIME)
    if distance is None or time is None:
        source.complain("A split has no distance or no time.")
        return None
    return ParsedSplit(distance, time)


def _attempt(source):
    number = source["number"].positive()
    if number is None:
        source["number"].complain("An attempt has no number.")
        return None
    return ParsedAttempt(
        number=number,
        outcome=source["outcome"].text() or "O",
        height_mm=source["height_mm"].positive(),
        mark_mm=source["mark_mm"].positive(),
        wind=source["wind"].wind(),
    )


def _leg(source):
    order, person = source["order"].positive(), _person(source["athlete"])
    if order is None or person is None:
        source.complain("A leg has no number or no athlete.")
        return None
    return ParsedLeg(order, person)
