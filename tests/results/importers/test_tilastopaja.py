import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.disciplines import DISCIPLINES
from results.importers import tilastopaja
from results.importers.base import ParsedAttempt, Problem, Severity
from results.marks import Measure, parse_mark
from tests.results.importers.fuzzing import as_bytes, assert_sound, keys_of, mutated, shaped

PROJECT = Path(__file__).resolve().parents[3]
ROME = (PROJECT / "newsroom" / "demo" / "data" / "rome2024" / "rome2024.json").read_bytes()
FLAT = PROJECT / "tests" / "data" / "rome2024_races.csv"
COLUMNS = ("category", "discipline", "round", "heat", "place", "mark", "qualified")
WHOLE = json.loads(ROME.decode("utf-8-sig"))


def some_of_each():
    """A few rows of every kind of event: enough to be thrown by, and quick."""
    wanted = {"100m", "High Jump", "Long Jump", "4 x 100m", "4 x 400m Mixed relay", "Decathlon"}
    kinds = {
        event["eventName"]: event | {"results": event["results"][:2]}
        for event in WHOLE["events"]
        if event["eventName"] in wanted
    }
    return WHOLE | {"events": list(kinds.values())}


SAMPLE = some_of_each()


@pytest.fixture(scope="module")
def rome():
    return tilastopaja.parse(ROME)


def an_event(*rows, **fields):
    """One race of the file's form."""
    defaults = {
        "gender": "W",
        "eventName": "100m",
        "roundName": "Final",
        "heatNumber": None,
        "heatName": None,
        "listName": "-1",
        "date": "2024-06-08",
        "wind": "0.7",
    }
    return defaults | fields | {"results": list(rows)}


def a_row(ident=1, **fields):
    defaults = {
        "toID": ident,
        "WAID": 0,
        "rank": "1",
        "athlete": "Jane Doe",
        "lastname": "Doe",
        "firstname": "Jane",
        "DOB": "2000-02-28",
        "nation": "ITA",
        "bestPerformance": "11.05",
        "wind": "0.7",
        "recordFlags": None,
        "personalFlags": None,
        "reactiontime": "0.156",
        "qualified": None,
    }
    return defaults | fields


def read(*events):
    return tilastopaja.parse(as_bytes({"compName": "Rome", "events": list(events)}))


def only_row(**fields):
    (race,) = read(an_event(a_row(**fields))).races
    return race.results[0]


def test_rome_is_recognised():
    assert tilastopaja.recognises(ROME, "x.txt") is True


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b'{"units": []}', b"roundName toID"])
def test_something_else_is_not_recognised(data):
    assert tilastopaja.recognises(data, "rome2024.json") is False


def test_rome_has_180_races_and_2345_rows(rome):
    assert (len(rome.races), sum(len(race.results) for race in rome.races)) == (180, 2345)
    assert (rome.format, rome.refused) == ("tilastopaja", False)


def test_rome_is_the_competition(rome):
    competition = rome.competition
    assert (competition.name, competition.city, competition.country) == (
        "26th European Athletics Championships",
        "Roma",
        "ITA",
    )
    assert (competition.first_day, competition.last_day) == (date(2024, 6, 7), date(2024, 6, 12))
    assert (competition.indoor, competition.external_id) == (False, "13075167")


def test_rome_marks_and_places_are_those_of_the_flat_list(rome):
    """Parts of combined events are not in the list."""
    with FLAT.open(encoding="utf-8", newline="") as file:
        listed = Counter(tuple(row[name] for name in COLUMNS) for row in csv.DictReader(file))
    parsed = Counter(
        (
            race.category,
            race.discipline,
            race.round,
            "B" if race.slug == "final-b" else str(race.number or ""),
            str(result.place or ""),
            str(result.mark or result.status),
            result.qualification,
        )
        for race in rome.races
        for result in race.results
    )
    assert listed.total() == 1567
    assert listed - parsed == Counter()


