from datetime import date

import pytest

from results.statistics.bests import flag_on_the_day, flags_on_the_day, personal_best, refresh, season_best
from tests.factories.results import make_athlete, make_discipline, make_event, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def athlete():
    return make_athlete("Josh", "Kerr")


def ran(athlete, mark, day, discipline="1500", *, wind=None, **fields):
    race = make_race(discipline, date=day, wind=wind, **fields)
    return make_result(race, athlete, mark=mark, place=1)


def jumped(athlete, mark, day, wind):
    return make_result(make_race("LJ", date=day), athlete, mark=mark, place=1, wind=wind)


def test_bests_are_the_best_of_season_and_of_all(athlete):
    ran(athlete, "3:29.05", date(2021, 8, 7))
    ran(athlete, "3:35.00", date(2023, 8, 20))
    ran(athlete, "3:29.38", date(2023, 8, 23))
    metric_mile = make_discipline("1500")

    assert str(season_best(athlete, metric_mile, 2023).mark) == "3:29.38"
    assert str(personal_best(athlete, metric_mile).mark) == "3:29.05"
    assert str(personal_best(athlete, metric_mile, as_of=date(2020, 1, 1))) == "None"


def test_longer_is_better_in_the_field(athlete):
    jumped(athlete, "8.42", date(2023, 8, 20), "0.3")
    jumped(athlete, "8.65", date(2023, 8, 21), "2.0")

    assert str(personal_best(athlete, make_discipline("LJ")).mark) == "8.65"


def test_too_much_wind_makes_no_best(athlete):
    ran(athlete, "9.70", date(2023, 8, 20), "100", wind="2.1")
    ran(athlete, "9.90", date(2023, 8, 21), "100", wind="2.0")
    jumped(athlete, "8.90", date(2023, 8, 20), "2.1")

    assert str(personal_best(athlete, make_discipline("100")).mark) == "9.90"
    assert personal_best(athlete, make_discipline("LJ")) is None


def test_a_race_without_a_result_makes_no_best(athlete):
    ran(athlete, "3:26.00", date(2023, 8, 20), status="live")

    assert personal_best(athlete, make_discipline("1500")) is None


@pytest.mark.parametrize(
    ("mark", "flag"),
    [("3:29.00", "PB"), ("3:29.05", "=PB"), ("3:29.38", "SB"), ("3:35.00", "=SB"), ("3:36.00", "")],
)
def test_flag_is_what_the_mark_was_on_the_day(athlete, mark, flag):
    ran(athlete, "3:29.05", date(2021, 8, 7))
    ran(athlete, "3:35.00", date(2023, 8, 20))
    result = ran(athlete, mark, date(2023, 8, 23))
    ran(athlete, "3:26.00", date(2024, 8, 6))

    assert flag_on_the_day(result) == flag


def test_first_result_held_gets_no_flag(athlete):
    assert flag_on_the_day(ran(athlete, "3:29.38", date(2023, 8, 23))) == ""


def test_heat_of_the_day_came_before_its_final(athlete):
    ran(athlete, "10.20", date(2023, 8, 1), "100")
    event, day = make_event("100"), date(2023, 8, 20)
    last = ran(athlete, "10.05", day, "100", event=event, round="final")
    heat = ran(athlete, "10.00", day, "100", event=event, round="heat")

    assert flags_on_the_day([last, heat]) == {heat.pk: "PB"}


def test_windy_mark_gets_no_flag_and_hides_none(athlete):
    ran(athlete, "10.20", date(2023, 8, 1), "100", wind="0.0")
    windy = ran(athlete, "9.90", date(2023, 8, 2), "100", wind="2.1")
    legal = ran(athlete, "10.00", date(2023, 8, 3), "100", wind="2.0")

    assert flags_on_the_day([windy, legal]) == {legal.pk: "PB"}


def test_flags_of_many_rows_take_one_query(athlete, django_assert_num_queries):
    ran(athlete, "3:29.05", date(2021, 8, 7))
    rows = [ran(athlete, mark, date(2023, 8, 20)) for mark in ("3:35.00", "3:29.00", "3:40.00")]

    with django_assert_num_queries(1):
        flags = flags_on_the_day(rows)

    assert flags == {rows[0].pk: "SB", rows[1].pk: "PB", rows[2].pk: "SB"}


def test_sprint_timed_by_hand_is_no_best_and_a_long_race_is(athlete):
    ran(athlete, "9.9h", date(2023, 8, 20), "100")
    ran(athlete, "10.05", date(2023, 8, 21), "100")
    ran(athlete, "3:29.9h", date(2023, 8, 20))

    assert str(personal_best(athlete, make_discipline("100")).mark) == "10.05"
    assert str(personal_best(athlete, make_discipline("1500")).mark) == "3:29.9h"


def test_refresh_keeps_one_best_a_season_and_one_of_all(athlete):
    for mark, day in [
        ("3:29.05", date(2021, 8, 7)),
        ("3:35.00", date(2023, 8, 20)),
        ("3:29.38", date(2023, 8, 23)),
    ]:
        ran(athlete, mark, day)

    refresh({(athlete.pk, "1500")})
    refresh({(athlete.pk, "1500")})

    assert [(b.season, str(b.result.mark)) for b in athlete.bests.all()] == [
        (None, "3:29.05"),
        (2023, "3:29.38"),
        (2021, "3:29.05"),
    ]
