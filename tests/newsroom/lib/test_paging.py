import pytest
from django.http import Http404

from newsroom.lib.paging import page_of
from results.models import Athlete, Competition
from tests.factories.results import make_athlete, make_competition

pytestmark = pytest.mark.django_db
LATEST = ("-first_day", "-pk")
BY_NAME = ("name_key", "pk")


def pages_of(queryset, order, size):
    """Every page in turn."""
    pages, key = [], ""
    while True:
        page = page_of(queryset, order, key, size=size)
        pages.append(page)
        key = page.next_key
        if not key:
            return pages


def test_pages_hold_every_item_once_in_order():
    made = [
        make_competition(first_day=f"2023-08-{day:02}", last_day="2023-08-30") for day in (21, 20, 22, 20, 19)
    ]
    pages = pages_of(Competition.objects.all(), LATEST, size=2)
    assert [len(page.items) for page in pages] == [2, 2, 1]
    found = [item for page in pages for item in page.items]
    assert [each.pk for each in found] == [made[n].pk for n in (2, 0, 3, 1, 4)]


def test_pages_go_on_between_two_of_the_same_name():
    for _ in range(3):
        make_athlete(given_name="Ana", family_name="Silva")
    pages = pages_of(Athlete.objects.all(), BY_NAME, size=1)
    assert len({page.items[0].pk for page in pages}) == 3


def test_page_that_ends_the_list_leads_nowhere():
    make_athlete()
    make_athlete()
    page = page_of(Athlete.objects.all(), BY_NAME, size=2)
    assert (page.next_key, page.is_first) == ("", True)


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "²", "9" * 19, "123456789"])
def test_page_after_no_row_is_not_found(key):
    with pytest.raises(Http404):
        page_of(Athlete.objects.all(), BY_NAME, key, size=2)


def test_page_after_a_row_that_is_not_in_the_list_is_not_found():
    """It may be one that nobody is to know of."""
    listed, other = make_athlete(family_name="Listed"), make_athlete(family_name="Other")

    with pytest.raises(Http404):
        page_of(Athlete.objects.filter(pk=listed.pk), BY_NAME, str(other.pk), size=2)
