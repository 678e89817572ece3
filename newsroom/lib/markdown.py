"""Editor text becomes HTML here and nowhere else: convert, then clean by allow-list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from newsroom.lib.embed_syntax import EmbedSyntaxError, is_embed_line, parse_embed
from newsroom.lib.text import strip_control

LINE_BREAK = re.compile(r"\r\n|\r|\n")
OPENING = re.compile(r"(?:<p>(?:(?!</p>).)*</p>\s*){0,2}", re.DOTALL)
CODE_SPAN = re.compile(r"`[^`]*`")
EXTERNAL = ("http://", "https://", "//")
# Tables carry their alignment as a class: the Content-Security-Policy allows no inline style.
ALIGNMENT_CLASSES = {"text-align:right": "align-right", "text-align:center": "align-center"}

TAGS = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "em", "strong", "s", "a", "code", "pre", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href", "title", "rel"}, "ol": {"start"}},
    allowed_classes={tag: set(ALIGNMENT_CLASSES.values()) for tag in ("th", "td")},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
MANUAL_CLEANER = nh3.Cleaner(
    tags=TAGS | {"h1", "img"},
    attributes={
        "a": {"href"},
        "img": {"src", "alt"},
        "ol": {"start"},
        **{heading: {"id"} for heading in ("h1", "h2", "h3")},
    },
    url_schemes={"http", "https"},
    link_rel=None,
)


@dataclass(frozen=True)
class Prose:
    html: SafeString


@dataclass(frozen=True)
class Embed:
    """A `{{ name args key=value }}` line; `line` counts from 1."""

    name: str
    args: tuple[str, ...]
    options: dict[str, str] = field(hash=False)
    line: int
    source: str


@dataclass(frozen=True)
class EmbedSyntaxProblem:
    line: int
    message: str


def blocks(text: str) -> list[Prose | Embed]:
    """The body in order: runs of clean prose, and the embeds between them.

    A malformed embed stays in the prose as its editor typed it; `syntax_problems` says what is wrong.
    """
    found, run, references = [], [], {}
    for token in PARSER.parse(_readable(text), references):
        if token.type != "embed":
            run.append(token)
            continue
        found += _prose(run, references)
        found.append(token.meta["embed"])
        run = []
    return found + _prose(run, references)


def manual(text: str) -> SafeString:
    """A page of the house's own documents: with pictures, and headings that can be linked to."""
    return mark_safe(MANUAL_CLEANER.clean(MANUAL_PARSER.render(_readable(text))))


def split_opening(found: list[Prose | Embed]) -> tuple[Prose, list[Prose | Embed]]:
    """The opening paragraphs (two at most) apart from all that follows: a page sets something beside them."""
    if not found or not isinstance(found[0], Prose):
        return Prose(SafeString()), found
    opening = OPENING.match(found[0].html)[0]
    after = found[0].html[len(opening) :]
    return Prose(mark_safe(opening)), [Prose(mark_safe(after)), *found[1:]] if after else found[1:]


def tokens(text: str) -> list[Token]:
    """The body as the parser reads it, for whoever asks how it is built; lines in `map` count from 0."""
    return PARSER.parse(_readable(text))


def syntax_problems(text: str) -> list[EmbedSyntaxProblem]:
    """What an editor must mend before the story goes out, in the order of the lines."""
    source = _readable(text)
    lines = source.split("\n")
    problems = []
    for first_line, token in _inline_tokens(PARSER.parse(source)):
        problems += _stray_embeds(token, first_line, lines)
        problems += [
            EmbedSyntaxProblem(first_line + 1, "A picture comes from the library: use {{ image <number> }}.")
            for child in token.children
            if child.type == "image"
        ]
    return problems


def absolutise(html: str, base_url: str) -> str:
    """The same HTML with each address in href, src, poster and srcset made absolute."""
    return TAG.sub(lambda tag: _with_absolute_addresses(tag[0], base_url), html)


def _readable(text):
    return strip_control(LINE_BREAK.sub("\n", text))


