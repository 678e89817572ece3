import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.marks import Mark, Measure, Precision, parse_mark
from results.ranking import (
    HORIZONTAL,
    POINTS,
    TIME,
    VERTICAL,
    Entrant,
    parse_advancement,
    qualify,
    rank,
    shared_places,
)


def run(key, text, **fields):
    return Entrant(key, parse_mark(text, Measure.TIME) if text else None, **fields)


def jump(key, *series):
    marks = tuple(parse_mark(text, Measure.DISTANCE) for text in series)
    return Entrant(key, max(marks, key=lambda mark: mark.value), series=marks)


def bar(key, **trials):
    """`bar("A", h200="O", h205="XO", h210="XXX")`"""
    series = tuple((int(height[1:]) * 10, text) for height, text in trials.items())
    best = max(height for height, text in series if "O" in text)
    return Entrant(key, Mark(best, Measure.HEIGHT, Precision.CENTIMETRE), series=series)


def places(entrants, rule):
    return [(place, entrant.key) for place, entrant in rank(entrants, rule)]


def test_equal_times_tie_and_the_next_place_is_left_out():
    heat = [run("C", "9.90"), run("A", "9.88"), run("B", "9.88")]

    assert places(heat, TIME) == [(1, "A"), (1, "B"), (3, "C")]


def test_thousandths_separate_equal_times():
    heat = [run("B", "9.88", reading_ms=9_879), run("A", "9.88", reading_ms=9_874)]

    assert places(heat, TIME) == [(1, "A"), (2, "B")]


def test_equal_thousandths_still_tie():
    heat = [run("A", "9.88", reading_ms=9_874), run("B", "9.88", reading_ms=9_874)]

    assert places(heat, TIME) == [(1, "A"), (1, "B")]


def test_second_best_separates_equal_jumps():
    final = [jump("B", "8.50", "8.10"), jump("A", "8.20", "8.50"), jump("C", "8.50")]

    assert places(final, HORIZONTAL) == [(1, "A"), (2, "B"), (3, "C")]


def test_equal_series_of_jumps_tie():
    assert places([jump("A", "8.50", "8.20"), jump("B", "8.20", "8.50")], HORIZONTAL) == [(1, "A"), (1, "B")]


def test_fewer_failures_at_the_height_win():
    final = [bar("B", h200="O", h205="XO"), bar("A", h200="XXO", h205="O")]

    assert places(final, VERTICAL) == [(1, "A"), (2, "B")]


def test_fewer_failures_up_to_the_height_win_next():
    final = [bar("B", h200="XO", h205="O", h210="XXX"), bar("A", h200="O", h205="O", h210="XXX")]

    assert places(final, VERTICAL) == [(1, "A"), (2, "B")]


def test_failures_above_the_last_height_do_not_count():
    final = [bar("A", h200="O", h205="XXX"), bar("B", h200="O", h205="X")]

    assert places(final, VERTICAL) == [(1, "A"), (1, "B")]


def test_countback_that_separates_nobody_shares_the_place():
    final = [bar("Moon", h490="XO"), bar("Kennedy", h490="XO"), bar("Murto", h480="O")]

    assert places(final, VERTICAL) == [(1, "Moon"), (1, "Kennedy"), (3, "Murto")]


def test_points_rank_from_the_most_down():
    final = [
        Entrant(name, Mark(value, Measure.POINTS, Precision.POINT))
        for name, value in [("Hall", 6720), ("Johnson-Thompson", 6740)]
    ]

    assert places(final, POINTS) == [(1, "Johnson-Thompson"), (2, "Hall")]


def test_those_without_a_place_come_last_in_the_customary_order():
    heat = [run(s, "", status=s) for s in ["DNS", "DQ", "NM", "DNF"]] + [run("A", "9.88")]

    assert places(heat, TIME) == [(1, "A"), (None, "DNF"), (None, "NM"), (None, "DQ"), (None, "DNS")]


def test_status_excludes_a_mark_from_the_places():
    assert places([run("A", "9.88", status="DQ"), run("B", "9.90")], TIME) == [(1, "B"), (None, "A")]


def test_qualify_takes_places_then_times():
    heats = [
        [run("A", "10.00"), run("B", "10.10"), run("C", "10.11")],
        [run("D", "10.50"), run("E", "10.05")],
    ]

    assert qualify(heats, "1+2") == {"A": "Q", "E": "Q", "B": "q", "C": "q"}


def test_qualify_takes_all_of_a_tie_for_the_last_time():
    heats = [[run("A", "10.00"), run("B", "10.10")], [run("C", "10.01"), run("D", "10.10")]]

    assert qualify(heats, "1+1") == {"A": "Q", "C": "Q", "B": "q", "D": "q"}


@pytest.mark.parametrize("rule", ["", "3", "3+", "+4", "3-4", "a+b", "³+4"])
def test_advancement_that_is_no_rule_names_what_was_expected(rule):
    with pytest.raises(ValueError, match="expected places and times"):
        parse_advancement(rule)


heats = st.lists(
    st.tuples(st.integers(9_500, 9_520), st.sampled_from(["", "", "DNF", "DQ", "DNS"])), max_size=12
).map(
    lambda rows: [
        Entrant(key, Mark(value * 10, Measure.TIME, Precision.HUNDREDTH), status=status)
        for key, (value, status) in enumerate(rows)
    ]
)


@given(heats, st.randoms())
def test_places_do_not_depend_on_the_order_of_arrival(heat, random):
    shuffled = random.sample(heat, len(heat))

    assert {e.key: p for p, e in rank(heat, TIME)} == {e.key: p for p, e in rank(shuffled, TIME)}


@given(heats)
def test_a_place_is_one_more_than_those_ahead(heat):
    ranked = [(place, entrant) for place, entrant in rank(heat, TIME) if place]

    for place, entrant in ranked:
        assert place == 1 + sum(other.mark.beats(entrant.mark) for _, other in ranked)


@given(heats)
def test_shared_places_name_all_who_share(heat):
    ranked = rank(heat, TIME)

    assert sum(len(keys) - 1 for keys in shared_places(ranked).values()) == sum(
        place is not None for place, _ in ranked
    ) - len({place for place, _ in ranked if place is not None})
