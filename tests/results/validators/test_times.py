"""Splits, readings, reactions, days."""

from datetime import UTC, date, datetime

import pytest

from results.validators import times
from tests.results.validators.written import a_sheet, passing, said


def test_splits_rise():
    sheet = a_sheet((1, "Kipsang", "3:30.00", passing(m400="56.1", m800="54.0")))

    assert said(times.splits, sheet) == ["Kipsang passed 800m in 54.0, but 400m in 56.1."]
    assert len(said(times.splits, a_sheet((1, "A", "3:30.00", passing(m400="56.1", m800="56.1"))))) == 1
    assert said(times.splits, a_sheet((1, "A", "3:30.00", passing(m400="56.1", m800="1:54.2")))) == []


@pytest.mark.parametrize("split", ["3:30.00", "3:29.38"])
def test_split_that_ends_with_the_finish_or_after_it_is_told(split):
    sheet = a_sheet((1, "Kerr", "3:29.38", passing(m1200=split)))

    assert said(times.splits, sheet) == [f"Kerr passed 1200m in {split}, but finished in 3:29.38."]


def test_split_beyond_the_distance_is_told():
    sheet = a_sheet((1, "Kerr", "3:29.38", passing(m1600="3:20.0")))

    assert said(times.splits, sheet) == ["Kerr has a split at 1600m of 1500m."]


def test_split_at_the_finish_may_be_rounded_up():
    assert said(times.splits, a_sheet((1, "Kerr", "3:29.38", passing(m1500="3:29.4")))) == []
    assert said(times.splits, a_sheet((1, "Kerr", "3:29.38", passing(m1500="3:29.5")))) == [
        "Kerr passed 1500m in 3:29.5, but finished in 3:29.38."
    ]


@pytest.mark.parametrize(
    ("mark", "reading", "due"),
    [("9.83", 9_821, ""), ("9.82", 9_821, "9.83"), ("9.84", 9_821, "9.83"), ("2:00:35", 7_234_001, "")],
)
def test_time_is_its_reading_rounded_up(mark, reading, due):
    code = "MAR" if ":" in mark else "100"
    sheet = a_sheet((1, "Bolt", mark, {"reading_ms": reading}), code=code)

    told = [f"Bolt’s time is {mark}, but the reading 9.821 rounds up to {due}."] if due else []
    assert said(times.reading, sheet) == told


def test_reaction_under_a_tenth_is_a_false_start():
    rows = [
        (1, "A", "10.01", {"reaction_ms": 99}),
        (2, "B", "10.02", {"reaction_ms": 100}),
        (None, "C", "DQ", {"reaction_ms": 80}),
    ]

    assert said(times.reaction, a_sheet(*rows, code="100")) == [
        "A reacted after 0.099 and is not disqualified: under 0.100 is a false start (TR 16)."
    ]


def test_race_is_held_during_its_competition():
    assert said(times.days, a_sheet(date=date(2023, 8, 28))) == [
        "The race is dated 2023-08-28, but Budapest 2023 was held from 2023-08-19 to 2023-08-27."
    ]


@pytest.mark.parametrize("day", [19, 27])
def test_first_and_last_day_belong_to_a_competition(day):
    assert said(times.days, a_sheet(date=date(2023, 8, day))) == []


def test_race_starts_on_its_day_where_it_is_held():
    before_midnight_utc = datetime(2023, 8, 23, 22, 30, tzinfo=UTC)

    assert said(times.days, a_sheet(date=date(2023, 8, 24), starts_at=before_midnight_utc)) == []
    assert said(times.days, a_sheet(starts_at=before_midnight_utc)) == [
        "The race is dated 2023-08-23, but starts at 2023-08-24 00:30 (Europe/Budapest)."
    ]
