"""Parts against the tables, totals against their parts."""

from results.combined import disciplines
from results.validators import combined_events
from tests.results.validators.written import a_sheet, said

MARKS = {"100H": "13.50", "HJ": "1.80", "SP": "14.00", "200": "24.00"} | {
    "LJ": "6.20",
    "JT": "45.00",
    "800": "2:12.00",
}
KJT = "Johnson-Thompson"
POINTS = {"100H": 1050, "HJ": 978, "SP": 794, "200": 981, "LJ": 912, "JT": 763, "800": 936}


def heptathlon(total, parts=POINTS):
    return [
        *(
            a_sheet(
                (1, "Johnson-Thompson", MARKS[code], {"points": points}), of="HEP", code=code, category="W"
            )
            for code, points in parts.items()
        ),
        a_sheet((1, KJT, str(total)), code="HEP", category="W"),
    ]


def test_parts_that_follow_the_tables_say_nothing():
    assert set(POINTS) == set(disciplines("W", "HEP"))
    assert said(combined_events.points, heptathlon(sum(POINTS.values()))) == []


def test_points_against_the_tables_are_told():
    parts = heptathlon(1, POINTS | {"HJ": 987})

    assert said(combined_events.points, parts) == [
        "Johnson-Thompson has 987 points for 1.80, but the tables give 978."
    ]


def test_time_by_hand_is_scored_with_its_allowance():
    def part(mark, points):
        return [a_sheet((1, "A", mark, {"points": points}), of="DEC", code="100")]

    assert said(combined_events.points, part("10.76", 915)) == []
    assert said(combined_events.points, part("10.5h", 919)) == []
    assert said(combined_events.points, part("10.5h", 975)) == [
        "A has 975 points for 10.5h, but the tables give 919."
    ]


def test_nothing_is_scored_where_points_or_mark_are_not_held():
    rows = [(1, "A", "10.76"), (None, "B", "DNF", {"points": 0})]

    assert said(combined_events.points, [a_sheet(*rows, of="DEC", code="100")]) == []


def test_part_of_another_event_is_told():
    assert said(combined_events.points, [a_sheet((1, "A", "14.00"), of="DEC", code="100H")]) == [
        "The 100m hurdles is no part of the decathlon."
    ]


def test_total_is_the_sum_of_its_parts():
    total = sum(POINTS.values())

    assert said(combined_events.totals, heptathlon(total)) == []
    assert said(combined_events.totals, heptathlon(total + 1)) == [
        f"Johnson-Thompson’s total is {total + 1}, but the 7 parts add up to {total}."
    ]


def test_total_is_not_added_up_where_a_part_is_not_held():
    parts = {code: points for code, points in POINTS.items() if code != "800"}

    assert said(combined_events.totals, heptathlon(1, parts)) == []
