"""RSS 2.0, with the whole story in content:encoded and its last change in atom:updated."""

import html
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from newsroom.lib.feeds.description import GENERATOR, Feed, rfc3339
from newsroom.lib.feeds.tree import add, add_if, document, media_type

RSS_CONTENT_TYPE = "application/rss+xml; charset=utf-8"

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
for _prefix, _namespace in (("atom", ATOM), ("content", CONTENT), ("dc", DUBLIN_CORE), ("media", MEDIA)):
    ElementTree.register_namespace(_prefix, _namespace)


def to_rss(feed: Feed) -> bytes:
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home_url)
    add(channel, "description", feed.description)
    add(channel, "language", feed.language)
    add_if(channel, "copyright", feed.rights)
    add(channel, "lastBuildDate", rfc822(feed.changed_at))
    add(channel, "generator", GENERATOR)
    add(
        channel,
        f"{{{ATOM}}}link",
        href=feed.absolute(feed.feed_urls.rss),
        rel="self",
        type=media_type(RSS_CONTENT_TYPE),
    )
    if feed.icon:
        _rss_icon(channel, feed)
    for item in feed.all_items:
        _rss_item(channel, feed, item)
    return document(root)


def _rss_icon(channel, feed):
    image = add(channel, "image")
    add(image, "url", feed.absolute(feed.icon))
    add(image, "title", feed.title)
    add(image, "link", feed.home_url)


def _rss_item(channel, feed, item):
    entry = add(channel, "item")
    add(entry, "title", item.title)
    add(entry, "link", feed.absolute(item.url))
    add(entry, "guid", item.id, isPermaLink="false")
    add(entry, "pubDate", rfc822(item.published))
    add(entry, f"{{{ATOM}}}updated", rfc3339(item.updated))
    for name, _ in item.authors:
        add(entry, f"{{{DUBLIN_CORE}}}creator", name)
    for category in item.categories:
        add(entry, "category", category)
    add_if(entry, "description", html.escape(item.summary, quote=False))  # which readers take as HTML
    add_if(entry, f"{{{CONTENT}}}encoded", feed.content_of(item))
    if item.image:
        _rss_picture(entry, feed, item.image)


def _rss_picture(entry, feed, picture):
    url = feed.absolute(picture.url)
    if picture.length:  # an enclosure must say its length
        add(entry, "enclosure", url=url, type=picture.type, length=str(picture.length))
    size = {name: str(value) for name in ("width", "height") if (value := getattr(picture, name))}
    media = add(entry, f"{{{MEDIA}}}content", url=url, type=picture.type, medium="image", **size)
    add_if(media, f"{{{MEDIA}}}description", picture.alt)
    add_if(media, f"{{{MEDIA}}}credit", picture.credit)


def rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
