import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import world_athletics
from results.importers.base import ParsedAttempt, ParsedCompetition, ParsedSplit, Severity
from results.marks import Mark, Measure, Precision
from tests.results.importers.fuzzing import as_bytes, assert_sound, keys_of, mutated, shaped

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "world-athletics"
JANE = {
    "id": 1,
    "waId": 14,
    "firstName": "Jane",
    "lastName": "Doe",
    "birthdate": "2000-08-24",
    "country": "SLO",
    "sex": "female",
}
MARY = JANE | {"id": 2, "waId": 15, "firstName": "Mary"}


def a_form(title="Women's 100m", *rows, kind="Final", **race):
    race = {"number": 1, "date": "2024-08-24", "results": list(rows)} | race
    return {
        "waId": 22,
        "athletes": [JANE, MARY],
        "relayTeams": [{"id": 5, "name": "Slovenia", "country": "SLO"}],
        "venues": [{"id": 12, "name": "Stade de France", "country": "FRA"}],
        "units": [{"waEventId": 0, "title": title, "rounds": [{"type": kind, "races": [race]}]}],
    }


def read(*args, **fields):
    return world_athletics.parse(as_bytes(a_form(*args, **fields)))


def only_row(title, **fields):
    meet = read(title, {"athleteId": 1} | fields)
    assert meet.problems == ()
    return meet.races[0].results[0]


SAMPLE = a_form(
    "Women's high jump",
    {
        "athleteId": 1,
        "result": "1.80",
        "wind": "NWI",
        "placeInRace": 1,
        "qualified": "q",
        "detail": [{"height": "1.75", "attempts": "o"}, {"height": "1.80", "attempts": "xxo"}],
    },
    startTime="10:00:54",
)
SAMPLE["units"] += a_form(
    "Women's 4x100m relay", {"relayTeamId": 5, "legs": [1, 2], "result": "42.10", "placeInRace": 1}
)["units"]


@pytest.mark.parametrize("name", ["100-final-DQ", "hj-qualification", "tj-final"])
def test_their_samples_are_recognised_and_read(name):
    data = (SAMPLES / f"{name}.json").read_bytes()
    assert world_athletics.recognises(data, "") is True
    assert world_athletics.parse(data).problems == ()


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"units": []}', b"waEventId"])
def test_something_else_is_not_recognised(data):
    assert world_athletics.recognises(data, "tj-final.json") is False


def test_sample_of_a_disqualification():
    meet = world_athletics.parse((SAMPLES / "100-final-DQ.json").read_bytes())
    (race,) = meet.races
    assert meet.competition == ParsedCompetition(venue="Saint-Denis Stadium", country="FRA", external_id="22")
    assert (race.category, race.discipline, race.round, race.number) == ("W", "100", "final", None)
    assert (race.date, race.start_time, race.wind) == (date(2024, 8, 24), time(10, 0, 54), None)
    (row,) = race.results
    assert (row.person.name, row.person.sex, row.country) == ("Jane Doe", "W", "SLO")
    assert (row.status, row.mark, row.place) == ("DQ", None, None)


def test_sample_of_a_high_jump():
    meet = world_athletics.parse((SAMPLES / "hj-qualification.json").read_bytes())
    (race,) = meet.races
    assert (race.category, race.discipline, race.round) == ("M", "HJ", "qualification")
    (row,) = race.results
    assert (str(row.mark), row.place, row.qualification, row.wind) == ("2.20", 5, "q", None)
    assert row.attempts == (
        ParsedAttempt(1, "O", height_mm=1750),
        ParsedAttempt(2, "XXO", height_mm=1800),
        ParsedAttempt(3, "XO", height_mm=2000),
    )


def test_sample_of_a_triple_jump():
    meet = world_athletics.parse((SAMPLES / "tj-final.json").read_bytes())
    (row,) = meet.races[0].results
    assert (str(row.mark), row.place, row.wind) == ("13.43", 2, Decimal("1.2"))
    assert row.attempts[:2] == (
        ParsedAttempt(1, "X", wind=Decimal("1.1")),
        ParsedAttempt(2, "O", mark_mm=13_000, wind=Decimal("1.1")),
    )


