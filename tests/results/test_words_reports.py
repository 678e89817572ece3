from decimal import Decimal

import pytest

from results import words
from results.marks import Measure
from results.models import Attempt, Discipline
from tests.results.unsaved import a_race

KERR = (1, "Josh Kerr", "3:29.38")
INGEBRIGTSEN = (2, "Jakob Ingebrigtsen", "3:29.65")
NORDAS = (3, "Narve Gilje Nordås", "3:29.68")
KIPSANG = (4, "Abel Kipsang", "3:29.89")
NUGUSE = (5, "Yared Nuguse", "3:30.25")
RELAY = Discipline(code="4X100", name="4x100m relay", measure="time", team_size=4)
SPRINT = Discipline(code="100", name="100m", measure="time", kind="track", wind="race", distance_m=100)
LONG_JUMP = Discipline(code="LJ", name="long jump", measure="distance", kind="field", wind="attempt")


def rows(race):
    return race.results.all()


def with_series(race, *series):
    """A trial is metres, “X”, or a (height, outcome)."""
    for result, trials in zip(rows(race), series, strict=False):
        result._prefetched_objects_cache["attempts"] = [
            an_attempt(number, trial) for number, trial in enumerate(trials, start=1)
        ]
    return race


def an_attempt(number, trial):
    if isinstance(trial, tuple):
        return Attempt(number=number, height_mm=round(trial[0] * 1000), outcome=trial[1])
    if trial == "X":
        return Attempt(number=number, outcome="X")
    return Attempt(number=number, outcome="O", mark_mm=round(trial * 1000))


def test_winner_mark_best_margin_and_a_close_finish():
    race = a_race(KERR, INGEBRIGTSEN, NORDAS, KIPSANG, NUGUSE)
    rows(race)[0].personal_flags = "SB"
    assert words.sentences(race) == [
        "Josh Kerr won in 3:29.38, a season’s best, 0.27 seconds ahead of Jakob Ingebrigtsen; "
        "the first four finished within 0.51 seconds.",
        "Narve Gilje Nordås was third in 3:29.68.",
    ]
    assert words.summary(race) == " ".join(words.sentences(race))


def test_close_finish_is_not_counted_where_not_all_are_held():
    race = a_race(KERR, INGEBRIGTSEN, NORDAS, KIPSANG, complete=False)
    assert words.sentences(race)[0] == "Josh Kerr won in 3:29.38, 0.27 seconds ahead of Jakob Ingebrigtsen."


@pytest.mark.parametrize(
    "field",
    [
        [KERR, INGEBRIGTSEN, (4, "Abel Kipsang", "3:29.89"), (5, "Yared Nuguse", "3:30.90")],
        [KERR, (2, "A One", "3:29.60"), (3, "B Two"), (4, "C Three", "3:29.80")],
        [KERR, (2, "A One", "3:29.60"), (3, "B Two", "3:29.50"), (4, "C Three", "3:32.00")],
        [KERR, (2, "A One", "3:29.60"), (3, "B Two", "3:31.50"), (4, "C Three", "3:32.00")],
    ],
    ids=["a place missing", "a mark missing", "not in the order of their times", "far apart"],
)
def test_close_finish_is_told_of_an_unbroken_front_only(field):
    assert "finished within" not in words.summary(a_race(*field))


@pytest.mark.parametrize(
    ("third", "told"), [("3:20.50", "; the first three finished within 0.50 seconds"), ("3:20.51", "")]
)
def test_close_finish_is_within_a_four_hundredth_of_the_winning_time(third, told):
    race = a_race((1, "A One", "3:20.00"), (2, "B Two", "3:20.40"), (3, "C Three", third))
    assert words.sentences(race)[0] == f"A One won in 3:20.00, 0.40 seconds ahead of B Two{told}."


def test_close_finish_does_not_stop_among_those_who_share_a_place():
    race = a_race(KERR, INGEBRIGTSEN, (3, "A One", "3:29.70"), (3, "B Two"))
    assert "finished within" not in words.summary(race)


