import json
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import bell_lap
from results.importers.base import ParsedAttempt, ParsedSplit
from results.marks import Mark, Measure, Precision
from tests.results.importers.fuzzing import as_bytes, assert_sound, keys_of, mutated, shaped

ATHLETE = {
    "id": 7,
    "name": "Josh Kerr",
    "given_name": "Josh",
    "family_name": "Kerr",
    "sex": "M",
    "country": "GBR",
    "birth_date": "1997-10-08",
    "world_athletics_id": 14564446,
}
ROW = {
    "place": 1,
    "athlete": ATHLETE,
    "team": "",
    "country": "GBR",
    "mark": "3:29.38",
    "mark_value": 209_380,
    "mark_precision": "hundredth",
    "status": "",
    "lane": 4,
    "bib": "704",
    "wind": -0.4,
    "splits": [{"distance_m": 400, "mark": "56.1", "mark_value": 56_100, "mark_precision": "tenth"}],
    "attempts": [{"number": 1, "outcome": "XO", "height_mm": 2370, "wind": 0.3}],
    "legs": [{"order": 1, "athlete": ATHLETE}],
}
RACE = {
    "title": "Men’s 1500m, final",
    "slug": "final",
    "round": "final",
    "number": None,
    "discipline": "1500",
    "date": "2023-08-23",
    "starts_at": "2023-08-23T21:15:00+02:00",
    "wind": None,
    "status": "official",
    "decides_medals": True,
    "results": [ROW],
}
SAMPLE = {
    "format": "bell-lap-results/1",
    "competition": {"name": "Budapest 2023", "slug": "budapest-2023", "first_day": "2023-08-19"},
    "event": {"title": "Men’s 1500m", "slug": "men-1500m", "category": "M", "discipline": "1500"},
    "races": [RACE],
}


def read(row=None, race=None, event=None):
    races = [RACE | {"results": [ROW | (row or {})]} | (race or {})]
    return bell_lap.parse(as_bytes(SAMPLE | {"races": races, "event": SAMPLE["event"] | (event or {})}))


def test_our_own_file_is_recognised():
    assert bell_lap.recognises(as_bytes(SAMPLE), "") is True


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"format": "other/1"}', b'"bell-lap-results/1"'])
def test_something_else_is_not_recognised(data):
    assert bell_lap.recognises(data, "men-1500m.json") is False


def test_race_is_read():
    meet = read()
    (race,) = meet.races
    assert (meet.format, meet.problems, meet.competition.slug) == ("bell-lap", (), "budapest-2023")
    assert (race.category, race.discipline, race.part_of, race.slug) == ("M", "1500", "", "")
    assert (race.date, race.decides_medals, race.complete) == (date(2023, 8, 23), True, True)
    assert race.starts_at == datetime(2023, 8, 23, 21, 15, tzinfo=timezone(timedelta(hours=2)))


def test_row_is_read():
    (row,) = read().races[0].results
    assert (row.person.name, row.person.world_athletics_id, row.person.sex) == ("Josh Kerr", 14564446, "M")
    assert (row.place, row.lane, row.bib, row.wind) == (1, 4, "704", Decimal("-0.4"))
    assert row.mark == Mark(209_380, Measure.TIME, Precision.HUNDREDTH)
    assert row.splits == (ParsedSplit(400, Mark(56_100, Measure.TIME, Precision.TENTH)),)
    assert row.attempts == (ParsedAttempt(1, "XO", height_mm=2370, wind=Decimal("0.3")),)
    assert [(leg.order, leg.person.name) for leg in row.legs] == [(1, "Josh Kerr")]


def test_written_mark_is_enough():
    meet = read({"mark": "49.6", "mark_value": None, "mark_precision": None})
    assert meet.races[0].results[0].mark == Mark(49_600, Measure.TIME, Precision.TENTH)


def test_local_start_without_a_zone_is_a_time_of_day():
    (race,) = read(race={"starts_at": None, "start_time": "21:15"}).races
    assert (race.starts_at, race.start_time) == (None, time(21, 15))


