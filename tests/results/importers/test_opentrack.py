from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import opentrack
from results.importers.base import ParsedAttempt, ParsedSplit, Severity
from results.marks import Mark, Measure, Precision
from tests.results.importers.fuzzing import as_bytes, assert_sound, keys_of, mutated, shaped

DATA = Path(__file__).resolve().parents[2] / "data" / "opentrack"
PROGRAMME = (DATA / "programme_surreytf_2016.json").read_bytes()

# In the form of OpenTrack's own files, with people of ours.
COMPETITORS = [
    {
        "competitorId": "1",
        "firstName": "Ann",
        "lastName": "Archer",
        "dateOfBirth": "1999-05-15",
        "gender": "F",
        "nationality": "GBR",
        "teamId": "THH",
    },
    {"competitorId": "2", "firstName": "Beth", "lastName": "Baker", "gender": "F", "nationality": "IRL"},
]


def an_event(code, *results, **fields):
    """One event of one unit, in the spelling of the public file."""
    unit = {"heat": 1, "round": 1, "results": list(results)} | fields.pop("unit", {})
    defaults = {
        "ageGroups": ["ALL"],
        "eventCode": code,
        "eventId": "T01",
        "genders": "F",
        "name": "100m Women",
        "day": 1,
        "rounds": "1",
        "units": [unit],
    }
    return defaults | fields


def a_competition(*events, **fields):
    defaults = {
        "fullName": "Open Meeting",
        "shortName": "Open",
        "slug": "open-1",
        "date": "2021-05-08",
        "finishDate": "2021-05-09",
        "country": "GBR",
        "venue": {"formalName": "Norman Park"},
        "competitors": COMPETITORS,
        "events": list(events),
    }
    return defaults | fields


def read(*events, **fields):
    return opentrack.parse(as_bytes(a_competition(*events, **fields)))


def only_row(*args, **fields):
    meet = read(an_event(*args, **fields))
    assert meet.problems == ()
    return meet.races[0].results[0]


SAMPLE = a_competition(
    an_event(
        "LJ",
        {"bib": "1", "order": 1, "place": 1, "performance": "5.74"},
        unit={"trials": [{"bib": "1", "round": 1, "result": "5.74", "wind": 0.4}]},
    ),
    an_event(
        "PV",
        {"bib": "1", "place": 1, "performance": "3.10"},
        unit={"trials": [{"bib": "1", "height": "3.10", "result": "o"}]},
    ),
    an_event(
        "5000",
        {"bib": "2", "performance": "16:30.10", "splits": [{"distance": 200, "elapsedTime": "41"}]},
    ),
)


def test_programme_is_recognised():
    assert opentrack.recognises(PROGRAMME, "") is True


@pytest.mark.parametrize("key", ["eventCode", "event_code"])
def test_competition_is_recognised_in_both_spellings(key):
    assert opentrack.recognises(as_bytes({"events": [{key: "100", "units": []}]}), "") is True


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"units": []}', b'"event_id" "stage"'])
def test_something_else_is_not_recognised(data):
    assert opentrack.recognises(data, "programme.json") is False


def test_programme_gives_the_races_of_seniors():
    meet = opentrack.parse(PROGRAMME)
    assert (len(meet.races), meet.competition, meet.refused) == (37, None, False)
    heat = meet.races[0]
    assert (heat.title, heat.external_id) == ("Sat 11:45 200 SEN M HEAT", "T012")
    assert (heat.category, heat.discipline, heat.round, heat.number) == ("M", "200", "heat", None)
    assert (heat.date, heat.start_time, heat.results) == (None, time(11, 45), ())


def test_programme_leaves_age_groups_out_with_one_warning():
    (problem,) = opentrack.parse(PROGRAMME).problems
    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "150 left out as events of age groups, which are not held here: "
        "U17 (44), U15 (40), U20 (34), U13 (32)."
    )


def test_programme_reads_every_stage():
    races = opentrack.parse(PROGRAMME).races
    assert [race.round for race in races if (race.category, race.discipline) == ("M", "100")] == [
        "heat",
        "semi-final",
        "final",
    ]


def test_units_of_the_same_stage_are_numbered():
    unit = {
        "event_id": "T1",
        "discipline": "100",
        "age": "SEN",
        "gender": "F",
        "stage": "HEAT",
        "time": "9:30",
    }
    meet = opentrack.parse(as_bytes([unit, unit | {"event_id": "T2"}, unit | {"stage": "FINAL"}]))
    assert [(race.round, race.number) for race in meet.races] == [("heat", 1), ("heat", 2), ("final", None)]
    assert meet.races[0].start_time == time(9, 30)


