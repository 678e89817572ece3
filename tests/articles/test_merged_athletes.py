"""Both addresses of somebody who was entered twice go on working: page, feeds, calendar, head-to-head."""

import json

import pytest

from results import identities, recording
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_story

pytestmark = pytest.mark.django_db
PAGES = ["", "feed.rss", "feed.atom", "feed.json", "calendar.ics"]


@pytest.fixture
def kept():
    return make_athlete("Josh", "Kerr")


@pytest.fixture
def rival():
    return make_athlete("Jakob", "Ingebrigtsen", "NOR")


@pytest.fixture
def merged(kept, rival):
    """With the race that came with it, and a story of that race."""
    double, race = make_athlete("J.", "Kerr"), make_race()
    with recording.changes([race], why="Finish"):
        make_result(race, double, place=1, mark="3:29.38")
        make_result(race, rival, place=2, mark="3:29.65")
    make_story("Kerr wins", races=[race])
    identities.merge(kept, double, why="One person")
    return double


@pytest.mark.parametrize("page", PAGES)
def test_the_old_address_leads_to_the_new_one(client, merged, kept, page):
    response = client.get(f"{merged.get_absolute_url()}{page}")
    assert (response.status_code, response["Location"]) == (301, f"{kept.get_absolute_url()}{page}")


@pytest.mark.parametrize("page", PAGES)
def test_the_new_address_answers(client, merged, kept, page):
    assert client.get(f"{kept.get_absolute_url()}{page}").status_code == 200


def test_the_page_and_the_feed_hold_what_came_with_the_other(client, merged, kept):
    feed = json.loads(client.get(f"{kept.get_absolute_url()}feed.json").content)
    page = client.get(kept.get_absolute_url()).content.decode()
    assert [item["title"] for item in feed["items"]] == ["Kerr wins"]
    assert ("3:29.38" in page, "Kerr wins" in page) == (True, True)


def test_head_to_head_of_the_old_address_leads_to_the_new_one(client, merged, kept, rival):
    response = client.get(f"{merged.get_absolute_url()}vs/{rival.pk}/", follow=True)
    assert response.redirect_chain == [(f"{kept.get_absolute_url()}vs/{rival.pk}/", 301)]
    assert response.status_code == 200


@pytest.mark.parametrize("page", ["feed.rss", "calendar.ics"])
def test_another_slug_leads_to_the_address(client, kept, page):
    response = client.get(f"/athletes/{kept.pk}/cairns/{page}")
    assert (response.status_code, response["Location"]) == (301, f"{kept.get_absolute_url()}{page}")


def test_nobody_has_no_feed(client):
    assert client.get("/athletes/99/kerr/feed.rss").status_code == 404
