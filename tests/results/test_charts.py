import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from results import charts
from results.marks import Measure, parse_mark
from results.models import Athlete, Attempt, Best, Split
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


# Positions by split


def splits_of(race, times):
    """From {distance: seconds of each row in turn}; None where no time is held."""
    return [
        Split(result=result, distance_m=distance, time_ms=round(seconds * 1000), precision="t")
        for distance, row in times.items()
        for result, seconds in zip(race.results.all(), row, strict=False)
        if seconds
    ]


def test_positions_rank_those_timed_at_each_split():
    race = a_race(*FIELD, (None, "A One", "DNF"))
    found = charts.positions(race, splits_of(race, {400: [56.3, 56.1, 56.3, 57], 800: [114, 114.5, 115]}))
    ranks = {line.course.label: line.course.ranks for line in found.chart.lines}
    assert ranks == {
        "Kerr": (2, 1, 1),
        "Ingebrigtsen": (1, 2, 2),
        "Nordås": (2, 3, 3),
        "One": (4, None, None),
    }
    assert [order.where for order in found.orders] == ["400m", "800m", "Finish"]
    assert found.orders[0].runners[0] == (1, "Ingebrigtsen", "56.1")
    assert found.orders[2].runners == [
        (1, "Kerr", "3:29.38"),
        (2, "Ingebrigtsen", "3:29.65"),
        (3, "Nordås", "3:29.68"),
    ]
    assert found.note == "Places at the splits are among those timed there."
    assert found.description == (
        "Place at 400m, 800m and the finish. Kerr 2, 1 and 1; Ingebrigtsen 1, 2 and 2; Nordås 2, 3 and 3."
    )


def test_positions_with_everybody_timed_need_no_note():
    race = a_race(*FIELD, (None, "A One", "DNS"))
    assert charts.positions(race, splits_of(race, {400: [56, 57, 58], 800: [114, 115, 116]})).note == ""


@pytest.mark.parametrize(
    ("fields", "times"),
    [
        ({}, {}),
        ({}, {400: [56, 57, 58]}),
        ({}, {400: [56, 57, 58], 800: [114, 115]}),
        ({"status": "live"}, {400: [56, 57, 58], 800: [114, 115, 116]}),
    ],
    ids=["no splits", "one split", "a split of two only", "live"],
)
def test_positions_are_none_where_too_few_are_timed(fields, times):
    race = a_race(*FIELD, **fields)
    assert charts.positions(race, splits_of(race, times)) is None


def test_positions_of_a_long_race_leave_some_splits_and_runners_to_the_table():
    race = a_race(*[(place, f"A N{place}", f"14:{place + 10}.00") for place in range(1, 21)])
    splits = {distance: [distance / 6 + index for index in range(20)] for distance in range(400, 5000, 400)}
    found = charts.positions(race, splits_of(race, splits))
    assert len(found.chart.lines) == charts.MOST_COURSES
    assert [text.text for text in found.chart.columns][-1] == "Finish"
    assert len(found.orders) == 13
    assert found.note == "7 of 12 splits; all are in the table. 4 more runners in the table."


def test_positions_count_kilometres_where_all_splits_are_whole():
    race = a_race(*FIELD)
    found = charts.positions(race, splits_of(race, {1000: [150, 151, 152], 2000: [300, 301, 302]}))
    assert [order.where for order in found.orders] == ["1 km", "2 km", "Finish"]


# Series of attempts


def with_attempts(race, *series):
    """A trial is metres, “X” or “-”, or a (height, outcome)."""
    for result, trials in zip(race.results.all(), series, strict=True):
        result._prefetched_objects_cache["attempts"] = [
            an_attempt(number, trial) for number, trial in enumerate(trials, start=1)
        ]
    return race


def an_attempt(number, trial):
    if isinstance(trial, tuple):
        return Attempt(number=number, height_mm=round(trial[0] * 1000), outcome=trial[1])
    if isinstance(trial, str):
        return Attempt(number=number, outcome=trial)
    return Attempt(number=number, outcome="O", mark_mm=round(trial * 1000))


def a_long_jump(*series, **fields):
    marks = [max(trial for trial in trials if isinstance(trial, float)) for trials in series]
    rows = [(place, f"A N{place}", f"{mark:.2f}") for place, mark in enumerate(marks, start=1)]
    return with_attempts(a_race(*rows, measure=Measure.DISTANCE, **fields), *series)


def test_series_of_a_jump_has_every_trial_and_marks_the_best():
    found = charts.series(a_long_jump([8.42, "X", 8.65], ["-", 8.30, "X"]))
    assert found.kind == "horizontal"
    assert [(row.series.trials, row.series.fouls) for row in found.chart.rows] == [
        ((8.42, 8.65), 1),
        ((8.30,), 1),
    ]
    assert found.lines[0].trials == [("8.42", False), ("X", False), ("8.65", True)]
    assert found.lines[1].trials == [("–", False), ("8.30", True), ("X", False)]


@pytest.mark.parametrize(
    ("series", "told"),
    [
        (([8.42, 8.65], [8.30, 8.38]), "N1 led from the first round."),
        (([8.42, 8.65], [8.50, "X"]), "N2 led from the first round and N1 from the second."),
        (([8.30, 8.65, "X"], [8.20, 8.40, 8.50]), "N1 led from the first round."),
        (([8.42, 8.65], [8.42, 8.38]), ""),
        (([8.20, 8.42], [8.30, 8.42]), ""),
        ((["X", 8.65], ["X", 8.38]), ""),
    ],
    ids=[
        "from the start",
        "a change",
        "never in danger",
        "equal after the first",
        "against the places",
        "nobody valid in the first",
    ],
)
def test_series_tells_the_lead_by_round_where_it_is_sure(series, told):
    assert charts.series(a_long_jump(*series)).lead == told