def test_rome_mixed_relay_is_read_last_when_everybody_is_known(rome):
    assert [race.category for race in rome.races].index("X") == len(rome.races) - 1


def test_rome_relays_are_teams_of_countries_with_their_runners(rome):
    (final,) = [
        race for race in rome.races if (race.category, race.discipline, race.round) == ("M", "4X100", "final")
    ]
    italy = final.results[0]
    assert (italy.person, italy.team, italy.country, str(italy.mark)) == (None, "", "ITA", "37.82")
    assert [(leg.order, leg.person.name, leg.person.sex) for leg in italy.legs[:4]] == [
        (1, "Matteo Melluzzo", "M"),
        (2, "Lamont Marcell Jacobs", "M"),
        (3, "Lorenzo Patta", "M"),
        (4, "Filippo Tortu", "M"),
    ]


def test_rome_b_race_decides_no_medals(rome):
    (b_race,) = [race for race in rome.races if race.slug]
    assert (b_race.slug, b_race.discipline, b_race.round, b_race.number) == (
        "final-b",
        "10000",
        "final",
        None,
    )
    assert b_race.decides_medals is False


def test_rome_heptathlete_who_finished_is_not_out_as_well(rome):
    (problem,) = rome.problems
    assert problem == Problem(
        "Isabel Posch is listed twice, with 5975 and as DNF: 5975 is kept.",
        field="events[144].results[19].bestPerformance",
        value="DNF",
        severity=Severity.WARNING,
    )
    (heptathlon,) = [race for race in rome.races if race.discipline == "HEP"]
    posch = [row for row in heptathlon.results if row.person.family_name == "Posch"]
    assert [(row.place, str(row.mark), row.status, row.order) for row in posch] == [(15, "5975", "", 18)]


def test_rome_parts_of_combined_events_belong_to_them(rome):
    parts = [race for race in rome.races if race.part_of]
    assert Counter(race.part_of for race in parts) == {"DEC": 17, "HEP": 11}
    assert {(race.round, race.decides_medals) for race in parts} == {("part", False)}
    assert {row.points is not None for race in parts for row in race.results if row.mark} == {True}


def test_every_rome_row_has_somebody(rome):
    for race in rome.races:
        teams = DISCIPLINES[race.discipline].team_size > 1
        assert [row.person is None for row in race.results] == [teams] * len(race.results)


def test_row_says_what_the_source_says():
    row = only_row(
        WAID=14453864, qualified="Q", recordFlags="NR", personalFlags="=PB", bestPerformance="11.00"
    )
    assert (row.place, row.mark, row.status) == (1, parse_mark("11.00", Measure.TIME), "")
    assert (row.qualification, row.record_flags, row.personal_flags) == ("Q", "NR", "=PB")
    assert (row.reaction_ms, row.wind, row.order) == (156, None, 0)
    assert (row.person.name, row.person.sex, row.person.country) == ("Jane Doe", "W", "ITA")
    assert (row.person.world_athletics_id, row.person.tilastopaja_id) == (14453864, 1)
    assert row.person.birth_date == date(2000, 2, 28)


@pytest.mark.parametrize(
    ("written", "status", "rule"),
    [("DNS", "DNS", ""), ("DQTR17.2.3", "DQ", "TR17.2.3"), ("6.58DQADR 2.2", "DQ", "ADR 2.2")],
)
def test_who_is_out_has_neither_mark_nor_place(written, status, rule):
    row = only_row(bestPerformance=written, rank="4")
    assert (row.status, row.rule, row.mark, row.place) == (status, rule, None, None)


def test_wind_is_the_races_on_the_track_and_the_jumps_in_the_pit():
    dash, jump = read(an_event(a_row()), an_event(a_row(bestPerformance="6.58"), eventName="Long Jump")).races
    assert (dash.wind, dash.results[0].wind) == (Decimal("0.7"), None)
    assert (jump.wind, jump.results[0].wind) == (None, Decimal("0.7"))


