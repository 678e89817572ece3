"""Who in a file is whom among the athletes held. Never by name alone, and never merged in silence.

Sure are the same id of a federation's or a statistician's list; the same name and birth date; the same name
and country among those entered in the race, or in its competition. All else that comes close is a candidate,
and a person decides.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from results.doubles import births_agree
from results.importers.spellings import keys_like, name_keys
from results.models import Athlete, AthleteName, Result

DAY = Athlete.BirthPrecision.DAY
IDS = ("world_athletics_id", "tilastopaja_id")
AGREE_BUT_FOR_A_SLIP = 2  # of day, month and year


@dataclass(frozen=True)
class Candidate:
    athlete: Athlete
    reason: str


@dataclass(frozen=True)
class Match:
    """The athlete where it is sure; else who it might be; with neither, somebody new."""

    athlete: Athlete | None = None
    candidates: tuple[Candidate, ...] = ()


class Held:
    """The athletes held that the people of a file could be, in a constant number of queries."""

    def __init__(self, people, competition=None):
        people = list(people)
        self.by_id, self.by_name, self.by_birth = {}, defaultdict(dict), defaultdict(dict)
        for athlete in self._called_alike(people):
            self._remember(athlete)
        for athlete in _born_together([person for person in people if self._sure(person) is None]):
            self._remember(athlete)
        self.entered = self._entered(competition) if competition else set()

    def match(self, person, *, sex=""):
        """`sex` is the race's, where it has one."""
        sex = person.sex or sex
        sure = self._sure(person)
        if sure is None:
            there = [a for a in self._namesakes(person) if a.pk in self.entered and _same_country(a, person)]
            sure = there[0] if len(there) == 1 else None
        if sure is not None and _may_be(sure, person, sex):
            return Match(sure)
        return Match(candidates=tuple(self._candidates(person, sex)))

    def _sure(self, person):
        for name in IDS:
            known = self.by_id.get((name, getattr(person, name)))
            if known and _may_be(known, person, person.sex):
                return known
        born = [
            a for a in self._namesakes(person) if _same_birth(a, person) and _may_be(a, person, person.sex)
        ]
        return born[0] if len(born) == 1 else None

    def _candidates(self, person, sex):
        told = {}
        for name in IDS:
            if known := self.by_id.get((name, getattr(person, name))):
                told[known.pk] = Candidate(known, "The same id, but not the same sex or birth date")
        for athlete in self._namesakes(person):
            if reason := _why_namesake(athlete, person, sex):
                told.setdefault(athlete.pk, Candidate(athlete, reason))
        for athlete in self._found(keys_like(person)):
            if _may_be(athlete, person, sex) and _same_country(athlete, person):
                told.setdefault(athlete.pk, Candidate(athlete, "Nearly the same name, and the same country"))
        for athlete in self.by_birth[(person.birth_date, person.country)].values():
            if person.birth_date and _may_be(athlete, person, sex) and _share_a_word(athlete, person):
                told.setdefault(athlete.pk, Candidate(athlete, "Born the same day, for the same country"))
        return told.values()

    def _namesakes(self, person):
        return self._found(name_keys(person))

    def _found(self, keys):
        found = {}
        for key in keys:
            found |= self.by_name.get(key, {})
        return found.values()

    def _called_alike(self, people):
        keys = {key for person in people for key in (*name_keys(person), *keys_like(person))}
        self.spellings = defaultdict(set)
        for key, athlete in AthleteName.objects.filter(name_key__in=keys).values_list(
            "name_key", "athlete_id"
        ):
            self.spellings[athlete].add(key)
        yield from _athletes(name_key__in=keys)
        yield from _athletes(pk__in=list(self.spellings))
        for name in IDS:
            yield from _athletes(**{f"{name}__in": {getattr(person, name) for person in people} - {None}})

    def _remember(self, athlete):
        known = athlete.merged_into or athlete
        for name in IDS:
            if getattr(athlete, name):
                self.by_id[(name, getattr(athlete, name))] = known
        for key in {athlete.name_key, *self.spellings.get(athlete.pk, ())}:
            self.by_name[key][known.pk] = known
        if known.birth_date:
            self.by_birth[(known.birth_date, known.country_id)][known.pk] = known

    def _entered(self, competition):
        known = {pk for athletes in self.by_name.values() for pk in athletes}
        there = Result.objects.filter(race__event__competition=competition, athlete__in=known)
        return set(there.order_by().values_list("athlete", flat=True))


