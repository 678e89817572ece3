"""The words that say of which race a sentence speaks."""

import re

from articles.factcheck.english.words import any_of

# A claim ends at these: what follows is said of something else.
STOP = re.compile(
    r"[,;:()—–]|\.(?!\d)|[ ](?:and|but|while|who|which|where|with|ahead|behind)[ ]", re.IGNORECASE
)
# Between a subject and what is said of it: “, who won in Tokyo,”, “, eighth in his heat,”.
ASIDE = re.compile(r",[^,]*,")
ANEW = re.compile(r"(?:,|;)?[ ](?:and|but|then)[ ]|;", re.IGNORECASE)
# A sentence that begins so speaks of what the one before named.
BACK = re.compile(r"(?:There|Then|Here|That|Back)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DISTANCE = re.compile(r"\b(\d{2,5})[ -]?(?:m|metres?|meters?)\b", re.IGNORECASE)
EVENT = any_of(
    "hurdles | steeplechase | marathon | walks? | relays? | jump | vault | shot | discus | hammer | javelin",
    "decathlon | heptathlon | pentathlon",
)
ROUNDS = {
    "heat": any_of("heats? | first rounds?"),
    "semi-final": any_of("semis? | semi-?finals?"),
    "qualification": any_of("qualif\\w+"),
    "quarter-final": any_of("quarter-?finals?"),
}


def years(words: str) -> set[int]:
    return {int(year) for year in YEAR.findall(words)}


def distances(words: str) -> set[int]:
    return {int(metres) for metres in DISTANCE.findall(words)}


def events(words: str) -> list[str]:
    """In the singular, but for hurdles, as `Discipline.name` has them."""
    return [
        found.lower() if found == "hurdles" else found.lower().rstrip("s") for found in EVENT.findall(words)
    ]


def rounds(words: str) -> set[str]:
    """As `Race.Round` has them; where none is named, a final is spoken of."""
    return {name for name, pattern in ROUNDS.items() if pattern.search(words)}
