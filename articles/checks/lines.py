"""Headline, address and standfirst. No database."""

import re

from django.core.validators import validate_slug

from articles.checks.finding import blocking, information
from articles.models import Article

HEADLINE_LIMIT = 110  # more is cut by search engines and on cards
STANDFIRST_LIMIT = 240
SLUG_LIMIT = Article._meta.get_field("slug").max_length
INITIAL = re.compile(r"\b[^\W\d_]\.$")  # “…in the U.S.” ends with an initial, not with a stop
LONG_WORD = re.compile(r"[^\W\d_]{4,}")  # shorter ones may be codes: GBR, USA, WR


def headline(proof):
    text = proof.content.headline.strip()
    if not text:
        yield blocking("headline", "headline-empty", "The headline is empty: write what happened.")
    if len(text) > HEADLINE_LIMIT:
        yield _too_long("headline", text, HEADLINE_LIMIT)
    if text.endswith(".") and not text.endswith("..") and not INITIAL.search(text):
        message = "The headline ends with a full stop: leave it out."
        yield information("headline", "headline-stop", message, start=len(text) - 1, end=len(text))
    if is_shouting(text):
        message = "The headline shouts: write it in small letters, without an exclamation mark."
        yield information("headline", "headline-shouting", message)


def standfirst(proof):
    text = proof.content.standfirst.strip()
    if not text:
        message = "The standfirst is empty: say in a sentence or two what the story tells."
        yield blocking("standfirst", "standfirst-empty", message)
    if len(text) > STANDFIRST_LIMIT:
        yield _too_long("standfirst", text, STANDFIRST_LIMIT)


def slug(proof):
    """An empty one is made from the headline."""
    text = proof.content.slug
    if text and not validate_slug.regex.search(text):
        message = "The address may hold unaccented letters, digits, hyphens and underscores only."
        yield blocking("slug", "slug-malformed", message)
    if len(text) > SLUG_LIMIT:
        yield _too_long("slug", text, SLUG_LIMIT, "address")


def is_shouting(text):
    long = LONG_WORD.findall(text)
    loud = [word for word in long if word.isupper()]
    return text.endswith("!") or (len(loud) > 1 and 2 * len(loud) > len(long))


def _too_long(field, text, limit, name=""):
    message = f"The {name or field} has {len(text)} characters: {limit} at most."
    return blocking(field, f"{field}-too-long", message, start=limit, end=len(text))
