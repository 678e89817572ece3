"""How hard a text is to read, by the Flesch-Kincaid grade. No database.

grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59, the American school year that follows it:
J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, “Derivation of New Readability Formulas for Navy
Enlisted Personnel”, Research Branch Report 8-75, Millington 1975. A child of school year n is n + 5 years
old. A number or mark (3:29.38) is a word of one syllable; crossheads, tables and embeds are left out.
"""

import re
from dataclasses import dataclass

from articles.checks.finding import information
from newsroom.lib.text import WORD, fold

LONG_SENTENCE = 40  # words
LEAST_WORDS = 100  # in fewer the formula says nothing
SCHOOL_STARTS = 5  # years old, before the first grade
AGES = (6, 22)  # outside these a year more or less says nothing
LONGEST_ABBREVIATION = 8  # characters
BEGINNING = 6  # words of a long sentence that are quoted

STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+\s++(?=[\"'“‘(\[]*[^\W_a-z])")
# A full stop after these ends no sentence.
ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|sr|jr|no|nos|vs|v|e\.g|i\.e|approx|dept|gen|col|capt|sgt)|\b[^\W\d_])\.$",
    re.IGNORECASE,
)

VOWELS = re.compile(r"[aeiouy]+")
# Vowels that stand together and are spoken apart, and the syllables that no vowel is written for.
APART = re.compile(
    r"""
    i(?:a(?!l|n(?!c)|r[dy]|ge)|um|us$|et|er$) | (?<=[bdmnprv])ia[ln] | (?<=[bdmrv])i(?:ons?$|ou) | (?<=p)io
    | ^lion | ^(?:sc|cl)i(?=en) | (?<=r)ien | (?<![np])io(?!n|u)  # media, serious, champion, science
    | eo(?!n|us|p) | ea(?:$|s$|tr[ei]) | ^reali | ^rea(?=ct) | creat[^u] | pean | poe  # video, area, react
    | (?:d|ou)ue[lt] | uiet$ | ^[fcg]r?uel$ | ^due | ^su(?=et)  # quiet, fuel
    | (?<!q)ua(?!r[dy]) | uary | (?<!q)u(?:ou|ity)  # usual, annuity
    | [aeouy]i(?=ng|sm) | ^tri(?=[aou]) | ^co(?=o[pr]) | [ktl]yo | ayer  # being, trial, Tokyo
    | sm$ | thm | [ds]nt$  # racism, rhythm
    """,
    re.VERBOSE,
)
# An e that is written and not spoken: at the end, before -s and -d, and inside a compound.
SILENT = re.compile(
    r"""
    (?<=[^aeiouy])(?<![bcdfgkptz]l)(?<![^aeiouy]r)e$  # race; not title, metre
    | (?<=[^aeiouycgsxz])(?<![cs]h)(?<![bcdfgkptz]l)(?<![^aeiouy]r)es$  # times; not races, boxes
    | (?<=[^aeiouydt])(?<![bcdfgkptz]l)(?<!dr)ed$  # jumped; not ended, hundred
    | (?<=[gq])ues?$ | (?<=g)eing  # league, unique, ageing
    | e(?:ly|less|ful|ment|ness|teen|ty|things?|times?|one|line|ball|land|maker)
    | (?<=[^o]v)e(?:ry|ryone|rything|ning)$  # every; not recovery
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Sentence:
    text: str
    line: int

    @property
    def words(self):
        return WORD.findall(self.text)


def reading_age(proof):
    found = sentences(proof.text)
    words = [word for sentence in found for word in sentence.words]
    if len(words) < LEAST_WORDS:
        return
    a_sentence = len(words) / len(found)
    a_word = sum(map(syllables, words)) / len(words)
    message = (
        f"Reading age: about {_age(grade(a_sentence, a_word))} years, with {a_sentence:.0f} words a sentence "
        f"and {a_word:.1f} syllables a word (Flesch-Kincaid)."
    )
    yield information("body", "reading-age", message)


def sentence_length(proof):
    for sentence in sentences(proof.text):
        words = sentence.words
        if len(words) > LONG_SENTENCE:
            message = (
                f"The sentence “{' '.join(words[:BEGINNING])} …” has {len(words)} words: "
                f"break it after {LONG_SENTENCE} at most."
            )
            yield information("body", "sentence-long", message, sentence.line)


def grade(words_a_sentence, syllables_a_word):
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def _age(of_grade):
    youngest, oldest = AGES
    return min(max(round(of_grade) + SCHOOL_STARTS, youngest), oldest)


def sentences(text):
    """The sentences of the prose that hold a word, each with its line."""
    return [
        Sentence(said, passage.line_at(start))
        for passage in text.prose
        for start, said in split(passage.text)
        if WORD.search(said)
    ]


def split(text):
    """The sentences of a paragraph, each with its place: a stop, a space, and no small letter after it."""
    start, found = 0, []
    for stop in STOP.finditer(text):
        before = text[max(start, stop.start() - LONGEST_ABBREVIATION) : stop.end()].rstrip()
        if not ABBREVIATED.search(before):
            found.append((start, text[start : stop.end()].rstrip()))
            start = stop.end()
    return [*found, (start, text[start:])]


def syllables(word):
    """Of an English word, by its spelling: right for nineteen in twenty, and never none."""
    letters = re.sub(r"[^a-z]", "", fold(word).removesuffix("'s"))
    if not letters or any(character.isdigit() for character in word):
        return 1
    count = len(VOWELS.findall(letters)) + len(APART.findall(letters)) - len(SILENT.findall(letters))
    return max(count, 1)
