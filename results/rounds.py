"""What a written title says: category, discipline, round and number. “Women's 100 Metres, Heat 2”.

Timing systems, federations and desks each write titles in their own way; what is not there stays empty.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newsroom.lib.text import fold
from results.disciplines import DISCIPLINES, find

LONGEST_TITLE = 200  # characters
MOST_WORDS = 16
LONGEST_NAME = 7  # words of a discipline
PART = "part"


class Title(NamedTuple):
    category: str = ""  # “M”, “W”, “X”
    discipline: str = ""  # our code; of a part of a combined event, the part's
    round: str = ""  # as in `Race.Round`
    number: int | None = None  # of the heat, group or race; “Final B” is 2
    part_of: str = ""  # the code of the combined event


# Folded, the first that is found decides: “semi-final” before “final”, “timed final, heat 2” is a final.
ROUND_WORDS = {
    "preliminary": r"prelim(?:s|inary|inaries)?(?:[ -]round)?",
    "quarter-final": r"quarter[ -]?final(?:s|e)?|viertelfinale?|1/4[ -]?final(?:s|e)?"
    r"|round 2|second round|2nd round|qf",
    "semi-final": r"semi[ -]?final(?:s|e|i|es)?|semis?|demi[ -]?finales?|halbfinale?|zwischenl(?:auf|aufe)"
    r"|1/2[ -]?final(?:s|e)?|sf",
    "final": r"(?:grand |straight |timed )?finals?|finales?|endlauf",
    "heat": r"heats?|round 1|first round|1st round|(?:zeit)?vorl(?:auf|aufe)|series?|batteri[ae]",
    "qualification": r"qualif(?:ication|ications|ying|ikation|iche)?(?:[ -]round)?|quali",
}
ROUNDS = {name: re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z])") for name, words in ROUND_WORDS.items()}
QUALIFYING_HEAT = re.compile(r"\bqualif\w*(?= (?:round[ ,-]+)?heats?\b)")  # a heat all the same
SHORT = {"h": "heat", "sf": "semi-final", "qf": "quarter-final"}
SHORT_NUMBER = re.compile(r"(?<![a-z0-9.])(h|sf|qf)([0-9]{1,2})(?![a-z0-9:])")  # “sf2”

# Figures after which a discipline goes on are none of a heat: “Final 4 x 100m”, “Final 5 km”, “Final 60”.
NUMBER = (
    r"(?:0?[1-9]|[1-3][0-9])(?![0-9a-z:×]|[.,][0-9]|\s*[x×]\s*[0-9]"
    r"|\s*(?:m|km|k|kilo\w*|met\w*|miles?|hours?|h|hurdles)\b)"
)
LETTER = r"[a-e](?![a-z'’0-9])"
FOLLOWS = rf"[ #.:-]{{0,3}}(?:(?:no|nr)\b[ .]*)?(?P<number>{NUMBER}|{LETTER})"
OF_SO_MANY = r"(?:\s*(?:of|von|/)\s*[0-9]{1,2}(?![0-9a-z:]))?"
HEAT_OR_GROUP = re.compile(
    rf"(?<![a-z])(?P<word>heats?|ht(?=[ #.]*[0-9])|group|grp|gruppe|pool|section|sect|race|flight|lauf"
    rf"|series?|batteria){FOLLOWS}{OF_SO_MANY}"
)
OF_GROUPS = {"group", "grp", "gruppe", "pool", "flight"}  # a field event's
ROUND_OF_WORD = {"race": "final", "section": "final", "sect": "final"}
NUMBER_AFTER = {
    name: re.compile(rf"(?<![a-z0-9])(?:{words}){FOLLOWS}{OF_SO_MANY}") for name, words in ROUND_WORDS.items()
}
BEFORE = r"(?P<number>[0-9]{1,2}(?:st|nd|rd|th|re|er|eme|e|\.)|(?:first|second|third|fourth)(?= )|[a-e])[ -]+"
NUMBER_BEFORE = {
    name: re.compile(rf"(?<![a-z0-9.]){BEFORE}(?:{words})(?![a-z])") for name, words in ROUND_WORDS.items()
}
TELLING_THE_ROUND = (
    *(HEAT_OR_GROUP, SHORT_NUMBER),
    *(*NUMBER_AFTER.values(), *NUMBER_BEFORE.values(), *ROUNDS.values()),
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

POSSESSIVE = r"(?:\s?['´`]\s?s?|s\b'?)?(?![a-z])"
CATEGORY_WORDS = {
    "X": re.compile(rf"(?<![a-z])(?:mixed|mixte|misti|gemischt){POSSESSIVE}"),
    "W": re.compile(
        rf"(?<![a-z])(?:women|woman|ladies|female|girl|frauen|damen|femmes|dames|mujeres|donne){POSSESSIVE}"
    ),
    "M": re.compile(
        rf"(?<![a-z])(?:men|man|male|boy|manner|maenner|herren|hommes|messieurs|hombres|uomini){POSSESSIVE}"
    ),
}
CATEGORY_LETTER = re.compile(
    r"(?:^|(?<=[ ,;(|]))(?P<before>[mwfx])(?:[ .]+(?=[0-9a-z])|(?=[0-9]{2}))"
    r"|(?<=[a-z0-9)][ ,])[ (]*(?P<after>[mwfx])(?![a-z0-9'])"
)
OF_LETTER = {"f": "W"}
TIME_OF_DAY = re.compile(r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?![0-9:])")
KIND_FIRST = re.compile(
    r"^([^0-9]*)\b((?:race )?walk|hurdles|steeplechase)[ ,:-]+([0-9].*)"
)  # “Race walk 20 km”
METRES_LEFT_OUT = re.compile(r"(?<=[0-9])(?= (?:hurdles?|steeple|race walk|walk|relay))")  # “60 hurdles”
SPACES = re.compile(r"[\s|;_]+")
COMBINED = {code for code, definition in DISCIPLINES.items() if definition.kind == "combined"}
INDOOR_FOR_MEN = {"HEP": "HEP_I"}  # men contest seven events indoors only


def read_title(text):
    """Everything a title says; what it does not say is "" or None."""
    return _title(text[:LONGEST_TITLE])


def find_round(text):
    """(round, number) of “Semifinal 2”, “Heat 3”, “Qualification Group A”; ("", None) where none is named."""
    return _round(_plain(text[:LONGEST_TITLE]))


def race_slug(round_name, number, discipline_slug):
    """“final”, “semi-final-2”; a part of a combined event by its discipline: “100m-heat-1”."""
    if round_name == PART:
        return f"{discipline_slug}-heat-{number}" if number else discipline_slug
    return f"{round_name}-{number}" if number else str(round_name)


@lru_cache(maxsize=4096)
def _title(text):
    written = _plain(text)
    round_name, number = _round(written)
    rest = _without_round(written)
    category, rest = _category(rest)
    code, part_of, letter = _contested(rest, bool(category))
    category = category or letter
    if category == "M":
        code, part_of = INDOOR_FOR_MEN.get(code, code), INDOOR_FOR_MEN.get(part_of, part_of)
    return Title(category, code, PART if part_of else round_name, number, part_of)


def _plain(text):
    return SPACES.sub(" ", TIME_OF_DAY.sub(" ", fold(text))).strip(" ,-")


def _round(text):
    name, number = _named_round(text), None
    if found := HEAT_OR_GROUP.search(text):
        number, word = _number(found["number"]), found["word"]
        name = name or ROUND_OF_WORD.get(word) or ("qualification" if word in OF_GROUPS else "heat")
    elif found := SHORT_NUMBER.search(text):
        name, number = name or SHORT[found[1]], int(found[2]) or None
    elif name:
        number = _number_beside(name, text)
    return name, number


def _named_round(text):
    text = QUALIFYING_HEAT.sub(" ", text)
    qualifies = ROUNDS["qualification"].search(text)
    for name, words in ROUNDS.items():
        if name == "final" and qualifies:  # “qualification for the final”
            return "qualification"
        if words.search(text):
            return name
    return ""


def _number_beside(name, text):
    found = NUMBER_AFTER[name].search(text) or NUMBER_BEFORE[name].search(text)
    return _number(found["number"]) if found else None


def _number(written):
    """Of “2”, “2nd” or “b”."""
    if written in ORDINALS:
        return ORDINALS[written]
    figures = re.match(r"[0-9]+", written)
    return (int(figures[0]) or None) if figures else ord(written) - ord("a") + 1


def _without_round(text):
    """The rest names category and discipline; numbers go with their words first."""
    for pattern in TELLING_THE_ROUND:
        text = pattern.sub(" ", text)
    return SPACES.sub(" ", text).strip(" ,-")


def _category(text):
    """By its word; mixed stands above the others, and of two others neither is meant."""
    named = [category for category, words in CATEGORY_WORDS.items() if words.search(text)]
    for words in CATEGORY_WORDS.values():
        text = words.sub(" ", text)
    category = "X" if "X" in named else named[0] if len(named) == 1 else ""
    return category, SPACES.sub(" ", text).strip(" ,-")


def _contested(text, category_is_known):
    """(discipline, combined event, category by its letter). “5000m W” is a walk where women are named."""
    if not category_is_known and (letter := _letter(text)):
        rest = f"{text[: letter.start()]} {text[letter.end() :]}"
        code, part_of = _disciplines(rest)
        if code:
            written = letter["before"] or letter["after"]
            return code, part_of, OF_LETTER.get(written, written.upper())
    return *_disciplines(text), ""


def _letter(text):
    """The last one: “5000m W, W”."""
    return next(reversed(list(CATEGORY_LETTER.finditer(text))), None)


def _disciplines(text):
    """The longest run of words that names a discipline; beside a combined event, its part as well."""
    text = METRES_LEFT_OUT.sub("m", KIND_FIRST.sub(r"\1\3 \2", text))
    words = text.split()[:MOST_WORDS]
    code, rest = _longest(words)
    if not code:
        return "", ""
    other = next(filter(None, (_longest(words)[0] for words in rest)), "")
    if code in COMBINED and other and other not in COMBINED:
        return other, code
    if other in COMBINED and code not in COMBINED:
        return code, other
    return code, ""


def _longest(words):
    """(code, the words before and after it)."""
    for length in range(min(len(words), LONGEST_NAME), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            if code := find(" ".join(words[start:end])):
                return code, (words[:start], words[end:])
    return "", ()
