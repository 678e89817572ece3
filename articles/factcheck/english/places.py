"""How somebody finished: “won”, “ninth”, “silver”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.factcheck.english.words import ORDINALS, any_of

MEDALS = {"gold": 1, "silver": 2, "bronze": 3}
PLACE = re.compile(
    rf"""
    \b(?:
        (?P<ordinal>{"|".join(ORDINALS)})(?:[ ]place)?
        (?=[ ]*(?:[.,;:)!?—–]|$) | [ ](?:in|with|for|and|behind|ahead|but)\b)
      | (?P<won>won)(?=[ ](?:the[ ](?:race|final|event|gold)|gold|in[ ]\d|with[ ]\d|with[ ]a|by)\b | [ ]*[.,])
      | (?P<medal>gold|silver|bronze)(?=[ ]*(?:[.,;]|$) | [ ](?:in|with)[ ]\d)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
LISTED = re.compile(rf"[ ]*(?:,|and|or|, and|then|, then|to)[ ]*(?:{'|'.join(ORDINALS)})\b", re.IGNORECASE)
# An ordinal or a medal after these counts something else: “the first”, “a race for silver”.
BEFORE_OTHERS = re.compile(
    r"\b(?:the|his|her|their|a|an|at|every|its|our|for|to|than|between)[ ]+$", re.IGNORECASE
)
# Where these stand a place is one on the way, or one of something else than the race.
ON_THE_WAY = any_of(
    "laps? | bell | halfway | half | led | leads? | leading | leader | into | lying | lay | sat | running",
    "moved | to go | left | remaining | opening | opened | attempts? | legs? | rounds? | series | day",
    "events? | before | overnight | at \\d+ | after \\w+ | medals? | titles? | table | up to | back to",
    "then | all-time | list | ranking | ranked | best | season",
)


@dataclass(frozen=True)
class Written:
    """A place by its offsets."""

    start: int
    end: int
    text: str
    place: int
    is_medal: bool


def find(text: str) -> Iterator[Written]:
    """What says how somebody finished; not a list of places, of which it is not sure whose each is."""
    listed_to = 0
    for found in PLACE.finditer(text):
        follows = LISTED.match(text, found.end())
        counts_else = not found["won"] and BEFORE_OTHERS.search(text[: found.start()])
        is_listed = follows or found.start() < listed_to
        listed_to = follows.end() if follows else listed_to
        if not (is_listed or counts_else):
            yield Written(found.start(), found.end(), found[0], _place(found), bool(found["medal"]))


def _place(found):
    if found["won"]:
        return 1
    if found["medal"]:
        return MEDALS[found["medal"].lower()]
    return ORDINALS.index(found["ordinal"].lower()) + 1


def in_words(place: int, written: Written) -> str:
    """A place in the form in which another was written; empty where there is no such form."""
    if written.is_medal:
        return next((name for name, number in MEDALS.items() if number == place), "")
    return ORDINALS[place - 1] if place <= len(ORDINALS) else ""
