"""What a reader or a cache holds is told to be out of date in the very second in which a moment passes.

Nobody does anything then: no verb, no job. Each surface is asked before, just before and at the moment, with
either validator.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils.http import http_date, parse_http_date

from articles import publishing
from tests.factories.stories import (
    make_approved,
    make_editor,
    make_image,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
MOMENT = NOW + HOUR
MOMENTS = {
    "publish time": {"publish_at": MOMENT},
    "end of the embargo": {"publish_at": NOW - HOUR, "embargo_until": MOMENT},
    "end of the embargo, the time being earlier": {"publish_at": NOW + HOUR / 2, "embargo_until": MOMENT},
    "end of the story": {"publish_at": NOW - HOUR, "unpublish_at": MOMENT},
}
SURFACES = {
    "home": lambda story: "/",
    "another story's page": lambda story: story.beside.get_absolute_url(),
    "section": lambda story: story.section.get_absolute_url(),
    "topic": lambda story: story.topics.get().get_absolute_url(),
    "archive": lambda story: "/archive/2026/03/",
    "RSS": lambda story: "/feed.rss",
    "Atom": lambda story: f"{story.section.get_absolute_url()}feed.atom",
    "JSON Feed": lambda story: f"{story.topics.get().get_absolute_url()}feed.json",
    "sitemap": lambda story: "/sitemap-stories.xml",
    "news sitemap": lambda story: "/news-sitemap.xml",
}
DATED = {"RSS", "Atom", "JSON Feed", "sitemap"}


@pytest.fixture(autouse=True)
def clock(time_machine, monkeypatch):
    """Time stands, and what follows a commit follows at once: the test's own transaction never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda callback, **options: callback())
    time_machine.move_to(NOW - HOUR, tick=False)
    return time_machine


def story_with(clock, publish_at, embargo_until=None, unpublish_at=None):
    """Published an hour before NOW with these times, beside another of the same section and topic."""
    section, topic = make_section(), make_topic()
    long_ago = {"publish_at": NOW - 2 * HOUR, "first_published_at": NOW - 2 * HOUR}
    beside = make_story("Beside", section=section, topics=[topic], **long_ago)
    story = make_approved("Timed", slug="timed", section=section, topics=[topic])
    editor = make_editor()
    times = {"publish_at": publish_at, "embargo_until": embargo_until, "unpublish_at": unpublish_at}
    publishing.plan(story, by=editor, front_rank=None, **times)
    publishing.publish(story, by=editor)
    story.beside = beside
    clock.move_to(NOW, tick=False)
    return story


def validators(response):
    """What to ask again with, one request each."""
    asked_by = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
    return [{name: response[header]} for name, header in asked_by.items() if header in response]


def statuses(client, path, held):
    return {client.get(path, headers=headers).status_code for headers in held}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_held_is_good_until_the_moment_and_not_at_it(client, clock, surface, moment):
    path = SURFACES[surface](story_with(clock, **MOMENTS[moment]))
    before = client.get(path)
    held = validators(before)
    assert (len(held) == 2) == (surface in DATED)

    clock.move_to(MOMENT - SECOND, tick=False)
    just_before = statuses(client, path, held)
    clock.move_to(MOMENT, tick=False)
    at_the_moment, after = statuses(client, path, held), client.get(path)

    assert (just_before, at_the_moment) == ({304}, {200})
    assert (b"imed" in before.content, b"imed" in after.content) == (
        moment == "end of the story",
        moment != "end of the story",
    )


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("surface", sorted(DATED))
def test_date_is_that_of_the_moment_however_late_one_asks(client, clock, surface, moment):
    path = SURFACES[surface](story_with(clock, **MOMENTS[moment]))

    before = client.get(path)["Last-Modified"]
    clock.move_to(MOMENT, tick=False)
    at_once = client.get(path).headers
    clock.move_to(MOMENT + 6 * HOUR, tick=False)
    later = client.get(path)

    assert parse_http_date(before) <= NOW.timestamp()
    assert "Last-Modified" not in at_once  # a second change could still fall in the same second
    assert later["Last-Modified"] == http_date(MOMENT.timestamp())
    assert statuses(client, path, validators(later)) == {304}


def test_moment_that_passed_while_the_cache_was_lost_is_not_missed(client, clock):
    story_with(clock, **MOMENTS["publish time"])
    held = validators(client.get("/feed.rss"))
    caches["shared"].clear()
    clock.move_to(MOMENT, tick=False)

    assert statuses(client, "/feed.rss", held) == {200}


def test_page_of_the_story_comes_and_goes_in_the_seconds_that_were_set(client, clock):
    story = story_with(clock, publish_at=NOW + HOUR / 2, embargo_until=MOMENT, unpublish_at=MOMENT + HOUR)
    path = story.get_absolute_url()

    early = client.get(path)
    clock.move_to(MOMENT - SECOND, tick=False)
    just_before = client.get(path, headers={"If-None-Match": early["ETag"]})
    clock.move_to(MOMENT, tick=False)
    out = client.get(path, headers={"If-None-Match": early["ETag"]})
    clock.move_to(MOMENT + HOUR - SECOND, tick=False)
    still = client.get(path, headers={"If-None-Match": out["ETag"]})
    clock.move_to(MOMENT + HOUR, tick=False)
    gone = client.get(path, headers={"If-None-Match": out["ETag"]})

    answers = [response.status_code for response in (early, just_before, out, still, gone)]
    assert answers == [404, 404, 200, 304, 410]


def test_end_of_the_rights_of_a_picture_is_a_moment(client, clock):
    make_image(rights_until=date(2026, 3, 2))
    story_with(clock, publish_at=NOW - HOUR)
    midnight = datetime(2026, 3, 3, tzinfo=UTC)  # London, in winter
    held = validators(client.get("/feed.rss"))[1:]

    clock.move_to(midnight - SECOND, tick=False)
    just_before = statuses(client, "/feed.rss", held)
    clock.move_to(midnight, tick=False)

    assert (just_before, statuses(client, "/feed.rss", held)) == ({304}, {200})
