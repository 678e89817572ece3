import csv
from decimal import Context, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results import combined
from results.disciplines import DISCIPLINES
from results.marks import parse_mark

ROME = Path(__file__).parent.parent / "data" / "rome2024_combined_points.csv"


TIMES = {"100": 10_900, "400": 48_500, "110H": 14_300, "1500": 260_100}
ADDED = {"100": 240, "400": 140, "110H": 240, "1500": 0}  # ms, from the scoring tables


def rome():
    with ROME.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value_of(discipline, text):
    return parse_mark(text, DISCIPLINES[discipline].measure).value


def test_points_give_every_score_of_rome():
    wrong = []
    for row in rome():
        value = value_of(row["discipline"], row["performance"])
        if combined.points(row["category"], row["combined"], row["discipline"], value) != int(row["points"]):
            wrong.append(row)

    assert len(rome()) == 361
    assert wrong == []


@pytest.mark.parametrize(
    ("category", "event", "number"),
    [
        ("M", "DEC", 10),
        ("W", "DEC", 10),
        ("W", "HEP", 7),
        ("M", "HEP_I", 7),
        ("W", "PEN", 5),
        ("X", "DEC", 0),
    ],
)
def test_combined_events_have_their_disciplines(category, event, number):
    assert len(combined.disciplines(category, event)) == number


def test_disciplines_come_in_the_order_of_the_contest():
    assert combined.disciplines("W", "HEP") == ("100H", "HJ", "SP", "200", "LJ", "JT", "800")


# World records whose marks are on record, one by one: what Rome did not have.
EATON_2012 = ("M", "HEP_I", "6.79 8.16 14.56 2.03 7.68 5.20 2:32.77", 6645)
THIAM_2023 = ("W", "PEN", "8.23 1.92 15.54 6.59 2:13.60", 5055)
SKUJYTE_2005 = ("W", "DEC", "12.49 46.19 3.10 48.78 57.19 14.22 6.12 16.42 1.78 5:15.86", 8358)


@pytest.mark.parametrize("record", [EATON_2012, THIAM_2023, SKUJYTE_2005])
def test_points_add_up_to_the_world_records(record):
    category, event, marks, total = record
    scores = [
        combined.points(category, event, discipline, value_of(discipline, mark))
        for discipline, mark in zip(combined.disciplines(category, event), marks.split(), strict=True)
    ]

    assert sum(scores) == total


def test_points_of_an_unknown_discipline_are_an_error():
    with pytest.raises(combined.NotScored, match=r"no points for HT in DEC \(M\)"):
        combined.points("M", "DEC", "HT", 70_000)


def test_hand_times_are_worth_less_up_to_400_metres():
    hand = [combined.points("M", "DEC", code, value, hand=True) for code, value in TIMES.items()]
    electronic = [combined.points("M", "DEC", code, TIMES[code] + add) for code, add in ADDED.items()]

    assert hand == electronic


def test_points_do_not_depend_on_the_arithmetic_of_the_caller():
    with localcontext(Context(prec=1)):
        assert combined.points("M", "DEC", "100", 10_760) == 915


def test_points_never_fall_below_nought():
    assert combined.points("M", "DEC", "100", 30_000) == 0
    assert combined.points("M", "DEC", "SP", 500) == 0


@given(st.integers(9_000, 17_000), st.integers(0, 1_000))
def test_slower_never_scores_more(value, more):
    assert combined.points("M", "DEC", "100", value + more) <= combined.points("M", "DEC", "100", value)