@pytest.mark.parametrize(
    ("title", "written", "value", "precision"),
    [
        ("Women's 100m", "9.58", 9_580, Precision.HUNDREDTH),
        ("Women's 100m", "9.9h", 9_900, Precision.HAND),
        ("Women's 1500m", "3:29.4h", 209_400, Precision.HAND),
        ("Women's marathon", "2:15:25", 8_125_000, Precision.SECOND),
        ("Women's shot put", "20.63", 20_630, Precision.CENTIMETRE),
        ("Women's heptathlon", "6848", 6848, Precision.POINT),
        ("Women's one hour", "18930", 18_930_000, Precision.METRE),
    ],
)
def test_result_is_read_as_it_is_measured(title, written, value, precision):
    mark = only_row(title, result=written).mark
    assert (mark.value, mark.precision) == (value, precision)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Women's 100m", "9.5"),
        ("Women's 100m", "11"),
        ("Women's 100m", "0.00"),
        ("Women's 100m", "x9.58"),
        ("Women's 100m", "NH"),
        ("Women's shot put", "20.6"),
        ("Women's shot put", "20,63"),
        ("Women's heptathlon", "points: 6848"),
        ("Women's heptathlon", "0"),
        ("Women's one hour", "not 18930"),
    ],
)
def test_result_of_another_form_is_refused(title, written):
    meet = read(title, {"athleteId": 1, "result": written})
    (problem,) = meet.problems
    assert (problem.field, problem.value) == ("units[0].rounds[0].races[0].results[0].result", written)
    assert meet.refused is True


@pytest.mark.parametrize("fault", ["DNS", "DNF", "DQ", "NM"])
def test_fault_takes_the_place(fault):
    row = only_row("Women's shot put", result=fault, placeInRace=3)
    assert (row.status, row.place, row.mark) == (fault, None, None)


def test_no_mark_in_a_vault_is_no_height():
    assert only_row("Women's pole vault", result="NM").status == "NH"


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("Final", 1, ("final", None, "", None)),
        ("Semifinal", 2, ("semi-final", 2, "", None)),
        ("Quarterfinal", 3, ("quarter-final", 3, "", None)),
        ("Round 1", 4, ("heat", 4, "", None)),
        ("Qualification", 2, ("qualification", 2, "", None)),
        ("Preliminary Round", 1, ("preliminary", None, "", None)),
        ("Final A-B", 1, ("final", None, "", None)),
        ("Final A-B", 2, ("final", None, "final-b", False)),
    ],
)
def test_round_and_number(kind, number, expected):
    (race,) = read(kind=kind, number=number).races
    assert (race.round, race.number, race.slug, race.decides_medals) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("Group", ("heat", 2, "")), ("Extra Race", ("final", None, "extra-race-2"))],
)
def test_round_that_is_not_known_here_is_shown_to_a_person(kind, expected):
    meet = read(kind=kind, number=2)
    (race,) = meet.races
    assert (race.round, race.number, race.slug) == expected
    assert [(problem.severity, problem.field) for problem in meet.problems] == [
        (Severity.WARNING, "units[0].rounds[0].type")
    ]


def test_heats_are_numbered_where_there_are_several():
    form = a_form(kind="Round 1")
    (held,) = form["units"][0]["rounds"][0]["races"]
    form["units"][0]["rounds"][0]["races"] = [held, held | {"number": 2}]
    assert [race.number for race in world_athletics.parse(as_bytes(form)).races] == [1, 2]


def test_group_of_a_combined_event_is_its_part():
    meet = read("Women's heptathlon 200m", kind="Group", number=2)
    (race,) = meet.races
    assert (race.discipline, race.part_of, race.round, race.number) == ("200", "HEP", "part", 2)
    assert meet.problems == ()


@pytest.mark.parametrize(
    ("written", "wind"), [("+0.3", "0.3"), ("-12.4", "-12.4"), ("0.0", "0.0"), ("NWI", None), ("NW", None)]
)
def test_wind_of_a_race(written, wind):
    meet = read(wind=written)
    assert (meet.races[0].wind, meet.problems) == (wind and Decimal(wind), ())


def test_wind_above_the_limit_without_a_reading_is_shown_to_a_person():
    meet = read(wind="W")
    assert meet.races[0].wind is None
    assert [(problem.severity, problem.value) for problem in meet.problems] == [(Severity.WARNING, "W")]


@pytest.mark.parametrize("written", ["strong", "+0.25", "x+0.3", "1"])
def test_wind_of_another_form_is_refused(written):
    assert [problem.value for problem in read(wind=written).problems] == [written]


