"""The referee: rules over result sheets, each a small function that claims what cannot be, or hardly.

A claim is made only where the sheet contradicts itself, the rule book, or something else that is held.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from newsroom.lib.text import excerpt, sentence_list
from results.validators import (
    advancement,
    athletes,
    combined_events,
    declared,
    places,
    times,
    trials,
    winds,
)

__all__ = ["LABELS", "RULES", "Found", "Rule", "Severity", "check"]

MOST_OF_A_RULE = 3  # in one race; more of one kind have one cause, and are one finding
MOST_NAMED = 4
LONGEST_MESSAGE = 400
KEY_LENGTH = 40


class Severity(StrEnum):
    ERROR = "error"  # cannot be
    WARNING = "warning"  # hardly can


ERROR, WARNING = Severity


@dataclass(frozen=True)
class Rule:
    """`check(sheet, held)` looks at one race, or `check(sheets)` at all races of an event.

    While a race is not over its places and marks come and go: only few rules look at a start list.
    """

    code: str
    label: str
    severity: Severity
    check: Callable
    of_start_lists: bool = False


OF_A_RACE = [
    Rule("place-order", "Places against marks", ERROR, places.order),
    Rule("place-shared", "Shared place, different marks", ERROR, places.shared),
    Rule("place-equals", "Equal marks", ERROR, places.equals),
    Rule("place-status", "Status with a place or mark", ERROR, places.status),
    Rule("place-incomplete", "Place without mark, mark without place", WARNING, places.incomplete),
    Rule("wind-flag", "Best or record with the wind", ERROR, winds.flagged),
    Rule("wind-missing", "Wind missing", WARNING, winds.missing),
    Rule("wind-trial", "Wind of the trial", ERROR, trials.wind),
    Rule("trial-best", "Best trial", ERROR, trials.best),
    Rule("trial-cleared", "Height cleared", ERROR, trials.cleared),
    Rule("lane", "Lane given twice", ERROR, athletes.lanes, of_start_lists=True),
    Rule("bib", "Bib given twice", ERROR, athletes.bibs, of_start_lists=True),
    Rule("sex", "Athlete and category", ERROR, athletes.sex, of_start_lists=True),
    Rule("age", "Age at the race", WARNING, athletes.age, of_start_lists=True),
    Rule("team", "Runners of a team", WARNING, athletes.teams),
    Rule("best", "Declared best", ERROR, declared.bests),
    Rule("record", "Declared record", ERROR, declared.records),
    Rule("world-record", "Better than the world record", WARNING, declared.world_record),
    Rule("split", "Splits", ERROR, times.splits),
    Rule("reading", "Time and reading", ERROR, times.reading),
    Rule("reaction", "Reaction under 0.100", WARNING, times.reaction),
    Rule("day", "Day of the race", ERROR, times.days, of_start_lists=True),
    Rule("qualified-status", "Qualified without finishing", ERROR, advancement.status),
]
OF_AN_EVENT = [
    Rule("place-sequence", "Places that do not follow", ERROR, places.sequence),
    Rule("twice", "Twice in one round", WARNING, athletes.twice),
    Rule("qualified-rule", "Qualified against the rule", ERROR, advancement.by_rule),
    Rule("qualified-order", "Qualified against the order", ERROR, advancement.by_order),
    Rule("qualified-unmarked", "Advanced without a mark", WARNING, advancement.unmarked),
    Rule("combined-points", "Points of a part", ERROR, combined_events.points),
    Rule("combined-total", "Total of the parts", ERROR, combined_events.totals),
]
RULES = [*OF_A_RACE, *OF_AN_EVENT]
LABELS = {rule.code: rule.label for rule in RULES}


@dataclass(frozen=True)
class Found:
    """What is stored of a claim. `key` is the same as long as rule, row and values are."""

    race_id: int
    rule: str
    severity: Severity
    message: str
    key: str
    result_id: int | None = None


def check(events, held):
    """All that the rules find in these events, given as lists of their sheets."""
    found = []
    for sheets in events:
        for rule in OF_A_RACE:
            for sheet in sheets:
                if rule.of_start_lists or sheet.race.has_result:
                    found += _found(rule, rule.check(sheet, held))
        for rule in OF_AN_EVENT:
            found += _found(rule, rule.check(sheets))
    return found


def _found(rule, claims):
    of_race = defaultdict(list)
    for claim in claims:
        of_race[claim.race_id].append(claim)
    for same in of_race.values():
        if len(same) > MOST_OF_A_RULE:
            yield _as_one(rule, same)
        else:
            yield from (_one(rule, claim, _key(rule, claim)) for claim in same)


def _one(rule, claim, key):
    message = excerpt(claim.message, LONGEST_MESSAGE)
    return Found(claim.race_id, rule.code, rule.severity, message, key, claim.line.pk if claim.line else None)


def _as_one(rule, claims):
    first, *others = claims
    names = list(dict.fromkeys(claim.line.who for claim in others if claim.line))
    left = len(names) - MOST_NAMED
    named = sentence_list([*names[:MOST_NAMED], *([f"{left} others"] if left > 0 else [])])
    message = f"{first.message} The same rule is broken {len(others)} times more: {named}."
    key = _digest(rule.code, *sorted(_key(rule, claim) for claim in claims))
    return Found(first.race_id, rule.code, rule.severity, excerpt(message, LONGEST_MESSAGE), key)


def _key(rule, claim):
    return _digest(rule.code, claim.line and claim.line.identity, *claim.facts)


def _digest(*parts):
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()[:KEY_LENGTH]
