"""The body as Markdown: crossheads, paragraphs, and what was typed but not meant. No database."""

import re
from itertools import pairwise

from articles.checks.finding import blocking, information, warning
from articles.checks.proof import MOST_READ
from newsroom.lib.embed_syntax import is_embed_line
from newsroom.lib.text import excerpt, word_count

LONG_PARAGRAPH = 100  # words; on a phone it fills the screen
CROSSHEAD = 2  # the level of a crosshead; the headline is the page's first
SHOWN = 40  # characters of what is quoted in a message

NO_CROSSHEAD = re.compile(r"^#{2,6}[^\s#]")  # one alone is a hashtag, or No. 1
# [words] (/address), [words](two words), [words][nowhere]; “[sic] (he said)” is none.
UNREAD_LINK = re.compile(r"\[[^\[\]]+\](?:\([^()]*\)?|\s\((?:/|https?:|mailto:)[^()]*\)?|\[[^\[\]]*\])")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
CODE_SPAN = re.compile(r"`[^`]*`")
DOUBLE_SPACE = re.compile(r"(?<=\S) {2,}(?=\S)")


def body(proof):
    if not proof.content.body.strip():
        yield blocking("body", "body-empty", "The text is empty: write the story.")
    if len(proof.content.body) > MOST_READ:
        message = f"The text has {len(proof.content.body):,} characters: {MOST_READ:,} at most."
        yield blocking("body", "body-too-long", message)


def crosshead_order(proof):
    crossheads = proof.text.crossheads
    for crosshead in crossheads:
        if crosshead.level < CROSSHEAD:
            message = "The headline is the only first-level heading of the page: begin a crosshead with ##."
            yield warning("body", "crosshead-first-level", message, crosshead.line)
    levels = [CROSSHEAD - 1, *(max(crosshead.level, CROSSHEAD) for crosshead in crossheads)]
    for (above, level), crosshead in zip(pairwise(levels), crossheads, strict=True):
        if level > above + 1:
            message = (
                f"This crosshead skips a level, from {_marks(above)} to {_marks(level)}: "
                f"begin it with {_marks(above + 1)}."
            )
            yield warning("body", "crosshead-skips", message, crosshead.line)


def crosshead_words(proof):
    for crosshead in proof.text.crossheads:
        if not crosshead.text:
            message = "This crosshead is empty: write it, or take out its ##."
            yield blocking("body", "crosshead-empty", message, crosshead.line)
        if crosshead.bold:
            message = "A crosshead is bold already: take out its **."
            yield information("body", "crosshead-bold", message, crosshead.line)
    for crosshead in proof.text.bare:
        message = f"Nothing stands under the crosshead “{_quoted(crosshead.text)}”: write on, or take it out."
        yield information("body", "crosshead-bare", message, crosshead.line)


def false_crossheads(proof):
    """What looks like a crosshead and is none, for those who hear the page."""
    for passage in proof.text.prose:
        if passage.bold and passage.line == passage.last_line and not passage.text.endswith((".", "”", "…")):
            message = (
                f"The bold line “{_quoted(passage.text)}” stands for a crosshead: begin it with ## instead."
            )
            yield warning("body", "crosshead-false", message, passage.line)
        if NO_CROSSHEAD.match(passage.text):
            message = "A crosshead has a space after its ##: as it is, readers see the signs."
            yield warning("body", "crosshead-no-space", message, passage.line)


def paragraph_length(proof):
    for passage in proof.text.prose:
        words = word_count(passage.text)
        if words > LONG_PARAGRAPH:
            message = f"This paragraph has {words} words: break it after {LONG_PARAGRAPH} at most."
            yield information("body", "paragraph-long", message, passage.line)


def shown_as_typed(proof):
    """Signs that a writer meant, and that readers would see."""
    for passage in proof.text.passages:
        for found in UNREAD_LINK.finditer(passage.typed):
            message = (
                f"Readers would see “{_quoted(found[0])}” as it is typed: a link is [words](address), "
                "without a space between."
            )
            yield warning("body", "link-unread", message, passage.line_at(found.start()))
        for found in TAG.finditer(passage.typed):
            message = (
                f"Readers would see “{_quoted(found[0])}” as it is typed: "
                "the text is Markdown, HTML has no effect."
            )
            yield warning("body", "html-unread", message, passage.line_at(found.start()))


def spaces(proof):
    for number, line in _prose_lines(proof.text):
        for found in DOUBLE_SPACE.finditer(_without_code(line)):
            where = proof.text.span(number, *found.span())
            message = "Two spaces stand between words: one is enough."
            yield information("body", "space-double", message, number, **where)
    for field in ("headline", "standfirst"):
        found = DOUBLE_SPACE.search(getattr(proof.content, field))
        if found:
            message = f"Two spaces stand between words of the {field}: one is enough."
            yield information(field, "space-double", message, start=found.start(), end=found.end())


def quotation_marks(proof):
    prose = proof.text.prose
    for passage, following in pairwise([*prose, None]):
        if unbalanced(passage.text, following.text if following else ""):
            message = "A quotation opens and does not close, or closes and does not open."
            yield information("body", "quotes-unbalanced", message, passage.line)
    for field in ("headline", "standfirst"):
        if unbalanced(getattr(proof.content, field)):
            message = f"A quotation in the {field} opens and does not close, or closes and does not open."
            yield information(field, "quotes-unbalanced", message)


def unbalanced(text, following=""):
    """Whether double quotation marks are left over.

    A quotation of several paragraphs opens each of them and closes the last alone.
    """
    if "„" in text:  # of a language that closes with “
        return False
    opened, closed, straight = text.count("“"), text.count("”"), text.count('"')
    if opened == closed + 1 and following.startswith("“"):
        opened -= 1
    if straight % 2 and following.startswith('"'):
        straight += 1
    return opened != closed or straight % 2 == 1


def _prose_lines(text):
    """The numbered lines of paragraphs, items and crossheads; tables and code are set with spaces."""
    for passage in text.passages:
        if passage.cell:
            continue
        for number, line in enumerate(text.lines[passage.line - 1 : passage.last_line], passage.line):
            if not is_embed_line(line.strip()):
                yield number, line


def _without_code(line):
    """The line with its code blanked out, in its full length."""
    return CODE_SPAN.sub(lambda code: "x" * len(code[0]), line)


def _quoted(text):
    return excerpt(text, SHOWN)


def _marks(level):
    return "the headline" if level < CROSSHEAD else "#" * level
