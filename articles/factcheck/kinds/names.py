"""Names: whether somebody of the races is misspelt; diacritics may be left out."""

from articles.factcheck.claims import Claim, Kind, Verdict
from articles.factcheck.english.subjects import NO_NAMES
from articles.factcheck.world import in_words

SHORTEST = 5  # letters of a name of which a slip can be told
SHORTEST_FIRST = 6  # where it begins a sentence, as any word may
TWO_SLIPS_FROM = 8  # letters

JOINED = ("-", "‑")  # a part of a name that is not known as a whole


def check(story):
    known = _known_words(story.world)
    for field in story.fields:
        named = story.mentions[field.name]
        yield from _first_mentions(story, field, named)
        for word in story.words[field.name]:
            meant = _meant(story, field, word, named, known)
            if meant:
                yield _misspelt(story, field, word, meant)


def _first_mentions(story, field, named):
    """Who is named right, once each."""
    told = set()
    for mention in named:
        if len(mention.athletes) == 1 and not mention.athletes <= told:
            told |= mention.athletes
            athlete = next(iter(mention.athletes))
            rows = story.world.of_athlete.get(athlete)
            row = story.world.linked_row(athlete) or (rows[0] if rows else None)
            yield Claim(
                field=field.name,
                start=mention.start,
                end=mention.end,
                text=field.source[mention.start : mention.end],
                kind=Kind.NAME,
                subject=story.world.name_of(athlete),
                value=field.source[mention.start : mention.end],
                verdict=Verdict.CONFIRMED,
                evidence=in_words(row) if row else "",
            )


def _misspelt(story, field, word, athlete):
    return Claim(
        field=field.name,
        start=word.start,
        end=word.end,
        text=field.source[word.start : word.end],
        kind=Kind.NAME,
        subject=athlete.name,
        value=field.source[word.start : word.end],
        verdict=Verdict.CONTRADICTED,
        expected=athlete.family_name,
        evidence=f"{athlete.name} {athlete.country_id}",
    )


def _known_words(world):
    """{word of a family name: who is called so}, of those who are in the races."""
    known = {}
    for key, athletes in world.family_names.items():
        if len(key) == 1 and athletes & world.entered:
            known.setdefault(key[0], world.athletes[min(athletes & world.entered)])
    return known


def _meant(story, field, word, named, known):
    """Who is meant by a word that is nearly a family name, and no other name or word that is known."""
    begins = any(sentence.start == word.start for sentence in field.sentences)
    shortest = SHORTEST_FIRST if begins else SHORTEST
    if field.plain[word.start - 1 : word.start] in JOINED or field.plain[word.end : word.end + 1] in JOINED:
        return None
    if not word.is_capital or len(word.key) < shortest or word.key in NO_NAMES:
        return None
    if word.key in known or word.key in story.ordinary or any(m.start <= word.start < m.end for m in named):
        return None
    near = [athlete for key, athlete in known.items() if key[0] == word.key[0] and _is_slip(word.key, key)]
    return near[0] if len(near) == 1 else None


def _is_slip(written, right):
    shorter = min(len(written), len(right))
    most = 2 if shorter >= TWO_SLIPS_FROM else 1
    return (
        shorter >= SHORTEST and abs(len(written) - len(right)) <= most and 0 < _edits(written, right) <= most
    )


def _edits(one, other):
    """How many letters are put in, left out, changed or exchanged with the next (Damerau)."""
    before, last = None, list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            swapped = before and column > 1 and letter == other[column - 2] and one[row - 2] == wanted
            now.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, last = last, now
    return last[-1]
