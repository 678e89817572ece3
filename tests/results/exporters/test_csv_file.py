import csv
import dataclasses
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.disciplines import DISCIPLINES
from results.exporters import csv_file
from results.importers import formats, tilastopaja
from results.importers.base import (
    ParsedAttempt,
    ParsedLeg,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.importers.csv_columns import COLUMNS
from results.marks import Mark, Measure, Precision
from results.models import Attempt, Race, RelayLeg, Split
from tests.factories.results import make_athlete, make_event, make_race, make_result
from tests.results.exporters.from_parsed import events_of

PROJECT = Path(__file__).resolve().parents[3]
ROME = PROJECT / "newsroom" / "demo" / "data" / "rome2024" / "rome2024.json"
START = datetime(2023, 8, 23, 19, 15, tzinfo=UTC)

# What may stand in a cell of a spreadsheet: anything but control characters, and no space at its ends.
WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=9) | st.sampled_from(
    ["=1+1", "+44", "-7", "@SUM(A1)", "'=x", "'t Hooft", 'a"b', "a,b;c", "two\nlines", "\\"]
)
NAMES = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=9)
WINDS = st.none() | st.integers(-99, 99).map(lambda tenths: Decimal(tenths).scaleb(-1))
NUMBERS = st.none() | st.integers(1, 30_000)
IDS = st.none() | st.integers(1, 2**31 - 1)
FLAGS = st.sampled_from(["", "SB", "=PB", "NR", "=NR, CR", "WU20R"])


@st.composite
def people(draw):
    given, family = draw(NAMES | st.just("")), draw(NAMES)
    precision = draw(st.sampled_from(["day", "month", "year"]))
    born = draw(st.dates(date(1900, 1, 1), date(2020, 1, 1)))
    born = born if precision == "day" else born.replace(day=1)
    return ParsedPerson(
        name=draw(st.sampled_from([f"{given} {family}".strip(), f"{family} {given}".strip()])),
        given_name=given,
        family_name=family,
        sex=draw(st.sampled_from("MW")),
        country=draw(st.sampled_from(["GBR", "KEN"])),
        birth_date=born.replace(month=1) if precision == "year" else born,
        birth_date_precision=precision,
        world_athletics_id=draw(IDS),
        tilastopaja_id=draw(IDS),
    )


def marks(measure):
    hundredths = st.integers(1, 90_000).map(lambda n: Mark(n * 10, measure, Precision.HUNDREDTH))
    by_hand = st.integers(1, 9_000).map(lambda n: Mark(n * 100, measure, Precision.HAND))
    seconds = st.integers(1, 9_000).map(lambda n: Mark(n * 1000, measure, Precision.SECOND))
    centimetres = st.integers(1, 9_000).map(lambda n: Mark(n * 10, measure, Precision.CENTIMETRE))
    points = st.integers(1, 9_999).map(lambda n: Mark(n, measure, Precision.POINT))
    times = hundredths | by_hand | seconds
    return {Measure.TIME: times, Measure.POINTS: points}.get(measure, centimetres)


def attempts(measure):
    outcomes = st.sampled_from(["O", "X", "-", "r", "XO", "XXO", "XXX", "X-", "XXr", "XR"])
    metres = st.integers(1, 9_999).map(lambda n: n * 10)
    one = st.builds(
        ParsedAttempt,
        number=st.integers(1, 20),
        outcome=outcomes,
        height_mm=metres if measure is Measure.HEIGHT else st.none(),
        mark_mm=st.none() if measure is Measure.HEIGHT else st.none() | metres,
        wind=WINDS,
    )
    return st.lists(one, max_size=4).map(tuple)


def results(code):
    definition = DISCIPLINES[code]
    relay, measure = definition.team_size > 1, definition.measure
    splits = st.builds(ParsedSplit, st.integers(1, 50_000), marks(Measure.TIME))
    return st.builds(
        ParsedResult,
        person=st.none() if relay else people(),
        team=WORDS if relay else st.just(""),
        country=st.sampled_from(["GBR", "KEN"]),
        place=NUMBERS,
        mark=st.none() | marks(measure),
        reading_ms=NUMBERS,
        status=st.sampled_from(["", "DQ", "NH"]),
        rule=WORDS | st.just(""),
        qualification=st.sampled_from(["", "Q", "qJ"]),
        lane=NUMBERS,
        bib=WORDS | st.just(""),
        order=st.integers(0, 30_000),
        reaction_ms=st.none() | st.integers(-500, 5_000),
        wind=WINDS if definition.wind == "attempt" else st.none(),
        record_flags=FLAGS,
        personal_flags=FLAGS,
        points=st.none() | st.integers(0, 2000),
        splits=st.lists(splits, max_size=3).map(tuple),
        attempts=attempts(measure),
        legs=st.lists(st.builds(ParsedLeg, st.integers(1, 8), people()), max_size=2).map(tuple)
        if relay
        else st.just(()),
    )


@st.composite
def races(draw):
    code = draw(st.sampled_from(["100", "1500", "LJ", "HJ", "DEC", "4X100", "MAR"]))
    return ParsedRace(
        category=draw(st.sampled_from("MW")),
        discipline=code,
        round=draw(st.sampled_from(["heat", "semi-final", "final"])),
        number=draw(st.none() | st.integers(1, 30)),
        slug=draw(st.sampled_from(["", "final-b"])),
        date=date(2024, 6, 8),
        starts_at=draw(st.none() | st.just(START)),
        wind=draw(WINDS) if DISCIPLINES[code].wind == "race" else None,
        decides_medals=draw(st.booleans()),
        complete=draw(st.booleans()),
        advancement=draw(st.sampled_from(["", "3+4"])),
        note=draw(WORDS | st.just("")),
        external_id=draw(WORDS | st.just("")),
        results=tuple(draw(st.lists(results(code), min_size=1, max_size=3))),
    )


