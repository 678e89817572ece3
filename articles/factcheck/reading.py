"""A field of a story as plain text of the same length, in sentences: what is found keeps its offsets.

Pure. Markdown, embeds and addresses become spaces; the words stay where they stand.
"""

import re
from dataclasses import dataclass

MARKUP = re.compile(
    r"""
      (?P<embed>\{\{.*?\}\})
    | (?P<tag><[^<>\n]*>)
    | (?P<address>\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\bhttps?://\S+)
    | (?P<begins>^[ \t]*(?:\#{1,6}[ \t]|>[ \t]?|[-*+][ \t]|\d{1,3}[.)][ \t]))
    | (?P<mark>!?\[|\]|\*+|~~|`+|\\|(?<!\w)_+|_+(?!\w))
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
BREAK = re.compile(r"\n\s*\n|\n(?=[ \t]*(?:\#|>|[-*+][ \t]|\d{1,3}[.)][ \t]))|(?<=^)(?=\#)", re.MULTILINE)
END = re.compile(r"""[.!?…]+["”’')\]]*(?=\s+["“‘(\[]*[\w—–-])""")
# A full stop after these ends no sentence: initials, and words that are written short.
SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:No|St|Dr|Mr|Mrs|Ms|Jr|Sr|Mt|vs|v|ca|approx|Prof))\.$", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence by its offsets in the field; `text` is masked, `block` counts paragraphs and headings."""

    start: int
    end: int
    text: str
    block: int


@dataclass(frozen=True)
class Field:
    """A field of a story, read."""

    name: str
    source: str
    plain: str
    sentences: tuple[Sentence, ...]

    @classmethod
    def read(cls, name, source):
        plain = masked(source)
        return cls(name, source, plain, tuple(_sentences(source, plain)))


def masked(markdown):
    """The words alone, each where it stood: what is markup is spaces, line breaks stay."""
    return MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markdown)


def _sentences(source, plain):
    start = 0
    for block, end in enumerate([*(match.start() for match in BREAK.finditer(source)), len(source)]):
        yield from _of_block(plain, start, end, block)
        start = end


def _of_block(plain, start, stop, block):
    for end in [*_ends(plain, start, stop), stop]:
        text = plain[start:end]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            body = text.strip()
            yield Sentence(start + lead, start + lead + len(body), body, block)
        start = end


def _ends(plain, start, stop):
    for match in END.finditer(plain, start, stop):
        if not SHORT.search(plain, max(start, match.start() - 8), match.start() + 1):
            yield match.end()
