import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts.scales import Scale, nice_bounds, nice_step, nice_ticks, number


@pytest.mark.parametrize(
    ("value", "written"),
    [(636.0, "636"), (610.64, "610.6"), (-0.01, "0"), (-2.5, "-2.5"), (1234567.0, "1234567")],
)
def test_number_has_a_dot_and_one_decimal_at_most(value, written):
    assert number(value) == written


def test_scale_runs_both_ways():
    assert [Scale(0, 10, 100, 200)(value) for value in (0, 5, 10)] == [100, 150, 200]
    assert [Scale(0, 10, 200, 100)(value) for value in (0, 5, 10)] == [200, 150, 100]


def test_scale_of_one_value_starts_at_the_start():
    assert Scale(3, 3, 100, 200)(3) == 100


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 6.03, 7, (0, 1, 2, 3, 4, 5, 6)),
        (0, 0.3, 6, (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)),
        (206, 214, 4, (206, 208, 210, 212, 214)),
        (0, 100, 5, (0, 20, 40, 60, 80, 100)),
    ],
)
def test_nice_ticks_are_round_values(low, high, most, ticks):
    assert nice_ticks(low, high, most) == ticks


def test_nice_step_of_long_times_is_the_clock_s():
    assert [nice_step(span, 4, clock=True) for span in (8, 200, 1000, 10_000)] == [2, 60, 300, 3600]


@given(st.floats(-1000, 1000), st.floats(0.001, 5000), st.integers(1, 8), st.booleans())
def test_nice_ticks_stay_between_and_are_few(low, span, most, clock):
    ticks = nice_ticks(low, low + span, most, clock)
    assert len(ticks) <= most + 1
    assert all(low - 0.001 <= tick <= low + span + 0.001 for tick in ticks)


@given(st.floats(0, 10_000), st.floats(0, 5000), st.booleans())
def test_nice_bounds_hold_the_values(low, span, clock):
    first, last = nice_bounds(low, low + span, 4, clock)
    assert first < last
    assert first - 0.001 <= low
    assert low + span <= last + 0.001
