"""Who has no place, in the words of timing systems and federations: “DNS”, “aufg.”, “DQ TR17.2.3”."""

import re
from typing import NamedTuple

from newsroom.lib.text import fold

LONGEST = 60  # characters
FALSE_START = "TR16.8"
WORDS = {
    "DNS": "dns sc scr scratched did-not-start n.a. na abg. abgemeldet np abs. absent ei-l",
    "DNF": "dnf did-not-finish aufg. aufgegeben ab. abandon aband. ret ret. retired rit. rit kesk.",
    "DQ": "dq dsq disq. disq disqualified fs false-start disk. disk des. sq sq. squal. hyl.",
    "NM": "nm no-mark ogv o.g.v. sm",
    "NH": "nh no-height",
}
ADVANCED = "adv"
STATUSES = {re.sub(r"[.\s-]", "", word): code for code, words in WORDS.items() for word in words.split()}
FALSE_STARTS = {"fs", "falsestart"}
WITH_RULE = re.compile(
    r"(?P<word>[^\s\d(]+)[\s(]*(?P<rule>(?:[A-Z]+ ?)?[0-9][\w.]*(?:\([a-z]+\))?)\)?", re.IGNORECASE
)
EXPECTED = "a place, or DNS, DNF, DQ, NM or NH"


class Out(NamedTuple):
    status: str
    rule: str = ""
    qualification: str = ""


def read_status(text):
    """What stands in place of a place or mark; None where it is no such word.

    A scratched athlete did not start; one advanced by the referee has no place and goes on all the same.
    """
    if not text or len(text) > LONGEST or text[0].isdigit():
        return None
    if out := _word(text):
        return out
    found = WITH_RULE.fullmatch(text)
    if found and (out := _word(found["word"])) and out.status == "DQ":
        return out._replace(rule=found["rule"].strip())
    return None


def _word(text):
    word = re.sub(r"[.\s-]", "", fold(text))
    if word == ADVANCED:
        return Out("", qualification="qR")
    status = STATUSES.get(word)
    return Out(status, FALSE_START if word in FALSE_STARTS else "") if status else None