def test_unknown_discipline_is_left_out_with_a_warning():
    unit = {"event_id": "T1", "discipline": "70H", "age": "SEN", "gender": "F", "stage": "FINAL"}
    meet = opentrack.parse(as_bytes([unit, unit]))
    assert (meet.races, meet.refused) == ((), False)
    assert [problem.message for problem in meet.problems] == [
        "2 left out as disciplines that are not known here: 70H (2)."
    ]


def test_competition_says_where_and_when():
    competition = read().competition
    assert (competition.name, competition.short_name, competition.slug) == ("Open Meeting", "Open", "open-1")
    assert (competition.venue, competition.country) == ("Norman Park", "GBR")
    assert (competition.first_day, competition.last_day) == (date(2021, 5, 8), date(2021, 5, 9))


def test_row_is_read():
    event = an_event(
        "100",
        {"bib": "1", "place": 1, "performance": "11.82", "lane": 4, "points": 0},
        unit={"windAssistance": "-4.1", "scheduledStartTime": "18:45", "day": 2},
    )
    (race,) = read(event).races
    assert (race.category, race.discipline, race.round, race.number) == ("W", "100", "final", None)
    assert (race.date, race.start_time, race.wind) == (date(2021, 5, 9), time(18, 45), Decimal("-4.1"))
    assert (race.title, race.external_id) == ("100m Women", "T01-1-1")
    (row,) = race.results
    assert (row.person.name, row.person.sex, row.person.birth_date) == ("Ann Archer", "W", date(1999, 5, 15))
    assert (row.country, row.bib, row.lane, row.place, row.points) == ("GBR", "1", 4, 1, None)
    assert str(row.mark) == "11.82"


def test_api_spelling_is_read_alike():
    competitor = {
        "competitor_id": 1,
        "first_name": "Ann",
        "last_name": "Archer",
        "gender": "F",
        "date_of_birth": "1999-05-15",
        "nationality": "GBR",
    }
    event = {
        "age_groups": ["SEN"],
        "event_code": "100",
        "event_id": "T01",
        "genders": "F",
        "units": [
            {"heat": 1, "round": 1, "wind_assistance": "0.3", "results": [{"bib": 1, "performance": "11.82"}]}
        ],
    }
    meet = opentrack.parse(as_bytes(a_competition(event, competitors=[competitor])))
    assert meet.problems == ()
    (race,) = meet.races
    assert (race.wind, race.results[0].person.birth_date) == (Decimal("0.3"), date(1999, 5, 15))


@pytest.mark.parametrize(
    ("rounds", "code", "expected"),
    [
        ("2,1", "100", [("heat", 1), ("heat", 2), ("final", None)]),
        ("2,1", "LJ", [("qualification", 1), ("qualification", 2), ("final", None)]),
        ("2,1,1", "100", [("heat", 1), ("heat", 2), ("semi-final", None)]),
    ],
)
def test_last_round_is_the_final(rounds, code, expected):
    units = [{"round": 1, "heat": 1}, {"round": 1, "heat": 2}, {"round": 2, "heat": 1}]
    races = read(an_event(code, rounds=rounds, units=units)).races
    assert [(race.round, race.number) for race in races] == expected


def test_races_that_are_decided_on_time_are_numbered_and_give_no_medals():
    races = read(an_event("800", rounds="2", units=[{"heat": 1}, {"heat": 2}])).races
    assert [(race.round, race.number, race.decides_medals) for race in races] == [
        ("final", 1, False),
        ("final", 2, False),
    ]


def test_second_round_is_on_its_own_day():
    units = [{"round": 1}, {"round": 2}]
    races = read(an_event("100", rounds="1,1", units=units, r2Day=2)).races
    assert [race.date for race in races] == [date(2021, 5, 8), date(2021, 5, 9)]


@pytest.mark.parametrize(
    ("code", "performance", "status"),
    [("100", "DNF", "DNF"), ("100", "DQ", "DQ"), ("SP", "0.00", "NM"), ("HJ", "0.00", "NH")],
)
def test_who_is_out_has_neither_mark_nor_place(code, performance, status):
    row = only_row(code, {"bib": "1", "place": 12, "performance": performance})
    assert (row.status, row.place, row.mark) == (status, None, None)


def test_start_list_row_has_nothing_yet():
    row = only_row("100", {"bib": "1", "lane": 4})
    assert (row.place, row.mark, row.status, row.lane) == (None, None, "", 4)


