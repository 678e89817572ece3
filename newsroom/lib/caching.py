"""The generation: what every cached page, feed and ETag is keyed by.

A verb raises it when it has changed what is public; so does the clock, passing a moment at which something
appears or goes by itself. Which moments these are, those know who `follow` the clock for us.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.http import http_date

ALIAS = "shared"  # the one cache that all processes see
KEY = "generation"
MOMENTS = "generation-moments"
MOMENTS_HOLD = 60  # seconds; so long may a time that was written past all verbs go unnoticed
# HTTP dates have whole seconds: a younger date would hide a second change within the same second.
SETTLED_AFTER = timedelta(seconds=2)


@dataclass(frozen=True)
class Generation:
    token: str
    changed_at: datetime


_followed = []


def follow(moments) -> None:
    """Register who knows moments: moments(at) gives the last up to `at` and the next, or None for either."""
    if moments not in _followed:
        _followed.append(moments)


def generation() -> Generation:
    """Read it before the content that is to be cached under it, never after.

    Where the cache has lost it, a new one begins: everything is made afresh, nothing old is served.
    """
    now = timezone.now()
    stored = caches[ALIAS].get_many([KEY, MOMENTS])
    token, raised_at = stored.get(KEY) or _begin()
    passed = _passed(token, now, stored.get(MOMENTS))
    if passed is None:
        return Generation(token, raised_at)
    return Generation(f"{token}-{passed.timestamp()}", max(raised_at, passed))


def _begin():
    caches[ALIAS].add(KEY, _next(), timeout=None)
    return caches[ALIAS].get(KEY) or _next()


def _passed(token, now, remembered):
    """The last moment that the clock has passed, or None.

    What is remembered holds until the next moment, and for the token only under which it was found out:
    a verb may have set a time since.
    """
    if remembered:
        found_under, passed, coming = remembered
        if found_under == token and (not passed or passed <= now) and (not coming or now < coming):
            return passed
    passed, coming = _around(now)
    caches[ALIAS].set(MOMENTS, (token, passed, coming), timeout=MOMENTS_HOLD)
    return passed


def _around(now):
    known = [moments(now) for moments in _followed]
    passed = [before for before, _ in known if before]
    coming = [after for _, after in known if after]
    return max(passed, default=None), min(coming, default=None)


def raise_generation() -> None:
    """Once the transaction around it is committed; at once where there is none."""
    transaction.on_commit(_raise)


def _raise():
    caches[ALIAS].set(KEY, _next(), timeout=None)


def _next():
    return uuid.uuid4().hex, timezone.now()


def last_modified(changed_at: datetime, now: datetime | None = None) -> datetime | None:
    """For a Last-Modified header; None while a second change could still fall in the same second."""
    age = (now or timezone.now()) - changed_at
    return changed_at.replace(microsecond=0) if age >= SETTLED_AFTER else None


def dated(response, held: Generation):
    """A response with the date of the generation under which it was made, as far as that can be said."""
    del response.headers["Last-Modified"]
    changed = last_modified(held.changed_at)
    if changed:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def etag(*parts: object) -> str:
    """A weak validator: the same page compressed is the same page."""
    digest = hashlib.sha256("\x00".join(str(part) for part in parts).encode()).hexdigest()
    return f'W/"{digest[:32]}"'