def test_relay_has_a_team_and_legs():
    meet = read("Women's 4x100m relay", {"relayTeamId": 5, "legs": [2, 1], "result": "42.10"})
    (row,) = meet.races[0].results
    assert (row.person, row.team, row.country, str(row.mark)) == (None, "Slovenia", "SLO", "42.10")
    assert [(leg.order, leg.person.name) for leg in row.legs] == [(1, "Mary Doe"), (2, "Jane Doe")]


def test_splits_are_whole_metres():
    detail = [{"distance": "400.00", "result": "56.1h"}]
    assert only_row("Women's 1500m", result="3:52.00", detail=detail).splits == (
        ParsedSplit(400, Mark(56_100, Measure.TIME, Precision.HAND)),
    )


def test_heights_are_numbered_over_the_whole_competition():
    low = {"athleteId": 1, "result": "1.80", "detail": [{"height": "1.80", "attempts": "o"}]}
    high = {"athleteId": 2, "result": "NM", "detail": [{"height": "1.85", "attempts": "xxx"}]}
    meet = read("Women's high jump", high, low)
    assert [row.attempts[0].number for row in meet.races[0].results] == [2, 1]


def test_trials_of_a_throw_need_no_wind():
    detail = [{"result": "60.11"}, {"result": "-"}, {"result": "r"}]
    assert only_row("Women's javelin throw", result="60.11", detail=detail).attempts == (
        ParsedAttempt(1, "O", mark_mm=60_110),
        ParsedAttempt(2, "-"),
        ParsedAttempt(3, "r"),
    )


def test_guest_has_no_place_and_is_shown_to_a_person():
    meet = read(
        "Women's 100m", {"athleteId": 1, "result": "11.05", "placeInRace": 2, "outOfCompetition": True}
    )
    assert meet.races[0].results[0].place is None
    assert [problem.severity for problem in meet.problems] == [Severity.WARNING]


def test_oversized_track_is_noted():
    assert read(oversizedTrack=True).races[0].note == "On an oversized track."


def test_category_is_that_of_the_athletes_where_the_title_has_none():
    assert read("100m", {"athleteId": 1, "result": "11.05"}).races[0].category == "W"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"athleteId": 9, "result": "11.05"}, "athleteId"),
        ({"athleteId": 1}, "result"),
        ({"athleteId": 1, "result": 11.05}, "result"),
        ({"athleteId": 1, "result": "11.05", "qualified": "qR"}, "qualified"),
        ({"athleteId": 1, "result": "11.05", "placeInRace": -1}, "placeInRace"),
        ({"athleteId": 1, "result": "11.05", "detail": [7]}, "detail[0]"),
        (
            {"athleteId": 1, "result": "11.05", "detail": [{"distance": "40.50", "result": "5.11"}]},
            "detail[0]",
        ),
    ],
)
def test_row_that_cannot_be_read_is_told_with_its_place(row, field):
    meet = read("Women's 100m", row)
    assert {problem.field for problem in meet.problems} == {f"units[0].rounds[0].races[0].results[0].{field}"}
    assert meet.refused is True


@pytest.mark.parametrize("title", ["", "Women's egg and spoon", None])
def test_unit_whose_title_names_no_event_is_refused(title):
    meet = read(title)
    assert [problem.field for problem in meet.problems] == ["units[0].title"]
    assert meet.races == ()


def test_race_without_a_date_is_refused():
    assert [problem.field for problem in read(date=None).problems] == ["units[0].rounds[0].races[0].date"]


def test_id_given_twice_is_refused():
    form = a_form() | {"athletes": [JANE, JANE]}
    assert [p.field for p in world_athletics.parse(as_bytes(form)).problems] == ["athletes[1].id"]


def test_no_team_has_more_runners_than_a_file_may_have_rows(monkeypatch):
    monkeypatch.setattr("results.importers.located.MOST_ROWS", 10)
    rows = [{"relayTeamId": 5, "legs": [1] * 8, "result": "42.10"}] * 9
    meet = read("Women's 4x100m relay", *rows)
    assert sum(len(row.legs) for race in meet.races for row in race.results) == 0
    assert meet.refused is True


@given(st.binary(max_size=200))
def test_no_bytes_throw_it(data):
    world_athletics.recognises(data, "")
    assert_sound(world_athletics.parse(data))


@given(mutated(SAMPLE) | shaped(keys_of(SAMPLE)))
def test_no_values_throw_it(value):
    assert_sound(world_athletics.parse(as_bytes(value)))


@given(st.text(max_size=60))
def test_comments_anywhere_do_not_throw_it(text):
    assert_sound(world_athletics.parse(json.dumps(SAMPLE).replace(",", f", // {text}\n").encode()))