def among(entered, person):
    """Who of those entered in a race has this name, for this country; None where it is not one."""
    there = [
        athlete
        for athlete in entered
        if athlete.name_key in name_keys(person)
        and (not person.country or _same_country(athlete, person))
        and _may_be(athlete, person, person.sex)
    ]
    return there[0] if len(there) == 1 else None


def may_wear_bib(athlete, person):
    """Whether somebody entered under a bib can be who is said to wear it: “J. Kerr” for Josh Kerr."""
    return _share_a_word(athlete, person) and _may_be(athlete, person, person.sex)


def identities(person, sex):
    """The keys under which one person of a file is known in all of it: each id by its list, and the name."""
    known = [(name, getattr(person, name)) for name in IDS if getattr(person, name)]
    return [*known, ("name", min(name_keys(person), default=""), person.country, person.birth_date, sex)]


def _athletes(**condition):
    if not all(condition.values()):
        return ()
    # By themselves: a join for the few who are merged would cost on each of thousands of namesakes.
    found = list(Athlete.objects.filter(**condition).order_by())
    stayed = Athlete.objects.in_bulk({athlete.merged_into_id for athlete in found} - {None})
    for athlete in found:
        if athlete.merged_into_id:
            athlete.merged_into = stayed[athlete.merged_into_id]
    return found


def _born_together(people):
    """Athletes with the birth date and the country of one of these people."""
    wanted = {(person.birth_date, person.country) for person in people if person.birth_date}
    born = Athlete.objects.filter(birth_date__in={day for day, _ in wanted}, merged_into=None)
    near = born.order_by().values_list("pk", "birth_date", "country_id")
    return _athletes(pk__in=[pk for pk, *pair in near if tuple(pair) in wanted] if wanted else [])


def _may_be(athlete, person, sex):
    """Nothing known of the one contradicts what is known of the other."""
    return _same_but_for_birth(athlete, person, sex) and births_agree(athlete, person)


def _same_but_for_birth(athlete, person, sex):
    if sex and athlete.sex != sex:
        return False
    ids = [(getattr(athlete, name), getattr(person, name)) for name in IDS]
    return all(None in pair or pair[0] == pair[1] for pair in ids)


def _same_birth(athlete, person):
    days = athlete.birth_date_precision == person.birth_date_precision == DAY
    return days and person.birth_date is not None and athlete.birth_date == person.birth_date


def _may_be_a_slip(athlete, person):
    """Day and month changed places, or one of day, month and year is another."""
    if not athlete.birth_date_precision == person.birth_date_precision == DAY:
        return False
    held, said = athlete.birth_date, person.birth_date
    one, other = (held.day, held.month, held.year), (said.day, said.month, said.year)
    swapped = one == (other[1], other[0], other[2])
    return swapped or sum(a == b for a, b in zip(one, other, strict=True)) == AGREE_BUT_FOR_A_SLIP


def _same_country(athlete, person):
    return athlete.country_id == person.country


@lru_cache(maxsize=2**14)
def _words(person):
    """The words of a name that tell something: no initials."""
    return [
        word
        for key in name_keys(person)
        for word in key.replace("-", " ").split()
        if len(word.strip(".")) > 1
    ]


def _share_a_word(athlete, person):
    return bool(set(_words(person)) & set(athlete.name_key.replace("-", " ").split()))


def _why_namesake(athlete, person, sex):
    """ "" for a namesake who is somebody else."""
    if not _same_but_for_birth(athlete, person, sex):
        return ""
    if not births_agree(athlete, person):
        slip = _same_country(athlete, person) and _may_be_a_slip(athlete, person)
        return f"The same name and country, but born {athlete.birth_date} here" if slip else ""
    if not _same_country(athlete, person):
        return f"The same name, but for {athlete.country_id}"
    return "The same name and country; a birth date is missing on one side"
