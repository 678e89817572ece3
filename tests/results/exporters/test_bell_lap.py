import dataclasses
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.disciplines import DISCIPLINES
from results.exporters import bell_lap
from results.importers import bell_lap as importer
from results.importers import tilastopaja
from results.importers.base import (
    ParsedAttempt,
    ParsedLeg,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.importers.bell_lap import PRECISIONS_OF
from results.marks import Mark, Measure, Precision
from results.models import Race
from tests.factories.results import make_athlete, make_race, make_result
from tests.results.exporters.from_parsed import events_of

PROJECT = Path(__file__).resolve().parents[3]
ROME = PROJECT / "newsroom" / "demo" / "data" / "rome2024" / "rome2024.json"

WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
WINDS = st.none() | st.integers(-200, 200).map(lambda tenths: Decimal(tenths).scaleb(-1))
SOME = st.none() | st.integers(1, 30_000)
IDS = st.none() | st.integers(1, 2**31 - 1)
PEOPLE = st.builds(
    ParsedPerson,
    name=WORDS,
    given_name=WORDS | st.just(""),
    family_name=WORDS,
    sex=st.sampled_from("MW"),
    country=st.sampled_from(["GBR", "KEN"]),
    birth_date=st.dates(date(1900, 1, 1), date(2020, 1, 1)),
    birth_date_precision=st.sampled_from(["day", "month", "year"]),
    world_athletics_id=IDS,
    tilastopaja_id=IDS,
)


def marks(measure):
    precisions = st.sampled_from(sorted(PRECISIONS_OF[measure]))
    return st.builds(Mark, st.integers(1, 2**31 - 1), st.just(measure), precisions)


def results(measure):
    return st.builds(
        ParsedResult,
        person=PEOPLE,
        country=st.sampled_from(["GBR", "KEN"]),
        place=SOME,
        mark=st.none() | marks(measure),
        reading_ms=SOME,
        status=st.sampled_from(["", "DQ", "NH"]),
        rule=WORDS | st.just(""),
        qualification=st.sampled_from(["", "Q", "qJ"]),
        lane=SOME,
        bib=WORDS | st.just(""),
        order=st.integers(0, 30_000),
        reaction_ms=st.none() | st.integers(-500, 500),
        wind=WINDS,
        record_flags=WORDS | st.just(""),
        personal_flags=WORDS | st.just(""),
        points=st.none() | st.integers(0, 2000),
        splits=st.lists(st.builds(ParsedSplit, st.integers(1, 50_000), marks(Measure.TIME)), max_size=3).map(
            tuple
        ),
        attempts=st.lists(ATTEMPTS, max_size=3).map(tuple),
        legs=st.lists(st.builds(ParsedLeg, st.integers(1, 8), PEOPLE), max_size=2).map(tuple),
    )


ATTEMPTS = st.builds(
    ParsedAttempt,
    number=st.integers(1, 20),
    outcome=st.sampled_from(["O", "X", "XO", "XXX", "-", "r", "XR"]),
    height_mm=SOME,
    mark_mm=SOME,
    wind=WINDS,
)
RACES = st.sampled_from(["1500", "LJ", "PV", "DEC", "4X400", "MAR"]).flatmap(
    lambda code: st.builds(
        ParsedRace,
        category=st.sampled_from("MWX"),
        discipline=st.just(code),
        round=st.sampled_from(["heat", "final", "semi-final"]),
        number=st.none() | st.integers(1, 12),
        slug=st.sampled_from(["", "final-b"]),
        date=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        starts_at=st.none()
        | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
        wind=WINDS,
        decides_medals=st.booleans(),
        complete=st.booleans(),
        advancement=st.sampled_from(["", "3+4"]),
        note=WORDS | st.just(""),
        external_id=WORDS | st.just(""),
        results=st.lists(results(DISCIPLINES[code].measure), max_size=3).map(tuple),
    )
)


def a_final(*rows, **fields):
    defaults = {"category": "M", "discipline": "1500", "date": date(2023, 8, 23), "decides_medals": True}
    return ParsedRace(results=rows, **defaults | fields)


def exported(*races):
    ((event, held),) = events_of(races).items()
    return bell_lap.as_data(event, held)


def read_back(*races):
    """As imported, the title aside: the export writes ours."""
    ((event, held),) = events_of(races).items()
    meet = importer.parse(bell_lap.export(event, held).encode())
    assert meet.problems == ()
    return [dataclasses.replace(race, title="") for race in meet.races]


KERR = ParsedPerson("Josh Kerr", "Josh", "Kerr", "M", "GBR", date(1997, 10, 8), world_athletics_id=14564446)


def test_event_stands_in_its_competition():
    data = exported(a_final())
    assert data["format"] == "bell-lap-results/1"
    assert data["competition"] == {
        "name": "European Athletics Championships, Rome 2024",
        "slug": "rome-2024",
        "short_name": "Rome 2024",
        "venue": "Stadio Olimpico",
        "city": "Rome",
        "country": "ITA",
        "time_zone": "Europe/Rome",
        "first_day": "2024-06-07",
        "last_day": "2024-06-12",
        "indoor": False,
        "external_id": "",
    }
    assert data["event"] == {
        "title": "Men’s 1500m",
        "slug": "men-1500m",
        "category": "M",
        "discipline": "1500",
        "complete": True,
    }


def test_start_is_given_where_the_race_is():
    (race,) = exported(a_final(starts_at=datetime(2024, 6, 8, 19, 15, tzinfo=UTC)))["races"]
    assert race["starts_at"] == "2024-06-08T21:15:00+02:00"


def test_row_is_readable_and_exact():
    row = ParsedResult(
        person=KERR,
        country="GBR",
        place=1,
        mark=Mark(209_400, Measure.TIME, Precision.HAND),
        personal_flags="SB",
        splits=(ParsedSplit(400, Mark(56_100, Measure.TIME, Precision.TENTH)),),
    )
    (race,) = exported(a_final(row))["races"]
    (written,) = race["results"]
    assert written.pop("athlete").pop("id") > 0
    assert written == {
        "place": 1,
        "team": "",
        "country": "GBR",
        "mark": "3:29.4h",
        "mark_value": 209_400,
        "mark_precision": "hand",
        "status": "",
        "order": 0,
        "personal_flags": "SB",
        "splits": [{"distance_m": 400, "mark": "56.1", "mark_value": 56_100, "mark_precision": "tenth"}],
    }


def test_start_list_row_has_the_same_first_keys():
    (race,) = exported(a_final(ParsedResult(person=KERR, country="GBR")))["races"]
    assert list(race["results"][0]) == ["place", "athlete", "team", "country", "mark", "status", "order"]


def test_letters_stay_as_they_are():
    ((event, races),) = events_of([a_final(ParsedResult(person=ParsedPerson("Narve Gilje Nordås")))]).items()
    assert "Narve Gilje Nordås" in bell_lap.export(event, races)


@pytest.mark.parametrize(
    "precision", [Precision.TENTH, Precision.HUNDREDTH, Precision.THOUSANDTH, Precision.HAND]
)
def test_precision_survives(precision):
    race = a_final(ParsedResult(person=KERR, country="GBR", mark=Mark(49_600, Measure.TIME, precision)))
    assert read_back(race) == [race]


def test_all_of_rome_comes_back():
    races = [
        dataclasses.replace(
            race,
            title="",
            decides_medals=race.round == "final" and race.slug != "final-b",
            results=race.results,
        )
        for race in tilastopaja.parse(ROME.read_bytes()).races
    ]
    read = []
    for event, held in events_of(races).items():
        meet = importer.parse(bell_lap.export(event, held).encode())
        assert meet.problems == ()
        read += [dataclasses.replace(race, title="") for race in meet.races]
    by_id = {race.external_id: race for race in read}
    assert len(read) == 180
    assert [by_id[race.external_id] for race in races] == races


@settings(max_examples=40)
@given(RACES)
def test_any_race_comes_back_exactly(race):
    assert read_back(race) == [race]


def test_export_ends_with_a_line_break_and_is_json():
    ((event, races),) = events_of([a_final()]).items()
    text = bell_lap.export(event, races)
    assert text.endswith("}\n")
    assert json.loads(text) == bell_lap.as_data(event, races)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_export_asks_the_database_once_for_each_kind(rows, django_assert_num_queries):
    """Races, rows, legs and their runners, attempts, splits: however many of them there are."""
    race = make_race("1500")
    for place in range(1, rows + 1):
        result = make_result(race, mark="3:29.38", place=place)
        result.splits.create(distance_m=400, time_ms=56_100)
        result.legs.create(order=1, athlete=make_athlete())
    with django_assert_num_queries(6):
        races = list(Race.objects.for_export())
        (exported,) = bell_lap.as_data(races[0].event, races)["races"]
    assert [row["place"] for row in exported["results"]] == list(range(1, rows + 1))
    assert exported["results"][0]["splits"][0]["mark"] == "56.1"
