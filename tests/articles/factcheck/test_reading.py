"""A text read: nothing of it moves, and its sentences are whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.factcheck.reading import Field, masked

TEXTS = st.text(alphabet="ab K3.:#*_[](){}<>!?-\n“”’é|\\`~", max_size=120)


def sentences(markdown):
    return [sentence.text for sentence in Field.read("body", markdown).sentences]


@given(TEXTS)
def test_masked_text_is_as_long_as_its_source_and_keeps_its_lines(markdown):
    plain = masked(markdown)

    assert len(plain) == len(markdown)
    assert [place for place, letter in enumerate(plain) if letter == "\n"] == [
        place for place, letter in enumerate(markdown) if letter == "\n"
    ]
    assert all(letter in (" ", markdown[place]) for place, letter in enumerate(plain))


@given(TEXTS)
def test_sentences_stand_where_they_say_and_follow_each_other(markdown):
    field = Field.read("body", markdown)

    for sentence in field.sentences:
        assert field.plain[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
    ends = [0, *(sentence.end for sentence in field.sentences)]
    assert all(end <= sentence.start for end, sentence in zip(ends, field.sentences, strict=False))


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Kerr** won", "Kerr won"),
        ("## The race", "The race"),
        ("[Kerr](/athletes/1/kerr/) won", "Kerr won"),
        ("{{ race budapest-2023/men-1500m/final rows=3 }}", ""),
        ("He won <b>gold</b> at https://example.org/3:29.38", "He won gold at"),
        ("- one\n- two", "one two"),
        ("snake_case stays", "snake_case stays"),
    ],
)
def test_markup_is_no_word(markdown, words):
    assert " ".join(masked(markdown).split()) == words


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("Kerr won in 3:29.38. He is 25.", ["Kerr won in 3:29.38.", "He is 25."]),
        ("J. Kerr beat No. 1. Then he left.", ["J. Kerr beat No. 1.", "Then he left."]),
        ("“It hurt.” He smiled.", ["“It hurt.”", "He smiled."]),
        ("## Gold\n\nKerr won.\n\nHe ran.", ["Gold", "Kerr won.", "He ran."]),
        ("Who won? Kerr! At last…", ["Who won?", "Kerr!", "At last…"]),
    ],
)
def test_sentences_end_where_a_reader_would_pause(markdown, told):
    assert sentences(markdown) == told


def test_each_paragraph_is_a_block_of_its_own():
    blocks = [sentence.block for sentence in Field.read("body", "One. Two.\n\nThree.").sentences]

    assert blocks[0] == blocks[1] != blocks[2]
