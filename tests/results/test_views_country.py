from datetime import date

import pytest

from results.pages import country as country_page
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
)
from tests.factories.stories import make_story
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db
PATH = "/countries/gbr/"


@pytest.fixture
def britain():
    return make_country("GBR")


def medal(country, year=2023, place=1, **fields):
    competition = make_competition(
        short_name=f"City {year}", first_day=date(year, 8, 1), last_day=date(year, 8, 9)
    )
    race = make_race(
        event=make_event(competition=competition),
        date=date(year, 8, 5),
        decides_medals=True,
        status="official",
    )
    athlete = make_athlete(country=country, **fields)
    return make_result(race, athlete, place=place, mark="3:29.38", country=country)


def test_country_counts_medals_by_competition_latest_first(client, britain):
    medal(britain, 2022, place=3)
    medal(britain, 2023, place=1)
    text = text_of(client.get(PATH))
    assert "City 2023 1 0 0 1 City 2022 0 0 1 1" in text


def test_country_does_not_count_medals_of_others_in_the_same_race(client, britain):
    won = medal(britain, 2023)
    make_result(won.race, make_athlete(), place=2, mark="3:29.65", country=make_country("NOR"))
    assert "City 2023 1 0 0 1" in text_of(client.get(PATH))


def test_country_counts_all_its_medals(client, britain):
    medal(britain, 2022, place=3)
    medal(britain, 2023, place=1)
    assert "In all competitions held here: 1 gold, 0 silver, 1 bronze." in text_of(client.get(PATH))


def test_country_shows_the_latest_competitions_and_counts_the_others(client, britain, monkeypatch):
    monkeypatch.setattr(country_page, "COMPETITIONS", 1)
    for year in (2021, 2022, 2023):
        medal(britain, year)
    text = text_of(client.get(PATH))
    assert "City 2023 1 0 0 1 In all competitions held here: 3 gold" in text


def test_country_counts_no_competition_by_halves(client, britain, monkeypatch):
    monkeypatch.setattr(country_page, "MEDALS_READ", 2)
    won = medal(britain, 2022)
    make_result(won.race, make_athlete(country=britain), place=2, country=britain)
    medal(britain, 2023)
    text = text_of(client.get(PATH))
    assert "City 2023 1 0 0 1 In all" in text


def test_country_lists_its_athletes_by_family_name(client, britain):
    make_athlete(given_name="Anna", family_name="Young", country=britain)
    make_athlete(given_name="Zoe", family_name="Berg", country=britain)
    text = text_of(client.get(PATH))
    assert text.index("Zoe Berg") < text.index("Anna Young")


def test_country_shows_athletes_and_latest_results(client, britain):
    result = medal(britain, given_name="Josh", family_name="Kerr")
    response = client.get(PATH)
    assert response.content.decode().count(f'href="{result.athlete.get_absolute_url()}"') == 2
    assert "Josh Kerr" in text_of(response)


def test_country_code_in_capitals_moves_for_good(client, britain):
    response = client.get("/countries/GBR/")
    assert (response.status_code, response["Location"]) == (301, PATH)


def test_unknown_country_is_not_found(client):
    assert client.get("/countries/xyz/").status_code == 404


def test_country_without_athletes_says_so(client, britain):
    assert f"No athlete of {britain.name} is held." in text_of(client.get(PATH))


def test_country_offers_feeds(client, britain):
    page = client.get(PATH).content.decode()
    assert 'href="/countries/gbr/feed.atom"' in page


def test_country_pages_its_athletes_by_key(client, britain, monkeypatch):
    monkeypatch.setattr(country_page, "ATHLETES", 1)
    first = make_athlete(given_name="Anna", family_name="Berg", country=britain)
    make_athlete(given_name="Beth", family_name="Cole", country=britain)
    assert f"/countries/gbr/?after={first.pk}" in client.get(PATH).content.decode()
    second = text_of(client.get(f"{PATH}?after={first.pk}"))
    assert "Beth Cole" in second
    assert "Anna Berg" not in second


def test_country_needs_the_same_queries_for_one_medal_and_for_three(client, britain):
    make_story(races=[medal(britain, 2021).race])
    one = query_count(client, PATH)
    for year in (2022, 2023):
        make_story(races=[medal(britain, year).race])
    assert query_count(client, PATH) == one


def test_list_of_countries_names_those_with_athletes(client, britain):
    make_athlete(country=britain)
    without = make_country("NOR")
    text = text_of(client.get("/countries/"))
    assert britain.name in text
    assert without.name not in text


def test_list_of_countries_needs_one_query_and_the_navigations(client, britain):
    for code in ("GBR", "NOR", "KEN"):
        make_athlete(country=make_country(code))
    assert query_count(client, "/countries/") == 2


def test_country_may_be_kept_by_any_cache(client, britain):
    assert is_shareable(client.get(PATH))
    assert is_shareable(client.get("/countries/"))
