"""Combined events: each part against the scoring tables, the total against its parts."""

from collections import defaultdict
from functools import lru_cache

from results import combined
from results.marks import Precision

BY_HAND = (Precision.HAND, Precision.TENTH)


def points(sheets):
    """The points of a part are those of the tables, with what they add to a time by hand."""
    for sheet in _parts(sheets):
        event = sheet.race.event.discipline
        if sheet.discipline.code not in combined.disciplines(sheet.category, event.code):
            yield sheet.claim(f"The {sheet.discipline.name} is no part of the {event.name}.")
            continue
        for line in sheet.lines:
            if line.mark and line.points is not None:
                yield from _points(sheet, line, event.code)


def totals(sheets):
    """The total is the sum of all parts, where all are held."""
    parts = _parts(sheets)
    if not parts:
        return
    due = set(combined.disciplines(parts[0].category, parts[0].race.event.discipline.code))
    scored = defaultdict(dict)
    for sheet in parts:
        for line in sheet.lines:
            if line.points is not None or line.status:
                scored[line.identity][sheet.discipline.code] = line.points or 0
    for sheet in sheets:
        if sheet.race.round == "part" or not sheet.race.has_result:
            continue
        for line in sheet.lines:
            held = scored[line.identity]
            total = sum(held.values())
            if line.mark and not line.status and set(held) == due and total != line.value:
                yield sheet.claim(
                    f"{line.who}’s total is {line.value}, but the {len(due)} parts add up to {total}.",
                    line,
                    line.value,
                    total,
                )


def _parts(sheets):
    return [sheet for sheet in sheets if sheet.race.round == "part"]


def _points(sheet, line, event):
    hand = line.mark.precision in BY_HAND
    due = _due(sheet.category, event, sheet.discipline.code, line.value, hand)
    if due != line.points:
        yield sheet.claim(
            f"{line.who} has {line.points} points for {line.mark}, but the tables give {due}.",
            line,
            line.value,
            line.points,
        )


@lru_cache(maxsize=10_000)
def _due(category, event, discipline, value, hand):
    return combined.points(category, event, discipline, value, hand=hand)
