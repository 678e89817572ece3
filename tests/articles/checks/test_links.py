from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import urls as articles_urls
from articles.checks.links import NAMED_BY
from results import urls as results_urls
from results.pages.versus import versus_path
from tests.factories.results import make_athlete, make_country, make_race, make_series
from tests.factories.stories import (
    PUBLISHED_AT,
    make_author,
    make_draft,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
PUBLIC = (articles_urls, results_urls)
TOMORROW = timezone.now() + timedelta(days=1)


def body(href, words="the words"):
    return f"One.\n\nRead [{words}]({href}) now."


@pytest.fixture
def of(told):
    """What is found of a link: level and code of each finding."""

    def look(href, **options):
        found = told(body=body(href), **options)
        assert {(field, line) for _, field, _, line in found} <= {("body", 3)}
        return [(level, code) for level, _, code, _ in found]

    return look


BROKEN = [("blocking", "link-broken")]


# Their words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ("blocking", "link-empty")),
        (" ", ("blocking", "link-empty")),
        ("here", ("information", "link-says-nothing")),
        ("Click here!", ("information", "link-says-nothing")),
        ("Read  more…", ("information", "link-says-nothing")),
        ("https://example.org/a", ("information", "link-bare")),
        ("www.example.org", ("information", "link-bare")),
    ],
)
def test_words_that_say_nothing(told, words, found):
    listed = [(level, code) for level, _, code, _ in told(body=body("/about/", words))]

    assert [each for each in listed if each[1] != "space-double"] == [found]


@pytest.mark.parametrize("words", ["Kerr’s race", "here he won", "example.org"])
def test_words_that_say_where_it_leads(told, words):
    assert told(body=body("/about/", words)) == []


def test_address_in_the_text_is_no_link(told):
    text = "One.\nSee https://example.org/a for it, and [https](https://example.org/b)."

    assert told(body=text) == [("information", "body", "link-bare", 2)]


def test_address_between_angles_is_a_link_without_words(told):
    assert told(body="See <https://example.org/a>.") == [("information", "body", "link-bare", 1)]


# Outward


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/a?b=c#d",
        "https://example.org:8080/",
        "//example.org/",
        "https://münchen.example/",
        "mailto:desk@example.org",
        "mailto:desk@example.org?subject=Kerr",
    ],
)
def test_address_elsewhere_that_can_be_right(of, href):
    assert of(href) == []


@pytest.mark.parametrize(
    "href",
    [
        *("https://", "https:///a", "http://[::1", "https://a:b/", "https:example", "https://exa..mple/"),
        *(
            "//",
            "mailto:",
            "mailto:desk",
            "mailto:desk@",
            "ftp://example.org/",
            "tel:123",
            "htp://example.org",
        ),
        *("www.example.org", "example", "../about/", "?a=b"),
    ],
)
def test_address_that_cannot_be_right_blocks(of, href):
    assert of(href) == BROKEN


def test_address_without_encryption_is_told(of):
    assert of("http://example.org/") == [("information", "link-advice")]


def test_place_in_the_page_is_told(of):
    assert of("#the-pass") == [("warning", "link-broken")]


# Inward


@pytest.fixture
def pages():
    """An address of each kind of page that is of something."""
    race, series, section = make_race(), make_series(), make_section()
    event, competition, athlete = race.event, race.event.competition, make_athlete()
    slug = competition.slug
    return [
        *(make_story().get_absolute_url(), section.get_absolute_url(), make_topic().get_absolute_url()),
        *(make_author().get_absolute_url(), competition.get_absolute_url(), event.get_absolute_url()),
        *(race.get_absolute_url(), athlete.get_absolute_url(), versus_path(athlete, make_athlete())),
        *(make_country("NOR").get_absolute_url(), f"/series/{series.slug}/", f"/competitions/{slug}/medals/"),
        *(f"/competitions/{slug}/timetable/", f"/competitions/{slug}/{event.slug}.csv"),
        *("/lists/men/1500m/?season=2023", "/records/women/1500m/", f"{section.get_absolute_url()}feed.rss"),
    ]


def test_pages_that_are_there(of, pages):
    assert [(path, of(path)) for path in pages if of(path)] == []


@pytest.mark.parametrize(
    "path",
    [
        *("/nowhere/", "/stories/", "/stories/999999/kerr/", "/stories/99999999999999999999/kerr/"),
        *("/sections/none/", "/topics/none/", "/authors/none/", "/sections/none/feed.rss", "/series/none/"),
        *("/competitions/none/", "/competitions/none/medals/", "/competitions/none/men-1500m/"),
        *(
            "/competitions/none/men-1500m.csv",
            "/athletes/999999/kerr/",
            "/athletes/9999999999999999999999/x/",
        ),
        *("/countries/xyz/", "/lists/men/none/", "/lists/dogs/1500m/", "/records/dogs/1500m/"),
        *("/athletes/999999/kerr/vs/999998/", "/%FF/", "/stories/1/"),
    ],
)
def test_pages_that_are_not_there_block(of, path):
    make_race("1500")

    assert of(path) == BROKEN or of(path) == BROKEN * 2


def test_event_of_another_competition_is_not_there(of):
    one, other = make_race().event, make_race().event
    make_race(event=one, slug="heat")

    assert of(f"/competitions/{other.competition.slug}/{one.slug}/") == BROKEN


def test_page_that_is_not_of_anything_is_there(of):
    paths = ["/", "/about/", "/corrections/", "/feeds/", "/competitions/", "/lists/", "/static/x.pdf"]

    assert [(path, of(path)) for path in paths if of(path)] == []


def test_whole_address_of_this_site_is_read_as_a_path(of, settings):
    settings.SITE_URL = "https://bell.example"

    assert of("https://bell.example/about/") == []
    assert of("https://bell.example") == []
    assert of("https://bell.example/nowhere/") == BROKEN
    assert of("https://other.example/nowhere/") == []


def test_desk_is_no_place_for_readers(of):
    assert of(reverse("admin:index")) == BROKEN
    assert of("/admin/articles/article/7/change/") == BROKEN


def test_detour_is_told(of):
    assert of("/about") == [("information", "link-advice")]
    assert of("/athletes/999999/kerr") == [("blocking", "link-broken"), ("information", "link-advice")]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"status": "draft", "stage": "writing", "publish_at": None}, ["link-unpublished"]),
        ({"status": "withdrawn", "stage": "writing"}, ["link-unpublished"]),
        ({"status": "retracted", "retraction": "No."}, ["link-unpublished"]),
        ({"publish_at": TOMORROW}, ["link-unpublished"]),
        ({"embargo_until": TOMORROW}, ["link-unpublished"]),
        ({"unpublish_at": PUBLISHED_AT + timedelta(days=1)}, ["link-unpublished"]),
    ],
)
def test_story_that_is_not_public_is_a_warning(of, fields, found):
    linked = make_story(**fields)

    assert of(linked.get_absolute_url()) == [("warning", code) for code in found]


def test_story_that_will_be_public_when_this_one_is(of):
    linked = make_story(publish_at=TOMORROW)
    later = make_draft(publish_at=TOMORROW + timedelta(hours=1))

    assert of(linked.get_absolute_url(), article=later) == []


def test_every_address_that_names_something_is_looked_up():
    """A new kind of page has its line in NAMED_BY, unless its address is a date, a file or the desk’s."""
    routes = {str(pattern.pattern) for part in PUBLIC for pattern in part.urlpatterns}
    named = {route.partition("/")[0] for route in routes if "<" in route.replace("<feed_format:", "")}

    assert named - set(NAMED_BY) == {"archive"}
