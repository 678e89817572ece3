from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from newsroom.lib.markdown import absolutise

GENERATOR = "Bell Lap"
# Atom demands a time of last change even from a feed that never had an entry.
NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedUrls:
    """Where each form of the same feed lives."""

    rss: str
    atom: str
    json: str


@dataclass(frozen=True)
class Picture:
    url: str
    type: str
    length: int = 0  # bytes; 0 where unknown
    alt: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Item:
    """`id` never changes (`urn:uuid:…`); times are aware; `content_html` is clean, with relative links."""

    id: str
    url: str
    title: str
    summary: str
    content_html: str
    published: datetime
    updated: datetime
    authors: tuple[tuple[str, str], ...] = ()  # (name, url or "")
    categories: tuple[str, ...] = ()
    image: Picture | None = None


@dataclass(frozen=True)
class Feed:
    """Addresses may be relative to `home_url`, which is absolute."""

    title: str
    description: str
    home_url: str
    feed_urls: FeedUrls
    items: tuple[Item, ...] = ()
    retracted: tuple[Item, ...] = ()  # taken back: in words only, `updated` is when
    updated: datetime | None = None
    language: str = "en-GB"
    icon: str = ""
    publisher: str = ""  # the author of whatever names none; the title where empty
    rights: str = ""

    @property
    def changed_at(self) -> datetime:
        return self.updated or max((item.updated for item in self.all_items), default=NEVER_CHANGED)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """For formats that know no tombstone: what was taken back stands among the others, marked as such."""
        return (*self.items, *self.retracted)

    def absolute(self, url: str) -> str:
        return urljoin(self.home_url, url)

    def content_of(self, item: Item) -> str:
        return absolutise(item.content_html, self.absolute(item.url))


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
