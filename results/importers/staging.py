"""From what was parsed to what it would do: each row beside what stands, and who of its people is unsure.

Nothing is written here. Rows that stand and are not in the file stay.
"""

from collections import defaultdict
from dataclasses import replace
from zoneinfo import available_timezones

from results import snapshots
from results.disciplines import is_relay
from results.importers import merging, people, racing, start_lists
from results.importers.base import ParsedPerson, Problem, Severity
from results.importers.staged import AMBIGUOUS, CHANGED, NEW, REFUSED, SAME, Row, Staged, Who
from results.models import Competition, Country

SOMEBODY_NEW = "new"  # a decision about a person, in place of an athlete
SEXES = {"M": "a man", "W": "a woman"}
MOST_NAMED = 5


def stage(meet, *, name="", competition=None, event=None, resolve=None):
    """Work out what a parsed meet would do here, in a constant number of queries.

    `competition` and `event` say where the file leaves it open. `resolve(who)` may decide about people who
    are not sure: it returns an athlete, SOMEBODY_NEW, or None to leave it open.
    """
    competition = competition or held_competition(meet.competition)
    staged = Staged(meet, name, competition, [], list(meet.problems))
    if competition is None and (sentence := _cannot_be_added(meet.competition)):
        staged.problems.append(Problem(sentence, field="competition", file=name))
    staged.races = racing.races(staged, event)
    _Rows(staged, resolve).judge()
    return staged


def held_competition(told):
    """The competition that a file speaks of: by its id, its address, or its name and first day; else None."""
    if told is None:
        return None
    for known in (
        {"external_id": told.external_id},
        {"slug": told.slug},
        {"name": told.name, "first_day": told.first_day},
    ):
        if all(known.values()) and (found := Competition.objects.for_page().filter(**known).first()):
            return found
    return None


def _cannot_be_added(told):
    """Why a competition that is not held cannot be added from what a file says of it; "" where it can."""
    needed = told and (told.name, told.city, told.country, told.first_day, told.last_day)
    if not needed or not all(needed):
        return "The file does not say of which competition it is: name one that is held."
    if not Country.objects.filter(pk=told.country).exists():
        return f"“{told.country}” is no country here: expected three letters such as GBR."
    if told.time_zone and told.time_zone not in available_timezones():
        return f"“{told.time_zone}” is no time zone: expected a name such as Europe/Budapest."
    if told.last_day < told.first_day:
        return f"{told.name} ends on {told.last_day}, before it begins on {told.first_day}."
    return ""


