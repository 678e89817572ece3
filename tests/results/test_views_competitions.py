from datetime import UTC, date, datetime

import pytest

from results.views import competitions
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
BUDAPEST = {
    "slug": "budapest-2023",
    "short_name": "Budapest 2023",
    "name": "World Championships, Budapest 2023",
}
DAYS = {"first_day": date(2023, 8, 19), "last_day": date(2023, 8, 27)}


@pytest.fixture
def budapest():
    return make_competition(city="Budapest", time_zone="Europe/Budapest", **BUDAPEST, **DAYS)


def decided_final(competition, category="M", winner="Kerr", day=date(2023, 8, 23), country="GBR"):
    event = make_event(competition=competition, category=category, slug=f"{category}-{day}".lower())
    race = make_race(event=event, date=day, decides_medals=True, status="official")
    make_result(
        race,
        make_athlete(given_name="A", family_name=winner),
        place=1,
        mark="3:29.38",
        country=make_country(country),
    )
    return race


def test_list_of_competitions_is_latest_first(client, budapest):
    make_competition(short_name="Rome 2024", name="Rome 2024", first_day="2024-06-07", last_day="2024-06-12")
    text = text_of(client.get("/competitions/"))
    assert text.index("Rome 2024") < text.index("World Championships, Budapest 2023")
    assert "19 to 27 August 2023" in text


def test_list_of_competitions_pages_by_key(client, monkeypatch):
    monkeypatch.setattr(competitions, "COMPETITIONS", 1)
    early = make_competition(name="Doha 2019", first_day="2019-09-27", last_day="2019-10-06")
    late = make_competition(name="Rome 2024", first_day="2024-06-07", last_day="2024-06-12")
    first = client.get("/competitions/").content.decode()
    assert f"/competitions/?before={late.pk}" in first
    assert "Doha 2019" not in first
    second = text_of(client.get(f"/competitions/?before={late.pk}"))
    assert early.name in second
    assert "Rome 2024" not in second


def test_list_of_competitions_says_when_there_is_none(client):
    assert "No competition is held yet." in text_of(client.get("/competitions/"))


def test_competition_shows_finals_by_day_latest_first(client, budapest):
    decided_final(budapest, "W", "Kipyegon", date(2023, 8, 22), "KEN")
    decided_final(budapest, "M", "Kerr", date(2023, 8, 23), "GBR")
    text = text_of(client.get("/competitions/budapest-2023/"))
    assert text.index("Day 5, Wednesday 23 August") < text.index("Day 4, Tuesday 22 August")
    assert text.index("A Kerr") < text.index("A Kipyegon")


def test_competition_links_the_earlier_rounds(client, budapest):
    event = make_event(competition=budapest, slug="men-1500m")
    for number in (1, 2):
        make_race(event=event, round="heat", number=number, slug=f"heat-{number}", status="official")
    page = client.get("/competitions/budapest-2023/").content.decode()
    assert page.count('href="/competitions/budapest-2023/men-1500m/#heat-1"') == 1
    assert "#heat-2" not in page


def test_competition_lists_next_starts_in_its_own_zone(client, budapest):
    event = make_event(competition=budapest)
    make_race(
        event=event,
        status="scheduled",
        date=date(2023, 8, 23),
        starts_at=datetime(2023, 8, 23, 19, 15, tzinfo=UTC),
    )
    response = client.get("/competitions/budapest-2023/")
    assert "23 Aug, 21:15 CEST" in text_of(response)
    assert '<time datetime="2023-08-23T21:15+02:00">' in response.content.decode()


def test_competition_names_what_is_live(client, budapest):
    race = make_race(event=make_event(competition=budapest), status="live")
    text = text_of(client.get("/competitions/budapest-2023/"))
    assert race.title in text[text.index("Now") : text.index("Medals")]
    assert "No medals yet." in text


def test_competition_before_any_entry_says_so(client, budapest):
    assert "No race is entered yet." in text_of(client.get("/competitions/budapest-2023/"))


def test_competition_shows_its_public_stories_only(client, budapest):
    race = decided_final(budapest)
    make_story("Kerr wins gold", races=[race])
    make_story("Not yet public", races=[race], status="draft")
    text = text_of(client.get("/competitions/budapest-2023/"))
    assert "Kerr wins gold" in text
    assert "Not yet public" not in text


def test_competition_offers_its_feeds_and_its_address(client, budapest):
    page = client.get("/competitions/budapest-2023/").content.decode()
    for name in ("rss", "atom", "json"):
        assert f'href="/competitions/budapest-2023/feed.{name}"' in page
    assert '/competitions/budapest-2023/"' in page.partition('rel="canonical"')[2][:120]
    assert '"@type": "SportsEvent"' in page
    assert '"@type": "BreadcrumbList"' in page


def test_unknown_competition_is_not_found(client):
    assert client.get("/competitions/nowhere/").status_code == 404
    assert client.get("/competitions/nowhere/medals/").status_code == 404


def test_medal_table_counts_up_to_a_day(client, budapest):
    decided_final(budapest, "W", "Kipyegon", date(2023, 8, 22), "KEN")
    decided_final(budapest, "M", "Kerr", date(2023, 8, 23), "GBR")
    kenya, britain = make_country("KEN").name, make_country("GBR").name
    now = text_of(client.get("/competitions/budapest-2023/medals/"))
    then = text_of(client.get("/competitions/budapest-2023/medals/?as_of=2023-08-22"))
    assert kenya in now and britain in now
    assert kenya in then and britain not in then
    assert "As it stood at the end of 22 August 2023." in then


@pytest.mark.parametrize(
    "given", ["tomorrow", "20230822", "2023-W34-2", "2023-02-30", "<script>", "0000-00-00"]
)
def test_medal_table_of_no_day_is_not_found(client, budapest, given):
    assert client.get("/competitions/budapest-2023/medals/", {"as_of": given}).status_code == 404


def test_medal_table_before_the_first_final_is_empty(client, budapest):
    text = text_of(client.get("/competitions/budapest-2023/medals/?as_of=2023-08-19"))
    assert "No medals by that day." in text


@pytest.mark.parametrize(
    "path", ["/competitions/", "/competitions/budapest-2023/", "/competitions/budapest-2023/medals/"]
)
def test_competition_pages_need_the_same_queries_for_one_and_for_three(client, budapest, path):
    make_story(races=[decided_final(budapest)])
    one = query_count(client, path)
    for number, category in ((20, "W"), (21, "X")):
        make_competition(first_day=date(2022, 1, 1), last_day=date(2022, 1, number))
        make_story(
            races=[decided_final(budapest, category, "Winner", date(2023, 8, number), f"C{number}"[:3])]
        )
    assert query_count(client, path) == one


@pytest.mark.parametrize(
    "path", ["/competitions/", "/competitions/budapest-2023/", "/competitions/budapest-2023/medals/"]
)
def test_competition_pages_may_be_kept_by_any_cache(client, budapest, path):
    assert is_shareable(client.get(path))