def test_part_belongs_to_its_combined_event():
    race = {"discipline": "100", "round": "part", "slug": "100m-heat-1", "number": 1}
    (read_race,) = read(race=race, event={"discipline": "DEC"}).races
    assert (read_race.discipline, read_race.part_of, read_race.slug) == ("100", "DEC", "")


def test_address_of_its_own_is_kept():
    assert read(race={"slug": "final-b"}).races[0].slug == "final-b"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"mark": "3:29.39"}, "mark"),
        ({"mark_precision": "centimetre"}, "mark_precision"),
        ({"mark_precision": "guess"}, "mark_precision"),
        ({"mark_value": -1}, "mark_value"),
        ({"mark": 209.38, "mark_value": None}, "mark"),
        ({"place": "first"}, "place"),
        ({"place": 0}, "place"),
        ({"place": True}, "place"),
        ({"wind": "strong"}, "wind"),
        ({"status": "LOST"}, "status"),
        ({"athlete": None}, "athlete"),
        ({"athlete": "Josh Kerr"}, "athlete"),
        ({"athlete": ATHLETE | {"sex": "X"}}, "athlete.sex"),
        ({"athlete": ATHLETE | {"name": ""}}, "athlete.name"),
        ({"athlete": ATHLETE | {"birth_date": "8 October"}}, "athlete.birth_date"),
        ({"splits": [{"distance_m": 400}]}, "splits[0]"),
        ({"attempts": [{"outcome": "O"}]}, "attempts[0].number"),
        ({"legs": [{"order": 1}]}, "legs[0]"),
        ({"lane": 10**12}, "lane"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(row, field):
    assert [problem.field for problem in read(row).problems] == [f"races[0].results[0].{field}"]


def test_problem_says_what_stood_there_and_what_was_expected():
    (problem,) = read({"place": "first"}).problems
    assert problem.message == "“first” cannot be read here: expected a whole number."
    assert problem.value == "first"


@pytest.mark.parametrize(
    ("race", "field"),
    [
        ({"starts_at": "2023-08-23T21:15:00"}, "races[0].starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "races[0].starts_at"),
        ({"discipline": "tug"}, "races[0].discipline"),
        ({"round": "repechage"}, "races[0].round"),
        ({"results": {}}, "races[0].results"),
        ({"decides_medals": "yes"}, "races[0].decides_medals"),
    ],
)
def test_race_that_cannot_be_read_is_told(race, field):
    assert [problem.field for problem in read(race=race).problems] == [field]


def test_later_format_is_refused_by_name():
    (problem,) = bell_lap.parse(as_bytes(SAMPLE | {"format": "bell-lap-results/2"})).problems
    assert problem.message == "The format is “bell-lap-results/2”; expected “bell-lap-results/1”."


def test_thousands_of_mistakes_are_told_by_the_first_of_them():
    rows = [ROW | {"place": "first"}] * 1000
    meet = bell_lap.parse(as_bytes(SAMPLE | {"races": [RACE | {"results": rows}]}))
    assert len(meet.problems) == 201
    assert meet.problems[-1].message == "There are 800 problems more."
    assert meet.refused is True


def test_control_characters_do_not_come_in():
    data = json.dumps(SAMPLE).replace("Josh Kerr", "Josh\\u0000 Kerr\\u0007").encode()
    assert bell_lap.parse(data).races[0].results[0].person.name == "Josh Kerr"


@given(st.binary(max_size=200))
def test_no_bytes_throw_it(data):
    bell_lap.recognises(data, "")
    assert_sound(bell_lap.parse(data))


@given(
    mutated(SAMPLE) | shaped(keys_of(SAMPLE)).map(lambda value: {"format": bell_lap.FORMAT, "races": value})
)
def test_no_values_throw_it(value):
    assert_sound(bell_lap.parse(as_bytes(value)))
