import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.embed_syntax import EmbedSyntaxError, parse_embed


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ("{{ image 7 }}", ("image", ("7",), {})),
        ("{{Image 7}}", ("image", ("7",), {})),
        ("{{ medals budapest-2023 rows=8 as_of=2023-08-23 }}",
         ("medals", ("budapest-2023",), {"rows": "8", "as_of": "2023-08-23"})),
        ('{{ quote "words said" by="Kerr" }}', ("quote", ("words said",), {"by": "Kerr"})),
        ("{{ quote “words said” by=“Kerr” }}", ("quote", ("words said",), {"by": "Kerr"})),
        ("{{ quote „Worte“ }}", ("quote", ("Worte",), {})),
        ('{{ quote "opened straight” }}', ("quote", ("opened straight",), {})),
        ('{{ quote "he said “no” twice" }}', ("quote", ("he said “no” twice",), {})),
        (r'{{ quote "he said \"no\"" }}', ("quote", ('he said "no"',), {})),
        ("{{ race a/b/c\u00a0rows=8 }}", ("race", ("a/b/c",), {"rows": "8"})),
        ('{{ image 7 caption="" }}', ("image", ("7",), {"caption": ""})),
        ('{{ figure "a }} b" }}', ("figure", ("a }} b",), {})),
    ],
)  # fmt: skip
def test_parse_embed_reads_names_values_and_options(line, parsed):
    assert parse_embed(line) == parsed


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ image 7", "This embed has no closing }}."),
        ("see {{ image 7 }}", "An embed must stand on a line of its own."),
        ("{{ }}", 'An embed begins with its name, as in {{ image 7 caption="…" }}.'),
        ("{{ 7 }}", 'An embed begins with its name, as in {{ image 7 caption="…" }}.'),
        ('{{ image 7 caption="half }}', 'A quotation mark is missing or out of place near: caption="half'),
        ("{{ image=7 }}", 'An embed begins with its name, as in {{ image 7 caption="…" }}.'),
        ("{{ image 7 a=1 A=2 }}", "The option A is given twice."),
        ("{{ image 7 caption= }}", "This part of the embed cannot be read: caption="),
    ],
)
def test_parse_embed_says_what_is_wrong(line, message):
    with pytest.raises(EmbedSyntaxError) as raised:
        parse_embed(line)
    assert str(raised.value) == message


@given(st.text())
def test_parse_embed_answers_or_explains(inside):
    try:
        name, _, _ = parse_embed("{{ x " + inside + " }}")
    except EmbedSyntaxError:
        return
    assert name == "x"
