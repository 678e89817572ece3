"""Long lists page by key: the address names the last item seen. Nothing counts everything."""

from dataclasses import dataclass

from django.db.models.query_utils import Q
from django.http import Http404


@dataclass(frozen=True)
class Page:
    items: list
    next_key: str  # of the last item shown, or "" on the last page
    is_first: bool


def page_of(queryset, order, key="", *, size):
    """A page of a queryset in `order`, its last field unique; 404 where `key` names no row of the queryset.

    A row that is not in the list may be a secret: paging by it would tell where it will stand.
    """
    listed = queryset.order_by(*order)
    if key:
        listed = listed.filter(_beyond(order, _values(queryset, order, key)))
    found = list(listed[: size + 1])
    next_key = str(found[size - 1].pk) if len(found) > size else ""
    return Page(items=found[:size], next_key=next_key, is_first=not key)


def _values(queryset, order, key):
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        raise Http404("No such page.")
    fields = [field.removeprefix("-") for field in order]
    values = queryset.filter(pk=key).values_list(*fields).first()
    if values is None or None in values:
        raise Http404("No such page.")
    return values


def _beyond(order, values):
    """Rows after the one with these values, field by field."""
    condition, equal = Q(), Q()
    for field, value in zip(order, values, strict=True):
        name = field.removeprefix("-")
        lookup = f"{name}__lt" if field.startswith("-") else f"{name}__gt"
        condition |= equal & Q(**{lookup: value})
        equal &= Q(**{name: value})
    return condition
