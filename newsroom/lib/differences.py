"""Which words of a text changed, for people to see."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
PARAGRAPH = re.compile(r"(\n{2,})")
MOST_TOKENS = 4000  # of a passage compared word by word; a longer one is told as a whole


@dataclass(frozen=True)
class Segment:
    """A run of text that both have, or one of them only; `is_long` where readers may skip it."""

    kind: str  # same, old or new
    text: str

    @property
    def is_long(self):
        return self.kind == "same" and len(self.text) > 400

    @property
    def head(self):
        """The beginning of a long run, up to a word's end."""
        return self.text[:160].rsplit(" ", 1)[0]

    @property
    def tail(self):
        return self.text[-160:].split(" ", 1)[-1]


def of_words(old: str, new: str) -> list[Segment]:
    """What was taken out stands before what came in its place.

    The same and the new runs together are the new text; the same and the old ones the old text. Paragraphs
    are compared first, so that a long text costs no more than its changed passages.
    """
    found = []
    for tag, was, now in _changes(PARAGRAPH.split(old), PARAGRAPH.split(new)):
        found += [("same", was)] if tag == "equal" else _in_words(was, now)
    return _joined(found)


def _in_words(old, new):
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(was), len(now)) > MOST_TOKENS:
        return [("old", old), ("new", new)]
    found = []
    for tag, before, after in _changes(was, now):
        found += [("same", before)] if tag == "equal" else [("old", before), ("new", after)]
    return found


def _changes(old, new):
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, "".join(old[a:b]), "".join(new[c:d])


def _joined(found):
    """Runs of one kind that follow each other are one; empty ones go."""
    segments = []
    for kind, text in found:
        if not text:
            continue
        if segments and segments[-1].kind == kind:
            segments[-1] = Segment(kind, segments[-1].text + text)
        else:
            segments.append(Segment(kind, text))
    return segments