def test_close_finish_stops_before_a_place_that_is_shared():
    race = a_race(KERR, INGEBRIGTSEN, (3, "A One", "3:29.70"), (3, "B Two", "3:29.70"), (5, "C", "3:35.00"))
    assert words.sentences(race)[0].endswith("; the first four finished within 0.32 seconds.")


def test_heat_speaks_of_no_winner():
    heat = a_race(KERR, INGEBRIGTSEN, round="heat", decides_medals=False)
    assert words.summary(heat) == "Josh Kerr was first in 3:29.38, 0.27 seconds ahead of Jakob Ingebrigtsen."


def test_provisional_result_says_so_first():
    race = a_race(KERR, INGEBRIGTSEN, status="provisional")
    assert words.summary(race).startswith("Provisional: Josh Kerr won in 3:29.38, ")


# Those who share a place


def test_gold_is_shared():
    race = a_race(
        (1, "Katie Moon", "4.90"),
        (1, "Nina Kennedy", "4.90"),
        (3, "Wilma Murto", "4.80"),
        measure=Measure.HEIGHT,
    )
    rows(race)[1].record_flags = "AR"
    assert words.sentences(race) == [
        "Katie Moon and Nina Kennedy shared the gold with 4.90 metres.",
        "Kennedy’s 4.90 was an area record, and Wilma Murto was third with 4.80 metres.",
    ]


def test_many_who_share_are_counted():
    field = [(1, f"Jumper {letter}", "2.21") for letter in "ABCDE"]
    race = a_race(*field, measure=Measure.HEIGHT, round="qualification", decides_medals=False)
    assert words.summary(race) == "Five shared first place with 2.21 metres."
    race.complete = False
    assert words.summary(race).startswith("Jumper A, Jumper B, Jumper C, Jumper D and Jumper E shared ")


def test_shared_bronze_names_both():
    race = a_race(KERR, (2, "X Y", "3:31.00"), (3, "A One", "3:32.00"), (3, "B Two", "3:32.00"))
    assert words.sentences(race)[-1] == "A One and B Two were third in 3:32.00."


def test_shared_silver_names_both():
    race = a_race(KERR, (2, "A One", "3:30.00"), (2, "B Two", "3:30.00"))
    assert words.sentences(race)[0].startswith(
        "Josh Kerr won in 3:29.38, 0.62 seconds ahead of A One and B Two"
    )


# How far ahead


@pytest.mark.parametrize(
    ("measure", "first", "second", "told"),
    [
        (Measure.POINTS, "6740", "6739", "with 6740 points, 1 point ahead of B Two"),
        (Measure.POINTS, "6740", "6720", "with 6740 points, 20 points ahead of B Two"),
        (Measure.DISTANCE, "8.65", "8.53", "with 8.65 metres, 12 centimetres ahead of B Two"),
        (Measure.DISTANCE, "8.65", "8.64", "with 8.65 metres, 1 centimetre ahead of B Two"),
        (Measure.DISTANCE, "71.46", "70.02", "with 71.46 metres, 1.44 metres ahead of B Two"),
        (Measure.DISTANCE, "21330", "21290", "with 21330 metres, 40 metres ahead of B Two"),
        (Measure.HEIGHT, "6.10", "6.00", "with 6.10 metres, 10 centimetres ahead of B Two"),
        (Measure.TIME, "9.9h", "10.1h", "in 9.9h, 0.2 seconds ahead of B Two"),
        (Measure.TIME, "2:08:30", "2:08:31", "in 2:08:30, 1 second ahead of B Two"),
        (Measure.TIME, "2:08:30", "2:08:49", "in 2:08:30, 19 seconds ahead of B Two"),
        (Measure.TIME, "2:08:30", "2:09:32", "in 2:08:30, 1:02 ahead of B Two"),
        (Measure.TIME, "9.88", "9.88", "in 9.88, the same time as B Two in second place"),
        (Measure.TIME, "9.89", "9.88", "in 9.89, ahead of B Two"),
        (Measure.DISTANCE, "8.41", "8.41", "with 8.41 metres, the same distance as B Two in second place"),
        (Measure.HEIGHT, "2.36", "2.36", "with 2.36 metres, the same height as B Two in second place"),
        (Measure.POINTS, "6740", "6740", "with 6740 points, the same score as B Two in second place"),
        (Measure.TIME, "", "", ", ahead of B Two"),
    ],
)
def test_margin(measure, first, second, told):
    race = a_race((1, "A One", first), (2, "B Two", second), measure=measure)
    assert words.summary(race) == f"A One won {told}.".replace(" ,", ",")


