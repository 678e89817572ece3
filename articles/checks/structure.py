"""How a body is built: its crossheads, paragraphs, links and embeds, each with its line. No database."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from newsroom.lib import markdown

# Two ways to write a crosshead: # before it, or a line of = or - below it.
LEVEL_OF_RULE = {"=": 1, "-": 2}
INVISIBLE = {"strong_open", "strong_close", "em_open", "em_close", "softbreak", "hardbreak"}


@dataclass(frozen=True)
class Link:
    href: str
    text: str
    line: int
    pictured: bool = False  # a picture inside it


@dataclass(frozen=True)
class Passage:
    """A crosshead, a paragraph, an item or a cell: its text as a reader sees it."""

    line: int
    text: str
    typed: str = ""  # the text with its links and its code blanked out, in its full length
    level: int = 0  # of a crosshead; 0 is none
    bold: bool = False  # all of it
    cell: bool = False
    breaks: tuple[int, ...] = ()  # where its lines end, in the text
    last_line: int = 0

    def line_at(self, place):
        return self.line + bisect_right(self.breaks, place)


@dataclass(frozen=True)
class Structure:
    lines: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    embeds: tuple[markdown.Embed, ...] = ()
    bare: tuple[Passage, ...] = ()  # crossheads with nothing under them
    starts: tuple[int, ...] = field(default=(), repr=False)  # of the lines

    @classmethod
    def of(cls, body):
        tokens = markdown.tokens(body)
        lines = tuple(markdown.LINE_BREAK.sub("\n", body).split("\n"))
        read = [_read(token, opening, line) for token, opening, line in _inlines(tokens)]
        passages = tuple(passage for passage, _ in read)
        return cls(
            lines=lines,
            passages=passages,
            links=tuple(link for _, links in read for link in links),
            embeds=tuple(token.meta["embed"] for token in tokens if token.type == "embed"),
            bare=tuple(_bare(tokens, passages)),
            starts=tuple(accumulate((len(line) + 1 for line in lines), initial=0)),
        )

    @property
    def crossheads(self):
        return [passage for passage in self.passages if passage.level]

    @property
    def prose(self):
        """What is read as sentences: no crossheads and no cells."""
        return [p for p in self.passages if not p.level and not p.cell]

    def span(self, line, first=0, last=None):
        """Where a line, or a part of it, stands in the body: start and end."""
        if not 1 <= line <= len(self.lines):
            return {}
        start = self.starts[line - 1]
        return {"start": start + first, "end": start + (len(self.lines[line - 1]) if last is None else last)}


def _inlines(tokens):
    """Each run of text, with what opened it and its line."""
    line, opening = 0, None
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline":
            yield token, opening, line + 1
        else:
            opening = token


def _read(token, opening, line):
    text, typed, links, breaks, open_links = "", "", [], [], []
    for child in token.children:
        if child.type in ("softbreak", "hardbreak"):
            text, typed = f"{text} ", f"{typed} "
            breaks.append(len(text))
        elif child.type == "link_open":
            open_links.append((str(child.attrs["href"]), len(text), line + len(breaks), []))
        elif child.type == "link_close":
            href, start, at, pictures = open_links.pop()
            links.append(Link(href, text[start:].strip(), at, bool(pictures)))
        elif child.type == "image":
            for _, _, _, pictures in open_links:
                pictures.append(child)
        else:
            text += child.content
            blank = open_links or child.type == "code_inline"
            typed += " " * len(child.content) if blank else child.content
    passage = Passage(
        line=line,
        text=text.rstrip(),
        typed=typed.rstrip(),
        level=_level(opening),
        bold=_is_bold(token.children),
        cell=opening.type in ("th_open", "td_open"),
        breaks=tuple(breaks),
        last_line=line + token.content.count("\n"),
    )
    return passage, links


def _level(opening):
    if opening.type != "heading_open":
        return 0
    return LEVEL_OF_RULE.get(opening.markup, len(opening.markup))


def _is_bold(children):
    """Whether nothing of a run stands outside strong."""
    inside, said = 0, False
    for child in children:
        inside += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        if child.type in INVISIBLE or not (child.content.strip() or child.type == "image"):
            continue
        if not inside:
            return False
        said = True
    return said


def _bare(tokens, passages):
    """Crossheads that another of their own level or a higher one follows at once, or nothing at all."""
    by_line = {passage.line: passage for passage in passages if passage.level}
    blocks = [token for token in tokens if token.level == 0 and token.nesting >= 0 and token.map]
    for block, following in pairwise([*blocks, None]):
        if block.type != "heading_open" or block.map[0] + 1 not in by_line:
            continue
        crosshead = by_line[block.map[0] + 1]
        if following is None or (following.type == "heading_open" and _level(following) <= crosshead.level):
            yield crosshead
