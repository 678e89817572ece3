from datetime import date

import pytest

from results.models import RelayLeg
from results.pages import athlete as athlete_page
from results.statistics import bests
from results.views import athletes
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


@pytest.fixture
def kerr():
    return make_athlete(
        given_name="Josh", family_name="Kerr", birth_date=date(1997, 10, 8), country=make_country("GBR")
    )


def final_with(athlete, year, place, mark, *others, discipline=None):
    """A final of a year, won or lost, and its bests."""
    competition = make_competition(
        short_name=f"City {year}",
        name=f"Championships {year}",
        first_day=date(year, 8, 1),
        last_day=date(year, 8, 9),
    )
    race = make_race(
        event=make_event(competition=competition),
        date=date(year, 8, 5),
        decides_medals=True,
        status="official",
    )
    make_result(race, athlete, place=place, mark=mark)
    for other, other_place, other_mark in others:
        make_result(race, other, place=other_place, mark=other_mark)
    bests.refresh({(athlete.pk, race.discipline_id)})
    return race


def test_athlete_shows_birth_honours_and_results_latest_first(client, kerr):
    final_with(kerr, 2022, 5, "3:30.60")
    final_with(kerr, 2023, 1, "3:29.38")
    text = text_of(client.get(kerr.get_absolute_url()))
    assert "Born 8 October 1997" in text
    assert "Medals 1" in text
    results = text[text.index("Results") :]
    assert results.index("City 2023") < results.index("City 2022")
    assert "3:29.38" in results


def test_athlete_shows_results_as_member_of_a_team(client, kerr):
    race = final_with(make_athlete(), 2023, 2, "3:31.00")
    team = make_result(
        race, None, team_name="Great Britain", place=1, mark="3:29.38", country=make_country("GBR")
    )
    RelayLeg.objects.create(result=team, order=1, athlete=kerr)
    text = text_of(client.get(kerr.get_absolute_url()))
    assert "City 2023" in text[text.index("Results") :]


def test_athlete_shows_the_status_of_a_race_not_finished(client, kerr):
    race = final_with(make_athlete(), 2023, 1, "3:31.00")
    make_result(race, kerr, status="DNF")
    text = text_of(client.get(kerr.get_absolute_url()))
    assert "did not finish DNF" in text


def test_athlete_meets_the_rival_of_most_meetings(client, kerr):
    rival = make_athlete(given_name="Jakob", family_name="Ingebrigtsen")
    once = make_athlete(given_name="Cole", family_name="Hocker")
    final_with(kerr, 2022, 5, "3:30.60", (rival, 2, "3:29.47"))
    final_with(kerr, 2023, 1, "3:29.38", (rival, 2, "3:29.65"), (once, 7, "3:30.70"))
    final_with(kerr, 2024, 2, "3:27.79", (rival, 4, "3:28.24"))
    text = text_of(client.get(kerr.get_absolute_url()))
    assert "Kerr and Ingebrigtsen 2 Kerr 1 Ingebrigtsen Three meetings held" in text
    assert "Hocker" not in text


def test_athlete_with_one_meeting_has_no_rival(client, kerr):
    final_with(
        kerr, 2022, 5, "3:30.60", (make_athlete(given_name="Jakob", family_name="Ingebrigtsen"), 2, "3:29.47")
    )
    assert "Ingebrigtsen" not in text_of(client.get(kerr.get_absolute_url()))


def test_athlete_without_results_says_so(client, kerr):
    assert "No results held." in text_of(client.get(kerr.get_absolute_url()))


def test_athlete_address_with_another_slug_moves_for_good(client, kerr):
    response = client.get(f"/athletes/{kerr.pk}/jakob-ingebrigtsen/")
    assert (response.status_code, response["Location"]) == (301, f"/athletes/{kerr.pk}/josh-kerr/")


def test_merged_athlete_moves_to_the_one_who_stays(client, kerr):
    double = make_athlete(given_name="J", family_name="Kerr", merged_into=kerr)
    response = client.get(double.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, kerr.get_absolute_url())


@pytest.mark.parametrize("pk", ["0", "123456789", "9" * 30])
def test_unknown_athlete_is_not_found(client, pk):
    assert client.get(f"/athletes/{pk}/josh-kerr/").status_code == 404


