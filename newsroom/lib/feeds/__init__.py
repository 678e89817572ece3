"""One description of a feed, three ways to write it."""

from newsroom.lib.feeds.atom import ATOM_CONTENT_TYPE, to_atom
from newsroom.lib.feeds.description import Feed, FeedUrls, Item, Picture
from newsroom.lib.feeds.json_feed import JSON_CONTENT_TYPE, to_json_feed
from newsroom.lib.feeds.rss import RSS_CONTENT_TYPE, to_rss

__all__ = [
    "ATOM_CONTENT_TYPE",
    "JSON_CONTENT_TYPE",
    "RSS_CONTENT_TYPE",
    "Feed",
    "FeedUrls",
    "Item",
    "Picture",
    "to_atom",
    "to_json_feed",
    "to_rss",
]
