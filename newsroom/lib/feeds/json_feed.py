"""JSON Feed 1.1."""

import json

from newsroom.lib.feeds.description import Feed, rfc3339
from newsroom.lib.text import strip_control

JSON_CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def to_json_feed(feed: Feed) -> bytes:
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.absolute(feed.feed_urls.json),
        "description": feed.description,
        "icon": feed.icon and feed.absolute(feed.icon),
        "authors": [{"name": feed.publisher or feed.title}],
        "language": feed.language,
    }
    items = [_json_item(feed, item) for item in feed.all_items]
    return json.dumps(_clean(document) | {"items": items}, ensure_ascii=False).encode()


def _json_item(feed, item):
    entry = {
        "id": item.id,
        "url": feed.absolute(item.url),
        "title": item.title,
        "content_html": feed.content_of(item),
        "summary": item.summary,
        "image": feed.absolute(item.image.url) if item.image else "",
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated),
        "authors": [{"name": name, "url": url and feed.absolute(url)} for name, url in item.authors],
        "tags": list(item.categories),
    }
    # Without content an item would be invalid; an empty one is allowed.
    return {"content_html": ""} | _clean(entry)


def _clean(value):
    """Without control characters in any text, and without empty members."""
    if isinstance(value, str):
        return strip_control(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return {key: _clean(each) for key, each in value.items() if each}
