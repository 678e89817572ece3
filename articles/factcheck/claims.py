"""What a story claims that results can decide, and what they say of it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    MARK = "mark"
    PLACE = "place"
    NAME = "name"


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"  # the results are silent: the reporter's own


@dataclass(frozen=True)
class Claim:
    """Words of a field, by their offsets in it, and what is claimed by them of whom.

    `expected` is what would be right, written as a reporter would; `evidence` the row that decides, in words.
    """

    field: str
    start: int
    end: int
    text: str
    kind: Kind
    subject: str
    value: str
    verdict: Verdict = Verdict.UNSUPPORTED
    expected: str = ""
    evidence: str = ""
