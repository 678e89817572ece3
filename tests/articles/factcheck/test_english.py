"""The grammar: which words are marks and places, and what they say."""

import pytest

from articles.factcheck.english import marks, places, scenes


def read(text):
    return [(found.text, [str(mark) for mark in found.readings]) for found in marks.find(text)]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("won in 3:29.38.", "3:29.38"),
        ("ran 3min 29.38sec", "3:29.38"),
        ("ran three minutes 29.38 seconds", "3:29.38"),
        ("in 46.89 seconds", "46.89"),
        ("(46.89)", "46.89"),
        ("jumped 8.95m", "8.95"),
        ("jumped 8.95 metres", "8.95"),
        ("the marathon in 2:01:09", "2:01:09"),
        ("with 6,740 points", "6740"),
        ("with 6740 points", "6740"),
    ],
)
def test_mark_is_read_in_each_of_its_forms(text, mark):
    [(_, readings)] = read(text)

    assert mark in readings


@pytest.mark.parametrize("text", ["in 3:29:02.", "in 3.29.38", "in 3:29,38"])
def test_slip_of_the_pen_is_found(text):
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "won by 0.27 seconds",
            "0.27 seconds ahead",
            "0.27 clear",
            "a wind of 1.40",
            "within 0.51 of each other",
        ),
        *(
            "better than 3:29.38",
            "in 2023",
            "at 21:15:30:12",
            "100%",
            "version 1.2.3",
            "+0.27",
            "3.5",
            "the 1500m",
        ),
    ],
)
def test_margin_wind_or_limit_is_no_mark(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gourley was ninth in 3:31.10", 9),
        ("Kerr won in 3:29.38", 1),
        ("Kerr won.", 1),
        ("Nordås took bronze.", 3),
        ("finished in fifth place, alone", 5),
    ],
)
def test_place_is_read(text, place):
    assert [found.place for found in places.find(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        *("the second Briton", "his third title", "first and third in the list", "fourth, first and second."),
        *(
            "won the toss",
            "a race for silver.",
            "the first in years",
            "third-fastest",
            "one hundredth of a second",
        ),
    ],
)
def test_other_ordinals_are_no_place(text):
    assert list(places.find(text)) == []


def test_place_is_said_in_the_form_that_was_written():
    [ordinal], [medal] = (list(places.find(text)) for text in ("He was eighth.", "He took silver."))

    assert (places.in_words(9, ordinal), places.in_words(1, medal)) == ("ninth", "gold")
    assert (places.in_words(40, ordinal), places.in_words(4, medal)) == ("", "")


def test_scene_is_read_from_rounds_years_distances_and_events():
    words = "in the 110m hurdles semi-final of 2022"

    assert scenes.rounds(words) == {"semi-final"}
    assert scenes.years(words) == {2022}
    assert scenes.distances(words) == {110}
    assert scenes.events(words) == ["hurdles"]
