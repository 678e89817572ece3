import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts.labels import Box, fitted, placed, text_box, text_width

BOX = Box(10, 10, 20, 20)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Box(15, 15, 25, 25), True),
        (Box(12, 12, 18, 18), True),
        (Box(20, 10, 30, 20), False),
        (Box(10, 21, 20, 30), False),
        (Box(0, 0, 30, 30), True),
    ],
)
def test_boxes_overlap_where_they_share_an_area(other, overlaps):
    assert (BOX.overlaps(other), other.overlaps(BOX)) == (overlaps, overlaps)


def test_boxes_closer_than_the_gap_overlap():
    assert [BOX.overlaps(Box(24, 10, 30, 20), gap) for gap in (3, 5)] == [False, True]


@pytest.mark.parametrize(
    ("start", "end", "crossed"),
    [
        ((0, 0), (30, 30), True),
        ((0, 15), (30, 15), True),
        ((15, 0), (15, 30), True),
        ((12, 12), (13, 13), True),
        ((0, 25), (30, 25), False),
        ((5, 0), (5, 30), False),
        ((0, 0), (9, 9), False),
        ((0, 15), (15, 40), False),
    ],
)
def test_box_is_crossed_by_a_line_through_it(start, end, crossed):
    assert BOX.is_crossed_by(start, end) == crossed


# Measured in a browser, in ems of the page's own font at the width of the drawings.
@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Kerr", 1.70),
        ("Ingebrigtsen", 5.01),
        ("van der Westhuizen", 7.68),
        ("Men’s 1500m, Budapest 2023", 11.67),
    ],
)
def test_text_width_is_a_little_more_than_measured(text, measured):
    assert measured * 0.97 <= text_width(text, 1) <= measured * 1.1


def test_combining_marks_take_no_room():
    assert text_width("a\u030a", 10) == text_width("a", 10)


@pytest.mark.parametrize(("anchor", "left"), [("start", 100), ("middle", 95), ("end", 90)])
def test_text_box_follows_the_anchor(anchor, left):
    assert text_box("aa", 100, 50, anchor, 10) == Box(left, 42, left + 10, 52.4)


def test_fitted_text_is_left_alone_where_there_is_room():
    assert fitted("Ingebrigtsen", 27, 200) == "Ingebrigtsen"


@given(st.text(max_size=60), st.floats(20, 300))
def test_fitted_text_has_room(text, room):
    assert text_width(fitted(text, 20, room), 20) <= room


def test_placed_text_is_all_strings():
    text = placed("Kerr", 596.04, 52, "end", 27)
    assert (text.text, text.x, text.y, text.anchor, text.size) == ("Kerr", "596", "52", "end", "27")