def test_athlete_of_hostile_name_is_escaped(client):
    athlete = make_athlete(given_name="<script>alert(1)</script>", family_name="O'Brien")
    page = client.get(athlete.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "O&#x27;Brien" in page


def test_athlete_offers_feeds_and_describes_a_person(client, kerr):
    page = client.get(kerr.get_absolute_url()).content.decode()
    for name in ("rss", "atom", "json"):
        assert f'href="{kerr.get_absolute_url()}feed.{name}"' in page
    assert '"birthDate": "1997-10-08"' in page


def test_birth_date_known_to_the_year_is_told_to_the_year(client):
    athlete = make_athlete(birth_date=date(1997, 1, 1), birth_date_precision="year")
    response = client.get(athlete.get_absolute_url())
    assert "Born 1997 Country" in text_of(response)
    assert "1997-01-01" not in response.content.decode()


def test_athlete_needs_the_same_queries_for_two_results_and_for_four(client, kerr):
    rival = make_athlete()
    for year in (2021, 2022):
        race = final_with(kerr, year, 1, "3:30.60", (rival, 2, "3:31.47"))
    make_story(races=[race])
    before = query_count(client, kerr.get_absolute_url())
    for year in (2023, 2024):
        race = final_with(kerr, year, 1, "3:30.60", (rival, 2, "3:31.47"), (make_athlete(), 3, "3:33.00"))
        make_story(races=[race])
    assert query_count(client, kerr.get_absolute_url()) == before


def test_athlete_with_many_results_pages_by_key(client, kerr, monkeypatch):
    monkeypatch.setattr(athlete_page, "PAGE_SIZE", 1)
    final_with(kerr, 2022, 5, "3:30.60")
    latest = final_with(kerr, 2023, 1, "3:29.38").results.get(athlete=kerr)
    first = client.get(kerr.get_absolute_url())
    assert f"?before={latest.pk}" in first.content.decode()
    second = text_of(client.get(f"{kerr.get_absolute_url()}?before={latest.pk}"))
    results = second[second.index("Results") :]
    assert "City 2022" in results
    assert "City 2023" not in results


def test_athlete_may_be_kept_by_any_cache(client, kerr):
    assert is_shareable(client.get(kerr.get_absolute_url()))
    assert is_shareable(client.get("/athletes/"))


def test_list_of_athletes_begins_with_a_letter_whatever_its_accents(client):
    make_athlete(given_name="Jón", family_name="Ólafsson")
    make_athlete(given_name="Olga", family_name="Berg")
    text = text_of(client.get("/athletes/?letter=o"))
    assert "Jón Ólafsson" in text
    assert "Olga Berg" not in text


def test_list_of_athletes_leaves_out_the_merged(client, kerr):
    make_athlete(given_name="Double", family_name="Kerr", merged_into=kerr)
    text = text_of(client.get("/athletes/"))
    assert "Josh Kerr" in text
    assert "Double Kerr" not in text


def test_list_of_athletes_keeps_its_letter_on_the_next_page(client, monkeypatch):
    monkeypatch.setattr(athletes, "ATHLETES", 1)
    first = make_athlete(given_name="Zoe", family_name="Berg")
    make_athlete(given_name="Anna", family_name="Boe")
    make_athlete(given_name="Bo", family_name="Ek")
    page = client.get("/athletes/?letter=b").content.decode()
    assert f'href="/athletes/?letter=b&amp;after={first.pk}"' in page
    second = text_of(client.get(f"/athletes/?letter=b&after={first.pk}"))
    assert "Anna Boe" in second
    assert "Bo Ek" not in second


@pytest.mark.parametrize("letter", ["ab", "é", "1", "A", "<"])
def test_list_of_athletes_of_no_letter_is_not_found(client, letter):
    assert client.get("/athletes/", {"letter": letter}).status_code == 404


def test_list_of_athletes_needs_the_same_queries_for_one_and_for_three(client, kerr):
    one = query_count(client, "/athletes/")
    make_athlete(country=make_country("NOR"))
    make_athlete(country=make_country("KEN"))
    assert query_count(client, "/athletes/") == one == 2  # the list, and the sections of the navigation


def test_athlete_who_won_every_final_of_the_last_season_is_unbeaten(client, kerr):
    final_with(kerr, 2022, 5, "3:30.60")
    final_with(kerr, 2023, 1, "3:29.38")
    assert "Unbeaten" not in text_of(client.get(kerr.get_absolute_url()))

    final_with(kerr, 2023, 1, "3:31.00")
    assert "Unbeaten in 2023: two finals, two wins." in text_of(client.get(kerr.get_absolute_url()))
