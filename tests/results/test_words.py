from datetime import date
from types import SimpleNamespace

import pytest

from results import words
from results.marks import Measure, Precision
from results.models import Athlete, Discipline, Series, Split
from results.statistics.honours import Honour
from tests.results.unsaved import a_race

KERR = (1, "Josh Kerr", "3:29.38")
INGEBRIGTSEN = (2, "Jakob Ingebrigtsen", "3:29.65")
NORDAS = (3, "Narve Gilje Nordås", "3:29.68")


def test_summary_names_winner_mark_margin_and_third():
    assert words.summary(a_race(KERR, INGEBRIGTSEN, NORDAS)) == (
        "Josh Kerr wins in 3:29.38, 0.27 seconds ahead of Jakob Ingebrigtsen. Narve Gilje Nordås is third."
    )


def test_summary_of_a_heat_speaks_of_no_winner():
    heat = a_race(KERR, INGEBRIGTSEN, round="heat", decides_medals=False)
    assert words.summary(heat) == "Josh Kerr is first in 3:29.38, 0.27 seconds ahead of Jakob Ingebrigtsen."


def test_summary_says_that_gold_is_shared():
    race = a_race(
        (1, "Katie Moon", "4.90"),
        (1, "Nina Kennedy", "4.90"),
        (3, "Wilma Murto", "4.80"),
        measure=Measure.HEIGHT,
    )
    assert words.summary(race) == (
        "Katie Moon and Nina Kennedy share the gold with 4.90 metres. Wilma Murto is third."
    )


def test_summary_of_a_shared_bronze_names_both():
    race = a_race(KERR, INGEBRIGTSEN, (3, "A One", "3:30.00"), (3, "B Two", "3:30.00"))
    assert words.summary(race).endswith(" A One and B Two are third.")


def test_summary_of_a_shared_silver_names_both():
    race = a_race(KERR, (2, "A One", "3:30.00"), (2, "B Two", "3:30.00"))
    assert words.summary(race) == "Josh Kerr wins in 3:29.38, 0.62 seconds ahead of A One and B Two."


def test_summary_of_equal_marks_gives_no_margin():
    race = a_race((1, "A One", "9.88"), (2, "B Two", "9.88"))
    assert words.summary(race) == "A One wins in 9.88, the same time as B Two in second place."


def test_summary_of_points_counts_points():
    race = a_race((1, "A One", "6740"), (2, "B Two", "6739"), measure=Measure.POINTS)
    assert words.summary(race) == "A One wins with 6740 points, 1 point ahead of B Two."


def test_summary_of_a_jump_is_in_metres():
    race = a_race((1, "A One", "8.65"), (2, "B Two", "8.52"), measure=Measure.DISTANCE)
    assert words.summary(race) == "A One wins with 8.65 metres, 0.13 metres ahead of B Two."


@pytest.mark.parametrize(
    ("second", "margin"), [("2:08:31", "1 second"), ("2:08:49", "19 seconds"), ("2:09:32", "1:02")]
)
def test_summary_of_a_marathon_counts_whole_seconds(second, margin):
    race = a_race((1, "A One", "2:08:30"), (2, "B Two", second))
    assert words.summary(race) == f"A One wins in 2:08:30, {margin} ahead of B Two."


def test_summary_of_a_relay_speaks_of_teams_in_the_plural():
    relay = Discipline(code="4X100", name="4x100m relay", measure="time", team_size=4)
    race = a_race((1, "Italy", "37.62"), (2, "Jamaica", "37.76"), discipline=relay)
    assert words.summary(race) == "Italy win in 37.62, 0.14 seconds ahead of Jamaica."


def test_summary_without_marks_says_who_was_ahead():
    assert words.summary(a_race((1, "A One"), (2, "B Two"))) == "A One wins, ahead of B Two."


def test_summary_without_the_second_leaves_the_margin_out():
    assert words.summary(a_race(KERR, NORDAS)) == "Josh Kerr wins in 3:29.38. Narve Gilje Nordås is third."


def test_summary_without_a_winner_is_silent():
    assert words.summary(a_race(INGEBRIGTSEN, NORDAS)) == ""
    assert words.summary(a_race((None, "A One", "DNF"))) == ""


