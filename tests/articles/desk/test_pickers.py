"""What can be put into a story, found by its words."""

import lxml.html
import pytest

from tests.desk_forms import make_member, query_count
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_draft, make_image, make_story

pytestmark = pytest.mark.django_db
KINDS = ["race", "finish", "gaps", "medals", "image", "link"]


@pytest.fixture
def reporter(client):
    client.force_login(make_member("Reporter"))
    return client


def typed(client, kind, words="", **extra):
    """What the buttons would type, in order."""
    response = client.get(f"/admin/articles/pickers/{kind}/", {"q": words} | extra)
    assert response.status_code == 200
    return lxml.html.fromstring(response.content.decode()).xpath("//button/@data-type")


def test_race_is_found_by_runner_and_competition_and_typed_as_its_embed(reporter):
    race, other = make_race(), make_race()
    make_result(race, make_athlete("Narve Gilje", "Nordås"), place=3)
    city = race.event.competition.short_name

    assert typed(reporter, "race", f"nordas {city}") == [f"{{{{ race {race.key} }}}}"]
    assert typed(reporter, "finish", "Nordås") == [f"{{{{ finish {race.key} }}}}"]
    assert typed(reporter, "gaps", "nobody") == []
    assert {race.key in each or other.key in each for each in typed(reporter, "race")} == {True}


def test_medal_table_is_found_by_its_competition(reporter):
    competition = make_race().event.competition

    assert typed(reporter, "medals", competition.slug) == [f"{{{{ medals {competition.slug} }}}}"]


def test_picture_is_found_by_its_texts_and_says_what_it_lacks(reporter):
    picture = make_image(caption="Kerr at the bell")
    make_image(caption="Another")

    assert typed(reporter, "image", "kerr bell") == [f"{{{{ image {picture.pk} }}}}"]
    page = reporter.get("/admin/articles/pickers/image/", {"q": "kerr"})
    assert "Needs a credit and a description" in page.content.decode()


def test_link_leads_to_public_stories_and_athletes_and_tells_no_draft(reporter):
    story, athlete = make_story("Kerr [live] wins"), make_athlete("Josh", "Kerr")
    make_draft("Kerr, a secret")

    assert typed(reporter, "link", "kerr") == [
        f"[Josh Kerr]({athlete.get_absolute_url()})",
        f"[Kerr (live) wins]({story.get_absolute_url()})",
    ]


def test_fragment_is_the_list_alone(reporter):
    response = reporter.get("/admin/articles/pickers/race/", {"fragment": "1"})

    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("words", ["%", "'", "\x00", "a" * 500, "{{ race }}", "<script>", "kerr " * 50])
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_are_too_odd(reporter, kind, words):
    assert reporter.get(f"/admin/articles/pickers/{kind}/", {"q": words}).status_code == 200


def test_only_writers_pick(client):
    make_draft("A secret")
    assert client.get("/admin/articles/pickers/race/").status_code == 302

    client.force_login(make_member("Results desk"))

    assert client.get("/admin/articles/pickers/race/").status_code == 403


def test_unknown_picker_is_not_found_and_nothing_is_posted(reporter):
    assert reporter.get("/admin/articles/pickers/horse/").status_code == 404
    assert reporter.post("/admin/articles/pickers/race/").status_code == 405


@pytest.mark.parametrize("kind", KINDS)
def test_three_choices_cost_as_many_queries_as_one(reporter, kind):
    def one():
        make_result(make_race(), make_athlete("Josh", "Kerr"), place=1)
        make_image()
        make_story("Kerr")

    one()
    once = query_count(reporter, f"/admin/articles/pickers/{kind}/")
    one()
    one()

    assert query_count(reporter, f"/admin/articles/pickers/{kind}/") == once
