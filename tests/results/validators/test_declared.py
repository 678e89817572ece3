"""Declared bests and records against what is held."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from results.marks import Measure, parse_mark
from results.validators import declared
from results.validators.sheets import Earlier, Held, Standing
from tests.results.validators.written import DAY, a_sheet, said


def earlier(mark, day=date(2023, 6, 8), who="Kerr", **fields):
    known = {"starts_at": None, "event_id": 9, "round": "final", "competition": "Oslo", "indoor": False}
    return Earlier(who=who, mark=parse_mark(mark, Measure.TIME), date=day, **known | fields)


def flagged(flags, *known, mark="3:29.38", **fields):
    sheet = a_sheet((1, "Kerr", mark, {"personal_flags": flags}), **fields)
    held = Held()
    held.own[sheet.lines[0].pk] = list(known)
    return said(declared.bests, sheet, held)


def recorded(flags, *known, mark="3:29.38", records=(), **fields):
    sheet = a_sheet((1, "Kerr", mark, {"record_flags": flags}), **fields)
    held = Held()
    held.national[sheet.lines[0].pk] = list(known)
    held.records["1500", "M"] = list(records)
    return sheet, held


def standing(scope, mark, day=date(1998, 7, 14), country=None, series_id=None):
    return Standing(scope, country, series_id, "El Guerrouj", parse_mark(mark, Measure.TIME), day)


def test_earlier_better_mark_contradicts_a_personal_best():
    assert flagged("PB", earlier("3:28.00"), earlier("3:29.05")) == [
        "Kerr’s 3:29.38 is marked PB, but the same athlete ran 3:28.00 at Oslo on 8 June 2023."
    ]


def test_equal_earlier_mark_wants_an_equals_sign():
    assert flagged("PB", earlier("3:29.38")) == [
        "Kerr’s 3:29.38 is marked PB, but the same athlete already ran 3:29.38 at Oslo on 8 June 2023."
    ]
    assert flagged("=PB", earlier("3:29.38")) == []


def test_equalled_best_is_contradicted_by_a_better_one():
    assert flagged("=PB", earlier("3:28.00")) == [
        "Kerr’s 3:29.38 is marked =PB, but the same athlete ran 3:28.00 at Oslo on 8 June 2023."
    ]


def test_season_s_best_is_one_of_its_year():
    assert flagged("SB", earlier("3:28.00", date(2022, 7, 19))) == []
    assert len(flagged("SB", earlier("3:28.00"))) == 1


def test_indoor_marks_are_no_outdoor_bests():
    assert flagged("PB", earlier("3:28.00", indoor=True)) == []
    assert len(flagged("PB", earlier("3:28.00", indoor=True), indoor=True)) == 1


@pytest.mark.parametrize(
    ("same_day", "told"),
    [
        ({"event_id": 1, "round": "heat"}, 1),
        ({"event_id": 1, "round": "final"}, 0),
        ({"event_id": 2, "round": "heat"}, 0),
        ({"starts_at": datetime(2023, 8, 23, 8, tzinfo=UTC)}, 1),
        ({"starts_at": datetime(2023, 8, 23, 19, 15, tzinfo=UTC)}, 0),
        ({"starts_at": datetime(2023, 8, 23, 21, tzinfo=UTC)}, 0),
    ],
)
def test_of_one_day_only_what_is_known_to_be_earlier_counts(same_day, told):
    starts_at = datetime(2023, 8, 23, 19, 15, tzinfo=UTC)

    assert len(flagged("SB", earlier("3:28.00", DAY, **same_day), starts_at=starts_at)) == told


def test_better_record_contradicts_a_declared_one():
    sheet, held = recorded("NR NU23R", records=[standing("NR", "3:28.81", country="GBR")])

    assert said(declared.records, sheet, held) == [
        "Kerr’s 3:29.38 is marked NR NU23R, but the national record stood at 3:28.81 "
        "(El Guerrouj, 14 July 1998)."
    ]


@pytest.mark.parametrize(
    "record",
    [
        standing("NR", "3:28.81", country="NOR"),
        standing("NR", "3:29.38", country="GBR"),
        standing("NR", "3:28.81", day=DAY, country="GBR"),
        standing("WR", "3:26.00"),
        standing("CR", "3:26.00", series_id=7),
        standing("OR", "3:26.00"),
    ],
)
def test_other_record_contradicts_nothing(record):
    assert said(declared.records, *recorded("NR CR", records=[record])) == []


def test_championship_record_is_that_of_the_series():
    sheet, held = recorded("CR", records=[standing("CR", "3:27.65", series_id=7)])
    sheet.competition.series_id = 7

    assert said(declared.records, sheet, held) == [
        "Kerr’s 3:29.38 is marked CR, but the championship record stood at 3:27.65 "
        "(El Guerrouj, 14 July 1998)."
    ]


@pytest.mark.parametrize("flags", [{"record_flags": "NR"}, {"personal_flags": "PB"}])
def test_flag_without_a_mark_says_nothing(flags):
    sheet = a_sheet((None, "Kerr", "DNF", flags))
    held = Held()
    held.national[sheet.lines[0].pk] = held.own[sheet.lines[0].pk] = [earlier("3:28.00")]

    assert [said(rule, sheet, held) for rule in (declared.records, declared.bests)] == [[], []]


def test_better_mark_of_a_countryman_contradicts_a_national_record():
    sheet, held = recorded("NR", earlier("3:28.81", who="Mo Farah"), earlier("3:29.38", who="Cram"))

    assert said(declared.records, sheet, held) == [
        "Kerr’s 3:29.38 is marked NR, but Mo Farah ran 3:28.81 at Oslo on 8 June 2023."
    ]


def test_under_23_record_is_no_national_record():
    assert said(declared.records, *recorded("NU23R", earlier("3:28.81"))) == []


@pytest.mark.parametrize(("mark", "told"), [("3:25.99", True), ("3:26.00", False)])
def test_mark_better_than_the_world_record_is_told_without_a_flag_too(mark, told):
    sheet, held = recorded("", mark=mark, records=[standing("WR", "3:27.00"), standing("WR", "3:26.00")])

    assert said(declared.world_record, sheet, held) == (
        ["Kerr’s 3:25.99 is better than the world record of 3:26.00 (El Guerrouj, 14 July 1998)."]
        if told
        else []
    )


def test_world_record_of_the_day_is_known():
    sheet, held = recorded("WR", mark="3:25.99", records=[standing("WR", "3:25.99", day=DAY)])
    held.records["1500", "M"].append(standing("WR", "3:26.00"))

    assert said(declared.world_record, sheet, held) == []


def test_later_world_record_says_nothing():
    sheet, held = recorded("", mark="3:26.50", records=[standing("WR", "3:27.00", day=date(2024, 1, 1))])

    assert said(declared.world_record, sheet, held) == []


def test_world_record_with_the_wind_is_none():
    sheet = a_sheet((1, "Gay", "9.56"), code="100", wind=Decimal("4.1"))
    held = Held()
    held.records["100", "M"] = [standing("WR", "9.58")]

    assert said(declared.world_record, sheet, held) == []