def test_summary_before_the_start_counts_the_start_list():
    entered = [(None, f"A {number}") for number in range(12)]
    assert words.summary(a_race(*entered, status="scheduled")) == "Twelve on the start list; no result yet."
    assert words.summary(a_race(status="scheduled")) == "No result yet."


def test_summary_of_a_live_race_knows_no_result():
    assert words.summary(a_race(KERR, status="live")) == "It is being contested now; there is no result yet."


@pytest.mark.parametrize(
    ("rule", "races", "told"),
    [
        ("6+0", 4, "first six of each of four go on"),
        ("3+4", 4, "first three of each of four go on, and the next four by time"),
        ("1+1", 2, "first of each of two goes on, and the next by time"),
        ("12+0", 1, "first twelve go on"),
        ("", 2, ""),
    ],
)
def test_advancement_is_told_in_words(rule, races, told):
    assert words.advancement(rule, races) == told


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([1, 2, 3], ""),
        ([1, 1, 3], ""),
        ([1, 2, 4], "Place 3 is not in the lists we hold."),
        ([1, 2, 6], "Places 3 to 5 are not in the lists we hold."),
        ([1, 3, 5], "Places 2 and 4 are not in the lists we hold."),
        ([], ""),
    ],
)
def test_missing_places_are_named_but_not_those_after_a_tie(places, told):
    rows = [SimpleNamespace(place=str(place)) for place in places]
    assert words.missing_places(rows) == told


def a_split(race, index, distance, seconds):
    result = race.results.all()[index]
    return Split(result=result, distance_m=distance, time_ms=round(seconds * 1000), precision=Precision.TENTH)


def test_steps_tell_who_led_at_each_split():
    race = a_race(KERR, INGEBRIGTSEN, NORDAS, (None, "A One", "DNS"))
    splits = [a_split(race, 1, 800, 114.2), a_split(race, 0, 800, 114.3), a_split(race, 2, 400, 56.1)]
    assert words.steps(race, splits) == [
        ("Start", "Three men."),
        ("400m", "Narve Gilje Nordås leads in 56.1 seconds."),
        ("800m", "Jakob Ingebrigtsen leads in 1:54.2."),
        ("Finish", "Kerr 3:29.38, Ingebrigtsen 3:29.65, Gilje Nordås 3:29.68."),
    ]


def test_steps_name_all_who_led_together():
    race = a_race(KERR, INGEBRIGTSEN)
    splits = [a_split(race, 0, 400, 56.1), a_split(race, 1, 400, 56.1)]
    assert words.steps(race, splits)[1] == ("400m", "Josh Kerr and Jakob Ingebrigtsen lead in 56.1 seconds.")


def test_steps_without_splits_are_none():
    assert words.steps(a_race(KERR), []) == []


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2023, 8, 19), date(2023, 8, 27), "19 to 27 August 2023"),
        (date(2023, 8, 31), date(2023, 9, 2), "31 August to 2 September 2023"),
        (date(2023, 12, 31), date(2024, 1, 1), "31 December 2023 to 1 January 2024"),
        (date(2024, 6, 8), date(2024, 6, 8), "8 June 2024"),
    ],
)
def test_days_repeat_nothing(first, last, told):
    assert words.days(first, last) == told


@pytest.mark.parametrize(
    ("precision", "told"), [("day", "8 October 1997"), ("month", "October 1997"), ("year", "1997")]
)
def test_birth_tells_no_more_than_is_known(precision, told):
    assert words.birth(Athlete(birth_date=date(1997, 10, 8), birth_date_precision=precision)) == told
    assert words.birth(Athlete()) == ""


def test_career_names_the_two_honours_that_stand_highest():
    race = a_race(KERR, INGEBRIGTSEN, NORDAS)
    race.event.competition.series = Series(title="World")
    honours = [Honour(result) for result in race.results.all()]
    assert (
        words.career(honours) == "World champion (1500m, Budapest 2023); World silver (1500m, Budapest 2023)."
    )
    assert words.career([]) == ""
