from pathlib import Path

import pytest

from articles.checks import Proof, reading
from articles.content import Content

WORDS = Path(__file__).parents[2] / "data" / "syllables.txt"
KNOWN = {
    word: int(line.partition(":")[0])
    for line in WORDS.read_text().splitlines()
    if not line.startswith("#")
    for word in line.partition(":")[2].split()
}


def told(check, body):
    return [(finding.code, finding.line) for finding in check(Proof(Content(body=body)))]


def test_syllables_of_known_words_are_right_for_nineteen_in_twenty():
    wrong = [word for word, count in KNOWN.items() if reading.syllables(word) != count]

    assert len(KNOWN) > 600
    assert len(wrong) <= len(KNOWN) / 20, wrong


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("race", 1),
        ("races", 2),
        ("metres", 2),
        ("jumped", 1),
        ("ended", 2),
        ("champion", 3),
        ("Kerr’s", 1),
        ("3:29.38", 1),
        ("1500m", 1),
        ("Nordås", 2),
        ("Łódź", 1),
        ("東京", 1),
        ("hmm", 1),
    ],
)
def test_syllables(word, count):
    assert reading.syllables(word) == count


def test_grade_is_kincaids():
    """206 words in 10 sentences with 300 syllables, reckoned by hand from the report’s formula."""
    assert round(reading.grade(20, 1.5), 2) == 9.91


def test_sentences_end_at_stops_and_not_in_marks_titles_and_initials():
    said = "He ran 3:29.38 in Lane 4. “Was it close?” No. 2 was J. Kerr of St. Ives! He won… by 0.27 seconds."

    assert [sentence for _, sentence in reading.split(said)] == [
        "He ran 3:29.38 in Lane 4.",
        "“Was it close?”",
        "No. 2 was J. Kerr of St. Ives!",
        "He won… by 0.27 seconds.",
    ]


def test_sentences_of_hostile_text_are_split_in_linear_time():
    """It would not end in a working day, were each stop to look over all that came before it."""
    assert len(reading.split("." * 200_000)) == 1
    assert len(reading.split("A. " * 60_000)) == 1
    assert len(reading.split("Ab. " * 40_000)) == 40_000


def test_sentences_know_their_lines():
    proof = Proof(Content(body="## No\n\nOne. Two\ngoes on. Three.\n\n* Four"))

    assert [(s.text, s.line) for s in reading.sentences(proof.text)] == [
        ("One.", 3),
        ("Two goes on.", 3),
        ("Three.", 4),
        ("Four", 6),
    ]


def test_reading_age_is_told_of_a_text_of_some_length():
    easy, hard = "The man ran a race. " * 20, "Considerable organisational difficulties materialised. " * 25

    ages = [
        [finding.message for finding in reading.reading_age(Proof(Content(body=body)))]
        for body in (easy, hard)
    ]

    assert ages[0] == [
        "Reading age: about 6 years, with 5 words a sentence and 1.0 syllables a word (Flesch-Kincaid)."
    ]
    assert ages[1] == [
        "Reading age: about 22 years, with 4 words a sentence and 5.0 syllables a word (Flesch-Kincaid)."
    ]
    assert told(reading.reading_age, "Short.") == []


def test_long_sentence_is_told_with_its_line():
    at_most = " ".join(["word"] * 40)

    assert told(reading.sentence_length, f"Short.\n\nShort. A\n{at_most}.") == [("sentence-long", 3)]
    assert told(reading.sentence_length, f"{at_most}.") == []
