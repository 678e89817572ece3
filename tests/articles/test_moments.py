from datetime import UTC, date, datetime, timedelta

import pytest

from articles import moments
from articles.models import Article
from tests.factories.stories import PUBLISHED_AT, make_draft, make_image, make_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOW = PUBLISHED_AT


def test_nothing_happens_by_itself_where_nothing_is_planned():
    make_draft(publish_at=NOW + HOUR, embargo_until=NOW + HOUR, unpublish_at=NOW + 2 * HOUR)

    assert moments.around(NOW) == (None, None)


def test_story_comes_out_at_the_later_of_its_time_and_its_embargo():
    make_story(publish_at=NOW - HOUR, embargo_until=NOW + 2 * HOUR)
    make_story(publish_at=NOW - 2 * HOUR)

    assert moments.around(NOW) == (NOW - 2 * HOUR, NOW + 2 * HOUR)
    assert moments.around(NOW + 2 * HOUR) == (NOW + 2 * HOUR, None)


def test_story_goes_at_its_moment():
    make_story(publish_at=NOW - 2 * HOUR, unpublish_at=NOW + HOUR)

    assert moments.around(NOW) == (NOW - 2 * HOUR, NOW + HOUR)
    assert moments.around(NOW + HOUR) == (NOW + HOUR, None)


def test_end_of_a_story_that_never_opens_is_no_moment():
    make_story(publish_at=NOW + 3 * HOUR, unpublish_at=NOW + HOUR)

    assert moments.around(NOW + 2 * HOUR) == (None, NOW + 3 * HOUR)


@pytest.mark.parametrize("status", [Article.Status.WITHDRAWN, Article.Status.RETRACTED])
def test_story_that_was_taken_off_has_no_moments(status):
    make_story(status=status, retraction="Why", publish_at=NOW, unpublish_at=NOW + HOUR)

    assert moments.around(NOW) == (None, None)


def test_rights_end_with_their_last_day_in_the_sites_zone(settings):
    make_image(rights_until=date(2023, 8, 23))
    midnight = datetime(2023, 8, 23, 23, 0, tzinfo=UTC)  # in London, in summer

    assert moments.around(datetime(2023, 8, 23, 12, 0, tzinfo=UTC)) == (None, midnight)
    assert moments.around(midnight - timedelta(seconds=1)) == (None, midnight)
    assert moments.around(midnight) == (midnight, None)


def test_moments_are_found_in_the_same_number_of_queries_whatever_is_planned(django_assert_num_queries):
    for hours in range(4):
        make_story(publish_at=NOW + hours * HOUR, unpublish_at=NOW + 9 * HOUR)
        make_image(rights_until=date(2023, 8, 20 + hours))

    with django_assert_num_queries(6):
        assert moments.around(NOW) == (NOW, NOW + timedelta(hours=1))
