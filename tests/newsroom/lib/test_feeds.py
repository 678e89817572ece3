import html
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newsroom.lib.feeds import Feed, FeedUrls, Item, Picture, to_atom, to_json_feed, to_rss

HOSTILE = "a\x00b\x0b ]]> \ud800 <b> & \"q\" 'x' \ufffe 😀 é"
HARMLESS = "ab ]]>  <b> & \"q\" 'x'  😀 é"
NAMES = {
    "at": "http://purl.org/atompub/tombstones/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}

ITEM = Item(
    id="urn:uuid:6f0d5f0e-8a7e-4b0f-9d53-6f3b1c7f3a10",
    url="/stories/7/kerr/",
    title="Kerr & Nordås",
    summary="Gold in 3:29.38",
    content_html='<p>Josh <a href="/athletes/1/josh-kerr/">Kerr</a></p>',
    published=datetime(2023, 8, 23, 21, 23, tzinfo=timezone(timedelta(hours=2))),
    updated=datetime(2023, 8, 23, 20, 12, 5, 999, tzinfo=UTC),
    authors=(("Ann Writer", "/authors/ann/"), ("The desk", "")),
    categories=("Athletics", "Budapest 2023"),
    image=Picture("/media/7.jpg", "image/jpeg", 51234, "Kerr wins", "Agency", 1280, 720),
)
FEED = Feed(
    title="Bell Lap",
    description="All stories",
    home_url="https://belllap.example/",
    feed_urls=FeedUrls("/feed.rss", "/feed.atom", "/feed.json"),
    items=(ITEM,),
    icon="/static/icon.png",
)


def rss(feed=FEED):
    return etree.fromstring(to_rss(feed)).find("channel")


def atom(feed=FEED):
    return etree.fromstring(to_atom(feed))


def texts(element, *paths):
    return [element.findtext(path, namespaces=NAMES) for path in paths]


def test_rss_channel_describes_itself():
    channel = rss()
    assert texts(channel, "title", "link", "description", "language", "lastBuildDate", "image/url") == [
        "Bell Lap",
        "https://belllap.example/",
        "All stories",
        "en-GB",
        "Wed, 23 Aug 2023 20:12:05 GMT",
        "https://belllap.example/static/icon.png",
    ]
    assert dict(channel.find("atom:link", NAMES).attrib) == {
        "href": "https://belllap.example/feed.rss",
        "rel": "self",
        "type": "application/rss+xml",
    }


def test_rss_item_holds_the_whole_story():
    item = rss().find("item")
    assert texts(
        item, "title", "link", "guid", "pubDate", "atom:updated", "description", "content:encoded"
    ) == [
        "Kerr & Nordås",
        "https://belllap.example/stories/7/kerr/",
        ITEM.id,
        "Wed, 23 Aug 2023 19:23:00 GMT",
        "2023-08-23T20:12:05Z",
        "Gold in 3:29.38",
        '<p>Josh <a href="https://belllap.example/athletes/1/josh-kerr/">Kerr</a></p>',
    ]
    assert item.find("guid").get("isPermaLink") == "false"
    assert [creator.text for creator in item.findall("dc:creator", NAMES)] == ["Ann Writer", "The desk"]
    assert [category.text for category in item.findall("category")] == ["Athletics", "Budapest 2023"]


def test_rss_picture_is_enclosure_and_media_content():
    item = rss().find("item")
    url = "https://belllap.example/media/7.jpg"
    assert dict(item.find("enclosure").attrib) == {"url": url, "type": "image/jpeg", "length": "51234"}
    media = item.find("media:content", NAMES)
    assert dict(media.attrib) == {
        "url": url,
        "type": "image/jpeg",
        "medium": "image",
        "width": "1280",
        "height": "720",
    }
    assert texts(media, "media:description", "media:credit") == ["Kerr wins", "Agency"]


def test_rss_picture_of_unknown_length_is_no_enclosure():
    item = replace(ITEM, image=replace(ITEM.image, length=0))
    assert rss(replace(FEED, items=(item,))).find("item/enclosure") is None


def test_atom_feed_describes_itself():
    feed = atom()
    assert texts(feed, "atom:id", "atom:title", "atom:updated", "atom:author/atom:name", "atom:icon") == [
        "https://belllap.example/",
        "Bell Lap",
        "2023-08-23T20:12:05Z",
        "Bell Lap",
        "https://belllap.example/static/icon.png",
    ]
    assert [(link.get("rel"), link.get("href")) for link in feed.findall("atom:link", NAMES)] == [
        ("alternate", "https://belllap.example/"),
        ("self", "https://belllap.example/feed.atom"),
    ]


def test_atom_entry_holds_the_whole_story():
    entry = atom().find("atom:entry", NAMES)
    assert texts(entry, "atom:id", "atom:published", "atom:updated", "atom:summary", "atom:content") == [
        ITEM.id,
        "2023-08-23T19:23:00Z",
        "2023-08-23T20:12:05Z",
        "Gold in 3:29.38",
        '<p>Josh <a href="https://belllap.example/athletes/1/josh-kerr/">Kerr</a></p>',
    ]
    assert entry.find("atom:content", NAMES).get("type") == "html"
    assert [texts(author, "atom:name", "atom:uri") for author in entry.findall("atom:author", NAMES)] == [
        ["Ann Writer", "https://belllap.example/authors/ann/"],
        ["The desk", None],
    ]
    assert [category.get("term") for category in entry.findall("atom:category", NAMES)] == [
        "Athletics",
        "Budapest 2023",
    ]
    assert dict(entry.findall("atom:link", NAMES)[1].attrib) == {
        "rel": "enclosure",
        "type": "image/jpeg",
        "href": "https://belllap.example/media/7.jpg",
        "length": "51234",
    }


def test_atom_uses_the_default_namespace():
    assert b"<feed xmlns=" in to_atom(FEED)


def test_json_feed_follows_version_1_1():
    assert json.loads(to_json_feed(FEED)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bell Lap",
        "home_page_url": "https://belllap.example/",
        "feed_url": "https://belllap.example/feed.json",
        "description": "All stories",
        "icon": "https://belllap.example/static/icon.png",
        "authors": [{"name": "Bell Lap"}],
        "language": "en-GB",
        "items": [
            {
                "id": ITEM.id,
                "url": "https://belllap.example/stories/7/kerr/",
                "title": "Kerr & Nordås",
                "content_html": '<p>Josh <a href="https://belllap.example/athletes/1/josh-kerr/">Kerr</a></p>',
                "summary": "Gold in 3:29.38",
                "image": "https://belllap.example/media/7.jpg",
                "date_published": "2023-08-23T19:23:00Z",
                "date_modified": "2023-08-23T20:12:05Z",
                "authors": [
                    {"name": "Ann Writer", "url": "https://belllap.example/authors/ann/"},
                    {"name": "The desk"},
                ],
                "tags": ["Athletics", "Budapest 2023"],
            }
        ],
    }


def test_empty_feed_has_a_time_of_change_everywhere():
    empty = replace(FEED, items=())
    assert rss(empty).findtext("lastBuildDate") == "Sat, 01 Jan 2000 00:00:00 GMT"
    assert atom(empty).findtext("atom:updated", namespaces=NAMES) == "2000-01-01T00:00:00Z"
    assert json.loads(to_json_feed(empty))["items"] == []


def test_own_time_of_change_goes_before_the_items():
    assert replace(FEED, updated=datetime(2024, 1, 1, tzinfo=UTC)).changed_at == datetime(
        2024, 1, 1, tzinfo=UTC
    )


def hostile_feed(text):
    picture = replace(ITEM.image, alt=text, credit=text)
    item = replace(
        ITEM,
        title=text,
        summary=text,
        content_html=text,
        authors=((text, ""),),
        categories=(text,),
        image=picture,
    )
    return replace(FEED, title=text, description=text, publisher=text, rights=text, items=(item,))


def test_hostile_text_arrives_harmless_in_xml():
    item = rss(hostile_feed(HOSTILE)).find("item")
    assert texts(item, "title", "dc:creator", "category", "media:content/media:credit") == [HARMLESS] * 4
    entry = atom(hostile_feed(HOSTILE)).find("atom:entry", NAMES)
    assert entry.findtext("atom:title", namespaces=NAMES) == HARMLESS
    assert entry.find("atom:category", NAMES).get("term") == HARMLESS


def test_rss_description_is_html_that_says_the_summary_as_it_stands():
    summary = "Faster than <3:30> & counting, “O'Brien” said"
    feed = replace(FEED, items=(replace(ITEM, summary=summary),))

    assert html.unescape(rss(feed).findtext("item/description")) == summary
    assert rss(feed).findtext("item/description").startswith("Faster than &lt;3:30&gt; &amp; counting")
    assert feedparser.parse(to_atom(feed)).entries[0].summary == summary


TAKEN_BACK = replace(
    ITEM,
    id="urn:uuid:0b0cf9a5-5a7b-4c4b-a8de-16fbc13fcf60",
    title="Retracted: Kerr",
    summary="It was <not> so.",
    content_html="<p>Retracted.</p>",
    updated=datetime(2023, 8, 25, 9, 0, tzinfo=UTC),
)


def test_atom_tells_what_was_taken_back_by_a_tombstone_alone():
    feed = atom(replace(FEED, retracted=(TAKEN_BACK,)))
    (tombstone,) = feed.findall("at:deleted-entry", NAMES)

    assert dict(tombstone.attrib) == {"ref": TAKEN_BACK.id, "when": "2023-08-25T09:00:00Z"}
    assert texts(tombstone, "at:comment") == ["It was <not> so."]
    assert [entry.findtext("atom:id", namespaces=NAMES) for entry in feed.findall("atom:entry", NAMES)] == [
        ITEM.id
    ]
    assert feed.findtext("atom:updated", namespaces=NAMES) == "2023-08-25T09:00:00Z"


def test_atom_with_a_tombstone_is_read_like_any_other():
    read = feedparser.parse(to_atom(replace(FEED, retracted=(TAKEN_BACK,))))

    assert (read.bozo, [entry.id for entry in read.entries]) == (False, [ITEM.id])


def test_formats_without_tombstones_hold_what_was_taken_back_among_their_items():
    feed = replace(FEED, retracted=(TAKEN_BACK,))

    assert [item.findtext("guid") for item in rss(feed).findall("item")] == [ITEM.id, TAKEN_BACK.id]
    assert texts(rss(feed), "lastBuildDate") == ["Fri, 25 Aug 2023 09:00:00 GMT"]
    assert [item["id"] for item in json.loads(to_json_feed(feed))["items"]] == [ITEM.id, TAKEN_BACK.id]


def test_hostile_text_arrives_harmless_in_json():
    item = json.loads(to_json_feed(hostile_feed(HOSTILE)))["items"][0]
    assert (item["title"], item["tags"], item["authors"]) == (HARMLESS, [HARMLESS], [{"name": HARMLESS}])


@pytest.mark.parametrize("write", [to_rss, to_atom])
def test_feed_reader_understands_it(write):
    read = feedparser.parse(write(FEED))
    assert (read.bozo, read.feed.title, len(read.entries)) == (False, "Bell Lap", 1)
    entry = read.entries[0]
    assert (entry.id, entry.title, entry.link) == (
        ITEM.id,
        "Kerr & Nordås",
        "https://belllap.example/stories/7/kerr/",
    )
    assert entry.updated_parsed[:6] == (2023, 8, 23, 20, 12, 5)
    assert 'href="https://belllap.example/athletes/1/josh-kerr/"' in entry.content[0].value


@given(st.text(alphabet=st.characters(), max_size=40))
def test_feeds_parse_whatever_the_text(text):
    feed = hostile_feed(text)
    assert rss(feed).find("item/guid").text == ITEM.id
    assert atom(feed).findtext("atom:entry/atom:id", namespaces=NAMES) == ITEM.id
    assert json.loads(to_json_feed(feed))["items"][0]["id"] == ITEM.id
