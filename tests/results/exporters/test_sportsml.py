from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st
from lxml import etree

from newsroom.lib.text import strip_control
from results.abbreviations import QUALIFICATION_WORDS, STATUS_WORDS
from results.disciplines import DISCIPLINES
from results.exporters import sportsml as exporter
from results.importers import sportsml as importer
from results.importers.base import (
    ParsedAttempt,
    ParsedLeg,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.marks import Mark, Measure, Precision, parse_mark
from results.models import Attempt, Race, RelayLeg, Split
from tests.factories.results import make_athlete, make_race, make_result
from tests.results.exporters.from_parsed import a_competition, events_of

DATA = Path(__file__).parents[2] / "data" / "sportsml"
G2 = "{http://iptc.org/std/nar/2006-10-01/}"
PRECISIONS = {
    Measure.TIME: [*map(Precision, "sthcm")],
    Measure.DISTANCE: [Precision.CENTIMETRE, Precision.METRE],
    Measure.HEIGHT: [Precision.CENTIMETRE],
    Measure.POINTS: [Precision.POINT],
}


def texts(**limits):
    return st.text(**limits).map(lambda text: " ".join(strip_control(text).split()))


def maybe(strategy):
    return st.none() | strategy


def marks(measure):
    values = st.integers(1, 2**31 - 1) | st.integers(1, 10_000).map(lambda n: n * 10)
    return st.builds(Mark, values, st.just(measure), st.sampled_from(PRECISIONS[measure]))


FEW = of_hypothesis(max_examples=30)  # each is a document of three races or rows, written, validated and read
NAMES = texts(min_size=1, max_size=10).filter(bool)
WINDS = st.decimals(-9, 9, places=1)
COUNTRIES = st.sampled_from(["GBR", "NOR", "KEN"])
IDS = maybe(st.integers(1, 2**31 - 1))
BIRTHS = (
    st.just((None, "day"))
    | st.tuples(st.dates(date(1900, 1, 1)), st.just("day"))
    | st.tuples(st.integers(1900, 2010).map(lambda year: date(year, 1, 1)), st.just("year"))
    | st.tuples(st.integers(1, 12).map(lambda month: date(1990, month, 1)), st.just("month"))
)


@st.composite
def people(draw):
    born, precision = draw(BIRTHS.filter(lambda birth: birth[0] is None or birth[0].year < 2200))
    return ParsedPerson(
        name=draw(NAMES),
        given_name=draw(texts(max_size=5)),
        family_name=draw(texts(max_size=5)),
        sex=draw(st.sampled_from("MW")),
        country=draw(COUNTRIES),
        birth_date=born,
        birth_date_precision=precision,
        world_athletics_id=draw(IDS),
        tilastopaja_id=draw(IDS),
    )


LEGS = st.builds(ParsedLeg, order=st.integers(1, 6), person=people())
SPLITS = st.builds(ParsedSplit, st.integers(1, 10**6), marks(Measure.TIME))
ATTEMPTS = st.builds(
    ParsedAttempt,
    number=st.integers(1, 30),
    outcome=st.sampled_from(["O", "X", "XO", "XXX", "-", "r"]),
    height_mm=maybe(st.integers(1, 99_999)),
    mark_mm=maybe(st.integers(1, 99_999)),
    wind=maybe(WINDS),
)


@st.composite
def rows(draw, measure, *, teams):
    """In a race with teams a row is a team's or, as a correction may leave it, a single athlete's."""
    of_team = teams and draw(st.integers(0, 4)) > 0
    finished = draw(st.booleans())
    few = {"max_size": 2}
    return ParsedResult(
        person=None if of_team else draw(people()),
        team=draw(NAMES if of_team else st.just("") | NAMES),
        country=draw(COUNTRIES),
        place=draw(maybe(st.integers(1, 99))) if finished else None,
        mark=draw(maybe(marks(measure))) if finished else None,
        status="" if finished else draw(st.sampled_from(["", *STATUS_WORDS])),
        rule=draw(texts(max_size=5)),
        reading_ms=draw(maybe(st.integers(0, 10**8))),
        qualification=draw(st.sampled_from(["", *QUALIFICATION_WORDS])),
        lane=draw(maybe(st.integers(0, 30))),
        bib=draw(texts(max_size=5)),
        order=draw(st.integers(0, 99)),
        reaction_ms=draw(maybe(st.integers(-999, 9999))),
        wind=draw(maybe(WINDS)),
        record_flags=" ".join(draw(st.lists(st.sampled_from(["NR", "=WR", "NU20R"]), **few))),
        personal_flags=draw(st.sampled_from(["", "PB", "SB", "=PB", "=SB"])),
        points=draw(maybe(st.integers(0, 1500))),
        splits=tuple(draw(st.lists(SPLITS, **few))),
        attempts=tuple(draw(st.lists(ATTEMPTS, **few))),
        legs=tuple(draw(st.lists(LEGS, **few))) if of_team else (),
    )


@st.composite
def races(draw, discipline, part_of=""):
    round_name = "part" if part_of else draw(st.sampled_from([r for r in Race.Round.values if r != "part"]))
    definition = DISCIPLINES[discipline]
    teams = definition.team_size > 1 or not draw(st.integers(0, 5))
    return ParsedRace(
        category=draw(st.just("M")),
        discipline=discipline,
        part_of=part_of,
        round=round_name,
        number=draw(maybe(st.integers(1, 40))),
        slug=draw(st.sampled_from(["", "final-b"])),
        date=draw(st.dates(date(1896, 4, 6), date(2190, 1, 1))),
        starts_at=draw(
            maybe(st.datetimes(datetime(1850, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC)))
        ),
        wind=draw(maybe(WINDS)),
        decides_medals=draw(st.booleans()),
        complete=draw(st.booleans()),
        advancement=draw(st.sampled_from(["", "3+4"])),
        note=draw(texts(max_size=20)),
        external_id=draw(texts(max_size=20)),
        results=tuple(draw(st.lists(rows(definition.measure, teams=teams), max_size=3))),
    )


@cache
def schema(name):
    return etree.XMLSchema(etree.parse(DATA / name))


def assert_valid(data):
    item = etree.fromstring(data)
    schema("NewsML-G2_2.22-spec-All-Power.xsd").assertValid(item)
    schema("sportsml.xsd").assertValid(etree.fromstring(etree.tostring(item.find(f".//{G2}sports-content"))))


def export(*parsed, **fields):
    [(event, its_races)] = events_of(parsed, a_competition(**fields)).items()
    return exporter.export(event, its_races)


def content(race):
    """What must come back: everything but the place in a file and the title."""
    return replace(race, line=None, title="", results=tuple(replace(row, line=None) for row in race.results))


def assert_comes_back(*parsed):
    data = export(*parsed)
    assert_valid(data)
    meet = importer.parse(data)
    assert meet.problems == ()
    assert [content(race) for race in meet.races] == [content(race) for race in parsed]


@FEW
@given(st.lists(races("1500"), min_size=1, max_size=3))
def test_races_over_time_come_back_as_they_were(parsed):
    assert_comes_back(*parsed)


@FEW
@given(races("LJ"))
def test_a_long_jump_comes_back_as_it_was(parsed):
    assert_comes_back(parsed)


@FEW
@given(races("PV"))
def test_a_pole_vault_comes_back_as_it_was(parsed):
    assert_comes_back(parsed)


@FEW
@given(st.tuples(races("DEC"), races("100", "DEC"), races("HJ", "DEC")))
def test_a_decathlon_and_its_parts_come_back_as_they_were(parsed):
    assert_comes_back(*parsed)


@FEW
@given(races("4X400"))
def test_a_relay_comes_back_as_it_was(parsed):
    assert_comes_back(parsed)


def test_the_competition_comes_back_as_it_was():
    fields = {"indoor": True, "external_id": "7099 a", "short_name": "Rome"}
    found = importer.parse(
        export(ParsedRace(category="M", discipline="800", date=date(2024, 6, 8)), **fields)
    )
    expected = a_competition(**fields)
    for field in ("name", "slug", "short_name", "venue", "city", "time_zone", "indoor", "external_id"):
        assert getattr(found.competition, field) == getattr(expected, field)
    assert found.competition.country == "ITA"
    assert (found.competition.first_day, found.competition.last_day) == (date(2024, 6, 7), date(2024, 6, 12))


def a_final(*results, **fields):
    defaults = {"category": "M", "discipline": "1500", "date": date(2024, 6, 12), "results": results}
    return ParsedRace(**defaults | fields)


def a_row(name="Jakob Ingebrigtsen", mark="3:31.95", measure=Measure.TIME, **fields):
    defaults = {"person": ParsedPerson(name, sex="M", country="NOR"), "country": "NOR"}
    return ParsedResult(mark=parse_mark(mark, measure) if mark else None, **defaults | fields)


def found(data, path):
    return [dict(node.attrib) for node in etree.fromstring(data).iterfind(f".//{G2}{path}")]


def test_other_readers_find_what_they_know_where_iptc_puts_it():
    medallist = a_row(place=1, lane=4, bib="12", qualification="q", personal_flags="SB", record_flags="CR")
    data = export(a_final(medallist, a_row("Josh Kerr", "", status="DNF")))
    assert found(data, "player-stats") == [
        {
            "score": "3:31.95",
            "score-units": "spscoreunits:time-absolute",
            "result-effect": "spresulteffect:qualification",
        },
        {"score": "DNF", "score-type": "IRM"},
    ]
    assert found(data, "rank") == [{"value": "1"}]
    assert found(data, "event-record") == [{"type": "CR"}, {"type": "SB"}]
    assert found(data, "award") == [{"award-type": "belllap:medal", "place": "1"}]
    metadata = found(data, "player-metadata")[0]
    del metadata["key"]
    assert metadata == {"nationality": "NOR", "uniform-number": "12", "lineup-slot": "4", "gender": "male"}
    assert found(data, "tournament-part-metadata") == [{"type": "sptournamentphase:final"}]


@pytest.mark.parametrize(
    ("discipline", "mark", "units"),
    [("LJ", "8.65", "belllap:metres"), ("PV", "6.10", "belllap:metres"), ("DEC", "8764", "belllap:points")],
)
def test_metres_and_points_have_units_of_our_own(discipline, mark, units):
    row = a_row(mark=mark, measure=DISCIPLINES[discipline].measure)
    assert found(export(a_final(row, discipline=discipline)), "player-stats") == [
        {"score": mark, "score-units": units}
    ]


def test_a_relay_has_teams_with_players():
    runners = tuple(ParsedLeg(n, ParsedPerson(f"Runner {n}", sex="W", country="NED")) for n in (1, 2))
    row = ParsedResult(
        team="Netherlands", country="NED", mark=parse_mark("3:22.39", Measure.TIME), legs=runners
    )
    data = export(a_final(row, discipline="4X400", category="W"))
    assert found(data, "team-stats") == [{"score": "3:22.39", "score-units": "spscoreunits:time-absolute"}]
    assert [node.text for node in etree.fromstring(data).iterfind(f".//{G2}team//{G2}name")] == [
        "Netherlands",
        "Runner 1",
        "Runner 2",
    ]


def test_the_start_is_told_where_the_race_is_held():
    starts_at = datetime(2024, 6, 12, 20, 13, tzinfo=UTC)
    [metadata] = found(export(a_final(starts_at=starts_at)), "event-metadata")
    assert metadata["start-date-time"] == "2024-06-12T22:13:00+02:00"
    [metadata] = found(export(a_final()), "event-metadata")
    assert metadata["start-date-time"] == "2024-06-12"


def test_a_start_before_there_were_time_zones_is_valid_as_well():
    data = export(a_final(starts_at=datetime(1860, 4, 6, 12, tzinfo=UTC)), time_zone="Europe/Rome")
    assert found(data, "event-metadata")[0]["start-date-time"] == "1860-04-06T12:00:00+00:00"
    assert_valid(data)


def test_characters_that_xml_forbids_are_left_out():
    data = export(a_final(a_row("Josh\x00 \x1bKerr\ud800 & Söhne <\uffff>"), note="a\x0bb"))
    [race] = importer.parse(data).races
    assert (race.results[0].person.name, race.note) == ("Josh Kerr & Söhne <>", "ab")


def test_the_item_says_who_provides_it_and_when_it_changed(settings):
    settings.SITE_NAME, settings.SITE_URL = "The Bell", "https://bell.example"
    [(event, its_races)] = events_of([a_final(), a_final(round="heat", number=1)], a_competition()).items()
    moment = datetime(2024, 6, 12, 21, 0, tzinfo=UTC)
    for race, version in zip(its_races, (3, 4), strict=True):
        race.version, race.changed_at = version, moment + timedelta(minutes=version)
    data = exporter.export(event, its_races)
    item = etree.fromstring(data)
    assert item.get("guid") == "urn:newsml:bell.example:20240607:rome-2024.men-1500m"
    assert item.get("version") == "8"
    assert item.findtext(f"{G2}itemMeta/{G2}provider/{G2}name") == "The Bell"
    assert item.findtext(f"{G2}itemMeta/{G2}versionCreated") == "2024-06-12T21:04:00+00:00"
    assert found(data, "link")[0]["href"] == "https://bell.example/competitions/rome-2024/men-1500m/"
    assert_valid(data)


def test_an_event_without_races_is_valid():
    [(event, _)] = events_of([a_final()], a_competition()).items()
    data = exporter.export(event, [])
    assert etree.fromstring(data).findtext(f".//{G2}versionCreated") == "2024-06-07T00:00:00+00:00"
    assert_valid(data)


def test_each_round_is_a_part_of_the_tournament():
    data = export(a_final(round="semi-final", number=1), a_final(round="semi-final", number=2), a_final())
    parts = etree.fromstring(data).findall(f".//{G2}tournament-part")
    assert [part.findtext(f"{G2}tournament-part-metadata/{G2}name") for part in parts] == [
        "Semi-final",
        "Final",
    ]
    assert [len(part.findall(f"{G2}sports-event")) for part in parts] == [2, 1]


@pytest.mark.django_db
def test_a_final_from_the_database_comes_back_in_as_many_queries_for_three_rows_as_for_one():
    race = make_race("4X400", note="Rerun")
    counts = []
    for place in (1, 2, 3):
        athlete = make_athlete(
            "Josh", f"Kerr {place}", birth_date=date(1997, 10, 8), world_athletics_id=place
        )
        result = make_result(race, mark=f"3:0{place}.50", team_name=f"Team {place}", place=place)
        RelayLeg.objects.create(result=result, order=1, athlete=athlete)
        Split.objects.create(result=result, distance_m=400, time_ms=45_100)
        Attempt.objects.create(result=result, number=1, outcome="O")
        with CaptureQueriesContext(connection) as captured:
            data = exporter.export(race.event, Race.objects.for_export().filter(event=race.event))
        counts.append(len(captured))
    assert_valid(data)
    [back] = importer.parse(data).races
    assert counts == [counts[0]] * 3
    assert (back.note, back.discipline, back.round) == ("Rerun", "4X400", "final")
    assert [(row.place, row.team, str(row.mark)) for row in back.results] == [
        (1, "Team 1", "3:01.50"),
        (2, "Team 2", "3:02.50"),
        (3, "Team 3", "3:03.50"),
    ]
    [leg] = back.results[0].legs
    assert leg.person == ParsedPerson(
        "Josh Kerr 1", "Josh", "Kerr 1", "M", "GBR", date(1997, 10, 8), "day", world_athletics_id=1
    )
    assert back.results[0].splits == (ParsedSplit(400, Mark(45_100, Measure.TIME, Precision.TENTH)),)
