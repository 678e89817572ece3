from datetime import date

import pytest

from results.models import Series
from results.statistics import firsts
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    """World Championships were held in 2017, 2019, 2022 and 2023."""
    return Series.objects.create(slug="world-championships", name="World Championships", short_name="Worlds")


def medal(series, year, country="GBR", place=1, **event):
    day = date(year, 8, 1)
    competition = make_competition(series=series, first_day=day, last_day=day)
    race = make_race(event=make_event(competition=competition, **event), date=day, decides_medals=True)
    return make_result(race, make_athlete(country=country), place=place)


def test_champion_is_the_first_since_the_last_of_the_country(series):
    last = medal(series, 2019)
    medal(series, 2022, "NOR")
    first = firsts.first_since(medal(series, 2023))
    assert (first.previous, first.complete, first.of_titles, first.waited) == (last, True, True, True)


def test_gold_is_not_compared_with_silver_but_bronze_with_any_medal(series):
    gold, silver = medal(series, 2019), medal(series, 2022, place=2)
    assert firsts.first_since(medal(series, 2023)).previous == gold
    assert firsts.first_since(medal(series, 2023, place=3)).previous == silver


def test_claim_is_incomplete_where_an_edition_between_is_not_held(series):
    medal(series, 2019)
    assert firsts.first_since(medal(series, 2023)).complete is False


def test_claim_is_incomplete_where_the_event_of_an_edition_is_not_held(series):
    medal(series, 2019)
    medal(series, 2022, "NOR", discipline="800")
    assert firsts.first_since(medal(series, 2023)).complete is False


def test_claim_is_incomplete_for_a_series_whose_editions_are_unknown(series):
    Series.objects.filter(pk=series.pk).update(slug="county-championships")
    series.refresh_from_db()
    medal(series, 2022)
    assert firsts.first_since(medal(series, 2023)).complete is False


def test_first_medal_held_of_a_country_is_no_claim(series):
    medal(series, 2022, "NOR")
    medal(series, 2022, category="W")
    medal(series, 2022, discipline="800")
    assert firsts.first_since(medal(series, 2023)) is None


def test_fourth_place_and_a_meeting_without_a_series_are_no_claim(series):
    medal(series, 2022)
    assert firsts.first_since(medal(series, 2023, place=4)) is None
    assert firsts.first_since(medal(None, 2023)) is None


def test_compatriot_at_the_same_edition_is_not_before(series):
    last, gold = medal(series, 2022), medal(series, 2023)
    bronze = make_result(gold.race, make_athlete(country="GBR"), place=3)
    assert firsts.first_since(bronze).previous == last


def test_every_known_series_has_its_years():
    assert {2019, 2022, 2023} <= firsts.EDITIONS["world-championships"]
    assert 2020 not in firsts.EDITIONS["olympic-games"]
