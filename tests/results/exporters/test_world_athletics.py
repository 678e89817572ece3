import dataclasses
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from results.exporters import world_athletics
from results.importers import tilastopaja
from results.importers import world_athletics as importer
from results.importers.base import (
    ParsedAttempt,
    ParsedLeg,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.marks import Mark, Measure, Precision, parse_mark
from results.models import Country, Race
from tests.factories.results import make_athlete, make_race, make_result
from tests.results.exporters.from_parsed import a_competition, events_of

PROJECT = Path(__file__).resolve().parents[3]
ROME = PROJECT / "newsroom" / "demo" / "data" / "rome2024" / "rome2024.json"
SPEC = PROJECT / "tests" / "data" / "world-athletics" / "wa_result_import_api_openapi.json"
KERR = ParsedPerson("Josh Kerr", "Josh", "Kerr", "M", "GBR", date(1997, 10, 8), world_athletics_id=14564446)
WIGHTMAN = ParsedPerson("Jake Wightman", "Jake", "Wightman", "M", "GBR", date(1994, 7, 11))


def validator():
    """Their schema, patterns anchored, as JSON Schema; OpenAPI 3.0 differs in nothing that it uses."""
    components = json.loads(SPEC.read_text(encoding="utf-8"))["components"]
    schema = {"$ref": "#/components/schemas/Competition", "components": components}
    return Draft202012Validator(schema, format_checker=FormatChecker())


VALIDATOR = validator()


def a_race(*rows, **fields):
    defaults = {"category": "M", "discipline": "1500", "date": date(2023, 8, 23)}
    return ParsedRace(results=rows, **defaults | fields)


def a_row(mark="3:29.38", measure=Measure.TIME, **fields):
    return ParsedResult(
        **{"person": KERR, "country": "GBR", "place": 1, "mark": mark and parse_mark(mark, measure)} | fields
    )


def exported(*races, competition=None):
    held = [race for same in events_of(races, competition).values() for race in same]
    return world_athletics.as_data(held[0].event.competition, held)


def read_back(*races):
    data = exported(*races)
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    meet = importer.parse(json.dumps(data).encode())
    assert meet.problems == ()
    return meet.races


def only_result(race):
    (unit,) = exported(race)["units"]
    return unit["rounds"][0]["races"][0]["results"][0]


def what_survives(race):
    """The race as the form can say it; all else in it is lost."""
    return dataclasses.replace(
        race,
        title="",
        start_time=None,
        starts_at=None,
        decides_medals=None,
        complete=True,
        advancement="",
        note="",
        external_id="",
        results=tuple(_row_that_survives(row, order) for order, row in enumerate(race.results)),
    )


def _row_that_survives(row, order):
    return ParsedResult(
        person=row.person and dataclasses.replace(row.person, tilastopaja_id=None),
        country=row.country,
        place=row.place,
        mark=row.mark,
        status=row.status,
        qualification=row.qualification,
        wind=row.wind,
        attempts=row.attempts,
        order=order,
    )


def test_form_is_filled_in():
    race = a_race(
        a_row(personal_flags="SB"), round="final", starts_at=datetime(2023, 8, 23, 19, 15, tzinfo=UTC)
    )
    data = exported(race)
    assert data == {
        "waId": 0,
        "athletes": [
            {
                "id": 1,
                "waId": 14564446,
                "firstName": "Josh",
                "lastName": "Kerr",
                "birthdate": "1997-10-08",
                "country": "GBR",
                "sex": "male",
            }
        ],
        "relayTeams": [],
        "venues": [{"id": 1, "waId": 0, "name": "Stadio Olimpico, Rome", "country": "ITA"}],
        "units": [
            {
                "waEventId": 0,
                "title": "Men's 1500m",
                "rounds": [
                    {
                        "type": "Final",
                        "races": [
                            {
                                "number": 1,
                                "date": "2023-08-23",
                                "startTime": "21:15:00",
                                "results": [{"athleteId": 1, "result": "3:29.38", "placeInRace": 1}],
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_export_is_json_and_ends_with_a_line_break():
    ((event, races),) = events_of([a_race(a_row())]).items()
    text = world_athletics.export(event.competition, races)
    assert text.endswith("}\n")
    assert json.loads(text) == world_athletics.as_data(event.competition, races)


def test_one_race_of_every_rome_event_comes_back():
    """All but the relays: their runners have no birth dates in the source."""
    kinds = {}
    for race in tilastopaja.parse(ROME.read_bytes()).races:
        kinds.setdefault((race.category, race.part_of, race.discipline), race)
    races = [_comparable(race) for race in kinds.values() if not race.discipline.startswith("4X")]
    read = read_back(*races)
    assert len(read) == len(races) == 59
    expected = [what_survives(race) for race in races]
    assert sorted(map(_plain, read), key=repr) == sorted(map(_plain, expected), key=repr)


def _comparable(race):
    """Without the series, tested one by one; and the only race of a round has no number."""
    rows = tuple(dataclasses.replace(row, attempts=()) for row in race.results)
    return dataclasses.replace(race, results=rows, number=None if race.number == 1 else race.number)


def _plain(race):
    return dataclasses.replace(race, title="", decides_medals=None)


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        (parse_mark("9.58", Measure.TIME), "9.58"),
        (parse_mark("3:29.4h", Measure.TIME), "3:29.4h"),
        (parse_mark("3:29.4", Measure.TIME), "3:29.4h"),
        (Mark(9_583, Measure.TIME, Precision.THOUSANDTH), "9.59"),
        (parse_mark("2:05:10", Measure.TIME), "2:05:10"),
        (parse_mark("0:59", Measure.TIME), "0:59"),
    ],
)
def test_time_is_written_as_the_form_takes_it(mark, written):
    race = a_race(dataclasses.replace(a_row(), mark=mark))
    assert only_result(race)["result"] == written
    read_back(race)


def test_heats_and_semi_finals_keep_their_numbers():
    heats = [a_race(a_row(qualification="Q"), round="heat", number=n) for n in (1, 2)]
    semi = a_race(a_row(qualification="q"), round="semi-final", number=2)
    assert [(race.round, race.number) for race in read_back(*heats, semi)] == [
        ("heat", 1),
        ("heat", 2),
        ("semi-final", 2),
    ]


def test_b_race_stands_beside_the_final():
    races = read_back(a_race(a_row()), a_race(a_row(), slug="final-b"))
    assert [(race.round, race.slug) for race in races] == [("final", ""), ("final", "final-b")]


def test_extra_race_comes_back_as_one():
    data = exported(a_race(a_row(), slug="extra-race-2"))
    assert list(VALIDATOR.iter_errors(data)) == []
    (race,) = importer.parse(json.dumps(data).encode()).races
    assert race.slug == "extra-race-2"


def test_part_of_a_combined_event_is_a_unit_of_its_own():
    whole = a_race(a_row("9126", Measure.POINTS), discipline="DEC")
    part = a_race(a_row("10.44"), discipline="100", part_of="DEC", round="part", number=2)
    assert [unit["title"] for unit in exported(whole, part)["units"]] == [
        "Men's decathlon",
        "Men's decathlon 100m",
    ]
    assert [(race.discipline, race.part_of, race.number) for race in read_back(whole, part)] == [
        ("DEC", "", None),
        ("100", "DEC", 2),
    ]


def test_wind_is_given_where_it_is_measured():
    dash = a_race(a_row("9.99"), discipline="100", wind=Decimal("-0.4"))
    jump = a_race(a_row("8.65", Measure.DISTANCE, wind=Decimal("1.2")), discipline="LJ")
    long = a_race(a_row("9.99"), discipline="200")
    assert [(race.wind, race.results[0].wind) for race in read_back(dash, jump, long)] == [
        (Decimal("-0.4"), None),
        (None, Decimal("1.2")),
        (None, None),
    ]
    assert exported(long)["units"][0]["rounds"][0]["races"][0]["wind"] == "NWI"


@pytest.mark.parametrize("status", ["DNS", "DNF", "DQ", "NM"])
def test_fault_comes_back(status):
    race = a_race(a_row(None, status=status, place=None, rule="TR17.2.3"), discipline="SP")
    assert read_back(race)[0].results[0].status == status


def test_vault_without_a_height_comes_back():
    race = a_race(a_row(None, status="NH", place=None), discipline="PV")
    assert only_result(race)["result"] == "NM"
    assert read_back(race)[0].results[0].status == "NH"


def test_jumps_come_back_with_their_winds():
    attempts = (
        ParsedAttempt(1, "O", mark_mm=8650, wind=Decimal("1.2")),
        ParsedAttempt(2, "X"),
        ParsedAttempt(3, "-"),
        ParsedAttempt(4, "r"),
    )
    race = a_race(a_row("8.65", Measure.DISTANCE, wind=Decimal("1.2"), attempts=attempts), discipline="LJ")
    assert read_back(race)[0].results[0].attempts == attempts


def test_trials_at_heights_come_back():
    first = (ParsedAttempt(1, "XO", height_mm=5600), ParsedAttempt(2, "XR", height_mm=5700))
    second = (ParsedAttempt(2, "O", height_mm=5700), ParsedAttempt(3, "r", height_mm=5800))
    race = a_race(
        a_row("5.60", Measure.HEIGHT, attempts=first, place=2),
        a_row("5.70", Measure.HEIGHT, attempts=second, person=WIGHTMAN),
        discipline="PV",
    )
    assert [row.attempts for row in read_back(race)[0].results] == [first, second]


@pytest.mark.parametrize(
    ("discipline", "attempts"),
    [
        ("SP", (ParsedAttempt(1, "O", mark_mm=8650),)),
        ("LJ", (ParsedAttempt(2, "O", mark_mm=8650),)),
        ("LJ", tuple(ParsedAttempt(n, "X") for n in range(1, 8))),
        ("LJ", (ParsedAttempt(1, "O"),)),
    ],
)
def test_series_that_the_form_cannot_say_is_left_out(discipline, attempts):
    race = a_race(a_row("8.65", Measure.DISTANCE, attempts=attempts), discipline=discipline)
    assert "detail" not in only_result(race)
    assert read_back(race)[0].results[0].attempts == ()


def test_form_refuses_the_trials_of_throws():
    """Two of its shapes are the same, and exactly one has to fit."""
    data = exported(a_race(a_row("8.65", Measure.DISTANCE), discipline="SP"))
    data["units"][0]["rounds"][0]["races"][0]["results"][0]["detail"] = [{"result": "8.65"}]
    assert VALIDATOR.is_valid(data) is False


def test_splits_come_back_as_far_as_they_fit():
    splits = (
        ParsedSplit(400, parse_mark("56.1", Measure.TIME)),
        ParsedSplit(800, parse_mark("1:54.20", Measure.TIME)),
        ParsedSplit(1200, parse_mark("2:48.90", Measure.TIME)),
    )
    race = a_race(a_row(splits=splits))
    assert read_back(race)[0].results[0].splits == (
        ParsedSplit(400, parse_mark("56.1h", Measure.TIME)),
        ParsedSplit(800, parse_mark("1:54.20", Measure.TIME)),
    )


def a_relay(*legs, **fields):
    row = ParsedResult(team="Great Britain & N.I.", country="GBR", place=1, legs=legs, **fields)
    return a_race(dataclasses.replace(row, mark=parse_mark("3:00.10", Measure.TIME)), discipline="4X400")


def test_relay_comes_back_with_its_runners_and_without_substitutes():
    people = [
        dataclasses.replace(KERR, name=f"A{n} B", given_name=f"A{n}", family_name="B") for n in range(5)
    ]
    people = [dataclasses.replace(person, world_athletics_id=n + 1) for n, person in enumerate(people)]
    legs = [ParsedLeg(n, person) for n, person in enumerate(people, start=1)]
    (row,) = read_back(a_relay(*legs))[0].results
    assert (row.team, row.country, row.place, str(row.mark)) == ("Great Britain & N.I.", "GBR", 1, "3:00.10")
    assert row.legs == tuple(legs[:4])


def test_relay_with_a_leg_unknown_is_given_without_legs():
    assert only_result(a_relay(ParsedLeg(2, KERR)))["legs"] == []


def test_who_competes_for_another_country_later_is_listed_for_each():
    races = a_race(a_row(), round="heat"), a_race(a_row(country="KEN"))
    assert [(each["id"], each["country"]) for each in exported(*races)["athletes"]] == [
        (1, "GBR"),
        (2, "KEN"),
    ]


@pytest.mark.parametrize("qualification", ["qR", "qJ", "qD"])
def test_who_advanced_otherwise_is_not_called_qualified(qualification):
    assert "qualified" not in only_result(a_race(a_row(qualification=qualification)))


@pytest.mark.parametrize("status", [Race.Status.SCHEDULED, Race.Status.LIVE])
def test_race_without_a_result_is_left_out(status):
    ((event, (race,)),) = events_of([a_race(a_row())]).items()
    race.status = status
    assert world_athletics.as_data(event.competition, [race])["units"] == []


def refusal(*races, **fields):
    with pytest.raises(world_athletics.NotExportable) as error:
        exported(*races, **fields)
    return str(error.value)


@pytest.mark.parametrize("born", [{"birth_date": None}, {"birth_date_precision": "year"}])
def test_athletes_without_a_birth_date_are_named(born):
    people = [dataclasses.replace(KERR, **born), dataclasses.replace(WIGHTMAN, **born)]
    rows = [a_row(person=person) for person in people]
    assert refusal(a_race(*rows)) == (
        "World Athletics' form needs the birth date of Josh Kerr and Jake Wightman."
    )


def test_many_without_a_birth_date_are_named_in_part():
    people = [dataclasses.replace(KERR, name=f"Athlete {n}", birth_date=None) for n in range(12)]
    assert refusal(a_race(*[a_row(person=person) for person in people])).endswith("Athlete 7 and 4 others.")


def test_row_without_mark_or_status_is_named():
    assert refusal(a_race(a_row(None))) == "World Athletics' form needs a mark or a status of Josh Kerr."


def test_country_that_the_form_does_not_list_is_named():
    message = refusal(a_race(a_row(country="AIN")), competition=a_competition(country=Country(code="URS")))
    assert message == (
        "World Athletics' form needs a country that it lists, which it does not for Rome 2024 (URS) "
        "and Josh Kerr (AIN)."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_export_asks_the_database_once_for_each_kind(rows, django_assert_num_queries):
    """Races, rows, legs, attempts, splits: however many of them there are."""
    race = make_race("1500")
    for place in range(1, rows + 1):
        athlete = make_athlete(birth_date=date(1997, 10, 8))
        make_result(race, athlete, mark="3:29.38", place=place)
    with django_assert_num_queries(5):
        races = list(Race.objects.for_export())
        data = world_athletics.as_data(races[0].event.competition, races)
    assert len(data["athletes"]) == rows
    assert list(VALIDATOR.iter_errors(data)) == []
