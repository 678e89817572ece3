from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib import differences
from newsroom.lib.differences import Segment, of_words

PARTS = ["Kerr", " won", " gold", ".", "\n\n", " in", " 3:29.38", "é", " "]
texts = st.lists(st.sampled_from(PARTS)).map("".join)


def side(segments, kind):
    return "".join(segment.text for segment in segments if segment.kind in ("same", kind))


@given(texts | st.text(), texts | st.text())
def test_both_texts_come_back_from_their_differences(old, new):
    segments = of_words(old, new)

    assert side(segments, "old") == old
    assert side(segments, "new") == new
    assert all(one.kind != other.kind for one, other in pairwise(segments))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Kerr won.", "Kerr won.", [("same", "Kerr won.")]),
        ("", "Kerr won.", [("new", "Kerr won.")]),
        (
            "He ran 3:31.01.",
            "He ran 3:31.10.",
            [("same", "He ran 3:31."), ("old", "01"), ("new", "10"), ("same", ".")],
        ),
        (
            "One.\n\nTwo.",
            "One.\n\nThree.",
            [("same", "One.\n\n"), ("old", "Two"), ("new", "Three"), ("same", ".")],
        ),
    ],
)
def test_differences_are_told_by_words(old, new, told):
    assert of_words(old, new) == [Segment(*each) for each in told]


def test_words_in_a_row_that_stay_are_found_wherever_they_stand():
    old, new = (
        "He won gold. Kerr ran the race of his life.",
        "At last Kerr ran the race of his life, in London.",
    )

    assert [segment for segment in of_words(old, new) if segment.kind == "same"] == [
        Segment("same", " Kerr ran the race of his life"),
        Segment("same", "."),
    ]


def test_short_word_between_two_changes_is_told_with_them():
    assert of_words("Kerr is the champion.", "Kerr beat the Norwegian.") == [
        Segment("same", "Kerr "),
        Segment("old", "is the champion"),
        Segment("new", "beat the Norwegian"),
        Segment("same", "."),
    ]


def test_long_word_and_paragraph_between_two_changes_stay():
    for between in (" Britain ", "\n\nThe "):
        assert Segment("same", between) in of_words(f"A{between}B", f"C{between}D")


def test_passage_with_too_much_to_compare_is_told_as_a_whole(monkeypatch):
    monkeypatch.setattr(differences, "MOST_PAIRS", 1)

    assert of_words("Same.\n\na a", "Same.\n\na a b") == [
        Segment("same", "Same.\n\n"),
        Segment("old", "a a"),
        Segment("new", "a a b"),
    ]


@pytest.mark.parametrize("old", ["a" + " a" * 50_000, "a" + "\n\na" * 50_000])
def test_text_of_one_word_over_and_over_is_not_compared_for_hours(old):
    """No more is done than counting its words."""
    assert of_words(old, f"b {old}") == [Segment("old", old), Segment("new", f"b {old}")]


def test_long_run_has_a_head_and_a_tail_of_whole_words():
    run = Segment("same", "word " * 100)

    assert run.is_long
    assert set(run.head.split()) == set(run.tail.split()) == {"word"}
