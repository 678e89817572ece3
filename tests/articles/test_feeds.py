import json
from datetime import timedelta
from functools import partial

import feedparser
import pytest
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.models import Article, Correction
from newsroom.lib.feeds.description import rfc3339
from tests.articles.test_views import kerr_race
from tests.desk_forms import query_count
from tests.factories.moves import put_out, write
from tests.factories.stories import (
    PUBLISHED_AT,
    make_approved,
    make_author,
    make_editor,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = timezone.now().replace(microsecond=0)
TOMBSTONE = {"at": "http://purl.org/atompub/tombstones/1.0", "atom": "http://www.w3.org/2005/Atom"}
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
def committed(django_capture_on_commit_callbacks):
    """Calls a verb and what follows its commit."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            function(*args, **kwargs)

    return call


@pytest.fixture
def settled(story, committed, time_machine):
    """The last change lies a minute back."""
    time_machine.move_to(timezone.now().replace(microsecond=0), tick=False)
    committed(put_out, story, standfirst="Gold for the Briton.")
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
def test_feed_answers_200_right_after_an_update(client, story, settled, committed, format):
    seen = validators(client.get(f"/feed.{format}"))
    committed(put_out, story, headline="Kerr is champion")

    assert statuses(client, f"/feed.{format}", seen) == [200, 200]


GONE = {
    "withdrawal": publishing.withdraw,
    "retraction": partial(publishing.retract, reason="The race was not run."),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("way", GONE)
def test_feed_answers_200_without_the_text_right_after(client, story, settled, committed, way, format):
    seen = validators(client.get(f"/feed.{format}"))
    committed(GONE[way], story, by=make_editor())

    told = client.get(f"/feed.{format}").content.decode()

    assert statuses(client, f"/feed.{format}", seen) == [200, 200]
    assert (story.urn in told, "He ran 3:29.38." in told) == (way == "retraction", False)


def test_feed_sends_no_date_that_could_hide_a_second_change(client, story, settled, committed):
    committed(put_out, story, headline="Kerr is champion")

    assert "Last-Modified" not in client.get("/feed.rss").headers


# What changed


def item(client, path="/feed.json"):
    (found,) = json.loads(client.get(path).content)["items"]
    return found


def entry(client, path="/feed.atom"):
    (found,) = feedparser.parse(client.get(path).content).entries
    return found


def test_material_update_moves_updated_and_says_what_changed(client, story):
    put_out(story, at=LATER, note="Adds Kerr’s words", headline="Kerr is champion")

    told = item(client)

    assert told["date_modified"] == rfc3339(LATER)
    assert entry(client).updated == rfc3339(LATER)
    assert told["date_published"] == rfc3339(PUBLISHED_AT)
    assert ("Updated" in told["content_html"], "Adds Kerr’s words" in told["content_html"]) == (True, True)


def test_typing_error_moves_nothing_and_leaves_what_the_last_update_said(client, story):
    put_out(story, at=LATER - HOUR, note="Adds Kerr’s words", headline="Kerr is champoin")
    put_out(story, at=LATER, note="A slip", material=False, headline="Kerr is champion")

    told = item(client)

    assert told["title"] == "Kerr is champion"
    assert told["date_modified"] == entry(client).updated == rfc3339(LATER - HOUR)
    assert ("Adds Kerr’s words" in told["content_html"], "A slip" in told["content_html"]) == (True, False)


def test_note_of_a_version_that_nobody_saw_is_not_told(client):
    story = make_approved("Kerr wins", embargo_until=LATER - HOUR)
    publishing.publish(story, by=make_editor(), at=LATER - 3 * HOUR, note="planted")
    put_out(story, at=LATER - 2 * HOUR, note="planted", headline="Kerr wins gold")

    assert "planted" not in client.get("/feed.json").content.decode()


def test_correction_moves_updated_and_is_told_once_with_what_was_and_what_is(client, story):
    publishing.correct(
        story,
        by=make_editor(),
        text="Kerr ran 3:29.83.",
        old="He ran 3:29.38.",
        new="He ran 3:29.83.",
        replace=True,
        at=LATER,
    )

    told = item(client)

    assert told["date_modified"] == rfc3339(LATER)
    assert told["content_html"].count("Kerr ran 3:29.83.") == 1
    assert "Was: <del>He ran 3:29.38.</del>. Is: <ins>He ran 3:29.83.</ins>." in told["content_html"]
    assert told["content_html"].count("Updated") == 0


# Taken back


@pytest.fixture
def retracted(story):
    put_out(story, at=LATER - HOUR, standfirst="Gold for the Briton.")
    publishing.retract(story, by=make_editor(), reason="The race was <not> run.", at=LATER)
    return story


def test_atom_holds_a_tombstone_in_place_of_what_was_retracted(client, story):
    """RFC 6721: by the id that the entry had, with a moment, a child of the feed; and no entry of that id."""
    had = entry(client).id
    publishing.retract(story, by=make_editor(), reason="The race was <not> run.", at=LATER)

    feed = etree.fromstring(client.get("/feed.atom").content)
    (tombstone,) = feed.findall("at:deleted-entry", TOMBSTONE)

    assert dict(tombstone.attrib) == {"ref": had, "when": rfc3339(LATER)}
    assert tombstone.findtext("at:comment", namespaces=TOMBSTONE) == "The race was <not> run."
    assert feed.findall("atom:entry", TOMBSTONE) == []
    assert feed.findtext("atom:updated", namespaces=TOMBSTONE) == rfc3339(LATER)


def test_json_feed_marks_what_was_retracted(client, retracted):
    assert item(client) == {
        "id": retracted.urn,
        "url": f"http://127.0.0.1:8000{retracted.get_absolute_url()}",
        "title": "Retracted: Kerr wins",
        "content_html": "<p><strong>Retracted.</strong> The race was &lt;not&gt; run.</p>",
        "summary": "The race was <not> run.",
        "date_published": rfc3339(PUBLISHED_AT),
        "date_modified": rfc3339(LATER),
    }


def test_rss_marks_what_was_retracted(client, retracted):
    told = feedparser.parse(client.get("/feed.rss").content)

    assert told.bozo is False
    assert [(each.id, each.title, each.summary) for each in told.entries] == [
        (retracted.urn, "Retracted: Kerr wins", "The race was &lt;not&gt; run.")
    ]


def test_feeds_of_every_source_tell_of_a_retraction(client, retracted):
    public_without_it = make_story(races=retracted.races.all(), authors=retracted.authors.all())
    public_without_it.topics.set(retracted.topics.all())

    told = [retracted.urn in client.get(f"{path}feed.atom").content.decode() for path in sources(retracted)]

    assert told == [True] * 8


def test_retraction_tells_the_headline_that_readers_saw_and_not_what_was_written_since(client, story):
    put_out(story, at=LATER - 3 * HOUR, standfirst="Gold for the Briton.")
    publishing.withdraw(story, by=make_editor(), at=LATER - 2 * HOUR)
    write(story, at=LATER - HOUR, headline="Planted headline", slug="planted-slug")
    publishing.retract(story, by=make_editor(), reason="The race was not run.", at=LATER)

    told = [client.get(f"/feed.{format}").content.decode() for format in FORMATS]

    assert [("lanted" in each, "kerr-wins" in each) for each in told] == [
        (False, True),
        (False, False),
        (False, True),
    ]


def test_feed_tells_of_a_retraction_for_a_month(client, retracted, time_machine):
    time_machine.move_to(LATER + timedelta(days=29))
    assert retracted.urn in client.get("/feed.rss").content.decode()

    time_machine.move_to(LATER + timedelta(days=31))
    assert retracted.urn not in client.get("/feed.rss").content.decode()


# The feed of corrections


@pytest.fixture
def correction(story):
    return publishing.correct(
        story, by=make_editor(), text="Kerr & co ran 3:29.38.", old="3:29.83", new="3:29.38", at=LATER
    )


def test_corrections_have_a_feed_in_each_format(client, story, correction):
    told = item(client, "/corrections/feed.json")

    assert told["id"] == f"{story.urn}#correction-{correction.pk}"
    assert told["title"] == "Correction: Kerr wins"
    assert told["url"].endswith(story.get_absolute_url())
    assert told["date_published"] == rfc3339(LATER)
    assert "Was: <del>3:29.83</del>. Is: <ins>3:29.38</ins>." in told["content_html"]
    for format in ("rss", "atom"):
        parsed = feedparser.parse(client.get(f"/corrections/feed.{format}").content)
        assert (parsed.bozo, parsed.feed.title) == (False, "Corrections | Bell Lap")
        assert [each.id for each in parsed.entries] == [told["id"]]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("way", GONE)
def test_corrections_feed_moves_and_falls_silent_when_the_story_goes(
    client, story, correction, committed, way, format
):
    path = f"/corrections/feed.{format}"
    etag = client.get(path)["ETag"]
    committed(GONE[way], story, by=make_editor())

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200
    assert "3:29.83" not in client.get(path).content.decode()


def test_corrections_feed_asks_the_same_number_of_queries_of_one_and_of_three(client, correction):
    client.get("/corrections/feed.atom")
    first = query_count(client, "/corrections/feed.atom")
    for _ in range(2):
        publishing.correct(make_story(), by=make_editor(), text="Another.")

    assert query_count(client, "/corrections/feed.atom") == first <= 4


@pytest.mark.parametrize("path", ["/corrections/", "/feeds/"])
def test_corrections_feed_is_found_in_each_format(client, path):
    page = client.get(path).content.decode()

    links = [link.get("href") for link in etree.HTML(page).iter("a", "link")]

    assert {f"/corrections/feed.{format}" for format in FORMATS} <= {*links}


def test_corrections_page_names_its_feed_to_feed_readers(client):
    page = etree.HTML(client.get("/corrections/").content.decode())

    assert [link.get("href") for link in page.iterfind(".//link[@rel='alternate']")] == [
        f"/corrections/feed.{format}" for format in FORMATS
    ]
