"""Marks as they are written: “3:29.38”, “three minutes 29.38 seconds”, “8.95 metres”, “6,740 points”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.factcheck.english.words import NUMBERS, any_of
from results.marks import Mark, MarkError, Measure, parse_mark

MARK = re.compile(
    rf"""
    (?<![\w.:,+±−-])
    (?:
        (?P<slip>\d{{1,2}}\.\d\d\.\d\d | \d{{1,2}}:\d\d,\d\d)
      | (?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?:\.\d{{1,3}})?)
      | (?P<minutes>\d{{1,2}}|{"|".join(NUMBERS)})[ ]?min(?:ute)?s?[ ](?:and[ ])?
            (?P<rest>\d{{1,2}}(?:\.\d{{1,3}})?)[ ]?s(?:ec(?:ond)?s?)?
      | (?P<points>\d{{1,2}},?\d{{3}})(?=[ ](?:points|pts)\b)
      | (?P<metres>\d{{1,3}}\.\d\d)(?=[ ]?(?:m|metres|meters)\b)
      | (?P<seconds>\d{{1,3}}\.\d\d)(?=[ ]?(?:s|secs?|seconds?)\b)
      | (?P<bare>\d{{1,3}}\.\d\d)
    )
    (?![\d%]|[.,:]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A number after these, or before those, is a margin, a wind, a share or a limit: no mark of somebody.
BEFORE_OTHERS = re.compile(
    r"\b(?:by|of|within|only|just|under|below|over|beyond|past|than|wind|to|another|further|inside|sub|about"
    r"|nearly|almost|some|lead|gap|between|every)[ ]*[+−-]?$",
    re.IGNORECASE,
)
AFTER_OTHERS = re.compile(
    r"^[ ]*(?:m|metres|meters|s|secs?|seconds?|points)?[ ]*"
    r"(?:m/s|per[ ]second|clear|ahead|behind|back|down|adrift|faster|slower|quicker|apart|better|worse|short"
    r"|farther|further|longer|higher|more|less|off|outside|inside|separated|covered|slow)\b",
    re.IGNORECASE,
)
# After these a mark is somebody's best, or a limit, perhaps from elsewhere.
LIMIT = any_of(
    "bests? | records? | standards? | rankings? | ranked | lists? | leading | fastest | quickest | longest",
    "highest | faster | slower | improv\\w* | has \\w+ | have \\w+ | had run",
    "had jumped | had thrown | worth",
)


@dataclass(frozen=True)
class Written:
    """A mark by its offsets, and all that it may say; nothing where it is a slip of the pen."""

    start: int
    end: int
    text: str
    readings: tuple[Mark, ...]


def find(text: str) -> Iterator[Written]:
    for found in MARK.finditer(text):
        other = BEFORE_OTHERS.search(text[: found.start()]) or AFTER_OTHERS.search(text[found.end() :])
        if not other:
            yield Written(found.start(), found.end(), found[0], _readings(found))


def _readings(found):
    if found["slip"]:
        return ()
    if found["minutes"]:
        return _parsed(_clock(found["minutes"].lower(), found["rest"]), Measure.TIME)
    if found["points"]:
        return _parsed(found["points"].replace(",", ""), Measure.POINTS)
    if found["metres"]:
        return _parsed(found["metres"], Measure.DISTANCE, Measure.HEIGHT)
    if found["bare"]:
        return _parsed(found["bare"], Measure.TIME, Measure.DISTANCE, Measure.HEIGHT)
    return _parsed(found["clock"] or found["seconds"], Measure.TIME)


def _clock(minutes, seconds):
    number = NUMBERS.index(minutes) if minutes in NUMBERS else int(minutes)
    whole, dot, fraction = seconds.partition(".")
    return f"{number}:{int(whole):02}{dot}{fraction}"


def _parsed(text, *measures):
    readings = []
    for measure in measures:
        try:
            readings.append(parse_mark(text, measure))
        except MarkError:
            continue
    return tuple(readings)
