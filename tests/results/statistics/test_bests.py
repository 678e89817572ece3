from datetime import date

import pytest

from results.statistics.bests import flag_on_the_day, personal_best, refresh, season_best
from tests.factories.results import make_athlete, make_discipline, make_race, make_result

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


def test_refresh_keeps_one_best_a_season_and_one_of_all(athlete):
    for mark, day in [
        ("3:29.05", date(2021, 8, 7)),
        ("3:35.00", date(2023, 8, 20)),
        ("3:29.38", date(2023, 8, 23)),
    ]:
        ran(athlete, mark, day)

    refresh({athlete.pk})
    refresh({athlete.pk})

    assert [(b.season, str(b.result.mark)) for b in athlete.bests.all()] == [
        (None, "3:29.05"),
        (2023, "3:29.38"),
        (2021, "3:29.05"),
    ]
