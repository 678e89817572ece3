from datetime import date

import pytest

from results.statistics.champions import reigning
from results.statistics.medals import country_medals, series_medal_table
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return make_series()


def title(series, year, *winners, discipline="1500", **race):
    """A decided final of an edition."""
    day = date(year, 8, 1)
    competition = make_competition(series=series, first_day=day, last_day=day)
    event = make_event(discipline, competition=competition)
    held = make_race(event=event, date=day, **{"decides_medals": True} | race)
    return [make_result(held, winner, place=1) for winner in winners]


def names(champions):
    return [[result.who for result in champion.results] for champion in champions]


def test_champions_are_the_last_winners_of_each_event(series):
    old, new, vaulter = (make_athlete(family_name=name) for name in ("Old", "New", "Vaulter"))
    title(series, 2022, old)
    title(series, 2023, new)
    title(series, 2022, vaulter, discipline="PV")
    assert names(reigning(series)) == [["New"], ["Vaulter"]]


def test_champions_as_of_a_day_are_those_of_then(series):
    title(series, 2022, make_athlete(family_name="Old"))
    title(series, 2023, make_athlete(family_name="New"))
    assert names(reigning(series, as_of=date(2023, 7, 31))) == [["Old"]]


def test_shared_title_has_two_champions(series):
    title(series, 2023, make_athlete(family_name="One"), make_athlete(family_name="Two"), discipline="PV")
    assert names(reigning(series)) == [["One", "Two"]]


@pytest.mark.parametrize("race", [{"status": "live"}, {"status": "scheduled"}, {"decides_medals": False}])
def test_race_that_decides_nothing_makes_no_champion(series, race):
    title(series, 2023, make_athlete(), **race)
    assert reigning(series) == []


def test_champions_of_another_series_are_others(series):
    title(make_series(), 2023, make_athlete())
    assert reigning(series) == []


def test_champions_take_two_queries_for_one_and_for_three(series, django_assert_num_queries):
    for discipline in ("1500", "800", "LJ"):
        title(series, 2023, make_athlete(), discipline=discipline)
        with django_assert_num_queries(2):
            [(each.event.title, each.competition.short_name) for each in reigning(series)]


def test_medals_of_a_series_are_those_of_all_its_editions(series):
    for year in (2022, 2023):
        title(series, year, make_athlete(country="GBR"))
    title(series, 2022, make_athlete(country="NOR"), discipline="800")
    title(make_series(), 2022, make_athlete(country="NOR"))
    table = [(row.rank, row.country.code, row.gold) for row in series_medal_table(series)]
    assert table == [("1", "GBR", 2), ("2", "NOR", 1)]


def test_medals_of_a_series_are_counted_as_of_a_day(series):
    title(series, 2022, make_athlete(country="GBR"))
    title(series, 2023, make_athlete(country="GBR"))
    assert series_medal_table(series, as_of=date(2022, 12, 31))[0].gold == 1


def test_medals_of_a_country_are_counted_by_colour(series):
    (won,) = title(series, 2022, make_athlete(country="GBR"))
    make_result(won.race, make_athlete(country="GBR"), place=3)
    make_result(won.race, make_athlete(country="NOR"), place=2)
    make_result(won.race, make_athlete(country="GBR"), place=4)
    assert country_medals(make_country("GBR")) == {"gold": 1, "bronze": 1}
