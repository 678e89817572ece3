"""Who is named in a text: in full, or by the family name alone.

Words are compared folded, so that Nordas is Nordås; a hyphen is a space.
"""

import re
from dataclasses import dataclass

from newsroom.lib.text import fold

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
SMALL = {"van", "der", "de", "den", "von", "da", "dos", "del", "la", "el", "al", "ben", "bin", "ten", "ter"}
MOST_WORDS = 6  # of a name


@dataclass(frozen=True)
class Word:
    """A word by its offsets in the field, folded; of a possessive without its ending."""

    start: int
    end: int
    key: str
    is_capital: bool
    is_possessive: bool


@dataclass(frozen=True)
class Mention:
    """Somebody named, by the offsets of the name; `athletes` are all who are called so."""

    start: int
    end: int
    athletes: frozenset
    is_full: bool
    is_possessive: bool


def words(text):
    """The words of a text that may belong to names."""
    found = []
    for match in WORD.finditer(text):
        bare = POSSESSIVE.sub("", match[0])
        if bare:
            end = match.start() + len(bare)
            found.append(Word(match.start(), end, fold(bare), bare[0].isupper(), end < match.end()))
    return found


def full_keys(athlete):
    """The groups of words that are somebody's name: all of it, and the first with the family name.

    Of a family name of several words the last is enough: Narve Nordås for Narve Gilje Nordås.
    """
    name, given, family = map(_keys, (athlete.name, athlete.given_name, athlete.family_name))
    keys = {name, (*given, *family), (*given[:1], *family), (*given[:1], *family[-1:])}
    return {key for key in keys if len(key) > 1}


def family_keys(athlete):
    """The groups of words that are somebody's family name: all of it, and its last word."""
    family = _keys(athlete.family_name)
    last = family[-1:] if family and family[-1] not in SMALL else ()
    return {key for key in (family, last) if key}


def possible_names(found):
    """Groups of two to four words that stand together with a capital, as `Athlete.name_key` has names."""
    for start in range(len(found)):
        for size in range(2, 5):
            group = found[start : start + size]
            if len(group) == size and group[0].is_capital and group[-1].is_capital:
                yield " ".join(word.key for word in group)


def mentions(found, full, family):
    """Everybody named, in order: the longest name that fits. `full` and `family` are {words: athletes}."""
    told, place = [], 0
    while place < len(found):
        size = _longest(found, place, full, family)
        if size:
            told.append(_mention(found[place : place + size], full, family))
        place += size or 1
    return told


def _longest(found, place, full, family):
    for size in range(min(MOST_WORDS, len(found) - place), 0, -1):
        group = found[place : place + size]
        begins = group[0].is_capital or group[0].key in SMALL
        key = tuple(word.key for word in group)
        if begins and group[-1].is_capital and (key in full or key in family):
            return size
    return 0


def _mention(group, full, family):
    key = tuple(word.key for word in group)
    athletes = frozenset(full.get(key) or family[key])
    return Mention(group[0].start, group[-1].end, athletes, key in full, group[-1].is_possessive)


def _keys(name):
    return tuple(word.key for word in words(name))