def test_without_the_second_the_margin_is_left_out():
    race = a_race(KERR, NORDAS, complete=False)
    assert words.summary(race) == "Josh Kerr won in 3:29.38. Narve Gilje Nordås was third in 3:29.68."


def test_thousandths_separate_equal_times():
    race = a_race((1, "Noah Lyles", "9.79"), (2, "Fred Kerley", "9.79"))
    rows(race)[0].reading_ms, rows(race)[1].reading_ms = 9784, 9789
    assert words.summary(race) == (
        "Noah Lyles won in 9.79, five thousandths of a second ahead of Fred Kerley, who had the same time."
    )


@pytest.mark.parametrize("readings", [(9784, None), (9789, 9784), (9714, 9789)])
def test_readings_that_do_not_tell_are_not_told(readings):
    race = a_race((1, "A One", "9.79"), (2, "B Two", "9.79"))
    for result, reading in zip(rows(race), readings, strict=True):
        result.reading_ms = reading
    assert words.summary(race) == "A One won in 9.79, the same time as B Two in second place."


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([(2.33, "O"), (2.36, "O")], [(2.33, "XO"), (2.36, "O")], "ahead of B Two on countback"),
        ([(2.33, "XO"), (2.36, "O")], [(2.33, "O"), (2.36, "O")], "the same height as B Two in second place"),
        (
            [(2.36, "O"), (2.38, "X"), (2.36, "O")],
            [(2.36, "O"), (2.38, "X"), (2.36, "X")],
            "after a jump-off",
        ),
        ([(2.33, "O")], [(2.33, "XO")], "the same height as B Two in second place"),
    ],
    ids=["fewer failures", "series against the places", "jump-off", "the winning height is lost"],
)
def test_equal_heights_are_separated_as_far_as_the_series_tell(first, second, told):
    race = a_race((1, "A One", "2.36"), (2, "B Two", "2.36"), measure=Measure.HEIGHT)
    assert words.summary(with_series(race, first, second)).endswith(f"{told}.")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([8.41, 8.30], [8.41, 8.20], "ahead of B Two on second-best mark"),
        ([8.41, 8.30, 8.11], [8.30, 8.41, "X"], "ahead of B Two on third-best mark"),
        ([8.41, 8.20], [8.41, 8.30], "the same distance as B Two in second place"),
        ([8.30], [8.30, 8.41], "the same distance as B Two in second place"),
    ],
)
def test_equal_distances_are_separated_as_far_as_the_series_tell(first, second, told):
    race = a_race((1, "A One", "8.41"), (2, "B Two", "8.41"), measure=Measure.DISTANCE)
    assert words.summary(with_series(race, first, second)).endswith(f"{told}.")


def test_bronze_lost_on_countback_names_the_fourth():
    race = a_race(
        (1, "A One", "2.37"),
        (2, "B Two", "2.29"),
        (3, "Oleh Doroshchuk", "2.26"),
        (4, "Thomas Carmoy", "2.26"),
        measure=Measure.HEIGHT,
    )
    assert words.sentences(race)[1] == (
        "Oleh Doroshchuk was third with 2.26 metres, ahead of Thomas Carmoy on countback."
    )


def test_third_with_the_mark_of_the_second_says_also():
    race = a_race((1, "A One", "9.83"), (2, "B Two", "9.88"), (3, "Zharnel Hughes", "9.88"), complete=False)
    assert words.sentences(race)[1] == "Zharnel Hughes was third, also in 9.88."


