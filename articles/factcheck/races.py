"""Which races a story stands on: by their keys, or by what its text names."""

import re

from newsroom.lib.text import fold
from results.models import Competition, Event, Race

MOST_RACES = 12  # that a text is held against


def by_keys(keys):
    """The ids of “competition/event/race”, or of all races of “competition/event”, its final first.

    Raises LookupError, with the key, where there is no such race or event.
    """
    found = []
    for key in keys:
        competition, _, rest = key.partition("/")
        event, _, race = rest.partition("/")
        races = Race.objects.filter(event__competition__slug=competition, event__slug=event)
        ids = _in_order(races.filter(slug=race) if race else races)
        if not ids:
            raise LookupError(key)
        found += ids
    return list(dict.fromkeys(found))


def in_text(texts):
    """The ids of the races that a story names by city and event, the first named first; perhaps none."""
    text = fold(" ".join(texts.values()))
    competitions = _named(text, Competition.objects.all(), lambda each: each.city)
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    dated = [each for each in competitions if str(each.first_day.year) in years]
    events = Event.objects.filter(competition__in=dated or competitions).select_related("discipline")
    named = _named(text, events, lambda event: event.discipline.name)
    sexes = {category for category, word in (("W", "women"), ("M", "men")) if re.search(rf"\b{word}\b", text)}
    fitting = [event for event in named if not sexes or event.category in {*sexes, "X"}]
    races = [race for event in fitting for race in _in_order(event.races.all())]
    return races[:MOST_RACES]


def _named(text, rows, name_of):
    """Of the rows those whose name stands in the text, in the order in which they are named."""
    places = {row: re.search(rf"\b{re.escape(fold(name_of(row)))}\b", text) for row in rows}
    return sorted((row for row, found in places.items() if found), key=lambda row: places[row].start())


def _in_order(races):
    """What decides medals first, then the other rounds, the latest first."""
    latest = races.order_by("-decides_medals", "-date", "pk")
    return list(latest.values_list("pk", flat=True))
