from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from results.importers.base import (
    ParsedAttempt,
    ParsedLeg,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.importers.checks import check_race
from results.marks import parse_mark

KERR = ParsedResult(
    2, ParsedPerson("Josh Kerr", country="GBR"), country="GBR", place=1, mark=parse_mark("3:29.38", "time")
)
NARVE = ParsedResult(
    3, ParsedPerson("Narve Nordås", country="NOR"), country="NOR", place=2, mark=parse_mark("3:29.68", "time")
)


def problems(*rows, **race):
    found = check_race(
        ParsedRace(**{"category": "M", "discipline": "1500", "results": rows, "line": 1} | race)
    )
    return [(problem.line, problem.field, problem.severity.value, problem.message) for problem in found]


def test_a_sound_race_has_no_problem():
    assert problems(KERR, NARVE) == []


def test_a_place_without_a_mark_is_wrong_where_others_have_marks():
    without = replace(NARVE, mark=None)
    assert problems(KERR, without) == [
        (
            *(3, "mark", "error"),
            "Narve Nordås has place 2 but no mark; expected a mark, or a status such as DNF.",
        )
    ]
    assert problems(replace(KERR, mark=None), without) == []


def test_a_status_excludes_mark_and_place():
    assert problems(replace(KERR, status="DQ"), NARVE) == [
        (
            *(2, "status", "error"),
            "Josh Kerr has both the mark 3:29.38 and the status DQ; expected one of them.",
        )
    ]
    assert problems(replace(KERR, status="DQ", mark=None), NARVE) == [
        (*(2, "status", "error"), "Josh Kerr has both the place 1 and the status DQ; expected one of them.")
    ]


def test_two_winners_need_equal_marks():
    assert problems(KERR, replace(NARVE, place=1)) == [
        (
            *(3, "place", "error"),
            "Josh Kerr and Narve Nordås are both 1st, with 3:29.38 and 3:29.68; "
            "expected one winner, or equal marks.",
        )
    ]
    assert problems(KERR, replace(NARVE, place=1, mark=KERR.mark)) == []


@pytest.mark.parametrize(("field", "value"), [("lane", 7), ("bib", "7")])
def test_a_lane_or_bib_given_twice_is_a_warning(field, value):
    assert problems(replace(KERR, **{field: value}), replace(NARVE, **{field: value})) == [
        (3, field, "warning", f"Josh Kerr (line 2) and Narve Nordås have the same {field}, 7.")
    ]


@pytest.mark.parametrize(
    "again",
    [
        ParsedPerson("JOSH KERR", country="GBR"),
        ParsedPerson("Josh Kerr"),
    ],
)
def test_an_athlete_stands_in_a_race_once(again):
    twice = replace(NARVE, person=again, country="GBR")
    assert [found[:3] for found in problems(KERR, twice)] == [(3, "athlete", "error")]


def test_the_same_id_is_the_same_athlete_and_another_birth_date_is_not():
    one, other = (replace(row, person=replace(row.person, world_athletics_id=7)) for row in (KERR, NARVE))
    assert [found[1:3] for found in problems(one, other)] == [("athlete", "error")]
    born = [ParsedPerson("Josh Kerr", country="GBR", birth_date=date(1990 + n, 1, 1)) for n in range(2)]
    assert problems(replace(KERR, person=born[0]), replace(NARVE, person=born[1])) == []


def test_a_team_stands_in_a_race_once():
    team = ParsedResult(2, team="Kenya A", country="KEN")
    assert [found[1] for found in problems(team, replace(team, line=3), discipline="4X400")] == ["athlete"]
    assert problems(team, replace(team, team="Kenya B"), discipline="4X400") == []


@pytest.mark.parametrize(
    ("discipline", "mark", "measure", "said"),
    [
        ("1500", "8.95", "time", "8.95 is no mark of the 1500m: nobody comes near 2:00.00."),
        ("1500", "8.95", "distance", "8.95 is no mark of the 1500m."),
        ("LJ", "19.19", "distance", "19.19 is no mark of the long jump: nobody comes near 9.50."),
        ("DEC", "12000", "points", "12000 is no mark of the decathlon: nobody comes near 10500."),
    ],
)
def test_a_mark_of_another_discipline_is_no_mark(discipline, mark, measure, said):
    row = replace(KERR, mark=parse_mark(mark, measure))
    assert problems(row, discipline=discipline) == [(2, "mark", "error", said)]


@pytest.mark.parametrize(
    ("discipline", "mark", "measure"),
    [
        ("100", "9.58", "time"),
        ("4X100", "36.84", "time"),
        ("SHR", "53.36", "time"),
        ("LJ", "8.95", "distance"),
        ("DEC", "9126", "points"),
    ],
)
def test_world_records_are_marks(discipline, mark, measure):
    assert problems(replace(KERR, mark=parse_mark(mark, measure)), discipline=discipline) == []


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"place": 0}, "place"),
        ({"place": 32_768}, "place"),
        ({"lane": 40_000}, "lane"),
        ({"order": -1}, "order"),
        ({"points": -1}, "points"),
        ({"reaction_ms": 40_000}, "reaction_ms"),
        ({"reading_ms": 0}, "reading_ms"),
        ({"wind": Decimal("20.1")}, "wind"),
        ({"team": "x" * 81}, "team"),
        ({"bib": "x" * 13}, "bib"),
        ({"rule": "x" * 41}, "rule"),
        ({"record_flags": "x" * 41}, "record_flags"),
        ({"personal_flags": "x" * 21}, "personal_flags"),
        ({"country": "gbr"}, "country"),
        ({"country": "Great Britain"}, "country"),
        ({"qualification": "QQ"}, "qualification"),
        ({"person": ParsedPerson("x" * 161)}, "name"),
        ({"person": ParsedPerson("x", world_athletics_id=2**31)}, "world_athletics_id"),
        ({"attempts": (ParsedAttempt(1), ParsedAttempt(1))}, "attempts"),
        ({"attempts": (ParsedAttempt(1, "XXXXX"),)}, "attempts"),
        ({"attempts": (ParsedAttempt(1, mark_mm=0),)}, "attempts"),
        ({"attempts": (ParsedAttempt(0),)}, "attempts"),
        ({"splits": (ParsedSplit(400, KERR.mark), ParsedSplit(400, KERR.mark))}, "splits"),
        ({"legs": (ParsedLeg(1, KERR.person), ParsedLeg(1, NARVE.person))}, "legs"),
        ({"status": "DSQ", "mark": None, "place": None}, "status"),
    ],
)
def test_what_cannot_be_held_is_located(row, field):
    assert [found[:3] for found in problems(replace(KERR, **row))] == [(2, field, "error")]


@pytest.mark.parametrize(
    ("race", "field"),
    [
        ({"category": "F"}, "category"),
        ({"round": "heats"}, "round"),
        ({"discipline": "1501"}, "discipline"),
        ({"number": 0}, "number"),
        ({"date": date(24, 6, 8)}, "date"),
        ({"wind": Decimal("-21")}, "wind"),
        ({"advancement": "3 + 4"}, "advancement"),
        ({"note": "x" * 201}, "note"),
        ({"external_id": "x" * 81}, "external_id"),
    ],
)
def test_what_a_race_cannot_say_is_located(race, field):
    assert [found[:3] for found in problems(KERR, **race)] == [(1, field, "error")]
