"""Wind, declared bests and missing readings."""

from decimal import Decimal

import pytest

from results.validators import winds
from tests.results.validators.written import a_sheet, said

PB = {"personal_flags": "PB"}


@pytest.mark.parametrize(("wind", "told"), [("2.1", True), ("2.0", False), ("-3.0", False)])
def test_best_with_too_much_wind_is_told(wind, told):
    sheet = a_sheet((1, "A", "9.95", PB), (2, "B", "10.01"), code="100", wind=Decimal(wind))

    expected = ["A’s 9.95 is marked PB with a wind of +2.1: above +2.0 it is no best."] if told else []
    assert said(winds.flagged, sheet) == expected


def test_record_in_a_jump_needs_the_wind_of_its_own_mark():
    blown = {"record_flags": "NR", "wind": Decimal("2.4")}
    sheet = a_sheet((1, "A", "8.60", blown), (2, "B", "8.50", PB | {"wind": Decimal("1.0")}), code="LJ")

    assert said(winds.flagged, sheet) == [
        "A’s 8.60 is marked NR with a wind of +2.4: above +2.0 it is no best."
    ]


def test_race_without_its_wind_is_told_outdoors_only():
    rows = [(1, "A", "10.01")]

    assert said(winds.missing, a_sheet(*rows, code="100")) == ["No wind is given."]
    assert said(winds.missing, a_sheet(*rows, code="100", wind=Decimal("0.0"))) == []
    assert said(winds.missing, a_sheet(*rows, code="100", indoor=True)) == []
    assert said(winds.missing, a_sheet((1, "A", "3:30.00"))) == []
    assert said(winds.missing, a_sheet((None, "A", "DNF"), code="100")) == []


def test_jumps_without_wind_are_told():
    blown = {"wind": Decimal("0.3")}
    some = a_sheet((1, "A", "8.60", blown), (2, "B", "8.50"), code="LJ")
    none = a_sheet((1, "A", "8.60"), (2, "B", "8.50"), code="LJ")

    assert said(winds.missing, some) == ["B’s 8.50 has no wind."]
    assert said(winds.missing, none) == ["No wind is given for any mark."]
