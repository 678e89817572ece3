from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.merging import Piece, merge, merged

LINES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8)


def lines(text):
    return text.split()


def test_changes_apart_are_both_kept():
    assert merged(lines("a b c d e"), lines("A b c d e"), lines("a b c d E")) == lines("A b c d E")


def test_added_and_removed_lines_are_kept():
    assert merged(lines("a b c d"), lines("a a2 b c d"), lines("a b d")) == lines("a a2 b d")


def test_same_change_of_both_is_one():
    assert merged(lines("a b c"), lines("a X c"), lines("a X c")) == lines("a X c")


def test_change_of_the_same_line_is_to_decide():
    assert merged(lines("a b c"), lines("a M c"), lines("a T c")) is None
    assert merge(lines("a b c"), lines("a M c"), lines("a T c")) == [
        Piece(("a",), ("a",), ("a",)),
        Piece(("M",), ("T",), None),
        Piece(("c",), ("c",), ("c",)),
    ]


def test_changes_that_touch_are_to_decide():
    assert merged(lines("a b c d"), lines("a B c d"), lines("a b C d")) is None


def test_both_at_the_end_is_to_decide():
    assert merged(lines("a"), lines("a mine"), lines("a theirs")) is None


@given(LINES, LINES)
def test_change_of_one_alone_is_taken_as_it_is(base, changed):
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed


@given(LINES, LINES, LINES)
def test_pieces_hold_every_line_of_both(base, mine, theirs):
    pieces = merge(base, mine, theirs)

    assert [line for piece in pieces for line in piece.mine] == mine
    assert [line for piece in pieces for line in piece.theirs] == theirs
