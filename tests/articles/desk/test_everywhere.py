"""From the desk to every surface: published it stands there at once, withdrawn it is gone at once."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.desk_forms import STORY, filled, make_member
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_section

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def race():
    race = make_race(decides_medals=True)
    make_result(race, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    return race


def surfaces(section, race):
    result = race.results.get()
    owners = [section, race.event, race.event.competition, result.athlete, result.country]
    paths = ["/", *[owner.get_absolute_url() for owner in owners]]
    return [*paths, *[f"{path}feed.{format}" for path in paths for format in ("rss", "atom", "json")]]


def where(headline, paths):
    """The paths on which a reader who is not logged in meets the headline."""
    reader = Client()
    return [path for path in paths if headline in reader.get(path).content.decode()]


def member(group):
    client = Client()
    client.force_login(make_member(group))
    return client


def press(client, button, **changes):
    change = reverse("admin:articles_article_change", args=[Article.objects.get().pk])
    client.post(change, filled(client, change, STORY, **changes) | {button: "1"})


def test_story_is_everywhere_once_a_second_person_published_it_and_nowhere_before_and_after(race):
    section, reporter, editor = make_section(), member("Reporter"), member("Editor")
    paths = surfaces(section, race)

    reporter.post(ADD, {"headline": "Kerr takes gold", "section": section.pk, "race": race.pk})
    assert where("Kerr takes gold", paths) == []

    press(reporter, "_submit", standfirst="In 3:29.38.", body="Kerr is the champion.")
    assert where("Kerr takes gold", paths) == []

    press(editor, "_approve_publish")
    assert where("Kerr takes gold", paths) == paths

    press(reporter, "_submit", headline="Not for readers yet")
    assert where("Not for readers yet", paths) == []
    assert where("Kerr takes gold", paths) == paths

    press(editor, "_approve_update")
    assert where("Not for readers yet", paths) == paths

    press(editor, "_withdraw")
    assert where("Not for readers yet", paths) == []
