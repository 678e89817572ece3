"""A story that should not have been published: its address says so and why, and nothing else tells of it."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from tests.articles.test_views import LISTS, kerr_race
from tests.factories.moves import put_out
from tests.factories.stories import make_author, make_editor, make_story, make_topic

pytestmark = pytest.mark.django_db
REASON = "The race was <not> run."
PAGES = [name for name in LISTS if "feed" not in name]


@pytest.fixture
def neighbour():
    """A public story of the same race and people, so that the lists are there."""
    return make_story(
        "Neighbour", slug="neighbour", races=[kerr_race()], authors=[make_author()], topics=[make_topic()]
    )


@pytest.fixture
def story(neighbour):
    now = timezone.now() - timedelta(hours=1)
    found = make_story(
        "Planted headline",
        slug="planted",
        standfirst="Planted standfirst.",
        body="Planted body.",
        section=neighbour.section,
        races=neighbour.races.all(),
        authors=neighbour.authors.all(),
        topics=neighbour.topics.all(),
        front_rank=1,
        publish_at=now,
        first_published_at=now,
    )
    Correction.objects.create(article=found, at=now, text="Planted correction")
    return found


@pytest.fixture
def retracted(story):
    publishing.retract(story, by=make_editor(), reason=REASON)
    return story


def text_of(response):
    return lxml.html.fromstring(response.content.decode()).xpath("//main")[0].text_content()


def test_page_answers_410_with_the_reason_and_the_day_and_no_word_of_the_story(client, retracted):
    response = client.get(retracted.get_absolute_url())

    assert response.status_code == 410
    assert REASON in text_of(response)
    assert f"{retracted.retracted_at:%-d %B %Y}" in text_of(response)
    assert "Planted" not in response.content.decode()
    assert 'name="robots" content="noindex"' in response.content.decode()


def test_page_of_another_slug_says_the_same(client, retracted):
    response = client.get(f"/stories/{retracted.pk}/another/")

    assert (response.status_code, REASON in text_of(response)) == (410, True)


def test_page_is_another_right_after(client, story, django_capture_on_commit_callbacks):
    etag = client.get(story.get_absolute_url())["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        publishing.retract(story, by=make_editor(), reason=REASON)

    assert client.get(story.get_absolute_url(), headers={"If-None-Match": etag}).status_code == 410


@pytest.mark.parametrize("surface", PAGES)
def test_lists_and_sitemaps_show_it_until_it_is_retracted(client, story, surface):
    # The archive of the month in which it came out is another than its neighbour's.
    Article.objects.filter(pk=story.pk).update(publish_at=story.publish_at.replace(year=2023, month=8, day=2))
    path = LISTS[surface](story)
    assert "planted" in client.get(path).content.decode()

    story.refresh_from_db()
    publishing.retract(story, by=make_editor(), reason=REASON)

    assert "lanted" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/news-sitemap.xml", "/corrections/"])
def test_news_sitemap_and_corrections_show_it_until_it_is_retracted(client, story, path):
    assert "planted" in client.get(path).content.decode()

    publishing.retract(story, by=make_editor(), reason=REASON)

    assert "lanted" not in client.get(path).content.decode()


def test_related_stories_leave_it_out(client, neighbour, story):
    assert "Planted" in client.get(neighbour.get_absolute_url()).content.decode()

    publishing.retract(story, by=make_editor(), reason=REASON)

    assert "lanted" not in client.get(neighbour.get_absolute_url()).content.decode()


def test_history_is_gone_with_it(client, story):
    put_out(story, headline="Planted anew")
    publishing.retract(story, by=make_editor(), reason=REASON)

    response = client.get(story.get_history_url())

    assert (response.status_code, "lanted" in text_of(response)) == (410, False)
