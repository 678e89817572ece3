"""Every number a summary tells is counted again here, from the rows and by other means."""

import re

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.text import NUMBER_WORDS
from results import words
from results.marks import Mark, Measure, Precision
from tests.results.unsaved import a_race

HUNDREDTH = 10  # ms
NAMES = (
    "Josh Kerr",
    "Jakob Ingebrigtsen",
    "Filip Ingebrigtsen",
    "Ana de Vries",
    "Pelé",
    "Mo  Farah",
    "Jim Hines Jr.",
)
OUT = {
    "DNF": r"did not finish",
    "DQ": r"(?:was|were) disqualified",
    "NM": r"had no valid mark",
    "DNS": r"did not start",
}
COUNT = rf"({'|'.join(NUMBER_WORDS[1:])}|\d+)"


@st.composite
def races(draw):
    """Times to the hundredth, close to each other, in the order of their places; some of it not held."""
    times = sorted(draw(st.lists(st.integers(20_900, 21_050), max_size=14)))
    field = [
        (1 + sum(1 for other in times if other < time), draw(st.sampled_from(NAMES)), time) for time in times
    ]
    held = [row for row in field if draw(st.integers(0, 9)) or draw(st.booleans())]
    out = [
        (None, draw(st.sampled_from(NAMES)), status) for status in draw(st.lists(st.sampled_from(list(OUT))))
    ]
    race = a_race(
        *[(place, name, "") for place, name, _ in held],
        *out,
        complete=len(held) == len(field) and draw(st.booleans()),
        round=draw(st.sampled_from(["final", "heat", "semi-final"])),
        status=draw(st.sampled_from(["official", "provisional", "revised"])),
    )
    for result, (_, _, time) in zip(race.results.all(), held, strict=False):
        if draw(st.integers(0, 9)):
            result.mark = Mark(time * HUNDREDTH, Measure.TIME, Precision.HUNDREDTH)
        result.qualification = draw(st.sampled_from(["", "", "Q", "q"]))
        result.personal_flags = draw(st.sampled_from(["", "SB", "=PB", "PB"]))
    return race


def at(race, place):
    return [result for result in race.results.all() if result.place == place]


def in_figures(count):
    return NUMBER_WORDS.index(count.lower()) if count.lower() in NUMBER_WORDS else int(count)


@given(races())
def test_one_to_four_whole_sentences_where_a_winner_is_held(race):
    told = words.sentences(race)
    assert (1 <= len(told) <= 4) == bool(at(race, 1))
    assert [sentence for sentence in told if not re.fullmatch(r"\S+(?: \S+)*[^.]\.", sentence)] == []
    assert words.summary(race) == " ".join(told) == words.summary(race)


@given(races())
def test_first_sentence_has_the_winner_and_the_winning_mark(race):
    for first in at(race, 1) if len(at(race, 1)) == 1 else []:
        opening = words.sentences(race)[0].removeprefix("Provisional: ")
        assert opening.startswith(" ".join(first.athlete.name.split()))
        assert re.findall(r"(?:won|was first) in (3:\d\d\.\d\d)", opening) == (
            [str(first.mark)] if first.mark else []
        )


@given(races())
def test_margin_is_that_between_first_and_second(race):
    told = re.findall(r"(\d+\.\d\d) seconds ahead of", words.summary(race))
    first, second = at(race, 1), at(race, 2)
    known = len(first) == 1 and second and all(result.mark for result in [*first, *second])
    gap = second[0].mark_value - first[0].mark_value if known else 0
    assert told == ([f"{gap // 1000}.{gap % 1000 // 10:02d}"] if gap else [])


@given(races())
def test_close_finish_counts_the_times_within_its_bound(race):
    for count, bound in re.findall(
        rf"the first {COUNT} finished within (\d+\.\d\d) seconds", words.summary(race)
    ):
        times = sorted(result.mark_value for result in race.results.all() if result.mark)
        within = [time for time in times if time - times[0] <= round(float(bound) * 1000)]
        assert race.complete
        assert len(within) == in_figures(count)
        assert within[-1] - times[0] == round(float(bound) * 1000)


@given(races())
def test_counts_of_those_out_are_those_of_the_rows(race):
    if at(race, 1):
        last = words.sentences(race)[-1]
        for status, said in OUT.items():
            held = [result for result in race.results.all() if result.status == status]
            counted = [in_figures(count) for count in re.findall(rf"{COUNT} {said}", last, re.IGNORECASE)]
            assert counted == ([len(held)] if len(held) > 1 and race.complete else [])
            assert bool(re.search(said, last)) == (len(held) == 1 or bool(counted))


@given(races())
def test_counts_of_those_who_go_on_are_those_of_the_rows(race):
    summary = words.summary(race)
    by_place = [result for result in race.results.all() if result.qualification == "Q"]
    for count in re.findall(rf"the first {COUNT} went on", summary, re.IGNORECASE):
        assert (in_figures(count), race.complete) == (len(by_place), True)
        assert max(result.place for result in by_place) <= len(by_place)
    for count in re.findall(rf"{COUNT}(?: more)? went on by time", summary, re.IGNORECASE):
        by_time = [result for result in race.results.all() if result.qualification == "q"]
        assert (in_figures(count), race.complete) == (len(by_time), True)


@given(races())
def test_an_incomplete_race_is_never_counted(race):
    race.complete = False
    assert (
        re.findall(rf"\b{COUNT} (?:finished|went|more|did|were disq|had|shared)", words.summary(race)) == []
    )
