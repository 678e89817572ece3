from datetime import date

import pytest

from results.statistics import bests
from results.statistics.progression import season_bests
from tests.factories.results import make_athlete, make_discipline, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def athlete():
    kerr = make_athlete()
    for year, month, mark in [
        (2022, 6, "3:32.00"),
        (2022, 7, "3:31.00"),
        (2023, 6, "3:30.00"),
        (2023, 7, "3:29.00"),
    ]:
        make_result(make_race(date=date(year, month, 1)), kerr, mark=mark, place=1)
    bests.refresh([(kerr.pk, "1500")])
    return kerr


def shown(seasons):
    return [(season.year, str(season.result.mark)) for season in seasons]


def test_progression_has_the_best_of_each_season(athlete):
    assert shown(season_bests(athlete, make_discipline("1500"))) == [(2022, "3:31.00"), (2023, "3:29.00")]


def test_progression_as_of_a_day_knows_nothing_later(athlete):
    then = season_bests(athlete, make_discipline("1500"), as_of=date(2023, 6, 30))
    assert shown(then) == [(2022, "3:31.00"), (2023, "3:30.00")]


def test_progression_takes_two_queries(athlete, django_assert_num_queries):
    metric_mile = make_discipline("1500")
    with django_assert_num_queries(2):
        [str(season.result.race) for season in season_bests(athlete, metric_mile)]
