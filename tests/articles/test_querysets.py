from datetime import timedelta

import pytest

from articles.models import Article, Author, Topic
from tests.factories.stories import (
    PUBLISHED_AT,
    make_author,
    make_draft,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def public(at=PUBLISHED_AT):
    return list(Article.objects.published(at).values_list("headline", flat=True))


def test_published_holds_a_story_from_its_moment_on():
    make_story("Now")

    assert public(PUBLISHED_AT - MINUTE) == []
    assert public(PUBLISHED_AT) == ["Now"]


def test_published_leaves_out_drafts_and_withdrawn_stories():
    make_draft("Draft", publish_at=PUBLISHED_AT)
    make_story("Withdrawn", status=Article.Status.WITHDRAWN)

    assert public() == []


def test_published_keeps_an_embargo_until_it_ends():
    make_story("Embargoed", embargo_until=PUBLISHED_AT + MINUTE)

    assert public(PUBLISHED_AT) == []
    assert public(PUBLISHED_AT + MINUTE) == ["Embargoed"]


def test_published_asks_the_clock_when_it_is_asked(time_machine):
    make_story("Scheduled", publish_at=PUBLISHED_AT + MINUTE)

    time_machine.move_to(PUBLISHED_AT, tick=False)
    before = public(at=None)
    time_machine.move_to(PUBLISHED_AT + MINUTE, tick=False)
    after = public(at=None)

    assert (before, after) == ([], ["Scheduled"])


def test_on_the_front_comes_in_the_editors_order():
    make_story("By time")
    make_story("Second", front_rank=2)
    make_story("Lead", front_rank=1)

    assert [s.headline for s in Article.objects.on_the_front()] == ["Lead", "Second"]
    assert [s.headline for s in Article.objects.by_time()] == ["By time"]


def test_published_lets_a_story_go_at_its_moment():
    make_story("Going", unpublish_at=PUBLISHED_AT + MINUTE)

    assert public(PUBLISHED_AT) == ["Going"]
    assert public(PUBLISHED_AT + MINUTE) == []


H = timedelta(hours=1)
OPEN_AND_SHUT = [
    # publish, embargo, unpublish (hours from now), and the hours at which it is public
    ((1, None, None), [1, 2, 3, 4, 5]),
    ((1, 3, None), [3, 4, 5]),
    ((3, 1, None), [3, 4, 5]),
    ((2, 2, None), [2, 3, 4, 5]),
    ((1, None, 3), [1, 2]),
    ((1, 2, 4), [2, 3]),
    ((2, 1, 4), [2, 3]),
    ((-2, 3, 5), [3, 4]),
    ((-2, -1, 2), [0, 1]),
    ((-3, -2, -1), []),
    ((1, 3, 3), []),
    ((3, 1, 2), []),
    ((-1, 4, 2), []),
]


@pytest.mark.parametrize(("times", "hours"), OPEN_AND_SHUT)
def test_published_heeds_time_embargo_and_end_together(times, hours):
    publish, embargo, unpublish = (PUBLISHED_AT + n * H if n is not None else None for n in times)
    make_story("Timed", publish_at=publish, embargo_until=embargo, unpublish_at=unpublish)

    assert [hour for hour in range(6) if public(PUBLISHED_AT + hour * H)] == hours


@pytest.mark.parametrize("status", [Article.Status.DRAFT, Article.Status.WITHDRAWN, Article.Status.RETRACTED])
def test_published_heeds_no_time_of_what_is_not_published(status):
    make_story("Not out", status=status, retraction="Why", unpublish_at=PUBLISHED_AT + H)

    assert public(PUBLISHED_AT) == []


def test_latest_is_the_story_that_came_out_last_not_the_one_that_was_ready_last():
    make_story("At noon", publish_at=PUBLISHED_AT + H)
    make_story("Held until the evening", publish_at=PUBLISHED_AT, embargo_until=PUBLISHED_AT + 2 * H)

    latest = Article.objects.published(PUBLISHED_AT + 3 * H).latest_first()

    assert [story.headline for story in latest] == ["Held until the evening", "At noon"]


@pytest.mark.parametrize(
    ("publish", "embargo", "opens"),
    [(None, None, None), (None, 1, None), (1, None, 1), (1, 2, 2), (2, 1, 2), (1, 1, 1)],
)
def test_story_knows_when_it_opens_before_and_after_it_is_saved(publish, embargo, opens):
    publish, embargo, opens = (PUBLISHED_AT + n * H if n else None for n in (publish, embargo, opens))
    unsaved = Article(publish_at=publish, embargo_until=embargo)
    saved = Article.objects.get(pk=make_draft(publish_at=publish, embargo_until=embargo).pk)

    assert (unsaved.opens_at, saved.opens_at, saved.public_from) == (opens, opens, opens)


@pytest.mark.parametrize("model", [Topic, Author])
def test_name_is_public_while_a_story_under_it_is(model):
    shown, held, ended, empty = (
        (make_topic if model is Topic else make_author)("Shown"),
        *[(make_topic if model is Topic else make_author)(name) for name in ("Held", "Ended", "Empty")],
    )
    relation = "topics" if model is Topic else "authors"
    make_story(**{relation: [shown]})
    make_story(**{relation: [shown]})
    make_story(**{relation: [held]}, embargo_until=PUBLISHED_AT + 2 * H)
    make_story(**{relation: [ended]}, unpublish_at=PUBLISHED_AT + H)

    def names(hours):
        return [owner.name for owner in model.objects.public(PUBLISHED_AT + hours * H)]

    assert (names(0), names(1), names(2)) == (["Ended", "Shown"], ["Shown"], ["Held", "Shown"])
    assert model.objects.filter(pk=empty.pk).exists()
