"""Which picture of the library a file belongs to, and whether the public may have it.

Files are found by the names that the library gave them; no path is ever made of what somebody asked for.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from articles.models import Article, Image, ImageUse
from articles.moments import end_of_day
from articles.querysets import has_rights
from newsroom.lib.images import EXTENSIONS

# A smaller copy lies beside its picture, with a longer name: `a1b2-640.webp` beside `a1b2.jpg`.
NAME = re.compile(r"(?P<folder>(?:[A-Za-z0-9_]+/)*)(?P<stem>[A-Za-z0-9_]+)[A-Za-z0-9_-]*\.[a-z0-9]+")


@dataclass(frozen=True)
class Shown:
    """A file that the public may have, until when as far as that is known."""

    until: datetime | None = None


def shown(name, at=None):
    """Shown, where a story that is public at the moment shows the picture and its rights last; else None."""
    at = at or timezone.now()
    rights = has_rights(at, prefix="image__")
    # Asked of each by its key: of the few stories that show it, not of all that are published.
    public = Exists(Article.objects.published(at).filter(pk=OuterRef("article")))
    uses = ImageUse.objects.filter(public, rights, live=True, image__file__in=_originals(name))
    longest = uses.order_by(F("article__unpublish_at").desc(nulls_first=True)).values_list(
        "image__file", "image__renditions", "image__rights_until", "article__unpublish_at"
    )
    found = longest.first()
    if found is None or name not in _files(*found[:2]):
        return None
    _, _, last_day, off_at = found
    return Shown(until=min(filter(None, [off_at, last_day and end_of_day(last_day)]), default=None))


def in_library(name):
    """Whether it is a file of the library, shown anywhere or not."""
    pictures = Image.objects.filter(file__in=_originals(name)).values_list("file", "renditions")
    return any(name in _files(*picture) for picture in pictures)


def _originals(name):
    """What the picture may be called of which this is the file or a smaller copy."""
    parts = NAME.fullmatch(name)
    return [f"{parts['folder']}{parts['stem']}.{kind}" for kind in EXTENSIONS.values()] if parts else []


def _files(original, renditions):
    return {original, *(made["name"] for made in renditions)}
