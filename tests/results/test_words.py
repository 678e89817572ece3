from datetime import date
from types import SimpleNamespace

import pytest

from results import words
from results.marks import Precision
from results.models import Athlete, Series, Split
from results.statistics.honours import Honour
from tests.results.unsaved import a_race

KERR = (1, "Josh Kerr", "3:29.38")
INGEBRIGTSEN = (2, "Jakob Ingebrigtsen", "3:29.65")
NORDAS = (3, "Narve Gilje Nordås", "3:29.68")


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
        ("400m", "Narve Gilje Nordås led in 56.1 seconds."),
        ("800m", "Jakob Ingebrigtsen led in 1:54.2."),
        ("Finish", "Kerr 3:29.38, Ingebrigtsen 3:29.65, Gilje Nordås 3:29.68."),
    ]


def test_steps_name_all_who_led_together():
    race = a_race(KERR, INGEBRIGTSEN)
    splits = [a_split(race, 0, 400, 56.1), a_split(race, 1, 400, 56.1)]
    assert words.steps(race, splits)[1] == ("400m", "Josh Kerr and Jakob Ingebrigtsen led in 56.1 seconds.")


def test_steps_count_nobody_where_not_all_are_held():
    race = a_race(KERR, INGEBRIGTSEN, complete=False)
    assert words.steps(race, [a_split(race, 0, 400, 56.1)])[0] == ("400m", "Josh Kerr led in 56.1 seconds.")


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
