from datetime import date

import pytest

from results.pages import series as series_page
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_event,
    make_race,
    make_result,
    make_series,
)
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return make_series(slug="worlds", name="World Athletics Championships", short_name="World Championships")


def edition(series, year, *winners, discipline="1500"):
    day = date(year, 8, 1)
    competition = make_competition(series=series, short_name=f"City {year}", first_day=day, last_day=day)
    race = make_race(event=make_event(discipline, competition=competition), date=day, decides_medals=True)
    for winner in winners:
        make_result(race, winner, place=1, mark="3:29.38" if discipline == "1500" else "")
    return competition


def test_series_shows_champions_medals_and_editions(client, series):
    kerr = make_athlete(given_name="Josh", family_name="Kerr")
    held = edition(series, 2023, kerr)
    response = client.get("/series/worlds/")
    text = text_of(response)
    assert "1 edition held here." in text
    assert "1500m Josh Kerr GBR, City 2023 3:29.38" in text
    assert "1 Great Britain & N.I. GBR 1 0 0 1" in text
    page = response.content.decode()
    assert f'href="{held.get_absolute_url()}"' in page
    assert f'href="{kerr.get_absolute_url()}"' in page


def test_series_folds_the_tail_of_its_medals_but_parts_no_tie(client, series, monkeypatch):
    monkeypatch.setattr(series_page, "MEDAL_ROWS", 1)
    edition(series, 2023, make_athlete(country="GBR"), make_athlete(country="NOR"))
    edition(
        series, 2022, make_athlete(country="GBR"), make_athlete(country="NOR"), make_athlete(country="KEN")
    )
    text = text_of(client.get("/series/worlds/"))
    assert "1 more 3 Kenya" in text.replace("Rank Country Gold Silver Bronze All ", "").replace(
        "Medals of all editions held, further countries ", ""
    )


def test_series_without_an_edition_says_so(client, series):
    assert "No edition is held yet." in text_of(client.get("/series/worlds/"))


def test_unknown_series_is_not_found(client):
    assert client.get("/series/none/").status_code == 404


def test_competition_leads_to_its_series(client, series):
    held = edition(series, 2023)
    assert 'href="/series/worlds/"' in client.get(held.get_absolute_url()).content.decode()


def test_series_needs_the_same_queries_for_one_edition_and_for_three(client, series):
    edition(series, 2021, make_athlete())
    one = query_count(client, "/series/worlds/")
    edition(series, 2022, make_athlete(), discipline="800")
    edition(series, 2023, make_athlete(), make_athlete(country="NOR"))
    assert query_count(client, "/series/worlds/") == one


def test_series_may_be_kept_by_any_cache(client, series):
    assert is_shareable(client.get("/series/worlds/"))
