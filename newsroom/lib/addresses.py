"""Absolute addresses, for those who read the site elsewhere: feeds, cards, search engines."""

from django.conf import settings


def absolute(path):
    """`/stories/1/` → `https://example.org/stories/1/`; an address that is absolute already stays."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path
