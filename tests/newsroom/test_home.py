import pytest

from tests.articles.test_views import kerr_race
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import PUBLISHED_AT, make_image, make_story

pytestmark = pytest.mark.django_db


def test_home_of_an_empty_site_says_so(client):
    page = client.get("/")

    assert page.status_code == 200
    assert "The first story is still to be written." in page.content.decode()


def test_home_leads_with_the_story_that_an_editor_placed(client):
    make_story("Latest", publish_at=PUBLISHED_AT.replace(year=2024))
    make_story("Placed", front_rank=1)

    page = client.get("/").content.decode()

    assert page.index("Placed</a></h1>") < page.index("Latest</a></h3>")


def test_home_shows_the_podiums_and_medals_of_the_lead(client):
    race = kerr_race()
    make_story(races=[race])

    page = client.get("/").content.decode()

    assert page.count("3:29.38") >= 2
    assert race.event.competition.short_name in page


def test_home_lists_what_is_next(client):
    make_race(status="scheduled", date="2199-01-01")

    assert "Next up" in client.get("/").content.decode()


def test_home_leaves_out_a_race_that_is_only_scheduled_from_the_podiums(client):
    race = make_race(status="scheduled", decides_medals=True)
    make_result(race, make_athlete(given_name="Secret", family_name="Winner"), place=1, mark="3:29.38")

    assert "Winner" not in client.get("/").content.decode()


def test_lead_picture_is_cut_around_its_focal_point(client):
    make_story(lead_image=make_image(alt="The finish", credit="A. Photographer", focal_x=20, focal_y=80))

    assert '<figure class="pic wide fx-20 fy-80">' in client.get("/").content.decode()
