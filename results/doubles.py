"""Whether two records may be one person, and who may have been entered twice. A person always decides."""

from dataclasses import dataclass
from itertools import islice

from newsroom.lib.text import fold
from results import words
from results.models import Athlete, AthleteName

IDS = {"world_athletics_id": "World Athletics", "tilastopaja_id": "Tilastopaja"}
DAY = Athlete.BirthPrecision.DAY
PEOPLE = {Athlete.Sex.MEN: "a man", Athlete.Sex.WOMEN: "a woman"}
MOST_READ = 100  # namesakes, or people born on one day, who are looked through
MOST_TOLD = 5


@dataclass(frozen=True)
class Double:
    """Somebody who may be the same person, and why one would think so."""

    athlete: Athlete
    reason: str


def births_agree(one, other):
    """As far as both are known: a day against a year says no more than the year."""
    if one.birth_date is None or other.birth_date is None:
        return True
    precisions = (one.birth_date_precision, other.birth_date_precision)
    if "year" in precisions:
        return one.birth_date.year == other.birth_date.year
    if "month" in precisions:
        return one.birth_date.replace(day=1) == other.birth_date.replace(day=1)
    return one.birth_date == other.birth_date


def contradictions(one, other):
    """What of the two records cannot be true of one person, a sentence each."""
    found = []
    if one.sex != other.sex:
        found.append(f"{one} is held as {PEOPLE[one.sex]}, {other} as {PEOPLE[other.sex]}.")
    for name, whose in IDS.items():
        ids = getattr(one, name), getattr(other, name)
        if None not in ids and ids[0] != ids[1]:
            found.append(f"They have two ids of {whose}: {ids[0]} and {ids[1]}.")
    if not births_agree(one, other):
        found.append(f"{one} was born {words.birth(one)}, {other} {words.birth(other)}.")
    return found


def likely(athlete):
    """[Double]: who of those held may be the same person; a constant number of queries."""
    if athlete.merged_into_id:
        return []
    spellings = list(athlete.known_names.values_list("name_key", flat=True)[:MOST_READ])
    found = {}
    for reason, theirs in (
        ("The same name and country", _namesakes(athlete, spellings)),
        ("The same birth date and a name that is near", _born_with(athlete)),
    ):
        for other in theirs:
            if other.pk != athlete.pk and not contradictions(athlete, other):
                found.setdefault(other.pk, Double(other, reason))
    return list(islice(found.values(), MOST_TOLD))


def _namesakes(athlete, spellings):
    keys = {*_keys(athlete), *spellings}
    spelt_so = AthleteName.objects.filter(name_key__in=keys).order_by()
    called_so = Athlete.objects.filter(name_key__in=keys).order_by()
    ids = {
        *spelt_so.values_list("athlete", flat=True)[:MOST_READ],
        *called_so.values_list("pk", flat=True)[:MOST_READ],
    }
    return _people(pk__in=ids, country=athlete.country_id) if ids else []


def _born_with(athlete):
    if athlete.birth_date is None or athlete.birth_date_precision != DAY:
        return []
    born = _people(birth_date=athlete.birth_date, birth_date_precision=DAY)
    return [other for other in born if _words(athlete) & _words(other)]


def _people(**condition):
    return Athlete.objects.current().filter(**condition).order_by("pk")[:MOST_READ]


def _keys(athlete):
    given, family = athlete.given_name, athlete.family_name
    written = (athlete.name, f"{given} {family}", f"{family} {given}")
    return {fold(name) for name in written if name.strip()}


def _words(athlete):
    """The words of a name that tell something: no initials."""
    told = athlete.name_key.replace("-", " ").split()
    return {word for word in told if len(word.strip(".")) > 1}
