"""Links: their words, their addresses, and whether there is a page behind those of this site."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import BooleanField, ExpressionWrapper
from django.urls import Resolver404, resolve, reverse

from articles.checks.finding import blocking, information, warning
from articles.checks.proof import ids
from articles.models import Article, Author, Section, Topic
from articles.querysets import is_public
from newsroom.lib.text import excerpt, fold
from results.models import Athlete, Competition, Country, Discipline, Event, Series
from results.pages.lists import CATEGORIES

SHOWN = 60  # characters of an address in a message
SAYS_NOTHING = {
    *("click", "click here", "here", "this", "link", "this link", "more", "read more", "this page"),
    *("this story", "see here", "find out more", "learn more", "full story"),
}
BARE = re.compile(r"(?:https?://|www\.|mailto:)\S+", re.IGNORECASE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s.\[\]/:@]+(?:\.[^\s.\[\]/:@]+)*\.?)")


@dataclass(frozen=True)
class Reference:
    """A thing with a page of its own, as an address names it."""

    kind: str
    key: object

    def __str__(self):
        key = "/".join(self.key) if isinstance(self.key, tuple) else self.key
        return f"{self.kind} “{excerpt(str(key), SHOWN)}”"


# The first word of a page's route → what its page is of, and the argument that names it.
NAMED_BY = {
    "stories": ("story", "pk"),
    "sections": ("section", "slug"),
    "topics": ("topic", "slug"),
    "authors": ("author", "slug"),
    "athletes": ("athlete", "pk"),
    "competitions": ("competition", "slug"),
    "countries": ("country", "code"),
    "lists": ("discipline", "slug"),
    "records": ("discipline", "slug"),
    "series": ("series", "slug"),
}


def _by(model, field):
    def held(keys):
        found = model.objects.filter(**{f"{field}__in": keys})
        return set(found.order_by().values_list(field, flat=True))

    return held


def _events(keys):
    competitions, events = zip(*keys, strict=True)
    found = Event.objects.filter(competition__slug__in=competitions, slug__in=events)
    return set(found.order_by().values_list("competition__slug", "slug"))


HELD_BY = {
    "section": _by(Section, "slug"),
    "topic": _by(Topic, "slug"),
    "author": _by(Author, "slug"),
    "athlete": _by(Athlete, "pk"),
    "competition": _by(Competition, "slug"),
    "country": _by(Country, "code"),
    "discipline": _by(Discipline, "slug"),
    "series": _by(Series, "slug"),
    "event": _events,
}


@dataclass(frozen=True)
class Address:
    """Where a link leads: out of the site, to a page of it, or nowhere, with the reason."""

    link: object
    fault: str = ""
    level: object = blocking
    references: tuple[Reference, ...] = ()
    advice: str = ""


class Known:
    """What there is of all that the links of a text name: one query a kind."""

    def __init__(self, references, opens_at):
        self.references = references
        self.opens_at = opens_at

    @cached_property
    def held(self):
        return {kind: HELD_BY[kind](self._keys(kind)) for kind in HELD_BY if self._keys(kind)}

    @cached_property
    def stories(self):
        """Of each story that is named: whether it is public when this one is."""
        public = ExpressionWrapper(is_public(self.opens_at), output_field=BooleanField())
        named = Article.objects.filter(pk__in=self._keys("story"))
        return dict(named.annotate(seen=public).values_list("pk", "seen")) if self._keys("story") else {}

    def has(self, reference):
        held = self.stories if reference.kind == "story" else self.held.get(reference.kind, ())
        return reference.key in held

    def _keys(self, kind):
        keys = {reference.key for reference in self.references if reference.kind == kind}
        return set(ids(keys)) if kind in ("story", "athlete") else keys


# The checks


def words(proof):
    for link in proof.text.links:
        said = fold(link.text).strip(" .!:>»→")
        if not link.text and not link.pictured:
            message = f"The link to {_shown(link.href)} has no words: write what it leads to."
            yield blocking("body", "link-empty", message, link.line)
        elif said in SAYS_NOTHING:
            message = f"“{link.text}” does not say where the link leads: link the words that do."
            yield information("body", "link-says-nothing", message, link.line)
        elif BARE.fullmatch(link.text):
            message = f"The address {_shown(link.text)} stands for words: write [words](address)."
            yield information("body", "link-bare", message, link.line)
    for passage in proof.text.passages:
        for found in BARE.finditer(passage.typed):
            message = f"The address {_shown(found[0])} is no link: write [words](address)."
            yield information("body", "link-bare", message, passage.line_at(found.start()))


def addresses(proof):
    """Each address is one that leads somewhere, and nowhere behind the desk's door."""
    read = [address_of(link) for link in proof.text.links]
    known = Known({reference for address in read for reference in address.references}, proof.opens_at)
    for address in read:
        if address.fault:
            yield address.level("body", "link-broken", address.fault, address.link.line)
        else:
            yield from _missing(address, known)
        if address.advice:
            yield information("body", "link-advice", address.advice, address.link.line)


