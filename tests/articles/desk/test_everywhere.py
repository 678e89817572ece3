"""From the desk to every surface: published it stands there at once, withdrawn it is gone at once."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.desk_forms import filled, make_member
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_section

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def race():
    race = make_race(decides_medals=True)
    make_result(race, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    return race


@pytest.fixture
def editor(client):
    client.force_login(make_member("Editor"))
    return client


def surfaces(section, race):
    result = race.results.get()
    owners = [section, race.event, race.event.competition, result.athlete, result.country]
    paths = ["/", *[owner.get_absolute_url() for owner in owners]]
    return [*paths, *[f"{path}feed.{format}" for path in paths for format in ("rss", "atom", "json")]]


def where(headline, paths):
    """The paths on which a reader who is not logged in meets the headline."""
    reader = Client()
    return [path for path in paths if headline in reader.get(path).content.decode()]


def test_story_saved_as_published_is_everywhere_and_withdrawn_nowhere(editor, race):
    section = make_section()
    paths = surfaces(section, race)
    story = filled(
        editor,
        ADD,
        "article",
        section=str(section.pk),
        headline="Kerr takes gold",
        standfirst="In 3:29.38.",
        body="Kerr is the champion.",
        **{"race_links-TOTAL_FORMS": "1", "race_links-0-race": str(race.pk)},
    )

    assert where("Kerr takes gold", paths) == []

    editor.post(ADD, story | {"_publish": "Save and publish"})
    assert where("Kerr takes gold", paths) == paths

    change = reverse("admin:articles_article_change", args=[Article.objects.get().pk])
    editor.post(change, filled(editor, change, "article") | {"_withdraw": "Withdraw"})
    assert where("Kerr takes gold", paths) == []
