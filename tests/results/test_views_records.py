from datetime import date

import pytest
from django.core.management import call_command

from results.models import Country
from results.statistics import records
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
)
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db
HISTORY = "/records/men/1500m/"


@pytest.fixture
def shipped():
    call_command("load_reference", verbosity=0)


def declare(flags, country="GBR", mark="3:29.38", family_name="Kerr", **competition):
    athlete = make_athlete(given_name="Josh", family_name=family_name, country=country)
    race = make_race(event=make_event("1500", competition=make_competition(**competition)))
    result = make_result(race, athlete, mark=mark, place=1, record_flags=flags)
    records.refresh([race.pk])
    return result


def test_world_records_are_shipped(client, shipped):
    text = text_of(client.get("/records/"))
    assert "World records" in text
    assert "1500m Hicham El Guerrouj MAR, Rome, 14 Jul 1998 3:26.00" in text
    assert "4x400m relay United States USA, Paris, 2 Aug 2024 3:07.41" in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("scope=olympic", "1500m Cole Hocker USA, Paris, 6 Aug 2024 3:27.65"),
        ("scope=championship", "World Championships records"),
        ("scope=championship&series=world-championships", "Hicham El Guerrouj MAR, Seville, 24 Aug 1999"),
    ],
)
def test_records_have_a_page_for_each_scope(client, shipped, query, words):
    assert words in text_of(client.get(f"/records/?{query}"))


def test_national_records_offer_the_countries_that_have_some(client, shipped):
    declare("NR", "GBR")
    page = client.get("/records/?scope=national").content.decode()
    assert 'href="/records/?scope=national&amp;country=gbr"' in page
    assert "country=nor" not in page


def test_national_records_lead_to_athlete_race_and_history(client):
    result = declare("NR", "GBR", city="Oslo")
    response = client.get("/records/?scope=national&country=gbr")
    page = response.content.decode()
    assert "1500m Josh Kerr GBR, Oslo, 23 Aug 2023 3:29.38" in text_of(response)
    assert f'href="{result.athlete.get_absolute_url()}"' in page
    assert f'href="{result.race.get_absolute_url()}"' in page
    assert f'href="{HISTORY}"' in page
    assert "may wait for ratification" in text_of(response)


def test_area_records_are_the_first_areas_unless_one_is_named(client):
    for code, area in (("GBR", "Europe"), ("KEN", "Africa")):
        Country.objects.filter(pk=make_country(code).pk).update(area=area)
        declare("AR", make_country(code))
    make_country("GBR").refresh_from_db()
    assert "Africa: area records" in text_of(client.get("/records/?scope=area"))
    assert "Europe: area records" in text_of(client.get("/records/?scope=area&area=europe"))


def test_scope_without_a_record_says_so(client):
    for query in ("", "?scope=olympic", "?scope=championship", "?scope=area", "?scope=national"):
        assert "No such record is held yet." in text_of(client.get(f"/records/{query}"))


@pytest.mark.parametrize(
    "query",
    ["scope=galaxy", "scope=championship&series=none", "scope=area&area=moon", "scope=national&country=zzz"],
)
def test_records_of_nobody_are_not_found(client, shipped, query):
    assert client.get(f"/records/?{query}").status_code == 404


def test_history_tells_how_a_record_came_about(client, shipped):
    text = text_of(client.get(HISTORY))
    assert "Hicham El Guerrouj MAR Rome, 14 Jul 1998 3:26.00 Noureddine Morceli ALG Nice, 12 Jul 1995" in text
    assert "Steve Ovett GBR = Oslo, 15 Jul 1980 3:32.1" in text
    assert (
        text.index("World record") < text.index("Olympic record") < text.index("World Championships record")
    )


def test_history_draws_the_world_record_alone_where_others_have_few_steps(client, shipped):
    assert text_of(client.get(HISTORY)).count("The record over the years") == 1


def test_history_shows_the_standing_national_records(client):
    declare("NR", "GBR", "3:30.00", "Old")
    declare("NR", "GBR", "3:29.00", "New")
    text = text_of(client.get(HISTORY))
    assert "Josh New" in text
    assert "Josh Old" not in text


def test_history_without_a_record_says_so(client):
    make_event("1500")
    assert "No record is held." in text_of(client.get(HISTORY))


@pytest.mark.parametrize("path", ["/records/boys/1500m/", "/records/men/1501m/"])
def test_history_of_no_discipline_is_not_found(client, shipped, path):
    assert client.get(path).status_code == 404


def test_records_need_the_same_queries_for_one_and_for_three(client):
    declare("NR AR", "GBR")
    paths = ["/records/?scope=national", "/records/?scope=national&country=gbr", HISTORY]
    one = [query_count(client, path) for path in paths]
    for country in ("NOR", "KEN"):
        declare("NR", country)
    assert [query_count(client, path) for path in paths] == one


def test_records_may_be_kept_by_any_cache(client, shipped):
    assert is_shareable(client.get("/records/"))
    assert is_shareable(client.get(HISTORY))


def test_records_are_of_a_day_that_has_been(client, shipped):
    assert records.standing("WR", as_of=date(1998, 7, 13), category="M", discipline="1500")[
        0
    ].record.holder == ("Noureddine Morceli")