# Teams and names


def test_teams_are_plural_and_some_have_an_article():
    race = a_race(
        (1, "Netherlands", "37.62"), (2, "United States", "37.76"), (3, "Italy", "38.20"), discipline=RELAY
    )
    rows(race)[1].record_flags = "NR"
    assert words.sentences(race) == [
        "The Netherlands won in 37.62, 0.14 seconds ahead of the United States.",
        "The United States’ 37.76 was a national record, and Italy were third in 38.20.",
    ]


def test_teams_are_first_in_heats_and_disqualified_in_the_plural():
    heat = a_race((1, "Italy", "37.62"), (None, "Poland", "DQ"), discipline=RELAY, round="heat")
    assert words.sentences(heat) == ["Italy were first in 37.62.", "Poland were disqualified."]


def test_two_of_one_family_are_called_by_their_given_names():
    race = a_race((1, "Jakob Ingebrigtsen", "3:29.38"), (2, "Filip Ingebrigtsen", "3:31.00"))
    rows(race)[1].personal_flags = "PB"
    assert words.sentences(race)[1] == "Filip’s 3:31.00 was a personal best."


# Records and bests


@pytest.mark.parametrize(
    ("record", "personal", "told"),
    [
        ("", "PB", ", a personal best,"),
        ("", "=SB", ", equalling a season’s best,"),
        ("CR NR", "PB", ", a championship record and a national record,"),
        ("OR", "", ", an Olympic record,"),
        ("=NR", "PB", ", equalling the national record,"),
        ("NR NU23R", "", ", a national record,"),
        ("", "DB XX", ","),
    ],
)
def test_declared_bests_are_told_the_highest_first(record, personal, told):
    race = a_race(KERR, INGEBRIGTSEN)
    rows(race)[0].record_flags, rows(race)[0].personal_flags = record, personal
    assert words.summary(race) == f"Josh Kerr won in 3:29.38{told} 0.27 seconds ahead of Jakob Ingebrigtsen."


def test_bests_of_second_and_third_follow():
    race = a_race(KERR, INGEBRIGTSEN, (3, "Narve Gilje Nordås", "3:35.00"))
    rows(race)[1].record_flags, rows(race)[2].personal_flags = "NR =AR", "PB"
    assert words.sentences(race)[1] == (
        "Ingebrigtsen’s 3:29.65 was a national record and equalled the area record, "
        "and Narve Gilje Nordås was third in 3:35.00, a personal best."
    )


# Wind


def test_wind_too_strong_for_records_takes_the_bests_with_it():
    race = a_race((1, "A One", "9.79"), (2, "B Two", "9.83"), discipline=SPRINT, wind=Decimal("2.4"))
    rows(race)[0].personal_flags = "PB"
    assert words.sentences(race) == [
        "A One won in 9.79, 0.04 seconds ahead of B Two.",
        "The following wind of 2.4 m/s was too strong for records.",
    ]


@pytest.mark.parametrize("fields", [{"wind": Decimal("2.0")}, {"wind": None}, {"wind": Decimal("-3.1")}])
def test_legal_or_unknown_wind_is_left_to_the_table(fields):
    assert words.summary(a_race((1, "A One", "9.79"), discipline=SPRINT, **fields)) == "A One won in 9.79."


def test_wind_of_a_part_is_left_out_for_combined_events_have_other_limits():
    race = a_race((1, "A One", "10.79"), discipline=SPRINT, wind=Decimal("2.4"), round="part")
    assert words.summary(race) == "A One was first in 10.79."


def test_wind_of_the_winning_jump():
    race = a_race((1, "A One", "8.65"), (2, "B Two", "8.53"), discipline=LONG_JUMP)
    rows(race)[0].wind = Decimal("2.4")
    assert words.sentences(race)[1] == "One’s mark had a following wind of 2.4 m/s, too strong for records."


# Who goes on


