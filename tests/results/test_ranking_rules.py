"""The rules that few contests need: lost series, jump-offs, judges; and what holds of every contest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.marks import Mark, Measure, Precision, parse_mark
from results.ranking import (
    HORIZONTAL,
    POINTS,
    RULE_OF_MEASURE,
    TIME,
    VERTICAL,
    Entrant,
    Rule,
    qualify,
    rank,
    shared_places,
)


def run(key, text, **fields):
    return Entrant(key, parse_mark(text, Measure.TIME), **fields)


def jump(key, best, *trials):
    series = tuple(parse_mark(trial, Measure.DISTANCE) if trial != "x" else None for trial in trials)
    return Entrant(key, parse_mark(best, Measure.DISTANCE), series=series)


def vault(key, best, *heights, **fields):
    """`vault("A", "2.10", "2.05 O", "2.10 XO")`"""
    series = tuple(
        (parse_mark(height, Measure.HEIGHT).value, trials)
        for height, trials in (text.split() for text in heights)
    )
    return Entrant(key, parse_mark(best, Measure.HEIGHT), series=series, **fields)


def places(entrants, rule):
    return {entrant.key: place for place, entrant in rank(entrants, rule)}


def test_each_measure_has_its_rule():
    assert set(RULE_OF_MEASURE) == set(Measure)
    assert (RULE_OF_MEASURE[Measure.HEIGHT], RULE_OF_MEASURE[Measure.DISTANCE]) == (VERTICAL, HORIZONTAL)


def test_reading_known_of_one_only_separates_nobody():
    assert places([run("A", "9.88", reading_ms=9_874), run("B", "9.88")], TIME) == {"A": 1, "B": 1}


def test_reading_that_does_not_give_the_time_separates_nobody():
    heat = [run("A", "9.88", reading_ms=9_881), run("B", "9.88", reading_ms=9_874)]
    assert places(heat, TIME) == {"A": 1, "B": 1}


def test_judges_separate_equal_times():
    assert places([run("A", "9.88", decided=2), run("B", "9.88", decided=1)], TIME) == {"B": 1, "A": 2}


def test_thousandths_go_before_the_judges():
    heat = [run("A", "9.88", reading_ms=9_874, decided=2), run("B", "9.88", reading_ms=9_875, decided=1)]
    assert places(heat, TIME) == {"A": 1, "B": 2}


def test_third_best_separates_after_the_second():
    final = [jump("A", "8.10", "8.10", "8.00", "x"), jump("B", "8.10", "7.50", "8.00", "8.10")]
    assert places(final, HORIZONTAL) == {"B": 1, "A": 2}


def test_series_without_the_mark_separates_nobody():
    final = [jump("A", "8.10", "8.05", "8.00"), jump("B", "8.10", "8.10", "x")]
    assert places(final, HORIZONTAL) == {"A": 1, "B": 1}


def test_unknown_series_separates_nobody():
    assert places([jump("A", "8.10"), jump("B", "8.10", "8.10", "x")], HORIZONTAL) == {"A": 1, "B": 1}


def test_failures_at_the_last_height_go_before_those_in_all():
    final = [
        vault("A", "2.10", "2.00 XXO", "2.05 XXO", "2.10 O", "2.15 XXX"),
        vault("B", "2.10", "2.00 O", "2.05 O", "2.10 XO", "2.15 XXX"),
    ]
    assert places(final, VERTICAL) == {"A": 1, "B": 2}


def test_failure_before_a_pass_counts_in_all_but_not_at_the_last_height():
    """A fails once at 2.05, passes to 2.10 and clears it at once."""
    final = [
        vault("A", "2.10", "2.05 X-", "2.10 O", "2.15 XXX"),
        vault("B", "2.10", "2.05 O", "2.10 O", "2.15 XXX"),
        vault("C", "2.10", "2.05 O", "2.10 XO", "2.15 r"),
    ]
    assert places(final, VERTICAL) == {"B": 1, "A": 2, "C": 3}


def test_failures_of_a_series_without_the_mark_separate_nobody():
    final = [vault("A", "2.10", "2.05 O", "2.15 XXX"), vault("B", "2.10", "2.10 XO", "2.15 XXX")]
    assert places(final, VERTICAL) == {"A": 1, "B": 1}


def test_lower_case_trials_count_alike():
    final = [vault("A", "2.10", "2.10 xo"), vault("B", "2.10", "2.10 o")]
    assert places(final, VERTICAL) == {"B": 1, "A": 2}


def test_jump_off_decides_what_countback_leaves_equal():
    final = [
        vault("A", "2.36", "2.36 O", "2.38 XXX", decided=2),
        vault("B", "2.36", "2.36 O", "2.38 XXX", decided=1),
        vault("C", "2.36", "2.36 XO", "2.38 XXX"),
    ]
    assert places(final, VERTICAL) == {"B": 1, "A": 2, "C": 3}


def test_heights_of_a_jump_off_are_no_part_of_the_countback():
    final = [
        vault("A", "2.36", "2.36 O", "2.38 XXX", "2.38 X", "2.36 X"),
        vault("B", "2.36", "2.36 O", "2.38 XXX", "2.38 X", "2.36 O"),
    ]
    assert places(final, VERTICAL) == {"A": 1, "B": 1}


def test_entrant_without_mark_or_status_stands_before_those_who_are_out():
    heat = [Entrant("out", status="DNF"), Entrant("running"), run("in", "9.88")]
    assert [entrant.key for _, entrant in rank(heat, TIME)] == ["in", "running", "out"]


def test_unknown_status_is_named():
    with pytest.raises(ValueError, match="'FS' is no status of a result"):
        rank([Entrant("A", status="FS")], TIME)


def test_shared_places_name_who_shares():
    ranked = rank([run("A", "9.88"), run("B", "9.88"), run("C", "9.90")], TIME)
    assert shared_places(ranked) == {1: ["A", "B"]}


def test_qualify_keeps_the_judges_order_within_a_heat():
    heats = [
        [run("A", "20.10"), run("B", "20.52", decided=2), run("C", "20.52", decided=3)],
        [run("D", "20.20"), run("E", "20.60")],
    ]
    assert qualify(heats, "1+1") == {"A": "Q", "D": "Q", "B": "q"}


def test_qualify_asks_no_judge_of_another_heat():
    heats = [
        [run("A", "20.10"), run("B", "20.52", decided=2)],
        [run("C", "20.20"), run("D", "20.52", decided=3)],
    ]
    assert qualify(heats, "1+1") == {"A": "Q", "C": "Q", "B": "q", "D": "q"}


def test_qualify_takes_nobody_who_did_not_finish():
    heats = [[run("A", "20.10"), Entrant("B", status="DNF"), run("C", "20.00", status="DQ")]]
    assert qualify(heats, "2+2") == {"A": "Q"}


TRIALS = st.sampled_from(["O", "XO", "XXO"])
MARKS = {
    TIME: lambda step: Mark(9_800 + step * 10, Measure.TIME, Precision.HUNDREDTH),
    HORIZONTAL: lambda step: Mark(8_000 + step * 10, Measure.DISTANCE, Precision.CENTIMETRE),
    VERTICAL: lambda step: Mark(2_000 + step * 10, Measure.HEIGHT, Precision.CENTIMETRE),
    POINTS: lambda step: Mark(8_000 + step, Measure.POINTS, Precision.POINT),
}


def series(rule, step, trials):
    if rule == HORIZONTAL:
        return tuple(MARKS[HORIZONTAL](step - less) for less in range(len(trials)))
    heights = [*range(1_900, 1_900 + len(trials) - 1), MARKS[VERTICAL](step).value]
    return tuple(zip(heights, trials, strict=True))


@st.composite
def contests(draw):
    """Few different marks, so that equals are common; some readings, series and decisions are not known."""
    rule = draw(st.sampled_from(Rule))
    entrants = []
    for key in range(draw(st.integers(0, 8))):
        step = draw(st.integers(0, 2))
        mark = MARKS[rule](step)
        trials = draw(st.lists(TRIALS, min_size=1, max_size=3))
        known = draw(st.booleans())
        entrants.append(
            Entrant(
                key,
                mark,
                status=draw(st.sampled_from(["", "", "", "DNF", "DQ"])),
                reading_ms=mark.value - draw(st.integers(0, 2)) if known and rule == TIME else None,
                series=series(rule, step, trials) if known and rule in (HORIZONTAL, VERTICAL) else (),
                decided=draw(st.sampled_from([None, 1, 2])),
            )
        )
    return rule, entrants


@given(contests(), st.randoms())
def test_places_do_not_depend_on_the_order_given(contest, random):
    rule, entrants = contest
    assert places(random.sample(entrants, len(entrants)), rule) == places(entrants, rule)


@given(contests())
def test_rank_keeps_everyone_and_better_marks_stand_higher(contest):
    rule, entrants = contest
    ranked = rank(entrants, rule)
    marks = [entrant.mark.sort_key for place, entrant in ranked if place]

    assert sorted(entrant.key for _, entrant in ranked) == sorted(entrant.key for entrant in entrants)
    assert marks == sorted(marks)


@given(contests())
def test_shared_place_leaves_the_next_free_and_needs_equal_marks(contest):
    rule, entrants = contest
    ranked = [(place, entrant) for place, entrant in rank(entrants, rule) if place]

    for number, (place, entrant) in enumerate(ranked, start=1):
        first = next(n for n, (other, _) in enumerate(ranked, start=1) if other == place)
        assert place == first <= number
        assert entrant.mark == ranked[first - 1][1].mark


@given(contests())
def test_status_takes_the_place(contest):
    rule, entrants = contest
    assert {e.key for place, e in rank(entrants, rule) if place is None} == {
        e.key for e in entrants if e.status
    }
