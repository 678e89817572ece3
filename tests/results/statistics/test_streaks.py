from datetime import date

import pytest

from results.models import Race
from results.statistics import streaks
from tests.factories.results import make_athlete, make_discipline, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerr():
    return make_athlete(given_name="Josh", family_name="Kerr")


@pytest.fixture
def metric_mile():
    return make_discipline("1500")


def final(athlete, outcome, day, month=6, **race):
    """A final on a day of 2023; the outcome is a place or a status."""
    made = {"status": outcome} if isinstance(outcome, str) else {"place": outcome}
    return make_result(make_race(date=date(2023, month, day), **race), athlete, **made)


def test_streak_counts_wins_back_to_the_last_that_was_not_won(kerr, metric_mile):
    final(kerr, 1, 1)
    lost = final(kerr, 2, 2)
    first, second = final(kerr, 1, 3), final(kerr, 1, 4)
    streak = streaks.current_streak(kerr, metric_mile)
    assert (streak.wins, streak.ended, streak.since) == ([second, first], lost, date(2023, 6, 3))


@pytest.mark.parametrize("outcome", ["DNF", "DQ", "NM"])
def test_streak_ends_with_who_is_out(kerr, metric_mile, outcome):
    final(kerr, 1, 1)
    final(kerr, outcome, 2)
    assert len(streaks.current_streak(kerr, metric_mile)) == 0


def test_streak_goes_on_over_a_race_not_started_a_heat_and_a_b_race(kerr, metric_mile):
    final(kerr, 1, 1)
    final(kerr, "DNS", 2)
    final(kerr, 3, 3, round=Race.Round.HEAT)
    final(kerr, 2, 4, slug="final-b")
    final(kerr, None, 5, status="scheduled")
    final(kerr, 2, 6, status="live")
    assert len(streaks.current_streak(kerr, metric_mile)) == 1


def test_shared_first_place_is_a_win(kerr, metric_mile):
    shared = final(kerr, 1, 1)
    make_result(shared.race, make_athlete(), place=1)
    assert len(streaks.current_streak(kerr, metric_mile)) == 1


def test_row_without_a_place_is_no_win(kerr, metric_mile):
    final(kerr, None, 1)
    assert streaks.unbeaten(kerr, metric_mile, 2023) is None


def test_streak_is_of_one_discipline(kerr, metric_mile):
    final(kerr, 1, 1)
    final(kerr, 4, 2, discipline="800")
    assert len(streaks.current_streak(kerr, metric_mile)) == 1


def test_streak_as_of_a_day_knows_nothing_later(kerr, metric_mile):
    won = final(kerr, 1, 1)
    final(kerr, 2, 2)
    assert streaks.current_streak(kerr, metric_mile, as_of=date(2023, 6, 1)).wins == [won]


def test_unbeaten_in_a_season_is_every_final_won(kerr, metric_mile):
    final(kerr, 1, 1)
    final(kerr, 1, 1, month=7)
    assert len(streaks.unbeaten(kerr, metric_mile, 2023)) == 2
    final(kerr, 2, 1, month=5)
    assert streaks.unbeaten(kerr, metric_mile, 2023) is None


def test_without_a_final_nobody_is_unbeaten(kerr, metric_mile):
    assert streaks.unbeaten(kerr, metric_mile, 2023) is None
    assert streaks.current_streak(kerr, metric_mile).since is None


def test_streak_takes_one_query(kerr, metric_mile, django_assert_num_queries):
    for day in (1, 2, 3):
        final(kerr, 1, day)
    with django_assert_num_queries(1):
        [str(win.race) for win in streaks.current_streak(kerr, metric_mile).wins]
