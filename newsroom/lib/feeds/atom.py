"""Atom, RFC 4287, with the tombstones of RFC 6721 for what was taken back."""

from xml.etree import ElementTree

from newsroom.lib.feeds.description import GENERATOR, Feed, rfc3339
from newsroom.lib.feeds.tree import add, add_if, document, media_type
from newsroom.lib.text import strip_control

ATOM_CONTENT_TYPE = "application/atom+xml; charset=utf-8"

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
ElementTree.register_namespace("at", TOMBSTONES)
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def to_atom(feed: Feed) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANGUAGE: strip_control(feed.language)})
    add(root, "id", feed.home_url)
    add(root, "title", feed.title)
    add_if(root, "subtitle", feed.description)
    add(root, "updated", rfc3339(feed.changed_at))
    add(root, "link", rel="alternate", type="text/html", href=feed.home_url)
    self_url = feed.absolute(feed.feed_urls.atom)
    add(root, "link", rel="self", type=media_type(ATOM_CONTENT_TYPE), href=self_url)
    _atom_author(root, feed, feed.publisher or feed.title, "")  # answers for entries that name nobody
    add_if(root, "rights", feed.rights)
    add_if(root, "icon", feed.icon and feed.absolute(feed.icon))
    add(root, "generator", GENERATOR)
    for item in feed.items:
        _atom_entry(root, feed, item)
    for item in feed.retracted:
        _atom_tombstone(root, item)
    return document(root)


def _atom_tombstone(root, item):
    deleted = add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=item.id, when=rfc3339(item.updated))
    add(deleted, f"{{{TOMBSTONES}}}comment", item.summary)


def _atom_entry(root, feed, item):
    entry = add(root, "entry")
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "link", rel="alternate", type="text/html", href=feed.absolute(item.url))
    if item.image:
        _atom_picture(entry, feed, item.image)
    add(entry, "published", rfc3339(item.published))
    add(entry, "updated", rfc3339(item.updated))
    for name, url in item.authors:
        _atom_author(entry, feed, name, url)
    for category in item.categories:
        add(entry, "category", term=category)
    add_if(entry, "summary", item.summary)
    add(entry, "content", feed.content_of(item), type="html")


def _atom_picture(entry, feed, picture):
    length = {"length": str(picture.length)} if picture.length else {}
    add(entry, "link", rel="enclosure", type=picture.type, href=feed.absolute(picture.url), **length)


def _atom_author(parent, feed, name, url):
    author = add(parent, "author")
    add(author, "name", name)
    add_if(author, "uri", url and feed.absolute(url))
