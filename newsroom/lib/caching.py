"""The generation: what every cached page, feed and ETag is keyed by."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

ALIAS = "shared"  # the one cache that all processes see
KEY = "generation"
# HTTP dates have whole seconds: a younger date would hide a second change within the same second.
SETTLED_AFTER = timedelta(seconds=2)


@dataclass(frozen=True)
class Generation:
    token: str
    changed_at: datetime


def generation() -> Generation:
    """Read it before the content that is to be cached under it, never after.

    Where the cache has lost it, a new one begins: everything is made afresh, nothing old is served.
    """
    stored = caches[ALIAS].get(KEY)
    if stored is None:
        caches[ALIAS].add(KEY, _next(), timeout=None)
        stored = caches[ALIAS].get(KEY) or _next()
    return Generation(*stored)


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


def etag(*parts: object) -> str:
    """A weak validator: the same page compressed is the same page."""
    digest = hashlib.sha256("\x00".join(str(part) for part in parts).encode()).hexdigest()
    return f'W/"{digest[:32]}"'