def a_heat(*qualified, **fields):
    marks = [f"3:3{number}.00" for number in range(len(qualified))]
    field = [
        (place, f"Runner {letter}", mark)
        for place, (letter, mark) in enumerate(zip("ABCDEFGHI", marks, strict=False), start=1)
    ]
    heat = a_race(*field, round="heat", decides_medals=False, **fields)
    for result, code in zip(rows(heat), qualified, strict=True):
        result.qualification = code
    return heat


@pytest.mark.parametrize(
    ("qualified", "told"),
    [
        ("Q", "A went on."),
        (["Q", "Q", ""], "The first two went on: A and B."),
        (["Q", "Q", "q", ""], "The first two went on: A and B; Runner C went on by time."),
        (["Q", "", "Q"], "A and Runner C went on."),
        (["q", "q", ""], "A and B went on by time."),
        (["Q"] * 6, "The first six went on."),
        (["Q", *["q"] * 5], "A went on; five more went on by time."),
        (
            ["Q", "qR", "qD"],
            "A went on; B went on by decision of the referee; Runner C went on by draw of lots.",
        ),
        (["Q", "qJ"], "A went on; B went on by decision of the jury of appeal."),
    ],
)
def test_who_goes_on(qualified, told):
    assert words.sentences(a_heat(*qualified))[1] == told


def test_who_goes_on_is_named_but_not_counted_where_not_all_are_held():
    assert words.sentences(a_heat("Q", "Q", "", complete=False))[1:] == ["A and B went on."]
    assert words.sentences(a_heat(*["Q"] * 6, complete=False))[1:] == []


def test_field_goes_on_by_performance():
    race = a_race((1, "A One", "8.10"), measure=Measure.DISTANCE, round="qualification")
    rows(race)[0].qualification = "q"
    assert words.sentences(race)[1] == "One went on by performance."


# Who has no place


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ([(None, "A One", "DNF")], "A One did not finish."),
        ([(None, "A One", "DNF"), (None, "B Two", "DNF")], "Two did not finish."),
        ([(None, "A One", "DQ"), (None, "B Two", "DNS")], "A One was disqualified and B Two did not start."),
        (
            [(None, "A One", "DNF"), (None, "B Two", "DQ"), (None, "C Three", "DQ")],
            "A One did not finish and two were disqualified.",
        ),
        ([(None, f"A {n}", "DNF") for n in range(13)], "In all, 13 did not finish."),
    ],
)
def test_those_without_a_place(out, told):
    assert words.sentences(a_race(KERR, *out))[-1] == told


def test_those_without_a_place_are_not_counted_where_not_all_are_held():
    out = [(None, "A One", "DNF"), (None, "B Two", "DNF"), (None, "C Three", "DQ")]
    assert words.sentences(a_race(KERR, *out, complete=False))[1:] == ["C Three was disqualified."]


@pytest.mark.parametrize(
    ("measure", "status", "told"),
    [
        (Measure.HEIGHT, "NM", "B Two cleared no height."),
        (Measure.HEIGHT, "NH", "B Two cleared no height."),
        (Measure.DISTANCE, "NM", "B Two had no valid mark."),
    ],
)
def test_field_without_a_mark(measure, status, told):
    race = a_race((1, "A One", "5.00"), (None, "B Two", status), measure=measure)
    assert words.sentences(race)[-1] == told


# No result


def test_without_a_winner_is_silent():
    assert words.sentences(a_race(INGEBRIGTSEN, NORDAS)) == []
    assert words.summary(a_race((None, "A One", "DNF"))) == ""


def test_before_the_start_counts_the_start_list():
    entered = [(None, f"A {number}") for number in range(12)]
    assert words.summary(a_race(*entered, status="scheduled")) == "Twelve on the start list; no result yet."
    assert words.summary(a_race(*entered, status="scheduled", complete=False)) == "No result yet."
    assert words.summary(a_race(status="scheduled")) == "No result yet."


def test_live_race_knows_no_result():
    assert words.summary(a_race(KERR, status="live")) == "It is being contested now; there is no result yet."
