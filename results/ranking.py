"""Places from marks, and who goes on. The rules are World Athletics' Technical Rules (TR)."""

import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from results.marks import Mark, Measure


class Rule(StrEnum):
    TIME = "time"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    POINTS = "points"


TIME, HORIZONTAL, VERTICAL, POINTS = Rule
RULE_OF_MEASURE = {
    Measure.TIME: TIME,
    Measure.DISTANCE: HORIZONTAL,
    Measure.HEIGHT: VERTICAL,
    Measure.POINTS: POINTS,
}
STATUS_ORDER = {"DNF": 1, "NM": 2, "NH": 2, "DQ": 3, "DNS": 4}
NOT_YET = 0  # neither mark nor status: before those who are out
NO_TRIAL = 0  # sorts behind any valid trial that others still have
LONGEST_RULE = 20  # characters, to be shown


@dataclass(frozen=True)
class Entrant:
    """One to be placed.

    `series` holds, of a horizontal event, each trial's mark (None for a foul or a pass); of a vertical one,
    each height in mm with its trials: `((2220, "O"), (2260, "XO"))`.
    `decided` orders those who are otherwise equal, 1 first: by jump-off, by the judges at the line, by lot.
    """

    key: Hashable
    mark: Mark | None = None
    status: str = ""
    reading_ms: int | None = None
    series: tuple = ()
    decided: int | None = None


def rank(entrants, rule):
    """A list of (place, entrant) in the order of a result; equals share a place, and the next stays free.

    Those without a place come last: not yet in, DNF, NM or NH, DQ, DNS. A status stands above a mark.
    What separates equals does so only where it is known of all of them; among equals the given order stays.
    """
    entrants = list(entrants)
    placed = [entrant for entrant in entrants if entrant.mark and not entrant.status]
    ranked = []
    for tied in _groups(placed, Rule(rule)):
        place = len(ranked) + 1
        ranked += [(place, entrant) for entrant in tied]
    others = [entrant for entrant in entrants if entrant.status or not entrant.mark]
    return ranked + [(None, entrant) for entrant in sorted(others, key=_status_order)]


def qualify(heats, rule):
    """Who goes on by a rule such as “3+4”: {key: "Q"} by place in each of the heats, {key: "q"} by time.

    All who share the last place, or the last time, go on (TR 21 leaves it to the lanes at hand, else to a
    lot): there may be more than the rule says, and whoever draws lots takes one away.
    """
    by_place, by_time = parse_advancement(rule)
    through, others = {}, []
    for number, heat in enumerate(heats):
        ranked = [(place, entrant) for place, entrant in rank(heat, TIME) if place]
        through |= {entrant.key: "Q" for place, entrant in ranked if place <= by_place}
        others += [(number, entrant) for place, entrant in ranked if place > by_place]
    fastest = rank(_comparable(others), TIME)
    return through | {entrant.key: "q" for place, entrant in fastest if place <= by_time}


def _comparable(others):
    """Without the judges' order where several heats had the same time: one says nothing of another."""
    heats = defaultdict(set)
    for number, entrant in others:
        heats[entrant.mark.value].add(number)
    return [
        replace(entrant, decided=None) if len(heats[entrant.mark.value]) > 1 else entrant
        for _, entrant in others
    ]


def parse_advancement(rule):
    """“3+4” as (3, 4): by place in each heat, and by time. Raises ValueError."""
    found = re.fullmatch(r"([0-9]{1,2})\+([0-9]{1,2})", rule)
    if not found:
        shown = ascii(rule[:LONGEST_RULE])
        raise ValueError(f"{shown} is no advancement rule: expected places and times such as 3+4.")
    return int(found[1]), int(found[2])


def shared_places(ranked):
    """{place: [keys]} of the places that more than one shares."""
    keys = defaultdict(list)
    for place, entrant in ranked:
        if place:
            keys[place].append(entrant.key)
    return {place: sharing for place, sharing in keys.items() if len(sharing) > 1}


def _status_order(entrant):
    if not entrant.status:
        return NOT_YET
    if entrant.status not in STATUS_ORDER:
        raise ValueError(f"{entrant.status!r} is no status of a result: {', '.join(STATUS_ORDER)}.")
    return STATUS_ORDER[entrant.status]


def _groups(entrants, rule):
    """Entrants who are equal by all that the rule asks, best group first."""
    groups = [entrants]
    for separator in (_mark, *SEPARATORS[rule], _decided):
        groups = [part for group in groups for part in _split(group, separator)]
    return groups


def _split(group, separator):
    keys = [separator(entrant) for entrant in group]
    if not group or None in keys:
        return [group]
    ordered = sorted(group, key=separator)
    return [list(equal) for _, equal in groupby(ordered, key=separator)]


def _mark(entrant):
    return entrant.mark.sort_key


def _decided(entrant):
    return entrant.decided


def _reading(entrant):
    """Thousandths separate equal times (TR 19.23, 21); a reading that does not give the time is not of it."""
    if entrant.reading_ms is None:
        return None
    official = replace(entrant.mark, value=entrant.reading_ms).shown_value
    return entrant.reading_ms if official == entrant.mark.value else None


def _next_best(entrant):
    """Second-best trial, then third-best and so on (TR 25.22); a series whose best is another is left out."""
    trials = sorted(trial.sort_key for trial in entrant.series if trial)
    if not trials or trials[0] != entrant.mark.sort_key:
        return None
    return (*trials, NO_TRIAL)


def _failures(entrant):
    """Failures at the last cleared height, then in all up to it (TR 26.8); a jump-off is for `decided`."""
    heights = _ascending(entrant.series)
    cleared = [height for height, trials in heights if "O" in trials.upper()]
    if not cleared or cleared[-1] != entrant.mark.value:
        return None
    failed = [trials.upper().count("X") for height, trials in heights if height <= cleared[-1]]
    return failed[-1], sum(failed)


def _ascending(series):
    """The contest itself: a jump-off goes down, or repeats a height."""
    highest, contest = 0, []
    for height, trials in series:
        if height <= highest:
            break
        highest = height
        contest.append((height, trials))
    return contest


SEPARATORS = {TIME: (_reading,), HORIZONTAL: (_next_best,), VERTICAL: (_failures,), POINTS: ()}
