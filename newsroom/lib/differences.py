"""Which words of a text changed, for people to see."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word or a sign with the space before it: else each space would be like any other.
TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
PARAGRAPH = re.compile(r"(?<!\n)(?=\n\n)")
SPACE = re.compile(r"\s*")
# Of equal parts on both sides: what the comparison takes time for. A passage with more is told as a whole.
MOST_PAIRS = 400_000
CRUMB = 4  # characters: “the”, “was”


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
    return _without_crumbs(_joined(found))


def _in_words(old, new):
    found = []
    for tag, was, now in _changes(TOKEN.findall(old), TOKEN.findall(new)):
        found += [("same", was)] if tag == "equal" else _apart(was, now)
    return found


def _apart(was, now):
    """The space before both is in both."""
    space = SPACE.match(was)[0] if now else ""
    if not now.startswith(space):
        space = ""
    return [("same", space), ("old", was.removeprefix(space)), ("new", now.removeprefix(space))]


def _changes(old, new):
    """The runs of parts that are equal, and those that are not."""
    if _pairs(old, new) > MOST_PAIRS:
        yield "replace", "".join(old), "".join(new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, "".join(old[a:b]), "".join(new[c:d])


def _pairs(old, new):
    was, now = Counter(old), Counter(new)
    return sum(count * now[part] for part, count in was.items())


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


def _without_crumbs(segments):
    """A short word that stays between two changes is told with them: in pieces nobody can read it."""
    whole, old, new = [], "", ""
    for position, each in enumerate(segments):
        between = 0 < position < len(segments) - 1
        if each.kind == "same" and not (between and _is_crumb(each.text)):
            whole += [("old", old), ("new", new), ("same", each.text)]
            old = new = ""
        else:
            old += "" if each.kind == "new" else each.text
            new += "" if each.kind == "old" else each.text
    return _joined([*whole, ("old", old), ("new", new)])


def _is_crumb(text):
    return len(text.strip()) <= CRUMB and "\n\n" not in text
