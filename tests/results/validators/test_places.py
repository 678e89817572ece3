"""Places against marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.validators import places
from tests.results.validators.written import a_sheet, heats, jumps, said, throws

XXO = jumps("2.20 XXO", "2.25 XXX")  # evidence that failures are held


def test_better_mark_behind_a_worse_one_is_told():
    sheet = a_sheet((1, "Jakob Ingebrigtsen", "3:29.65"), (2, "Josh Kerr", "3:29.38"))

    assert said(places.order, sheet) == [
        "Josh Kerr is 2nd with 3:29.38, but Jakob Ingebrigtsen, 1st, ran 3:29.65."
    ]


@pytest.mark.parametrize(
    ("code", "first", "second", "verb"),
    [("LJ", "8.50", "8.52", "reached"), ("HJ", "2.30", "2.33", "cleared"), ("DEC", "8700", "8701", "scored")],
)
def test_more_is_better_where_it_is(code, first, second, verb):
    sheet = a_sheet((1, "Furlani", first), (2, "Tentóglou", second), code=code)

    assert said(places.order, sheet) == [f"Tentóglou is 2nd with {second}, but Furlani, 1st, {verb} {first}."]


@given(st.lists(st.integers(min_value=9_000, max_value=12_000), min_size=1, max_size=9))
def test_places_by_the_marks_are_never_contradicted(times):
    ordered = sorted(times)
    rows = [
        (ordered.index(time) + 1, f"Runner {n}", f"{time // 1000}.{time % 1000:03d}")
        for n, time in enumerate(ordered)
    ]
    sheet = a_sheet(*rows, code="100")

    assert [said(rule, sheet) for rule in (places.order, places.shared, places.equals)] == [[], [], []]
    assert said(places.sequence, [sheet]) == []


def test_time_by_hand_is_compared_as_precisely_as_it_was_taken():
    assert said(places.order, a_sheet((1, "A", "49.7h"), (2, "B", "49.62"), code="400")) == []
    assert said(places.order, a_sheet((1, "A", "49.7h"), (2, "B", "49.52"), code="400")) == [
        "B is 2nd with 49.52, but A, 1st, ran 49.7h."
    ]


def test_who_is_out_is_not_compared():
    assert said(places.order, a_sheet((1, "A", "3:30.00"), (None, "B", "DQ"), (None, "C", "DNF"))) == []


def test_shared_place_has_one_mark():
    sheet = a_sheet((1, "A", "10.01"), (2, "B", "10.02"), (2, "C", "10.03"), code="100")

    assert said(places.shared, sheet) == ["B and C share 2nd, but one ran 10.02 and the other 10.03."]
    assert said(places.order, sheet) == []


def test_readings_separate_equal_times():
    rows = [(1, "A", "10.01", {"reading_ms": 10_009}), (2, "B", "10.01", {"reading_ms": 10_004})]

    assert said(places.equals, a_sheet(*rows, code="100")) == [
        "B is 2nd behind A, 1st, with the same 10.01, but the readings 10.009 and 10.004 put B ahead."
    ]


def test_shared_place_with_different_readings_is_told():
    rows = [(1, "A", "10.01", {"reading_ms": 10_004}), (1, "B", "10.01", {"reading_ms": 10_009})]

    assert said(places.equals, a_sheet(*rows, code="100")) == [
        "A and B share 1st with 10.01, but the readings 10.004 and 10.009 separate them."
    ]


def test_judges_may_separate_equal_times_without_readings():
    assert said(places.equals, a_sheet((1, "A", "10.01"), (2, "B", "10.01"), code="100")) == []


def test_second_best_trial_separates_equal_distances():
    rows = [(1, "A", "65.10", throws("65.10", "64.00")), (2, "B", "65.10", throws("64.50", "65.10"))]

    assert said(places.equals, a_sheet(*rows, code="DT")) == [
        "B is 2nd behind A, 1st, with the same 65.10, but the next-best trials put B ahead."
    ]


def test_failures_separate_equal_heights():
    rows = [
        (1, "A", "2.25", jumps("2.20 O", "2.25 XO", "2.30 XXX")),
        (2, "B", "2.25", jumps("2.20 XO", "2.25 O", "2.30 XXX")),
        (3, "C", "2.20", XXO),
    ]

    assert said(places.equals, a_sheet(*rows, code="HJ")) == [
        "B is 2nd behind A, 1st, with the same 2.25, but failures put B ahead."
    ]


def test_equal_failures_share_every_place_but_the_first():
    equal = jumps("2.20 O", "2.25 XXX")
    sharing = [(2, "A", "2.20", equal), (2, "B", "2.20", equal), (4, "C", "2.20", XXO)]
    rows = [(2, "A", "2.20", equal), (3, "B", "2.20", equal), (4, "C", "2.20", XXO)]
    after_a_jump_off = [(1, "A", "2.20", equal), (2, "B", "2.20", equal), (3, "C", "2.20", XXO)]

    assert said(places.equals, a_sheet(*rows, code="HJ")) == [
        "A is 2nd and B 3rd with the same 2.20, but failures do not separate them."
    ]
    assert said(places.equals, a_sheet(*after_a_jump_off, code="HJ")) == []
    assert said(places.equals, a_sheet(*sharing, code="HJ")) == []


@pytest.mark.parametrize(
    "third",
    [
        jumps("2.20 O", "2.25 XXX"),  # no height was cleared at the third trial: a source that loses failures
        jumps("2.20 XXO", "2.25 X"),  # neither out nor the winner
        jumps("2.20 XXO", "2.15 XXX"),  # down
        {},
    ],
)
def test_no_countback_on_series_that_are_not_whole(third):
    rows = [
        (1, "A", "2.25", jumps("2.20 O", "2.25 XO", "2.30 XXX")),
        (2, "B", "2.25", jumps("2.20 XO", "2.25 O", "2.30 XXX")),
        (3, "C", "2.20", third),
    ]

    assert said(places.equals, a_sheet(*rows, code="HJ")) == []


def test_place_left_out_is_told():
    assert said(places.sequence, [a_sheet((1, "A", "3:30.00"), (3, "B", "3:31.00"))]) == [
        "Nobody is 2nd, but B is 3rd."
    ]


def test_place_left_out_says_nothing_where_rows_are_missing_or_the_race_is_on():
    rows = [(1, "A", "3:30.00"), (3, "B", "3:31.00")]

    assert said(places.sequence, [a_sheet(*rows, complete=False)]) == []
    assert said(places.sequence, [a_sheet(*rows, status="live")]) == []


def test_shared_place_leaves_the_next_one_free():
    assert said(places.sequence, [a_sheet((1, "A"), (1, "B"), (3, "C"))]) == []
    assert said(places.sequence, [a_sheet((1, "A"), (1, "B"), (2, "C"))]) == [
        "A and B share 1st, so the next is 3rd, but C is 2nd."
    ]


def test_groups_may_be_numbered_through():
    through = heats([(1, "A"), (4, "B")], [(2, "C"), (3, "D")], code="LJ", round="qualification")
    each = heats([(1, "A"), (2, "B")], [(1, "C"), (2, "D")], code="LJ", round="qualification")
    neither = heats([(1, "A"), (2, "B")], [(1, "C"), (4, "D")], code="LJ", round="qualification")

    assert [said(places.sequence, groups) for groups in (through, each)] == [[], []]
    assert said(places.sequence, neither) == ["Nobody is 2nd and 3rd, but D is 4th."]


def test_status_excludes_place_and_mark():
    sheet = a_sheet((1, "A", "3:30.00", {"status": "DNF"}), (None, "B", "3:31.00", {"status": "DQ"}))

    assert said(places.status, sheet) == [
        "A did not finish, but is 1st.",
        "B disqualified, but has a mark of 3:31.00.",
    ]


def test_place_and_mark_belong_together_once_there_is_a_result():
    rows = [(1, "A", "3:30.00"), (2, "B"), (None, "C", "3:31.00"), (None, "D")]

    assert said(places.incomplete, a_sheet(*rows)) == [
        "B is 2nd and has no mark.",
        "C has no place, with 3:31.00.",
    ]
    assert said(places.incomplete, a_sheet(*rows, status="live")) == []
