"""The demo's stories are true: the check finds nothing wrong in them, and each slip that was in print."""

import pytest

from articles import factcheck
from articles.factcheck import races
from articles.factcheck.claims import Verdict
from tests.newsroom.demo.story_sources import STORIES

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]
KERR = "kerr-beats-ingebrigtsen-to-world-1500m-gold"


def checked(slug, wrong=("", "")):
    front, body = STORIES[slug]
    assert wrong[0] in body
    texts = {
        "headline": front["headline"],
        "standfirst": front["standfirst"],
        "body": body.replace(*wrong, 1),
    }
    keys = [race["key"] for race in front.get("races", [])]
    return factcheck.check(texts, races.by_keys(keys), front["published"])


@pytest.mark.parametrize("slug", STORIES)
def test_nothing_in_a_true_story_is_contradicted(slug):
    report = checked(slug)

    assert [claim for claim in report.claims if claim.verdict is Verdict.CONTRADICTED] == []


def test_most_of_what_is_claimed_of_marks_places_and_names_is_confirmed():
    counts = [checked(slug).counts for slug in STORIES]

    confirmed = sum(count["confirmed"] for count in counts)
    assert confirmed > 600
    assert confirmed > 0.8 * sum(sum(count.values()) for count in counts)


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("3:29.65", "3:29.55"),
        ("3:29.68", "3:29:68"),
        ("Ingebrigtsen", "Ingebrigsten"),
        ("was ninth", "was eighth"),
    ],
)
def test_slip_that_was_made_in_print_is_caught(right, slip):
    report = checked(KERR, (right, slip))

    wrong = [claim for claim in report.claims if claim.verdict is Verdict.CONTRADICTED]
    assert len(wrong) == 1
    assert slip.endswith(wrong[0].text)
    assert right.endswith(wrong[0].expected)
