import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.marks import Mark, MarkError, Measure, Precision, parse_mark, round_up_to_hundredth

TIME, DISTANCE, HEIGHT, POINTS = Measure
NO_BREAK, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "measure", "value", "precision"),
    [
        ("9.58", TIME, 9_580, Precision.HUNDREDTH),
        ("9.9h", TIME, 9_900, Precision.HAND),
        ("56.1", TIME, 56_100, Precision.TENTH),
        ("10.005", TIME, 10_005, Precision.THOUSANDTH),
        ("3:29.38", TIME, 209_380, Precision.HUNDREDTH),
        ("1:54.2", TIME, 114_200, Precision.TENTH),
        ("13:01", TIME, 781_000, Precision.SECOND),
        ("2:00:35", TIME, 7_235_000, Precision.SECOND),
        ("2:09:44.3", TIME, 7_784_300, Precision.TENTH),
        ("120:30.5h", TIME, 7_230_500, Precision.HAND),
        ("8.95", DISTANCE, 8_950, Precision.CENTIMETRE),
        ("104.80", DISTANCE, 104_800, Precision.CENTIMETRE),
        ("21330", DISTANCE, 21_330_000, Precision.METRE),
        ("6.23", HEIGHT, 6_230, Precision.CENTIMETRE),
        ("9126", POINTS, 9_126, Precision.POINT),
        ("3:29,38", TIME, 209_380, Precision.HUNDREDTH),
        ("３：２９．３８", TIME, 209_380, Precision.HUNDREDTH),
        (f"{NO_BREAK}8.95{NARROW}", DISTANCE, 8_950, Precision.CENTIMETRE),
        ("\u200b9.58\ufeff", TIME, 9_580, Precision.HUNDREDTH),
        ("9,126", POINTS, 9_126, Precision.POINT),
        (f"9{NO_BREAK}126", POINTS, 9_126, Precision.POINT),
    ],
)
def test_written_forms_are_read(text, measure, value, precision):
    assert parse_mark(text, measure) == Mark(value, measure, precision)


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("", TIME, "a time such as"),
        ("DNF", TIME, "a time such as"),
        ("3:60.00", TIME, "a time such as"),
        ("3:9.38", TIME, "a time such as"),
        ("03:29.38", TIME, "a time such as"),
        ("9", TIME, "a time such as"),
        ("0.00", TIME, "a time such as"),
        ("9.58h", TIME, "a time such as"),
        ("-9.58", TIME, "a time such as"),
        ("8.9", DISTANCE, "metres with two decimals such as 8.95"),
        ("8", DISTANCE, "metres with two decimals such as 8.95"),
        ("8.955", DISTANCE, "metres with two decimals such as 8.95"),
        ("8,95m", DISTANCE, "metres with two decimals such as 8.95"),
        ("x8.95", DISTANCE, "metres with two decimals such as 8.95"),
        ("3:29.38", HEIGHT, "metres with two decimals such as 2.37"),
        ("6740.0", POINTS, "points such as 9126"),
        ("x1", POINTS, "points such as 9126"),
        ("٩.٥٨", TIME, "a time such as"),
        ("9.5²", TIME, "a time such as"),
        ("9.58" + " " * 40 + "DQ", TIME, "a time such as"),
        ("9.58" + " " * 40, TIME, "a time such as"),
        ("3:29h", TIME, "a time such as"),
        ("9,1,26", POINTS, "points such as 9126"),
    ],
)
def test_wrong_forms_name_what_was_expected(text, measure, expected):
    with pytest.raises(MarkError, match=expected):
        parse_mark(text, measure)


def test_trailing_zero_is_kept():
    assert [str(parse_mark(text, TIME)) for text in ("49.60", "49.6")] == ["49.60", "49.6"]


