from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts import Entry, finish_picture
from newsroom.lib.charts.labels import Box

BUDAPEST = [
    (1, "Kerr", "0"),
    (2, "Ingebrigtsen", "0.27"),
    (3, "Nordås", "0.30"),
    (4, "Kipsang", "0.51"),
    (5, "Nuguse", "0.87"),
    (6, "García", "0.88"),
    (7, "Hocker", "1.32"),
    (8, "Cheruiyot", "1.40"),
    (9, "Gourley", "1.72"),
    (10, "Laros", "1.87"),
    (11, "Habz", "3.76"),
    (12, "Nader", "6.03"),
]
BUDAPEST = [Entry(place, name, Decimal(gap)) for place, name, gap in BUDAPEST]
VIEW = Box(0, 0, 720, 450)


def drawn(entries=BUDAPEST):
    return finish_picture(entries, headline="3:29.38", caption="Men’s 1500m, Budapest 2023")


def test_field_stands_where_its_gaps_put_it():
    assert [(runner.lane, runner.marker.x, runner.entry.label) for runner in drawn().runners] == [
        (1, "636", "Kerr"),
        (2, "610.6", "Ingebrigtsen"),
        (3, "607.8", "Nordås"),
        (4, "588", "Kipsang"),
        (5, "554.2", "Nuguse"),
        (6, "553.3", "García"),
        (7, "511.9", "Hocker"),
        (8, "504.4", "Cheruiyot"),
        (1, "474.3", "Gourley"),
        (3, "460.2", "Laros"),
        (2, "282.4", "Habz"),
        (4, "69", "Nader"),
    ]


def test_mark_and_race_stand_at_the_foot_where_it_is_free():
    picture = drawn()
    assert (picture.headline.text, picture.headline.x, picture.headline.y, picture.headline.size) == (
        "3:29.38",
        "20",
        "370",
        "124",
    )
    assert (picture.caption.x, picture.caption.y) == ("24", "411")


def test_mark_moves_up_where_the_field_stands_at_the_foot():
    entries = [(place, "Walker", place * 0.9 - 0.9) for place in range(1, 9)]
    assert int(drawn(entries).headline.y) < 370


def test_mark_is_left_out_where_there_is_no_room():
    entries = [(1, "First", 0), *((place, "A very long name", 2.2) for place in range(2, 9))]
    assert (drawn(entries).headline, drawn(entries).caption, drawn(entries).reserved) == (None, None, ())


def test_medals_differ_by_shape():
    assert [(runner.marker.shape, runner.marker.css) for runner in drawn().runners[:4]] == [
        ("circle", "m1"),
        ("square", "m2"),
        ("hexagon", "m3"),
        ("circle", "m0"),
    ]


def test_shared_gold_is_drawn_twice():
    runners = drawn([(1, "One", 0), (1, "Other", 0), (3, "Third", 0.1)]).runners
    assert [(runner.place.text, runner.marker.css) for runner in runners] == [
        ("1", "m1"),
        ("1", "m1"),
        ("3", "m3"),
    ]


def test_label_of_the_last_stands_before_the_runner():
    nader = drawn().runners[-1]
    assert (nader.label.text, nader.label.x, nader.label.anchor) == ("Nader", "89", "start")


def test_lanes_alternate_and_are_numbered():
    lanes = drawn().lanes
    assert [(lane.number.text, lane.shaded) for lane in lanes[:3]] == [
        ("1", False),
        ("2", True),
        ("3", False),
    ]
    assert (len(lanes), lanes[1].line, lanes[1].band) == (8, "M0 69h720", "M0 69h720v51H0z")
    assert (drawn().last_line, drawn().finish_line) == ("M0 426h720", "M650 18h4v408h-4z")


def test_straggler_is_left_off_and_counted():
    entries = [*BUDAPEST, Entry(13, "Straggler", 60)]
    picture = drawn(entries)
    assert (picture.shown, picture.left_off) == (12, 1)
    assert picture.description == (
        "12 finishers, each where the gap in seconds puts them when Kerr reached the line. 1 more not drawn."
    )
    assert picture.runners == drawn().runners


def test_photo_finish_is_not_drawn_as_a_procession():
    runners = drawn([(1, "One", 0), (2, "Two", 0.005)]).runners
    assert [runner.marker.x for runner in runners] == ["636", "630.3"]


def test_dead_heat_of_the_whole_field_stands_on_the_line():
    runners = drawn([(1, f"Runner {number}", 0) for number in range(8)]).runners
    assert {runner.marker.x for runner in runners} == {"636"}


def test_those_without_a_gap_are_not_drawn():
    assert [runner.entry.label for runner in drawn([(1, "One", 0), (None, "Fell", None)]).runners] == ["One"]


def test_nobody_is_drawn_before_the_finish():
    picture = drawn([])
    assert (picture.shown, picture.left_off, picture.description) == (0, 0, "Nobody has finished yet.")


def test_only_finisher_has_a_sentence():
    assert drawn(BUDAPEST[:1]).description == "Kerr at the line, the only finisher."


@pytest.mark.parametrize("gap", [-0.1, float("nan"), float("inf")])
def test_impossible_gap_is_refused(gap):
    with pytest.raises(ValueError, match="A gap is a distance behind the winner"):
        drawn([(1, "One", 0), (2, "Two", gap)])


GAPS = st.lists(st.one_of(st.just(0.0), st.floats(0, 5), st.floats(0, 90)), max_size=29)
NAMES = st.text(st.characters(categories=["L", "Zs", "Pd", "Mn"]), max_size=30)


@given(GAPS, st.lists(NAMES, min_size=30, max_size=30), st.sampled_from(["", "9.83", "2:09:44.3"]), NAMES)
def test_nothing_overlaps_and_all_is_in_the_picture(gaps, names, headline, caption):
    entries = [(place, names[place - 1], gap) for place, gap in enumerate([0.0, *sorted(gaps)], start=1)]
    picture = finish_picture(entries, headline=headline, caption=caption)
    boxes = [*(runner.box for runner in picture.runners), *picture.reserved]
    assert [
        pair
        for pair in combinations(boxes, 2)
        if pair[0].overlaps(pair[1]) and pair[1] not in picture.reserved
    ] == []
    assert all(box.is_free_of(boxes[: picture.shown]) for box in picture.reserved)
    assert [box for box in boxes if not box.inside(VIEW)] == []
    assert picture.shown + picture.left_off == len(entries)