def test_trials_at_a_height_take_it_from_the_table():
    trials = [{"round": 2, "performance": "Xr"}, {"round": 1, "performance": "P"}]
    bars = [{"heightPos": 1, "heightValue": "1.80"}, {"heightPos": 2, "heightValue": "1.85"}]
    event = an_event(
        a_row(bestPerformance="NH", roundResults=trials), eventName="High Jump", heightTable=bars
    )
    assert read(event).races[0].results[0].attempts == (
        ParsedAttempt(2, "XR", height_mm=1850),
        ParsedAttempt(1, "-", height_mm=1800),
    )


def test_jumps_have_a_distance_and_a_wind():
    trials = [{"round": 1, "performance": "6.58", "wind": "-1.2"}, {"round": 2, "performance": "X"}]
    event = an_event(a_row(bestPerformance="6.58", roundResults=trials), eventName="Long Jump")
    assert read(event).races[0].results[0].attempts == (
        ParsedAttempt(1, "O", mark_mm=6580, wind=Decimal("-1.2")),
        ParsedAttempt(2, "X"),
    )


def test_sex_of_an_unknown_mixed_runner_follows_the_legs():
    legs = [
        {"leg": n, "toID": n, "firstname": "A", "lastname": str(n), "nation": "ITA"} for n in (1, 2, 3, 4)
    ]
    relay = an_event(
        a_row(bestPerformance="3:12.00", relayParticipants=legs), eventName="4 x 400m Mixed relay", gender="M"
    )
    known = an_event(a_row(3), gender="W")
    race = read(relay, known).races[-1]
    assert [leg.person.sex for leg in race.results[0].legs] == ["M", "W", "W", "W"]


def test_somebody_with_two_finishes_is_refused():
    meet = read(an_event(a_row(), a_row(bestPerformance="11.20", rank="2")))
    assert meet.refused is True
    assert [(problem.message, problem.field) for problem in meet.problems] == [
        ("Jane Doe is listed twice; expected one row each.", "events[0].results[1].athlete")
    ]


@pytest.mark.parametrize(
    ("event", "field", "value"),
    [
        (an_event(a_row(bestPerformance="quick")), "events[0].results[0].bestPerformance", "quick"),
        (an_event(a_row(bestPerformance="6.5")), "events[0].results[0].bestPerformance", "6.5"),
        (an_event(a_row(rank="first")), "events[0].results[0].rank", "first"),
        (an_event(a_row(DOB="2000-02-30")), "events[0].results[0].DOB", "2000-02-30"),
        (an_event(a_row(qualified="yes")), "events[0].results[0].qualified", "yes"),
        (an_event("Jane"), "events[0].results[0]", "Jane"),
        (an_event(eventName="Tug of war"), "events[0].eventName", "Tug of war"),
        (an_event(eventName=None), "events[0].eventName", "null"),
        (an_event(roundName="Repechage"), "events[0].roundName", "Repechage"),
        (an_event(date=20240608), "events[0].date", "20240608"),
        (an_event(wind=[]), "events[0].wind", "[…]"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(event, field, value):
    event = event if "6.5" not in str(event["results"]) else event | {"eventName": "Shot Put"}
    (problem,) = read(event).problems
    assert (problem.field, problem.value, problem.severity) == (field, value, Severity.ERROR)


def test_more_rows_than_a_competition_has_are_refused(monkeypatch):
    monkeypatch.setattr("results.importers.located.MOST_ROWS", 5)
    meet = read(*[an_event(a_row(1), a_row(2)) for _ in range(5)])
    assert [problem.message for problem in meet.problems] == [
        "There are more than 5 rows; expected one competition a file."
    ]
    assert len(meet.races) == 2


@given(st.binary(max_size=200))
def test_no_bytes_throw_it(data):
    tilastopaja.recognises(data, "")
    assert_sound(tilastopaja.parse(data))


@given(mutated(SAMPLE) | shaped(keys_of(SAMPLE)))
def test_no_values_throw_it(value):
    assert_sound(tilastopaja.parse(as_bytes(value)))