def _missing(address, known):
    for reference in address.references:
        if not known.has(reference):
            message = f"The link {_shown(address.link.href)} leads nowhere: there is no {reference}."
            yield blocking("body", "link-broken", message, address.link.line)
        elif reference.kind == "story" and not known.stories[reference.key]:
            message = (
                f"The link {_shown(address.link.href)} leads to a story that the public cannot see then: "
                "publish that one first, or take the link out."
            )
            yield warning("body", "link-unpublished", message, address.link.line)


# Reading an address


def address_of(link):
    """What an address says by itself; whether the page exists is asked for all links at once."""
    href = link.href.strip()
    if href.startswith("#"):
        return Address(
            link, f"The link {_shown(href)} leads into this page, which has no such places.", warning
        )
    if href.startswith("//") or SCHEME.match(href):
        return _outward(link, href)
    if href.startswith("/"):
        return _inward(link, href)
    return Address(
        link,
        f"The address {_shown(href)} begins with neither / nor https://: "
        "write a path of this site from its first /, or the whole address.",
    )


def _outward(link, href):
    scheme = SCHEME.match(href)[0].lower() if SCHEME.match(href) else "https:"
    if scheme == "mailto:":
        return _mail(link, href)
    if scheme not in ("http:", "https:"):
        return Address(
            link, f"A link with {scheme} is left out of the page: use https://, mailto: or a path."
        )
    try:
        parts = urlsplit(href)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not HOST.fullmatch(host):
        return Address(link, f"The address {_shown(href)} names no site: expected https://example.org/….")
    if parts.netloc == urlsplit(settings.SITE_URL).netloc:
        return _inward(link, parts._replace(scheme="", netloc="").geturl() or "/")
    unencrypted = f"{_shown(href)} is not encrypted: try https://." if scheme == "http:" else ""
    return Address(link, advice=unencrypted)


def _mail(link, href):
    try:
        validate_email(unquote(href.partition(":")[2].partition("?")[0]))
    except ValidationError:
        return Address(link, f"{_shown(href)} is no e-mail address: expected mailto:name@example.org.")
    return Address(link)


def _inward(link, href):
    path = unquote(re.split(r"[?#]", href, maxsplit=1)[0])
    if path.startswith(reverse("admin:index")):
        return Address(link, f"The link {_shown(href)} leads into the desk: readers cannot go there.")
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return Address(link)
    match, slashed = _match(path), _match(f"{path}/")
    if match is None and slashed is None:
        return Address(link, f"The link {_shown(href)} leads nowhere: this site has no such page.")
    advice = "" if match else f"The link {_shown(href)} takes a detour: end it with /."
    return _page(link, match or slashed, advice)


def _match(path):
    try:
        return resolve(path)
    except Resolver404:
        return None


def _page(link, match, advice):
    if match.captured_kwargs.get("category", "men") not in CATEGORIES:
        return Address(
            link, f"The link {_shown(link.href)} leads nowhere: expected one of men, women, mixed."
        )
    return Address(link, references=tuple(_references(match)), advice=advice)


def _references(match):
    """What must exist for the page to exist."""
    said = match.captured_kwargs
    kind, name = NAMED_BY.get(match.route.partition("/")[0], ("", ""))
    if "competition" in said:
        yield Reference("event", (said["competition"], said["slug"]))
    elif name in said:
        key = said[name]
        yield Reference(kind, key.upper() if kind == "country" else key)
    if "rival" in said:
        yield Reference("athlete", said["rival"])


def _shown(href):
    return excerpt(href, SHOWN)
