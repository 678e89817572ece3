import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from results.importers import reading
from results.importers.base import Problem
from results.importers.reading import decode, load_json, load_xml

SAMPLE = (Path(__file__).parents[2] / "data" / "sportsml" / "oly2020-ATHM800M.xml").read_bytes()
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.sampled_from("abc"), below, max_size=3),
    max_leaves=10,
)
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
]>
<lolz>&lol2;</lolz>"""
EXTERNAL = b'<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd">]><a>&file;</a>'
NO_DTD = "The XML declares a document type (DTD) or entities; expected XML without either."
NUL = "The file holds NUL bytes, so it is binary or UTF-16; expected text in UTF-8 or Windows-1252."
UTF_16 = "The file is written in UTF-16; expected text in UTF-8 or Windows-1252."


def refusal(read, data, **options):
    """(message, line) of what cannot be read; there is no value then."""
    value, problem = read(data, **options)
    assert not value
    return problem.message, problem.line


@pytest.mark.parametrize(
    "data",
    [
        "Nordås, 3:29.38".encode(),
        b"\xef\xbb\xbf" + "Nordås, 3:29.38".encode(),
        "Nordås, 3:29.38".encode("cp1252"),
    ],
)
def test_text_is_read_as_utf_8_with_or_without_its_mark_and_else_as_windows_1252(data):
    assert decode(data) == ("Nordås, 3:29.38", None)


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        ("a,b".encode("utf-16"), UTF_16, None),
        ("a,b\nc".encode("utf-16-le"), NUL, 1),
        (b"a\nb\x00", NUL, 2),
        (
            b"a\n\n\x81",
            "The byte 0x81 is a letter of no known encoding; expected text in UTF-8 or Windows-1252.",
            3,
        ),
        (
            b"a\nb\x1b[2J",
            "The control character U+001B stands in the text; expected text in UTF-8 or Windows-1252.",
            2,
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data, message, line):
    assert refusal(decode, data) == (message, line)


@pytest.mark.parametrize("read", [decode, load_json, load_xml])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(read, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 1024**2)
    message = "The file is larger than 1 MB; expected one competition a file."
    assert refusal(read, b"[" * (1024**2 + 1)) == (message, None)


@given(JSON_VALUES)
def test_any_json_is_read_as_it_was_written(value):
    assert load_json(json.dumps(value).encode()) == (value, None)
    assert load_json(json.dumps(value, ensure_ascii=False, indent=1).encode(), comments=True) == (value, None)


def test_the_line_of_a_slip_in_json_is_told():
    expected = "This is not valid JSON: expecting ',' delimiter at column 2."
    assert refusal(load_json, b'{"a": 1,\n "b": 2\n "c": 3}') == (expected, 3)


def test_comments_are_left_out_outside_of_texts_and_lines_stay_what_they_are():
    data = b'{ // the first\n "a": "http://x /* no */", /* one\n two */ "b": 1 // last\n}'
    assert load_json(data, comments=True) == ({"a": "http://x /* no */", "b": 1}, None)
    broken = data.replace(b'"b": 1', b'"b": ')
    assert refusal(load_json, broken, comments=True) == (
        "This is not valid JSON: expecting value at column 1.",
        4,
    )
    assert refusal(load_json, data)[1] == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[NaN]", "NaN is no number in JSON."),
        (b"[-Infinity]", "-Infinity is no number in JSON."),
        (b"[1e999]", "A number is too large or too long."),
        (b"[" + b"9" * 5000 + b"]", "A number is too large or too long."),
        (b'["\\ud800"]', "A text holds half a character (“\\ud800”)."),
        (b'{"\\udc00": 1}', "A text holds half a character (“\\ud800”)."),
    ],
)
def test_what_json_readers_disagree_about_is_refused(data, message):
    assert refusal(load_json, data) == (message, 1)


def test_both_halves_of_a_character_are_one():
    assert load_json(rb'["\ud83c\udfc3 \\ud800"]') == (["🏃 \\ud800"], None)


def test_json_may_be_forty_levels_deep():
    message = "The file is nested more than 40 levels deep; results need a dozen."
    assert load_json(b"[" * 40 + b"]" * 40)[1] is None
    assert refusal(load_json, b"[" * 41 + b"]" * 41) == (message, 1)
    assert refusal(load_json, b'{"a":\n' * 1_000_000) == (message, 41)
    assert load_json(b'["' + b"[" * 100 + b'"]') == (["[" * 100], None)


def test_a_flood_of_empty_parts_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_PARTS", 10)
    message = "The file has more than 10 parts; expected one competition a file."
    assert refusal(load_json, b"[" + b"[]," * 20 + b"[]]") == (message, 1)
    assert refusal(load_xml, b"<a>" + b"<b/>\n" * 20 + b"</a>") == (message, 10)


@given(st.binary())
@example(b'"\\')
@example(b'["\\u')
@example(b"/*")
@example(b"-")
def test_no_bytes_throw_the_readers(data):
    for value, problem in (decode(data), load_json(data), load_json(data, comments=True), load_xml(data)):
        assert problem is None or (not value and isinstance(problem, Problem))


@given(st.text(alphabet='[]{}",:\\/*\n0eu8dNaI-. ', max_size=60))
def test_no_garbled_json_throws_the_reader(text):
    for comments in (False, True):
        value, problem = load_json(text.encode(), comments=comments)
        assert problem is None or value is None


def test_elements_know_their_lines():
    root, problem = load_xml(SAMPLE)
    assert problem is None
    assert root.line == 2
    players = root.iter("{http://iptc.org/std/nar/2006-10-01/}player")
    assert [player.line for player in players][:2] == [75, 83]


@pytest.mark.parametrize(
    "data", [LAUGHS, EXTERNAL, b"<!DOCTYPE a><a/>", b'<!DOCTYPE a SYSTEM "http://x/"><a/>']
)
def test_document_types_and_entities_are_refused(data):
    assert refusal(load_xml, data)[0] == NO_DTD


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"", "This is not valid XML: no element found at column 1.", 1),
        (b"<a>\n<b></a>", "This is not valid XML: mismatched tag at column 6.", 2),
        (b"<a>&nbsp;</a>", "This is not valid XML: undefined entity at column 4.", 1),
        (b"<a>\xe5</a>", "This is not valid XML: not well-formed (invalid token) at column 4.", 1),
        (b"<a>" * 41, "The file is nested more than 40 levels deep; results need a dozen.", 1),
        (b"<a>\n" * 1_000_000, "The file is nested more than 40 levels deep; results need a dozen.", 41),
        ("<a/>".encode("utf-16"), UTF_16, None),
        (b"<a>\x00</a>", NUL, 1),
        (
            b'<?xml version="1.0" encoding="utf-7"?><a/>',
            "The XML declares an encoding that cannot be read; expected UTF-8.",
            1,
        ),
        (
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            "The XML declares an encoding that cannot be read; expected UTF-8.",
            1,
        ),
    ],
)
def test_what_is_no_xml_is_refused_with_its_line(data, message, line):
    assert refusal(load_xml, data) == (message, line)


def test_xml_may_say_that_it_is_windows_1252():
    root, problem = load_xml('<?xml version="1.0" encoding="windows-1252"?><a>Nordås</a>'.encode("cp1252"))
    assert (root.text, problem) == ("Nordås", None)


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=6), st.integers(0, 40))
def test_no_garbled_xml_throws_the_reader(at, put, instead_of):
    root, problem = load_xml(SAMPLE[:at] + put + SAMPLE[at + instead_of :])
    assert (root is None) == (problem is not None)
