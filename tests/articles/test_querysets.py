from datetime import timedelta

import pytest

from articles.models import Article
from tests.factories.stories import PUBLISHED_AT, make_draft, make_story

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
