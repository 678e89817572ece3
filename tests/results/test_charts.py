import re
from decimal import Decimal

import pytest

from results import charts
from results.marks import Measure
from results.models import Athlete, Best
from tests.results.unsaved import DISCIPLINES, a_race

FIELD = [(1, "Josh Kerr", "3:29.38"), (2, "Jakob Ingebrigtsen", "3:29.65"), (3, "Narve Nordås", "3:29.68")]


def gaps(chart):
    return [(row.entry.label, row.entry.gap, row.entry.text) for row in chart.rows]


def test_gap_chart_puts_each_behind_the_winner_in_seconds():
    chart = charts.gap_chart(a_race(*FIELD, (None, "A One", "DNF")))
    assert gaps(chart) == [
        ("Kerr", Decimal("0"), "3:29.38"),
        ("Ingebrigtsen", Decimal("0.27"), "+0.27"),
        ("Nordås", Decimal("0.3"), "+0.30"),
    ]


def test_gap_chart_of_a_throw_counts_metres_short_of_the_winner():
    chart = charts.gap_chart(a_race((1, "A One", "8.65"), (2, "B Two", "8.52"), measure=Measure.DISTANCE))
    assert gaps(chart)[1] == ("Two", Decimal("0.13"), "−0.13")
    assert [tick.label for tick in chart.ticks][-1] == "−0.10 m"


def test_gap_chart_of_points_counts_points():
    chart = charts.gap_chart(a_race((1, "A One", "6740"), (2, "B Two", "6720"), measure=Measure.POINTS))
    assert gaps(chart)[1][:2] == ("Two", Decimal("20"))


def test_gap_chart_tells_those_of_one_name_apart():
    chart = charts.gap_chart(
        a_race((1, "Jakob Ingebrigtsen", "3:29.38"), (2, "Filip Ingebrigtsen", "3:30.00"))
    )
    assert [row.entry.label for row in chart.rows] == ["J. Ingebrigtsen", "F. Ingebrigtsen"]


def test_gap_chart_never_draws_ahead_of_the_winner():
    chart = charts.gap_chart(a_race((1, "A One", "9.90"), (2, "B Two", "9.89")))
    assert gaps(chart)[1][1] == 0


@pytest.mark.parametrize(
    "race",
    [
        a_race((1, "A One", "3:29.38")),
        a_race((2, "A One", "3:29.38"), (3, "B Two", "3:30.00")),
        a_race(*FIELD, status="live"),
        a_race(status="scheduled"),
        a_race((1, "A One"), (2, "B Two")),
    ],
    ids=["one finisher", "no winner", "live", "start list", "no marks"],
)
def test_gap_chart_is_none_where_no_gap_is_known(race):
    assert charts.gap_chart(race) is None


def test_finish_picture_carries_the_mark_and_the_race():
    picture = charts.finish_picture(a_race(*FIELD))
    assert [runner.entry.label for runner in picture.runners] == ["Kerr", "Ingebrigtsen", "Nordås"]
    assert (picture.headline.text, picture.caption.text) == ("3:29.38", "Men’s 1500m, Budapest")


def test_finish_picture_of_a_field_event_is_none():
    assert charts.finish_picture(a_race((1, "A One", "8.65"), measure=Measure.DISTANCE)) is None


def seasons(*marks, measure=Measure.TIME):
    """Bests of 2021, 2022, …, each a win."""
    wins = [a_race((1, "A One", mark), measure=measure).results.all()[0] for mark in marks]
    return [Best(season=2021 + number, result=result) for number, result in enumerate(wins)]


def test_progression_runs_from_the_first_season_to_the_last():
    found = charts.progression(
        Athlete(name="Josh Kerr"), DISCIPLINES[Measure.TIME], seasons("3:29.05", "3:30.60", "3:29.38")
    )
    assert [point.point.label for point in found.chart.points] == ["3:29.05", "3:30.60", "3:29.38"]
    assert [best.season for best in found.bests] == [2023, 2022, 2021]
    assert found.description == "From 3:29.05 in 2021 to 3:29.38 in 2023."


def test_progression_of_one_season_is_none():
    assert charts.progression(Athlete(), DISCIPLINES[Measure.TIME], seasons("3:29.05")) is None


@pytest.mark.parametrize(
    ("measure", "marks", "form"),
    [
        (Measure.TIME, ("3:29.05", "3:32.60"), r"3:\d\d"),
        (Measure.TIME, ("9.83", "9.96"), r"9\.\d\d?|10"),
        (Measure.TIME, ("2:08:30", "2:10:45"), r"2:\d\d:\d\d"),
        (Measure.DISTANCE, ("8.52", "8.65"), r"8\.\d\d"),
        (Measure.POINTS, ("6500", "6740"), r"6\d\d0"),
    ],
)
def test_progression_axis_reads_as_marks_do(measure, marks, form):
    chart = charts.progression(Athlete(), DISCIPLINES[measure], seasons(*marks, measure=measure)).chart
    assert [tick.label for tick in chart.ticks if not re.fullmatch(form, tick.label)] == []


def test_progression_of_a_jump_points_up_when_it_is_longer():
    jumps = seasons("8.20", "8.65", measure=Measure.DISTANCE)
    chart = charts.progression(Athlete(), DISCIPLINES[Measure.DISTANCE], jumps).chart
    first, second = (float(point.marker.y) for point in chart.points)
    assert second < first
