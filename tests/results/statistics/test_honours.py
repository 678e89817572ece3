import pytest

from results.models import RelayLeg
from results.statistics.honours import honours
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_event,
    make_race,
    make_result,
    make_series,
)

pytestmark = pytest.mark.django_db


def won(athlete, place, *, series=None, **race):
    competition = make_competition(series=series)
    held = make_race(event=make_event(competition=competition), **{"decides_medals": True} | race)
    return make_result(held, athlete, place=place)


def test_honours_are_golds_first_then_the_greater_series():
    athlete = make_athlete()
    lesser, greater = make_series(order=9, title="County"), make_series(order=1, title="World")
    for series, place in ((lesser, 1), (greater, 2), (greater, 1)):
        won(athlete, place, series=series)
    assert [honour.title for honour in honours(athlete)] == [
        "World champion",
        "County champion",
        "World silver",
    ]


def test_medal_of_a_team_is_each_runners_once():
    runner = make_athlete()
    race = make_race("4X400", decides_medals=True)
    result = make_result(race, None, team_name="Britain", place=3)
    RelayLeg.objects.create(result=result, order=1, athlete=runner)
    RelayLeg.objects.create(result=result, order=2, athlete=make_athlete())
    assert [honour.result for honour in honours(runner)] == [result]


@pytest.mark.parametrize(
    ("place", "race"), [(4, {}), (1, {"decides_medals": False}), (1, {"status": "live"})]
)
def test_what_is_no_medal_is_no_honour(place, race):
    athlete = make_athlete()
    won(athlete, place, **race)
    assert honours(athlete) == []


def test_honours_take_the_same_queries_for_one_and_for_three(django_assert_num_queries):
    athlete = make_athlete()
    for _ in range(3):
        won(athlete, 1)
        with django_assert_num_queries(3):  # own, as a member of a team, the rows themselves
            [(honour.title, str(honour.result.race)) for honour in honours(athlete)]
