from datetime import date

import pytest

from results.pages import lists as list_page
from results.statistics import bests
from results.statistics import lists as lists_of
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db
PATH = "/lists/men/1500m/"


def run(athlete, mark, *, discipline="1500", category="M", year=2023, indoor=False, **race):
    competition = make_competition(short_name=f"City {year}", indoor=indoor)
    event = make_event(discipline, category, competition=competition)
    held = make_race(event=event, date=date(year, 8, 23), **race)
    result = make_result(held, athlete, mark=mark, place=1)
    bests.refresh([(athlete.pk, discipline)])
    return result


@pytest.fixture
def runner():
    return make_athlete(given_name="Josh", family_name="Kerr")


def test_list_shows_rank_athlete_country_competition_day_and_mark(client, runner):
    result = run(runner, "3:29.38")
    response = client.get(PATH)
    assert "1 Josh Kerr GBR City 2023, 23 Aug 2023 3:29.38" in text_of(response)
    page = response.content.decode()
    assert f'href="{runner.get_absolute_url()}"' in page
    assert f'href="{result.race.get_absolute_url()}"' in page


def test_list_by_performance_shows_an_athlete_twice(client, runner):
    run(runner, "3:29.38")
    run(runner, "3:30.60", year=2022)
    assert text_of(client.get(PATH)).count("Josh Kerr") == 1
    assert text_of(client.get(f"{PATH}?by=performance")).count("Josh Kerr") == 2


def test_list_of_a_season_is_of_that_season_and_offers_the_others(client, runner):
    run(runner, "3:29.38")
    run(runner, "3:30.60", year=2022)
    response = client.get(f"{PATH}?season=2022")
    text = text_of(response)
    assert "Men’s 1500m in 2022" in text
    assert "3:30.60" in text
    assert "3:29.38" not in text
    assert 'href="/lists/men/1500m/?season=2022" aria-current="page"' in response.content.decode()
    assert 'href="/lists/men/1500m/?season=2023"' in response.content.decode()


def test_earlier_seasons_are_folded_and_open_where_one_is_shown(client, runner, monkeypatch):
    monkeypatch.setattr(list_page, "SEASONS", 1)
    run(runner, "3:29.38")
    run(runner, "3:30.60", year=2022)
    assert '<details class="earlier">' in client.get(PATH).content.decode()
    assert '<details class="earlier" open>' in client.get(f"{PATH}?season=2022").content.decode()


def test_list_keeps_the_other_choices_in_its_links(client, runner):
    run(runner, "3:29.38")
    page = client.get(f"{PATH}?season=2023&by=performance&per_country=2").content.decode()
    assert 'href="/lists/men/1500m/?season=2023&amp;by=performance"' in page
    assert 'href="/lists/men/1500m/?by=performance&amp;per_country=2"' in page
    canonical = '/lists/men/1500m/?season=2023&amp;by=performance&amp;per_country=2">'
    assert f'<link rel="canonical" href="http://testserver{canonical}' in page or canonical in page


def test_indoor_mark_is_said_to_be_one(client, runner):
    run(runner, "3:29.38", indoor=True)
    text = text_of(client.get(PATH))
    assert "3:29.38i" in text
    assert "behind a mark: indoors" in text


def test_sprint_shows_its_wind_and_the_limit(client, runner):
    run(runner, "9.93", discipline="100", wind="-0.4")
    text = text_of(client.get("/lists/men/100m/"))
    assert "9.93 wind −0.4" in text
    assert "no more than 2.0 metres a second" in text


def test_relay_is_listed_by_country(client):
    race = make_race("4X100", "W")
    make_result(race, None, team_name="Jamaica", country="JAM", mark="41.21", place=1)
    text = text_of(client.get("/lists/women/4x100m/"))
    assert "1 Jamaica JAM" in text
    assert "Each country’s best team" in text
    assert "Two per country" not in text


def test_list_that_is_cut_says_so(client, runner, monkeypatch):
    monkeypatch.setattr(lists_of, "MOST", 1)
    monkeypatch.setitem(lists_of.by_athlete.__kwdefaults__, "most", 1)
    run(runner, "3:29.38")
    run(make_athlete(), "3:30.00")
    assert "The first 1." in text_of(client.get(PATH))


def test_list_without_a_mark_says_so(client, runner):
    run(runner, "3:29.38", status="live")
    text = text_of(client.get(PATH))
    assert "No mark to list." in text
    assert "Josh Kerr" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/lists/boys/1500m/",
        "/lists/M/1500m/",
        "/lists/men/1501m/",
        f"{PATH}?season=1896",
        f"{PATH}?season=last",
        f"{PATH}?season=٢٠٢٣",
        f"{PATH}?season=02023",
        f"{PATH}?by=country",
        f"{PATH}?per_country=3",
        f"{PATH}?per_country=-1",
    ],
)
def test_list_that_is_none_is_not_found(client, runner, path):
    run(runner, "3:29.38")
    assert client.get(path).status_code == 404


def test_list_needs_the_same_queries_for_one_and_for_three(client, runner):
    run(runner, "3:29.38")
    paths = [PATH, f"{PATH}?season=2023", f"{PATH}?by=performance", f"{PATH}?per_country=2"]
    one = [query_count(client, path) for path in paths]
    for country in ("NOR", "KEN"):
        run(make_athlete(country=country), "3:30.00")
    assert [query_count(client, path) for path in paths] == one


def test_index_names_disciplines_with_marks_by_kind(client, runner):
    run(runner, "3:29.38")
    run(runner, "8.10", discipline="LJ")
    run(make_athlete(), "9.90", discipline="100", wind="3.0")
    response = client.get("/lists/")
    page = response.content.decode()
    assert 'href="/lists/men/1500m/"' in page
    assert 'href="/lists/men/long-jump/"' in page
    assert "/lists/women/" not in page
    assert "/lists/men/100m/" not in page
    assert "Jumps and throws" in text_of(response)


def test_index_without_a_mark_says_so(client):
    assert "No list has a row yet." in text_of(client.get("/lists/"))


def test_index_needs_the_same_queries_for_one_and_for_three(client, runner):
    run(runner, "3:29.38")
    one = query_count(client, "/lists/")
    run(runner, "8.10", discipline="LJ")
    run(runner, "1:45.00", discipline="800")
    assert query_count(client, "/lists/") == one == 2  # the disciplines, and the sections of the navigation


def test_lists_may_be_kept_by_any_cache(client, runner):
    run(runner, "3:29.38")
    assert is_shareable(client.get("/lists/"))
    assert is_shareable(client.get(PATH))