def read_back(races_of_events):
    data = csv_file.export_races([race for races in races_of_events for race in races])
    return formats.FORMATS["csv"].parse(data, "event.csv")


def bare(race):
    """Without what only the file has: lines, and the title that stands in it."""
    rows = tuple(dataclasses.replace(row, line=None) for row in race.results)
    return dataclasses.replace(race, line=None, title="", results=rows)


@given(races())
def test_whatever_is_exported_is_read_back(race):
    meet = read_back(events_of([race]).values())
    assert [problem.message for problem in meet.problems] == []
    assert [bare(each) for each in meet.races] == [bare(race)]
    assert meet.competition.slug == "rome-2024"


def test_all_of_rome_is_read_back():
    races = [race for race in tilastopaja.parse(ROME.read_bytes()).races if race.results]
    events = events_of(races)
    meet = read_back(events.values())
    assert meet.problems == ()
    told = {race.external_id: bare(race) for race in meet.races}
    assert len(told) == len(races)
    for race in races:
        again = told[race.external_id]
        medals = race.round == "final" if race.decides_medals is None else race.decides_medals
        assert bare(dataclasses.replace(race, decides_medals=medals)) == again


@pytest.fixture
def race(db):
    event = make_event("LJ")
    race = make_race(event=event, starts_at=START, note="=HYPERLINK(1)", decides_medals=True)
    athlete = make_athlete("Josh", "Kerr", birth_date=date(1997, 10, 8), world_athletics_id=14564446)
    result = make_result(
        race, athlete, mark="8.65", place=1, wind=Decimal("-0.3"), personal_flags="=PB", bib="-7"
    )
    Attempt.objects.create(result=result, number=1, outcome="-")
    Attempt.objects.create(result=result, number=2, outcome="O", mark_mm=8650, wind=Decimal("-0.3"))
    make_result(race, make_athlete("Narve Gilje", "Nordås", "NOR"), status="DQ", rule="TR17.2.3", order=1)
    return race


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def exported(race):
    return csv_file.export(race.event, Race.objects.for_export().filter(event=race.event))


def test_the_file_is_as_spreadsheets_want_it(race):
    data = exported(race)
    assert data.startswith(b"\xef\xbb\xbfcompetition,event,")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    assert list(rows_of(data)[0]) == list(COLUMNS)


def test_formulas_are_neutralised_and_numbers_stay(race):
    kerr, _ = rows_of(exported(race))
    assert (kerr["note"], kerr["bib"], kerr["personal_flags"]) == ("'=HYPERLINK(1)", "'-7", "'=PB")
    assert kerr["attempts"] == "'-; 8.65 (-0.3)"
    assert (kerr["wind"], kerr["mark"]) == ("-0.3", "8.65")


def test_no_cell_begins_like_a_formula(race):
    numbers = {"wind", "race_wind", "reaction"}
    cells = [cell for row in rows_of(exported(race)) for name, cell in row.items() if name not in numbers]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_rows_of_the_database_are_read_back(race):
    meet = formats.read(exported(race), "event.csv")
    assert meet.problems == ()
    (read,) = meet.races
    assert (read.round, read.starts_at, read.note, read.decides_medals) == (
        *("final", START, "=HYPERLINK(1)"),
        True,
    )
    kerr, nordas = read.results
    assert kerr == ParsedResult(
        line=2,
        person=ParsedPerson(
            *("Josh Kerr", "Josh", "Kerr", "M", "GBR", date(1997, 10, 8)), world_athletics_id=14564446
        ),
        country="GBR",
        place=1,
        mark=Mark(8650, Measure.DISTANCE, Precision.CENTIMETRE),
        bib="-7",
        wind=Decimal("-0.3"),
        personal_flags="=PB",
        attempts=(ParsedAttempt(1, "-"), ParsedAttempt(2, "O", mark_mm=8650, wind=Decimal("-0.3"))),
    )
    assert (nordas.person.name, nordas.status, nordas.rule, nordas.order) == (
        *("Narve Gilje Nordås", "DQ", "TR17.2.3"),
        1,
    )


def test_a_relay_of_the_database_is_read_back(db):
    race = make_race("4X100")
    team = make_result(race, team_name="Great Britain", country="GBR", mark="37.55", place=1)
    runner = make_athlete("Charles", "Dobson", birth_date=date(1999, 10, 1), tilastopaja_id=7)
    RelayLeg.objects.create(result=team, order=1, athlete=runner)
    Split.objects.create(result=team, distance_m=100, time_ms=10_500, precision="t")
    (row,) = formats.read(exported(race)).races[0].results
    assert (row.person, row.team, row.country) == (None, "Great Britain", "GBR")
    assert row.legs == (
        ParsedLeg(
            1,
            ParsedPerson(
                "Charles Dobson", "Charles", "Dobson", "M", "GBR", date(1999, 10, 1), tilastopaja_id=7
            ),
        ),
    )
    assert row.splits == (ParsedSplit(100, Mark(10_500, Measure.TIME, Precision.TENTH)),)


@pytest.mark.parametrize("rows", [1, 3])
def test_an_export_costs_the_same_queries_for_any_number_of_rows(db, django_assert_num_queries, rows):
    race = make_race()
    for place in range(rows):
        make_result(race, make_athlete(f"A{place}", "Runner"), place=place + 1, mark="3:40.00")
    with django_assert_num_queries(5):
        assert len(rows_of(exported(race))) == rows