def test_error_does_not_echo_control_characters_or_floods():
    with pytest.raises(MarkError) as error:
        parse_mark("\x1b[31m" + "9" * 10_000, TIME)

    assert "\x1b" not in str(error.value)
    assert len(str(error.value)) < 200
    assert "99…”" in str(error.value)


def test_road_times_round_up_to_the_second():
    assert str(parse_mark("2:09:44.3", TIME, road=True)) == "2:09:45"
    assert str(parse_mark("2:09:44", TIME, road=True)) == "2:09:44"


@pytest.mark.parametrize(("reading", "official"), [(209_371, 209_380), (209_380, 209_380), (9_999, 10_000)])
def test_readings_round_up_to_the_hundredth(reading, official):
    assert round_up_to_hundredth(reading) == official


def test_lower_time_and_longer_jump_are_better():
    assert parse_mark("3:29.38", TIME).beats(parse_mark("3:29.65", TIME))
    assert parse_mark("8.95", DISTANCE).beats(parse_mark("8.90", DISTANCE))


def test_marks_of_different_measures_are_not_compared():
    with pytest.raises(TypeError):
        parse_mark("9.58", TIME).beats(parse_mark("8.95", DISTANCE))


@pytest.mark.parametrize(
    ("mark", "winner", "measure", "gap"),
    [
        ("3:29.65", "3:29.38", TIME, "+0.27"),
        ("3:29.38", "3:29.38", TIME, ""),
        ("1:04:10", "1:03:04", TIME, "+1:06"),
        ("8.55", "8.65", DISTANCE, "−0.10"),
        ("6720", "6740", POINTS, "−20"),
        ("9.9h", "9.6h", TIME, "+0.3"),
    ],
)
def test_gap_is_written_with_its_sign(mark, winner, measure, gap):
    assert parse_mark(mark, measure).gap_to(parse_mark(winner, measure)) == gap


def test_marks_add_up():
    assert str(parse_mark("59.50", TIME) + parse_mark("1.75", TIME)) == "1:01.25"


def test_sum_keeps_what_the_finer_of_two_times_says():
    assert str(parse_mark("56.1", TIME) + parse_mark("58.52", TIME)) == "1:54.62"


def test_time_is_never_shown_better_than_it_was():
    assert str(Mark(59_991, TIME, Precision.HUNDREDTH)) == "1:00.00"


def test_machine_form_is_a_plain_number():
    machine = [parse_mark(text, TIME).machine for text in ("3:29.38", "49.6", "2:00:35")]

    assert machine == ["209.38", "49.6", "7235"]


STEP = {
    Precision.SECOND: 1000,
    Precision.TENTH: 100,
    Precision.HAND: 100,
    Precision.HUNDREDTH: 10,
    Precision.THOUSANDTH: 1,
}
times = st.builds(
    lambda precision, steps: Mark(steps * STEP[precision], TIME, precision),
    st.sampled_from(list(STEP)),
    st.integers(1, 35_000),
)
metres = st.builds(
    lambda measure, centimetres: Mark(centimetres * 10, measure, Precision.CENTIMETRE),
    st.sampled_from([DISTANCE, HEIGHT]),
    st.integers(1, 99_999),
)
hour_runs = st.builds(lambda m: Mark(m * 1000, DISTANCE, Precision.METRE), st.integers(1_000, 999_999))
points = st.builds(lambda value: Mark(value, POINTS, Precision.POINT), st.integers(1, 99_999))


@given(st.one_of(times, metres, hour_runs, points))
def test_what_is_written_is_read_back(mark):
    assert parse_mark(str(mark), mark.measure) == mark


@given(st.text(max_size=60), st.sampled_from(list(Measure)))
def test_any_text_is_a_mark_or_a_mark_error(text, measure):
    try:
        assert parse_mark(text, measure).value > 0
    except MarkError as error:
        assert "expected" in str(error)


@given(times, times)
def test_of_two_times_one_beats_the_other_or_neither(one, other):
    assert one.beats(other) + other.beats(one) == (one.value != other.value)
