"""Trials against the mark they led to."""

from decimal import Decimal

import pytest

from results.validators import trials
from tests.results.validators.written import a_sheet, jumps, said, throws


def test_mark_is_the_best_trial():
    sheet = a_sheet(
        (1, "A", "65.10", throws("65.10", "X", "-")), (2, "B", "64.00", throws("64.80", "X")), code="DT"
    )

    assert said(trials.best, sheet) == ["B’s mark is 64.00, but the best trial held is 64.80."]


def test_no_mark_with_a_valid_trial_is_told():
    sheet = a_sheet((None, "A", "NM", throws("65.10")), (None, "B", "NM", throws("X", "X")), code="DT")

    assert said(trials.best, sheet) == ["A is NM, but reached 65.10."]


@pytest.mark.parametrize("row", [(1, "A", "65.10"), (None, "A", "DQ", throws("65.10"))])
def test_nothing_is_said_without_trials_or_of_an_annulled_mark(row):
    assert said(trials.best, a_sheet(row, code="DT")) == []


def test_mark_is_the_greatest_height_cleared():
    rows = [
        (1, "A", "2.30", jumps("2.20 O", "2.25 XO", "2.30 XXX")),
        (None, "B", "NH", jumps("2.20 XXO", "2.25 XXX")),
    ]

    assert said(trials.cleared, a_sheet(*rows, code="HJ")) == [
        "A’s mark is 2.30, but the greatest height cleared is 2.25.",
        "B is NH, but cleared 2.20.",
    ]


@pytest.mark.parametrize(
    "series",
    [
        jumps("2.25 O", "2.20 O"),
        jumps("2.20 XXXO"),
        jumps("2.20 XXX", "2.25 O"),
        jumps("2.20 XX", "2.25 XX", "2.30 O"),
        jumps("2.20 ?"),
    ],
)
def test_nothing_is_said_of_a_series_that_cannot_have_been(series):
    assert said(trials.cleared, a_sheet((2, "A", "2.30", series), code="HJ")) == []


def test_jump_off_starts_again_after_the_third_failure_and_counts():
    series = jumps("2.20 O", "2.25 O", "2.30 XXX", "2.30 X", "2.28 O")

    assert said(trials.cleared, a_sheet((2, "A", "2.25", series), code="HJ")) == [
        "A’s mark is 2.25, but the greatest height cleared is 2.28."
    ]


def test_wind_of_the_mark_is_that_of_its_trial():
    rows = [
        (1, "A", "8.30", throws("8.10", "8.30", winds=("0.1", "1.2")) | {"wind": Decimal("1.2")}),
        (2, "B", "8.20", throws("8.20", "8.10", winds=("0.4", "2.2")) | {"wind": Decimal("2.2")}),
        (3, "C", "8.05", throws("8.05", winds=("0.4",))),
    ]

    assert said(trials.wind, a_sheet(*rows, code="LJ")) == [
        "B’s 8.20 has a wind of +2.2, but its trial one of +0.4."
    ]
