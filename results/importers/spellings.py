"""The folded writings under which one name may be held: exactly the same, and nearly."""

from functools import lru_cache

from newsroom.lib.text import fold

CACHED = 2**16  # people; more than a file holds
UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("å", "aa"))
MOST_WORDS = 6


@lru_cache(maxsize=CACHED)
def name_keys(person):
    """A name as printed, and with the family name first or last."""
    given, family = person.given_name, person.family_name
    written = (person.name, f"{given} {family}", f"{family} {given}")
    return frozenset(fold(name) for name in written if name.strip())


@lru_cache(maxsize=CACHED)
def keys_like(person):
    """Writings that are nearly the same: a hyphen for a space, “Mueller” for “Müller”. None is sure."""
    keys = {near for key in name_keys(person) for near in (*_hyphens(key), *_vowels(key))}
    keys.update(fold(_spelt_out(name)) for name in (person.name, f"{person.family_name} {person.given_name}"))
    return frozenset(keys - name_keys(person) - {""})


def _hyphens(key):
    """With a hyphen in place of each space in turn, and with none at all."""
    yield key.replace("-", " ")
    words = key.split(" ")
    for number in range(1, min(len(words), MOST_WORDS)):
        yield f"{' '.join(words[:number])}-{' '.join(words[number:])}"


def _vowels(key):
    for plain, spelt in UMLAUTS:
        if spelt in key:
            yield key.replace(spelt, fold(plain))


def _spelt_out(name):
    for letter, spelt in UMLAUTS:
        name = name.lower().replace(letter, spelt)
    return name
