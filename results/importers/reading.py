"""Bytes made text, JSON or XML, with suspicion: a value, or a problem that says what is wrong.

Nothing here raises, whatever the bytes: what would exhaust stack or memory is counted before it is built.
"""

import codecs
import json
import math
import re
from xml.etree import ElementTree
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from results.importers.base import LONGEST_SHOWN, MOST_BYTES, Problem

DEEPEST = 40  # levels of JSON or XML; results need a dozen
MOST_PARTS = 500_000  # objects, lists or elements; a championship with every attempt has 50,000
LONGEST_NUMBER = 40  # characters; Python itself refuses more than 4,300 digits
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
EXPECTED_TEXT = "expected text in UTF-8 or Windows-1252"

# What stands in JSON, as far as it has to be counted; a string ends with its line, as JSON's own does.
TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\[^\n])*+"?)
      | (?P<comment>//[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/)?)
      | (?P<opens>[\[{])
      | (?P<closes>[\]}])
      | (?P<number>-?[0-9.]{41} | -?[0-9.]{1,40}[eE][0-9+-]*+)   # only what could be too large
      | (?P<constant>NaN|-?Infinity)""",
    re.VERBOSE,
)
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # an escape that is half a character
HALF = re.compile("[\ud800-\udfff]")


class _Refused(Exception):
    """What stops the reading of a file; holds the problem."""

    def __init__(self, message, line=None, value=""):
        super().__init__(message)
        self.problem = Problem(message, line=line, value=value[:LONGEST_SHOWN])


class LinedElement(ElementTree.Element):
    """An element that knows the line of its start tag."""

    __slots__ = ("line",)


def decode(data):
    """(text, None), or ("", problem). UTF-8 with or without a byte order mark, else Windows-1252."""
    try:
        return _text(data), None
    except _Refused as refused:
        return "", refused.problem


def load_json(data, *, comments=False):
    """(value, None), or (None, problem). With `comments`, // and /* */ outside strings are blanks.

    NaN and Infinity, numbers of more than 40 characters, half characters (“\\ud800”) and more than 40 levels
    are refused: each of them would break something further on.
    """
    try:
        return _json(_text(data), comments), None
    except _Refused as refused:
        return None, refused.problem


def load_xml(data):
    """(root, None), or (None, problem). Every element has the `line` of its start tag.

    A document type is refused, and with it entities of every kind: none is ever fetched or expanded.
    """
    try:
        _check_size(data)
        _check_binary(data)
        return _xml(data), None
    except _Refused as refused:
        return None, refused.problem


def _text(data):
    _check_size(data)
    _check_binary(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _windows_text(data)
    if found := CONTROL.search(text):
        line, name = _line(text, found.start()), f"U+{ord(found[0]):04X}"
        raise _Refused(f"The control character {name} stands in the text; {EXPECTED_TEXT}.", line)
    return text


def _windows_text(data):
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(
            f"The byte 0x{data[error.start]:02X} is a letter of no known encoding; {EXPECTED_TEXT}.", line
        ) from None


def _check_size(data):
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1024**2} MB"
        raise _Refused(f"The file is larger than {most}; expected one competition a file.")


def _check_binary(data):
    if data.startswith(UTF_16):
        raise _Refused(f"The file is written in UTF-16; {EXPECTED_TEXT}.")
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise _Refused(f"The file holds NUL bytes, so it is binary or UTF-16; {EXPECTED_TEXT}.", line)


def _line(text, position):
    return text.count("\n", 0, position) + 1


def _json(text, comments):
    if comments:
        text = TOKEN.sub(_blank_comment, text)
    _check_json(text)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')} at column {error.colno}"
        raise _Refused(f"This is not valid JSON: {said}.", error.lineno) from None


def _blank_comment(token):
    """Blanks and line breaks in place of a comment: what follows keeps its place."""
    return re.sub(r"[^\n]", " ", token[0]) if token["comment"] else token[0]


def _check_json(text):
    """Refuse what `json.loads` would choke on, or accept to nobody's good."""
    depth = parts = 0
    has_halves = SURROGATE.search(text)
    for token in TOKEN.finditer(text):
        kind, wrong = token.lastgroup, ""
        if kind == "opens":
            depth, parts = depth + 1, parts + 1
            wrong = _too_much(depth, parts)
        elif kind == "closes":
            depth -= 1
        elif kind == "number" and _is_wild(token[0]):
            wrong = "A number is too large or too long."
        elif kind == "constant":
            wrong = f"{token[0]} is no number in JSON."
        elif kind == "string" and has_halves and _holds_half(token[0]):
            wrong = "A text holds half a character (“\\ud800”)."
        if wrong:
            raise _Refused(wrong, _line(text, token.start()), "" if kind == "opens" else token[0])


def _too_much(depth, parts):
    if depth > DEEPEST:
        return f"The file is nested more than {DEEPEST} levels deep; results need a dozen."
    if parts > MOST_PARTS:
        return f"The file has more than {MOST_PARTS:,} parts; expected one competition a file."
    return ""


def _is_wild(number):
    if len(number) > LONGEST_NUMBER:
        return True
    try:
        return math.isinf(float(number))
    except ValueError:  # no number at all, which the reader says better
        return False


def _holds_half(string):
    try:
        return bool(HALF.search(json.loads(string)))
    except ValueError:  # broken, which the reader says better
        return False


class _Builder(ElementTree.TreeBuilder):
    """Gives elements their lines, and stops where they are too deep or too many."""

    def __init__(self):
        super().__init__(element_factory=LinedElement)
        self.source = None  # the expat parser
        self.depth = self.parts = 0

    def start(self, tag, attributes):
        self.depth, self.parts = self.depth + 1, self.parts + 1
        line = self.source.CurrentLineNumber
        if wrong := _too_much(self.depth, self.parts):
            raise _Refused(wrong, line)
        element = super().start(tag, attributes)
        element.line = line
        return element

    def end(self, tag):
        self.depth -= 1
        return super().end(tag)


def _xml(data):
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.source = parser.parser
    try:
        parser.feed(data)
        return parser.close()
    except DefusedXmlException:
        said = "The XML declares a document type (DTD) or entities; expected XML without either."
        raise _Refused(said, builder.source.CurrentLineNumber) from None
    except ElementTree.ParseError as error:
        line, column = error.position
        said = f"{expat.ErrorString(error.code)} at column {column + 1}"
        raise _Refused(f"This is not valid XML: {said}.", line) from None
    except (LookupError, ValueError):  # an encoding that is unknown, or has more than one byte a character
        raise _Refused("The XML declares an encoding that cannot be read; expected UTF-8.", 1) from None
