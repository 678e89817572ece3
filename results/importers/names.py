"""Given and family name from a name as it is written: “Narve Gilje NORDÅS”, “KERR Josh”, “Kerr, Josh”."""

import re
from functools import lru_cache
from itertools import pairwise

PARTICLE = re.compile(r"^(Mc|O[’'])(\w)(.*)$")
INITIALS = re.compile(r"(?:\w\.)+\w?")


@lru_cache(10_000)  # a name stands in a file once a round
def split_name(written):
    """(given, family). Capitals and what stands before a comma are the family's; else the last word is.

    Small words go with what follows: “Patrizia van der Weken” is of the family van der Weken.
    """
    before, comma, after = written.partition(",")
    if comma and before.strip() and after.strip():
        return lowered(after), lowered(before)
    words = written.replace(",", " ").split()
    capitals = [word for word in words if _is_capital(word)]
    if not capitals or len(capitals) == len(words):
        given, family = words[:-1], words[-1:]
    else:
        given = [word for word in words if not _is_capital(word)]
        family = capitals
    while given and given[-1].islower() and _stands_before(given[-1], family[0], words):
        family = [given.pop(), *family]
    return lowered(" ".join(given)), lowered(" ".join(family))


def lowered(name):
    """Words in capitals as names are printed: “MCSWEYN” → “McSweyn”, “O'HARE” → “O'Hare”."""
    return " ".join(_lowered(word) if _is_capital(word) else word for word in name.split())


def _is_capital(word):
    return len(word) > 1 and word == word.upper() and word != word.lower() and not INITIALS.fullmatch(word)


def _stands_before(particle, word, words):
    return any(pair == (particle, word) for pair in pairwise(words))


def _lowered(word):
    plain = "-".join(part.capitalize() for part in word.split("-"))
    if found := PARTICLE.match(plain):
        return f"{found[1]}{found[2].upper()}{found[3]}"
    return plain
