import json

import feedparser
import pytest
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.models import Article, Correction
from tests.articles.test_views import kerr_race
from tests.factories.stories import make_author, make_editor, make_story, make_topic

pytestmark = pytest.mark.django_db
FORMATS = ["rss", "atom", "json"]
KEPT = ["table", "caption", "thead", "tbody", "tr", "th", "td", "abbr", "a"]  # by strict readers


def sources(story):
    result = story.races.get().results.first()
    owners = [story.section, *story.topics.all(), *story.authors.all(), result.athlete, result.country]
    event = story.races.get().event
    return ["/", *[owner.get_absolute_url() for owner in [*owners, event, event.competition]]]


@pytest.fixture
def story():
    return make_story(races=[kerr_race()], authors=[make_author()], topics=[make_topic()])


@pytest.mark.parametrize("format", FORMATS)
def test_feeds_of_every_source_hold_the_story_once(client, story, format):
    for path in sources(story):
        body = client.get(f"{path}feed.{format}").content
        if format == "json":
            ids = [item["id"] for item in json.loads(body)["items"]]
        else:
            ids = [entry.id for entry in feedparser.parse(body).entries]
        assert ids == [story.urn], path


def test_feed_item_holds_the_whole_story_and_its_table(client, story):
    item = json.loads(client.get("/feed.json").content)["items"][0]
    table = etree.HTML(item["content_html"]).find(".//table")

    assert item["summary"] == story.standfirst
    assert "He ran 3:29.38." in item["content_html"]
    assert [row.find("th").xpath("string()") for row in table.findall("tbody/tr")] == [
        "Josh Kerr",
        "Jakob Ingebrigtsen",
        "Narve Gilje Nordås",
    ]
    assert {element.tag for element in table.iter()} <= {*KEPT}


def test_feed_item_has_absolute_addresses_only(client, story):
    content = json.loads(client.get("/feed.json").content)["items"][0]["content_html"]

    links = [a.get("href") for a in etree.HTML(content).iter("a")]
    assert links
    assert all(link.startswith("http://") for link in links)


def test_feed_item_keeps_its_id_when_everything_else_changes(client, story):
    before = feedparser.parse(client.get("/feed.atom").content).entries[0]
    Article.objects.filter(pk=story.pk).update(headline="Another", slug="another")
    after = feedparser.parse(client.get("/feed.atom").content).entries[0]

    assert (before.id, before.link == after.link) == (after.id, False)


def test_feed_item_tells_a_correction(client, story):
    Correction.objects.create(article=story, at=timezone.now(), text="The time was 3:31.10.")

    assert "The time was 3:31.10." in json.loads(client.get("/feed.json").content)["items"][0]["content_html"]


def test_feed_asks_the_same_number_of_queries_whatever_its_stories_embed(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    def tell():
        race = kerr_race()
        make_story(races=[race], body=f"One.\n\n{{{{ race {race.key} }}}}\n\n{{{{ gaps {race.key} }}}}")

    tell()
    client.get("/feed.rss")
    with django_assert_max_num_queries(40) as one:
        client.get("/feed.rss")
    tell()
    tell()
    with django_assert_num_queries(len(one.captured_queries)):
        client.get("/feed.rss")


def test_feed_item_holds_no_script_of_its_text(client):
    make_story("A <script>", body="B <script>alert(1)</script>\n\n[x](javascript:alert(1))")

    content = json.loads(client.get("/feed.json").content)["items"][0]["content_html"]

    assert ("<script" in content, 'href="javascript' in content) == (False, False)


@pytest.mark.parametrize("format", FORMATS)
def test_feed_of_nothing_is_valid(client, format):
    body = client.get(f"/feed.{format}").content

    if format == "json":
        assert json.loads(body)["items"] == []
    else:
        parsed = feedparser.parse(body)
        assert (parsed.bozo, parsed.entries) == (False, [])


@pytest.mark.parametrize("format", FORMATS)
def test_feed_strips_control_characters(client, format):
    make_story("Bell\x07 rings", standfirst="At\x02 the\x1b end", body="Last\x0blap.")

    response = client.get(f"/feed.{format}")

    text = response.content.decode()
    assert not {"\x02", "\x07", "\x0b", "\x1b"} & set(text)
    assert "\\u0007" not in text
    assert "Bell rings" in text


@pytest.fixture
def verb(django_capture_on_commit_callbacks):
    """Calls a publishing verb and what follows its commit."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            function(*args, by=make_editor(), **kwargs)

    return call


@pytest.fixture
def settled(story, verb, time_machine):
    """The last change lies a minute back."""
    time_machine.move_to(timezone.now(), tick=False)
    verb(publishing.update, story)
    time_machine.shift(60)


def validators(response):
    return [{"If-None-Match": response["ETag"]}, {"If-Modified-Since": response["Last-Modified"]}]


def statuses(client, path, headers):
    return [client.get(path, headers=each).status_code for each in headers]


@pytest.mark.parametrize("format", FORMATS)
def test_feed_answers_304_to_either_validator_while_nothing_changed(client, settled, format):
    seen = validators(client.get(f"/feed.{format}"))

    assert statuses(client, f"/feed.{format}", seen) == [304, 304]


@pytest.mark.parametrize("format", FORMATS)
def test_feed_answers_200_right_after_an_edit(client, story, settled, verb, format):
    seen = validators(client.get(f"/feed.{format}"))
    story.headline = "Kerr is champion"
    verb(publishing.update, story)

    assert statuses(client, f"/feed.{format}", seen) == [200, 200]


@pytest.mark.parametrize("format", FORMATS)
def test_feed_answers_200_without_the_story_right_after_its_withdrawal(client, story, settled, verb, format):
    seen = validators(client.get(f"/feed.{format}"))
    verb(publishing.withdraw, story)

    assert statuses(client, f"/feed.{format}", seen) == [200, 200]
    assert story.urn not in client.get(f"/feed.{format}").content.decode()


def test_feed_sends_no_date_that_could_hide_a_second_change(client, story, settled, verb):
    verb(publishing.update, story)

    assert "Last-Modified" not in client.get("/feed.rss").headers
