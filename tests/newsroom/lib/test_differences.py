import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib import differences
from newsroom.lib.differences import Segment, of_words

texts = st.lists(st.sampled_from(["Kerr", " won", " gold", ".", "\n\n", " in", " 3:29.38", "é", " "])).map("".join)


def side(segments, kind):
    return "".join(segment.text for segment in segments if segment.kind in ("same", kind))


@given(texts | st.text(), texts | st.text())
def test_both_texts_come_back_from_their_differences(old, new):
    segments = of_words(old, new)

    assert side(segments, "old") == old
    assert side(segments, "new") == new
    assert all(one.kind != other.kind for one, other in zip(segments, segments[1:], strict=False))


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
        ("One.\n\nTwo.", "One.\n\nThree.", [("same", "One.\n\n"), ("old", "Two"), ("new", "Three"), ("same", ".")]),
    ],
)
def test_differences_are_told_by_words(old, new, told):
    assert of_words(old, new) == [Segment(*each) for each in told]


def test_passage_too_long_for_words_is_told_as_a_whole(monkeypatch):
    monkeypatch.setattr(differences, "MOST_TOKENS", 3)

    assert of_words("Same.\n\na b c", "Same.\n\na b d") == [
        Segment("same", "Same.\n\n"),
        Segment("old", "a b c"),
        Segment("new", "a b d"),
    ]


def test_long_run_has_a_head_and_a_tail_of_whole_words():
    run = Segment("same", "word " * 100)

    assert run.is_long
    assert set(run.head.split()) == set(run.tail.split()) == {"word"}
