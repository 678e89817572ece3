"""Q and q against places, times and the rule of the round."""

import pytest

from results.validators import advancement
from tests.results.validators.written import a_sheet, heats, said

Q, SMALL_Q = {"qualification": "Q"}, {"qualification": "q"}
FIRST = [(1, "A", "10.01", Q), (2, "B", "10.20", SMALL_Q), (3, "C", "10.30")]
SECOND = [(1, "D", "10.05", Q), (2, "E", "10.25"), (3, "F", "10.35")]


def marked(row, mark):
    return (*row[:3], {"qualification": mark})


def test_marks_by_the_rule_are_right():
    assert said(advancement.by_rule, heats(FIRST, SECOND, advancement="1+1")) == []


def test_mark_that_the_rule_does_not_give_is_told():
    second = [SECOND[0], marked(SECOND[1], "Q"), SECOND[2]]

    assert said(advancement.by_rule, heats(FIRST, second, advancement="1+1")) == [
        "E, 2nd in heat 2 with 10.25, is marked Q, but does not go on by 1+1."
    ]


def test_missing_mark_is_told():
    second = [SECOND[0][:3], *SECOND[1:]]

    assert said(advancement.by_rule, heats(FIRST, second, advancement="1+1")) == [
        "D, 1st in heat 2 with 10.05, goes on by 1+1, but is not marked Q."
    ]


def test_q_for_a_place_is_told():
    second = [marked(SECOND[0], "q"), *SECOND[1:]]

    assert said(advancement.by_rule, heats(FIRST, second, advancement="1+1")) == [
        "D, 1st in heat 2 with 10.05, is marked q, but goes on by 1+1 as Q."
    ]


@pytest.mark.parametrize("mark", ["qR", "qJ", "qD"])
def test_who_advances_otherwise_is_exempt(mark):
    second = [*SECOND[:2], marked(SECOND[2], mark)]

    assert said(advancement.by_rule, heats(FIRST, second, advancement="1+1")) == []


@pytest.mark.parametrize("marks", [("q", "q"), ("q", ""), ("", "q")])
def test_equal_last_times_go_on_or_draw_lots(marks):
    first = [FIRST[0], (2, "B", "10.20", {"qualification": marks[0]}), FIRST[2]]
    second = [SECOND[0], (2, "E", "10.20", {"qualification": marks[1]}), SECOND[2]]

    assert said(advancement.by_rule, heats(first, second, advancement="1+1")) == []


@pytest.mark.parametrize(
    ("marks", "told"), [(("Q", "Q", "Q"), []), (("Q", "Q", ""), []), (("", "Q", "Q"), ["A"])]
)
def test_only_the_last_shared_place_is_drawn_for(marks, told):
    rows = [(1, "A", "10.01"), (2, "B", "10.05"), (2, "C", "10.05"), (4, "D", "10.10")]
    heat = [(*row, {"qualification": mark}) for row, mark in zip(rows, (*marks, ""), strict=True)]

    assert [
        one.partition(",")[0] for one in said(advancement.by_rule, heats(heat, advancement="2+0"))
    ] == told


def test_missing_q_by_time_is_told():
    first = [FIRST[0], FIRST[1][:3], FIRST[2]]

    assert said(advancement.by_rule, heats(first, SECOND, advancement="1+1")) == [
        "B, 2nd in heat 1 with 10.20, goes on by 1+1, but is not marked q."
    ]


def test_places_alone_are_checked_where_rows_are_missing():
    first = [(1, "A", "3:33.94", Q), (6, "C", "3:33.99", Q), (7, "B", "3:34.00", Q)]

    assert said(advancement.by_rule, heats(first, code="1500", advancement="6+0", complete=False)) == [
        "B, 7th in heat 1 with 3:34.00, is marked Q, but does not go on by 6+0."
    ]


@pytest.mark.parametrize("fields", [{"status": "live"}, {"advancement": ""}, {"code": "LJ"}])
def test_rule_is_asked_of_finished_rounds_of_times_with_a_rule(fields):
    row = (1, "A", "8.10" if "code" in fields else "10.01")
    with_mark = (2, "B", "8.00" if "code" in fields else "10.02", Q)

    assert said(advancement.by_rule, heats([row, with_mark], **{"advancement": "1+0"} | fields)) == []


def test_nobody_is_expected_to_be_marked_where_nobody_is():
    bare = [row[:3] for row in FIRST]

    assert said(advancement.by_rule, heats(bare, advancement="1+1")) == []


def test_without_a_rule_places_decide_within_a_heat():
    first = [(1, "A", "10.01"), (2, "B", "10.02", Q)]

    assert said(advancement.by_order, heats(first, SECOND)) == [
        "A, 1st in heat 1 with 10.01, is not marked as qualified, "
        "but B, 2nd in heat 1 with 10.02, is marked Q."
    ]


def test_without_a_rule_times_decide_across_heats():
    second = [SECOND[0], (2, "E", "10.15"), SECOND[2]]

    assert said(advancement.by_order, heats(FIRST, SECOND)) == []
    assert said(advancement.by_order, heats(FIRST, second)) == [
        "E, 2nd in heat 2 with 10.15, is not marked as qualified, "
        "but B, 2nd in heat 1 with 10.20, is marked q."
    ]


def test_without_a_rule_equal_times_may_be_drawn_for():
    second = [SECOND[0], (2, "E", "10.20"), SECOND[2]]

    assert said(advancement.by_order, heats(FIRST, second)) == []


def test_in_trials_the_mark_decides_whatever_the_group():
    groups = heats([(1, "A", "8.10", Q), (2, "B", "7.90")], [(1, "C", "7.80", SMALL_Q)], code="LJ")

    assert said(advancement.by_order, groups) == [
        "B, 2nd in heat 1 with 7.90, is not marked as qualified, but C, 1st in heat 2 with 7.80, is marked q."
    ]


def test_who_is_out_is_not_qualified():
    rows = [(None, "A", "DQ", Q), (None, "B", "DNF", {"qualification": "qR"})]

    assert said(advancement.status, a_sheet(*rows, round="heat", number=1)) == ["A is DQ, but marked Q."]


def test_who_is_in_the_next_round_was_marked():
    semi_final = a_sheet(*[(None, name) for name in "ABDF"], code="100", round="semi-final", number=1)
    final = a_sheet((None, "F"), code="100")

    assert said(advancement.unmarked, [*heats(FIRST, SECOND), semi_final, final]) == [
        "F, 3rd in heat 2 with 10.35, is not marked as qualified, but is in the semi-final."
    ]


def test_who_was_out_and_is_in_the_next_round_is_told_by_the_status():
    first = [*FIRST, (None, "G", "DQ")]
    semi_final = a_sheet((None, "G"), code="100", round="semi-final", number=1)

    assert said(advancement.unmarked, [*heats(first), semi_final]) == [
        "G, DQ in heat 1, is not marked as qualified, but is in the semi-final."
    ]


def test_round_without_marks_says_nothing_of_the_next():
    assert said(advancement.unmarked, [*heats([(1, "A", "10.01")]), a_sheet((1, "A"), code="100")]) == []