class _Rows:
    """The rows of all races of a file, while they are matched and judged."""

    def __init__(self, staged, resolve):
        self.staged, self.resolve = staged, resolve
        self.countries = dict(Country.objects.values_list("code", "name"))
        self.decided = {}  # of whom it is known already: the same person in another race
        self.standing = defaultdict(list)
        for row in snapshots.of_rows([race.race.pk for race in staged.races if race.race]).values():
            self.standing[row["race_id"]].append(row)
        self.entrants = start_lists.Entrants(self.standing)

    def judge(self):
        for race in self.staged.races:
            race.rows = [self._row(race, parsed) for parsed in race.parsed.results]
        self.held = people.Held(
            {who.person for race in self.staged.races for row in race.rows for who in row.who},
            self.staged.competition,
        )
        for race in self.staged.races:
            for row in race.rows:
                self._decide_row(race, row)
            self._judge(race)

    def _row(self, race, parsed):
        """With its people; one without a name is a team in a relay, else whoever wears the bib."""
        legs = [Who(leg.order, _of_country(leg.person, parsed.country)) for leg in parsed.legs]
        if parsed.person:
            return Row(parsed, [Who(0, _of_country(parsed.person, parsed.country)), *legs])
        if is_relay(race.parsed.discipline):
            return Row(replace(parsed, team=parsed.team or self.countries.get(parsed.country, "")), legs)
        athlete = self.entrants.nameless(race, parsed)
        person = ParsedPerson(athlete.name if athlete else "", country=parsed.country)
        return Row(parsed, [Who(0, person, athlete, decided=athlete is not None)])

    def _decide_row(self, race, row):
        for who in row.who:
            if who.leg == 0 and who.athlete is None:
                who.athlete = self.entrants.named(race, row.parsed, who.person)
            if who.athlete is None and who.person.name:
                self._decide(who, sex_of(race.parsed, who))

    def _decide(self, who, sex):
        key = (who.person, sex)
        if key not in self.decided:
            match = self.held.match(who.person, sex=sex)
            who.athlete, who.candidates = match.athlete, match.candidates
            if who.is_open and self.resolve:
                answer = self.resolve(who)
                who.athlete = None if answer == SOMEBODY_NEW else answer
                who.decided = answer is not None
            self.decided[key] = who
        known = self.decided[key]
        who.athlete, who.candidates, who.decided = known.athlete, known.candidates, known.decided

    def _judge(self, race):
        rows = self.standing[race.race.pk] if race.race else []
        find, taken = start_lists.Standing(rows, race.rows).find, set()
        for row in race.rows:
            row.standing = find(row)
            self._judge_row(race, row, taken)
            taken.update(_keys(race, row))
        left = [row["who"] for row in rows if ("row", row["pk"]) not in taken]
        self._tell_of_others(race, left)

    def _judge_row(self, race, row, taken):
        row.message = self._objection(race, row, taken)
        if row.message:
            row.verdict = REFUSED
            said = {"line": row.parsed.line, "field": "athlete", "value": row.name, "file": self.staged.name}
            self.staged.problems.append(Problem(row.message, **said))
        elif any(who.is_open for who in row.who):
            row.verdict = AMBIGUOUS
        elif row.standing is None:
            row.verdict = NEW
        else:
            row.verdict = SAME if merging.is_same(row) else CHANGED

    def _objection(self, race, row, taken):
        if not row.name:
            return "The row names nobody: expected a name, or a bib or lane of the start list."
        country = merging.country(row)
        if not country:
            return f"{row.name} has no country: expected three letters such as GBR."
        named = [country, *(who.person.country for who in row.who)]
        if unknown := next((code for code in named if code and code not in self.countries), ""):
            return f"“{unknown}” is no country here: expected three letters such as GBR."
        if taken.intersection(_keys(race, row)):
            return f"{row.name} is in this race twice."
        if row.standing is None and race.race and race.race.has_result and not _has_outcome(row.parsed):
            return f"{row.name} is not in this race, which has its result: a start list adds nobody to it."
        return next(filter(None, (_of_wrong_sex(race.parsed, who) for who in row.who)), "")

    def _tell_of_others(self, race, names):
        if names and race.rows:
            listed = ", ".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
            message = f"{race.title}: held and not in the file, so they stay: {listed}."
            said = {"line": race.parsed.line, "severity": Severity.WARNING, "file": self.staged.name}
            self.staged.problems.append(Problem(message, **said))


def _keys(race, row):
    """What may be in a race once: a row that stands, an athlete, a team, a person who is new."""
    if row.standing:
        yield "row", row.standing["pk"]
    if row.is_team:
        yield "team", row.parsed.country, row.parsed.team
    elif row.athlete:
        yield "athlete", row.athlete.pk
    else:
        yield from people.identities(row.who[0].person, sex_of(race.parsed, row.who[0]))


def _has_outcome(parsed):
    return bool(parsed.place or parsed.mark or parsed.status)


def _of_wrong_sex(parsed, who):
    """Why somebody cannot be in a race of men or of women, or cannot be added; else ""."""
    name, of_race = who.person.name, parsed.category
    known = who.athlete.sex if who.athlete else who.person.sex
    if known and of_race in SEXES and known != of_race:
        return f"{name} is {SEXES[known]}: this is no race of theirs."
    if who.athlete is None and not who.is_open and not known and of_race not in SEXES:
        return f"{name} is new here, and the file does not say whether a man or a woman."
    return ""


def sex_of(parsed, who):
    """The race’s, else as the file says."""
    return parsed.category if parsed.category in SEXES else who.person.sex


def _of_country(person, country):
    return person if person.country else replace(person, country=country)
