"""Of which race a claim speaks: the story's own, unless it names a round, a city, a year or an event."""

from dataclasses import dataclass

from articles.factcheck.english import scenes as english
from articles.factcheck.english.words import NOT_SO
from newsroom.lib.text import fold

MOST_BETWEEN = 8  # words from a subject to a claim that is told to be wrong


@dataclass(frozen=True)
class Scope:
    """The words around a claim: how its sentence begins, and those from its subject on, up to a stop.

    `before` is without what is said of the subject in passing, or before an “and”. `wanders` where a sentence
    before in the paragraph spoke of another race, perhaps still spoken of.
    """

    begins: str
    since: str
    before: str
    after: str
    wanders: bool

    @property
    def words(self):
        """What tells of which race it speaks."""
        return f"{self.begins} {self.before} {self.after}"

    @property
    def is_told_of(self):
        """Whether it is said to be so, of the race that is spoken of, close by its subject."""
        said = f"{self.begins} {self.since} {self.after}"
        return not (self.wanders or NOT_SO.search(said)) and len(self.before.split()) <= MOST_BETWEEN


def scope_of(field, sentence, subject, start, end, wanders):
    text = field.plain
    stop = english.STOP.search(text, end, sentence.end)
    since = text[max(subject.since, sentence.start) : start]
    return Scope(
        begins=text[sentence.start : max(subject.first, sentence.start)],
        since=since,
        before=english.ANEW.split(english.ASIDE.sub(" ", since))[-1],
        after=text[end : stop.start() if stop else sentence.end],
        wanders=wanders,
    )


def wanders(world, field):
    """{a sentence: whether one before it in the paragraph spoke of another place, year or round}."""
    found, block, away = {}, None, False
    for sentence in field.sentences:
        away = away and sentence.block == block
        found[sentence] = away or bool(english.BACK.match(sentence.text))
        away = away or _is_away(world, sentence.text)
        block = sentence.block
    return found


def _is_away(world, words):
    if world.main is None:
        return False
    home = world.main.event.competition
    elsewhere = _cities(world, words) - {home.city} or english.years(words) - {home.first_day.year}
    return bool(elsewhere or english.rounds(words))


def row_of(world, athlete, words):
    """The one row of somebody of which the words speak; None where there is none, or more than one."""
    if athlete is None or world.main is None:
        return None
    cities, years = _cities(world, words), english.years(words)
    rounds, distances = english.rounds(words), english.distances(words)
    if not (cities or years or rounds or distances or english.events(words)):
        return world.linked_row(athlete)
    rows = [
        row
        for row in world.of_athlete.get(athlete, ())
        if _is_there(row.race, world.main, cities, years)
        and _is_round(row.race, rounds)
        and _is_event(row.race, world.main, distances, words)
    ]
    return rows[0] if len(rows) == 1 else None


def _cities(world, words):
    folded = fold(words)
    named = {row.race.event.competition.city for row in world.rows}
    return {city for city in named if fold(city) in folded}


def _is_there(race, main, cities, years):
    competition = race.event.competition
    if not (cities or years):
        return competition.pk == main.event.competition_id
    named = str(competition.short_name)
    return (not cities or competition.city in cities) and (
        not years or race.date.year in years or any(str(year) in named for year in years)
    )


def _is_round(race, rounds):
    return race.round in rounds if rounds else race.decides_medals


def _is_event(race, main, distances, words):
    name = race.event.discipline.name.lower()
    events = english.events(words)
    if distances or events:
        same_distance = not distances or race.event.discipline.distance_m in distances
        return same_distance and all(event in name for event in events)
    return race.event.discipline_id == main.event.discipline_id
