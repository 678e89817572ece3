"""Lists page by key: `?before=<story>` names the last story seen. Nothing counts everything."""

from dataclasses import dataclass

from django.http import Http404

PAGE_SIZE = 20


@dataclass(frozen=True)
class Page:
    stories: list
    older: str  # the query that leads on, or ""
    is_first: bool


def page_of(stories, before="", size=PAGE_SIZE):
    """A page of a queryset of stories, latest first; 404 where `before` names no story of the list."""
    listed = stories.latest_first()
    if before:
        listed = listed.before(*_key_of(stories, before))
    found = list(listed[: size + 1])
    older = f"?before={found[size - 1].pk}" if len(found) > size else ""
    return Page(stories=found[:size], older=older, is_first=not before)


def _key_of(stories, before):
    if not (before.isascii() and before.isdigit() and len(before) <= 18):
        raise Http404("No such page.")
    key = stories.filter(pk=before).values_list("publish_at", "pk").first()
    if key is None:
        raise Http404("No such page.")
    return key