def test_series_tells_no_lead_of_one_who_was_disqualified():
    race = a_long_jump([8.42, 8.65], [8.50, "X"])
    race.results.all()[1].mark, race.results.all()[1].place = None, None
    race.results.all()[1].status = "DQ"
    found = charts.series(race)
    assert (found.lead, found.lines[1].place) == ("N1 led from the first round.", "DQ")


def test_series_tells_no_lead_where_a_series_lacks_its_best_or_rows_are_missing():
    race = a_long_jump([8.42, 8.65], [8.30, 8.38])
    race.results.all()[1].mark = parse_mark("8.40", Measure.DISTANCE)
    assert charts.series(race).lead == ""
    assert charts.series(a_long_jump([8.42, 8.65], [8.30, 8.38], complete=False)).lead == ""


def a_high_jump(*series, marks=("2.29", "2.26")):
    rows = [(place, f"A N{place}", mark) for place, mark in enumerate(marks, start=1)]
    return with_attempts(a_race(*rows, measure=Measure.HEIGHT), *series)


def test_series_of_heights_stands_in_columns():
    found = charts.series(a_high_jump([(2.26, "XO"), (2.29, "O"), (2.31, "r")], [(2.26, "O"), (2.29, "XXX")]))
    assert [head.label for head in found.chart.heads] == ["2.26", "2.29", "2.31"]
    assert [row.series.trials for row in found.chart.rows] == [("XO", "O", None), ("O", "XXX", None)]
    assert found.lines[1].trials == [("2.26 O", True), ("2.29 XXX", False)]
    assert (found.kind, found.lead, found.note) == ("vertical", "", "")


def test_series_of_nobody_with_a_place_or_a_mark_claims_nothing():
    jumps = a_long_jump([8.42], [8.30])
    for result in jumps.results.all():
        result.place = None
    assert charts.series(jumps).lead == ""
    heights = a_high_jump([(2.26, "XXX")], [(2.26, "XXX")], marks=("NM", "NM"))
    assert charts.series(heights).description == "Heights from 2.26 to 2.26 metres."


def test_series_leaves_a_jump_off_to_the_table():
    jump_off = [(2.29, "O"), (2.31, "X"), (2.29, "O")]
    found = charts.series(
        a_high_jump(jump_off, [(2.29, "O"), (2.31, "X"), (2.29, "X")], marks=("2.29", "2.29"))
    )
    assert [head.label for head in found.chart.heads] == ["2.29", "2.31"]
    assert found.note == "The jump-off is in the table."
    assert len(found.lines[0].trials) == 3


def test_series_of_many_heights_draws_the_highest():
    heights = [(2.0 + number / 100, "O") for number in range(12)]
    found = charts.series(a_high_jump(heights, heights, marks=("2.11", "2.11")))
    assert found.chart.heads[0].label == "2.02"
    assert found.note == "Two lower heights are in the table."


@pytest.mark.parametrize(
    "race",
    [
        a_race(*FIELD),
        a_race((1, "A One", "8.65"), (2, "B Two", "8.53"), measure=Measure.DISTANCE),
        a_long_jump([8.42], [8.30], round="qualification"),
        a_long_jump([8.42], [8.30], round="part"),
        a_long_jump([8.42], [8.30], status="live"),
        a_long_jump([8.42]),
    ],
    ids=["a run", "no attempts", "qualification", "part of a combined event", "live", "one series"],
)
def test_series_is_none_but_for_a_field_final(race):
    assert charts.series(race) is None


# A record over the years


def a_record(day, mark, holder, measure=Measure.DISTANCE):
    return SimpleNamespace(date=date.fromisoformat(day), mark=parse_mark(mark, measure), holder=holder)


POWELL = a_record("1991-08-30", "8.95", "Mike Powell")
BEAMON = a_record("1968-10-18", "8.90", "Bob Beamon")


def test_record_progression_runs_from_the_first_to_the_last():
    found = charts.record_progression([POWELL, BEAMON], "World record, men’s long jump")
    assert [text.text for text in found.chart.labels] == ["8.95", "8.90"]
    assert found.records == [POWELL, BEAMON]
    assert found.description == "From 8.90 (Bob Beamon, 1968) to 8.95 (Mike Powell, 1991)."
    assert (found.title, found.note) == ("World record, men’s long jump", "")


def test_record_progression_of_times_points_up_when_it_is_faster():
    found = charts.record_progression(
        [
            a_record("1995-07-12", "3:27.37", "Noureddine Morceli", Measure.TIME),
            a_record("1998-07-14", "3:26.00", "Hicham El Guerrouj", Measure.TIME),
        ]
    )
    start, end = re.fullmatch(r"M\S+ (\S+)H\S+V(\S+)", found.chart.line).groups()
    assert float(end) < float(start)


def test_record_progression_of_one_record_is_none():
    assert charts.record_progression([POWELL]) is None


def test_record_progression_leaves_the_earliest_of_many_to_the_table():
    many = [
        a_record(f"{1900 + number}-06-01", f"{7 + number / 100:.2f}", f"Holder {number}")
        for number in range(charts.MOST_RECORDS + 3)
    ]
    found = charts.record_progression(many)
    assert len(found.records) == charts.MOST_RECORDS + 3
    assert found.note == f"The latest {charts.MOST_RECORDS}; 3 earlier in the table."
    assert found.description.startswith("From 7.03 (Holder 3, 1903)")
