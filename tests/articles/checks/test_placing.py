from datetime import timedelta

import pytest

from articles import checks
from articles.content import Content
from tests.factories.stories import PUBLISHED_AT, make_draft, make_story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hours", "developing", "found"),
    [
        (6, True, []),
        (7, True, [("warning", "developing", "developing-long", None)]),
        (7, False, []),
    ],
)
def test_more_to_follow_that_was_left_on(told, hours, developing, found):
    at = PUBLISHED_AT + timedelta(hours=hours)

    assert told(make_story(), at, developing=developing) == found


def test_more_to_follow_of_a_draft_is_not_old(told):
    assert told(make_draft(), PUBLISHED_AT + timedelta(days=9), developing=True) == []


def test_more_to_follow_says_for_how_long():
    def message(**age):
        found = checks.look(Content(developing=True), make_story(), at=PUBLISHED_AT + timedelta(**age))
        return next(f.message for f in found if f.code == "developing-long")

    assert message(hours=7, minutes=50) == (
        "“More to follow” still stands after 7 hours: take it off if this is all of it."
    )
    assert "after 3 days" in message(days=3)