def test_jump_has_its_trials_and_the_wind_of_the_best():
    trials = [
        {"bib": "1", "round": 1, "result": "5.60", "wind": 2.1},
        {"bib": "2", "round": 1, "result": "x"},
        {"bib": "1", "round": 2, "result": "5.74", "wind": -0.4},
        {"bib": "1", "round": 3, "result": "x"},
    ]
    row = only_row("LJ", {"bib": "1", "performance": "5.74"}, unit={"trials": trials})
    assert row.wind == Decimal("-0.4")
    assert row.attempts == (
        ParsedAttempt(1, "O", mark_mm=5600, wind=Decimal("2.1")),
        ParsedAttempt(2, "O", mark_mm=5740, wind=Decimal("-0.4")),
        ParsedAttempt(3, "X"),
    )


def test_vault_joins_the_trials_at_a_height():
    at = [("1", "3.10", "-"), ("2", "3.00", "o"), ("1", "3.25", "x"), ("1", "3.25", "o"), ("1", "3.40", "r")]
    trials = [{"bib": bib, "height": height, "result": result} for bib, height, result in at]
    row = only_row("PV", {"bib": "1", "performance": "3.25"}, unit={"trials": trials})
    assert row.attempts == (
        ParsedAttempt(2, "-", height_mm=3100),
        ParsedAttempt(3, "XO", height_mm=3250),
        ParsedAttempt(4, "r", height_mm=3400),
    )


def test_splits_are_whole_seconds_and_the_finish_is_none():
    splits = [
        {"distance": 200, "elapsedTime": "41", "lapTime": "41"},
        {"distance": 400, "elapsedTime": "1:25", "lapTime": "43"},
        {"distance": 5000, "elapsedTime": "19:27", "lapTime": "45"},
    ]
    row = only_row("5000", {"bib": "1", "performance": "19:28.18", "splits": splits})
    assert row.splits == (
        ParsedSplit(200, Mark(41_000, Measure.TIME, Precision.SECOND)),
        ParsedSplit(400, Mark(85_000, Measure.TIME, Precision.SECOND)),
    )


def test_relay_team_has_its_runners():
    teams = [{"relayTeamId": "THH", "name": "Hare & Hounds", "runners": ["2", "1"]}]
    event = an_event("4x100", {"bib": "THH", "lane": 1, "performance": "49.59", "place": 1})
    meet = read(event, relayTeams=teams)
    assert meet.problems == ()
    (row,) = meet.races[0].results
    assert (row.person, row.team, row.country) == (None, "Hare & Hounds", "")
    assert [(leg.order, leg.person.name) for leg in row.legs] == [(1, "Beth Baker"), (2, "Ann Archer")]


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (
            an_event("100", ageGroups=["U20", "SEN"]),
            "1 left out as events of age groups, which are not held here: U20 (1).",
        ),
        (
            an_event("100", genders="MF"),
            "1 left out as events of men and women together, which are not held here: 100 (1).",
        ),
        (
            an_event("HEP"),
            "1 left out as combined events, whose form OpenTrack does not document: HEP (1).",
        ),
        (an_event("PEN"), "1 left out as disciplines that are not known here: PEN (1)."),
    ],
)
def test_event_that_cannot_be_held_is_left_out_with_a_warning(event, message):
    meet = read(event)
    assert (meet.races, meet.refused) == ((), False)
    assert [problem.message for problem in meet.problems] == [message]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"bib": "9", "performance": "11.82"}, "bib"),
        ({"bib": "1", "performance": "fast"}, "performance"),
        ({"bib": "1", "performance": 11.82}, "performance"),
        ({"bib": "1", "place": "first"}, "place"),
        ({"bib": "1", "splits": [{"distance": 400, "elapsedTime": "x"}]}, "splits[0].elapsedTime"),
        (["bib"], ""),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(row, field):
    (problem,) = read(an_event("800", row)).problems
    assert problem.field == f"events[0].units[0].results[0].{field}".rstrip(".")
    assert problem.severity is Severity.ERROR


def test_trials_are_taken_once_where_a_number_is_worn_twice():
    trials = [{"bib": "1", "round": 1, "result": "5.60"}]
    row = {"bib": "1", "performance": "5.60"}
    (race,) = read(an_event("LJ", row, row, unit={"trials": trials})).races
    assert [len(row.attempts) for row in race.results] == [1, 0]


@given(st.binary(max_size=200))
def test_no_bytes_throw_it(data):
    opentrack.recognises(data, "")
    assert_sound(opentrack.parse(data))


@given(mutated(SAMPLE) | shaped(keys_of(SAMPLE)))
def test_no_values_throw_it(value):
    assert_sound(opentrack.parse(as_bytes(value)))


@given(st.lists(shaped({"event_id", "discipline", "age", "gender", "stage", "time"}), max_size=4))
def test_no_programme_throws_it(value):
    assert_sound(opentrack.parse(as_bytes(value)))