def _prose(tokens: list[Token], references) -> list[Prose]:
    html = CLEANER.clean(PARSER.renderer.render(tokens, PARSER.options, references)).strip()
    return [Prose(mark_safe(html))] if html else []


def _inline_tokens(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline":
            yield line, token


def _stray_embeds(token, first_line, lines) -> list[EmbedSyntaxProblem]:
    if not any("{{" in child.content for child in token.children if child.type == "text"):
        return []
    count = token.content.count("\n") + 1
    return [
        EmbedSyntaxProblem(number + 1, _what_is_wrong(lines[number]))
        for number in range(first_line, min(first_line + count, len(lines)))
        if "{{" in CODE_SPAN.sub("", lines[number])
    ]


def _what_is_wrong(line: str) -> str:
    try:
        parse_embed(line)
    except EmbedSyntaxError as error:
        return str(error)
    return "An embed must stand on a line of its own, outside lists, quotations and tables."


# The parser's own rules


def _embed_rule(state, start_line, end_line, silent):
    start = state.bMarks[start_line] + state.tShift[start_line]
    source = state.src[start : state.eMarks[start_line]].strip()
    if not is_embed_line(source):
        return False
    try:
        name, args, options = parse_embed(source)
    except EmbedSyntaxError:
        return False
    # Asked silently, inside a list or a quotation, the answer only ends the paragraph above.
    if silent or state.level:
        return silent
    token = state.push("embed", "", 0)
    token.map = [start_line, start_line + 1]
    token.meta["embed"] = Embed(name, args, options, start_line + 1, source)
    state.line = start_line + 1
    return True


def _shift_headings(state):
    """The headline is the page's h1; # and ## are crossheads, the rest stand below them."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2" if token.tag in ("h1", "h2") else "h3"


def _align_by_class(state):
    for token in state.tokens:
        if token.type in ("th_open", "td_open"):
            style = token.attrs.pop("style", "")
            if style in ALIGNMENT_CLASSES:
                token.attrs["class"] = ALIGNMENT_CLASSES[style]


def _mark_external_links(state):
    links = (child for token in state.tokens for child in token.children or () if child.type == "link_open")
    for link in links:
        if str(link.attrs["href"]).startswith(EXTERNAL):
            link.attrs["rel"] = "noopener"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    parser.enable(["table", "strikethrough", "smartquotes"])
    parser.block.ruler.before(
        "fence", "embed", _embed_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    for rule in (_shift_headings, _align_by_class, _mark_external_links):
        parser.core.ruler.push(rule.__name__, rule)
    return parser


def _name_headings(state):
    """As GitHub names them, so that one link serves both: “Two on one story” is #two-on-one-story."""
    for heading, text in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open":
            heading.attrs["id"] = NOT_IN_ANCHOR.sub("", text.content.lower()).replace(" ", "-")


def _manual_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.core.ruler.push("name_headings", _name_headings)
    return parser


NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
PARSER = _parser()
MANUAL_PARSER = _manual_parser()

# Addresses for feeds

TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*+>""")
ADDRESS = re.compile(r"""(\s(?:href|src|poster)=)(["'])(.*?)\2""", re.DOTALL)
ADDRESSES = re.compile(r"""(\ssrcset=)(["'])(.*?)\2""", re.DOTALL)


def _with_absolute_addresses(tag, base_url):
    def each(found):
        return f"{found[1]}{found[2]}{_joined(base_url, found[3])}{found[2]}"

    def each_set(found):
        return f"{found[1]}{found[2]}{_joined_set(base_url, found[3])}{found[2]}"

    return ADDRESSES.sub(each_set, ADDRESS.sub(each, tag))


def _joined(base_url, address):
    try:
        return urljoin(base_url, address)
    except ValueError:  # such as an unclosed bracket in the host: no better address can be made of it
        return address


def _joined_set(base_url, candidates):
    pairs = (candidate.strip().partition(" ") for candidate in candidates.split(","))
    return ", ".join(f"{_joined(base_url, address)} {width}".strip() for address, _, width in pairs)
