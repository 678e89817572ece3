"""One person is one athlete across competitions: who in a source is whom among those held."""

import re
from dataclasses import dataclass
from datetime import date

from newsroom.lib.text import fold
from results.models import Athlete, AthleteName

PARTICLE = re.compile(r"^(Mc|O[’'])(\w)(.*)$")

# Which two writings of one name a person decided on; no rule would find them without finding strangers too.
KNOWN_SPELLINGS = {fold("Antigoni Ntrismpioti"): fold("Antigóni Drisbióti")}


@dataclass(frozen=True)
class Person:
    """As a source has it."""

    given_name: str
    family_name: str
    sex: str
    country: str
    birth_date: date | None = None
    world_athletics_id: int | None = None
    tilastopaja_id: int | None = None

    @property
    def name(self):
        return f"{self.given_name} {self.family_name}".strip()


def named(written, **fields):
    """A person from a name such as “Narve Gilje NORDÅS”; without capitals the last word is the family's."""
    words = written.replace("’", "'").split()
    capitals = [word for word in words if len(word) > 1 and word == word.upper()]
    family = capitals or words[-1:]
    given = words[: len(words) - len(family)]
    return Person(" ".join(given), " ".join(map(_lowered, family)), **fields)


class People:
    """The athletes held, found by id, by name and birth date, or by name and country; never by name alone."""

    def __init__(self):
        self.by_id, self.by_name, self.by_birth = {}, {}, {}
        for athlete in Athlete.objects.current():
            self._remember(athlete)

    def find_or_add(self, person):
        found = self._find(person)
        if found is None:
            found = self._add(person)
        elif fold(person.name) != found.name_key:
            AthleteName.objects.get_or_create(
                athlete=found, name_key=fold(person.name), defaults={"name": person.name}
            )
        return found

    def _find(self, person):
        if person.tilastopaja_id in self.by_id:
            return self.by_id[person.tilastopaja_id]
        written = fold(person.name)
        namesakes = self.by_name.get((KNOWN_SPELLINGS.get(written, written), person.sex), [])
        same_name = [athlete for athlete in namesakes if _may_be(athlete, person)]
        if len(same_name) == 1 and (
            _same_birth(same_name[0], person) or same_name[0].country_id == person.country
        ):
            return same_name[0]
        born_together = self.by_birth.get((person.birth_date, person.sex, person.country), [])
        akin = [a for a in born_together if _may_be(a, person) and _share_words(a, person)]
        return akin[0] if person.birth_date and len(akin) == 1 else None

    def _add(self, person):
        athlete = Athlete.objects.create(
            given_name=person.given_name,
            family_name=person.family_name,
            name=person.name,
            sex=person.sex,
            birth_date=person.birth_date,
            country_id=person.country,
            world_athletics_id=person.world_athletics_id,
            tilastopaja_id=person.tilastopaja_id,
        )
        self._remember(athlete)
        return athlete

    def _remember(self, athlete):
        if athlete.tilastopaja_id:
            self.by_id[athlete.tilastopaja_id] = athlete
        self.by_name.setdefault((athlete.name_key, athlete.sex), []).append(athlete)
        if athlete.birth_date:
            key = (athlete.birth_date, athlete.sex, athlete.country_id)
            self.by_birth.setdefault(key, []).append(athlete)


def _may_be(athlete, person):
    """Nothing known of the one contradicts what is known of the other."""
    ids = (athlete.tilastopaja_id, person.tilastopaja_id)
    births = (athlete.birth_date, person.birth_date)
    return all(None in known or known[0] == known[1] for known in (ids, births))


def _same_birth(athlete, person):
    return athlete.birth_date is not None and athlete.birth_date == person.birth_date


def _share_words(athlete, person):
    """“Mario García” and “Mario García Romo”: all words of the shorter name stand in the longer."""
    one, other = set(athlete.name_key.split()), set(fold(person.name).split())
    return one <= other or other <= one


def _lowered(word):
    """“MCSWEYN” → “McSweyn”, “PHILIBERT-THIBOUTOT” → “Philibert-Thiboutot”, “O'HARE” → “O'Hare”."""
    plain = "-".join(part.capitalize() for part in word.split("-"))
    if found := PARTICLE.match(plain):
        return f"{found[1]}{found[2].upper()}{found[3]}"
    return plain
