"""When a story goes out: said by an editor, in the zone of its race, and on the button that sends it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from tests.desk_forms import STORY, buttons, errors, filled, make_member
from tests.factories.results import make_race
from tests.factories.stories import PUBLISHED_AT, make_approved, make_draft, make_story

pytestmark = pytest.mark.django_db
SOON = datetime(2031, 8, 21, 18, tzinfo=UTC)


def url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


@pytest.fixture
def race():
    race = make_race()
    race.event.competition.time_zone = "Europe/Budapest"
    race.event.competition.save()
    return race


@pytest.fixture
def editor(client):
    client.force_login(make_member("Editor"))
    return client


def press(client, story, **changes):
    return client.post(url(story), filled(client, url(story), STORY, **changes))


def test_times_are_those_of_the_place_of_the_race(editor, race):
    story = make_draft(races=[race])

    press(editor, story, publish_at="2031-08-21T20:00", unpublish_at="2031-09-01T08:00", front_rank="2")

    story.refresh_from_db()
    assert (story.publish_at, story.unpublish_at, story.front_rank) == (
        SOON,
        datetime(2031, 9, 1, 6, tzinfo=UTC),
        2,
    )
    shown = filled(editor, url(story), STORY)
    assert (shown["publish_at"], shown["zone"]) == ("2031-08-21T20:00", "Europe/Budapest")


def test_zone_that_stood_beside_the_field_holds_though_the_race_changes(editor, race):
    story = make_draft()

    press(editor, story, publish_at="2031-08-21T20:00", **{"races-0-race": str(race.pk)})

    story.refresh_from_db()
    assert story.publish_at == datetime(2031, 8, 21, 19, tzinfo=UTC)


def test_button_says_when_and_does_so(editor, race):
    story = make_approved(races=[race], publish_at=SOON, embargo_until=SOON + timedelta(hours=1))
    day = "Thu 21 Aug 2031"
    label = (
        f"Publish {day} 20:00 Europe/Budapest (18:00 UTC), "
        f"embargo until {day} 21:00 Europe/Budapest (19:00 UTC)"
    )
    assert label in buttons(editor.get(url(story)), STORY)

    press(editor, story, _publish="1")

    story.refresh_from_db()
    assert (story.status, story.publish_at, story.first_published_at) == (
        "published",
        SOON,
        SOON + timedelta(hours=1),
    )
    assert Client().get(story.get_absolute_url()).status_code == 404


def test_time_typed_with_the_press_is_shown_on_the_button_before_it_counts(editor, race):
    story = make_approved(races=[race])

    response = press(editor, story, publish_at="2031-08-21T20:00", _publish="1")

    story.refresh_from_db()
    assert (story.status, story.publish_at) == ("draft", None)
    assert errors(response) == [
        "You changed when the story goes out: read what the button says now, and press it again."
    ]
    assert "Publish Thu 21 Aug 2031 20:00 Europe/Budapest (18:00 UTC)" in buttons(response, STORY)

    again = dict(filled_from(response)) | {"_publish": "1"}
    editor.post(url(story), again)
    story.refresh_from_db()
    assert (story.status, story.publish_at) == ("published", SOON)


def filled_from(response):
    class Once:
        def get(self, path):
            return response

    return filled(Once(), "", STORY)


def test_time_keeps_the_fraction_of_a_second_that_no_field_shows(editor):
    at = PUBLISHED_AT + timedelta(seconds=12, microseconds=250_000)
    story = make_story(publish_at=at, first_published_at=at)

    press(editor, story, headline="New", _save="1")

    story.refresh_from_db()
    assert story.publish_at == at


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("publish_at", "2031-03-30T01:30", "01:30 is no time on that day in Europe/London"),
        ("embargo_until", "2031-10-26T01:30", "01:30 comes twice on that day in Europe/London"),
        ("unpublish_at", "tomorrow", "Give a day and a time, as in 2023-08-23 21:15."),
        ("front_rank", "0", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_time_that_is_none_is_refused_by_its_field_and_the_text_stays(editor, name, typed, complaint):
    story = make_draft()

    response = press(editor, story, body="An hour of work.", **{name: typed})

    assert [error[: len(complaint)] for error in errors(response)] == [complaint]
    assert "An hour of work." in response.content.decode()
    story.refresh_from_db()
    assert story.version == 1


def test_times_that_contradict_each_other_save_nothing_at_all(editor):
    story = make_draft()

    response = press(
        editor, story, headline="New", publish_at="2031-08-21T20:00", unpublish_at="2031-08-21T19:00"
    )

    story.refresh_from_db()
    assert errors(response) == ["The time to take it off must be after it is public."]
    assert (story.headline, story.version, story.publish_at) == ("Unfinished", 1, None)


def test_reporter_is_asked_for_no_times_and_sets_none(client):
    client.force_login(make_member("Reporter"))
    story = make_draft()
    assert 'name="publish_at"' not in client.get(url(story)).content.decode()

    press(client, story, headline="New", publish_at="2031-08-21T20:00", zone="UTC", front_rank="1")

    story.refresh_from_db()
    assert (story.headline, story.publish_at, story.front_rank) == ("New", None, None)


def test_form_that_came_without_times_clears_none(client):
    """A reporter who was made an editor between opening the form and saving it."""
    user = make_member("Reporter")
    client.force_login(user)
    story = make_draft(publish_at=SOON, embargo_until=SOON)
    posted = filled(client, url(story), STORY, headline="New")
    user.groups.set(make_member("Editor").groups.all())

    client.post(url(story), posted)

    story.refresh_from_db()
    assert (story.headline, story.publish_at, story.embargo_until) == ("New", SOON, SOON)


def test_embargo_holds_back_what_is_published_before_it_ends(editor):
    until = timezone.now() + timedelta(days=1)
    story = make_approved(embargo_until=until)

    press(editor, story, _publish="1")

    assert not Article.objects.published().exists()
    assert list(Article.objects.published(until)) == [story]
