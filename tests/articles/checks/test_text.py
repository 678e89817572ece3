import pytest

from articles import checks
from articles.checks.text import unbalanced
from articles.content import Content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("", ("blocking", "body-empty", None)),
        (" \r\n ", ("blocking", "body-empty", None)),
        ("One.\n\n# Two\n\nThree.", ("warning", "crosshead-first-level", 3)),
        ("One.\n\nTwo\n===\n\nThree.", ("warning", "crosshead-first-level", 3)),
        ("One.\n\n### Two\n\nThree.", ("warning", "crosshead-skips", 3)),
        ("## A\n\nOne.\n\n#### B\n\nTwo.", ("warning", "crosshead-skips", 5)),
        ("## A\n\nOne.\n\n##\n\nTwo.", ("blocking", "crosshead-empty", 5)),
        ("One.\n\n## **Two**\n\nThree.", ("information", "crosshead-bold", 3)),
        ("One.\n\n## Two\n\n## Three\n\nFour.", ("information", "crosshead-bare", 3)),
        ("One.\n\n## Two", ("information", "crosshead-bare", 3)),
        ("One.\n\n**Two**\n\nThree.", ("warning", "crosshead-false", 3)),
        ("One.\n\n##Two\n\nThree.", ("warning", "crosshead-no-space", 3)),
        ("One.\n\nTwo\n[three](a b).", ("warning", "link-unread", 4)),
        ("[One] (/about/) two.", ("warning", "link-unread", 1)),
        ("[One](javascript:alert(1)) two.", ("warning", "link-unread", 1)),
        ("[One][nowhere] two.", ("warning", "link-unread", 1)),
        ("One <b>two</b>.".replace("</b>", ""), ("warning", "html-unread", 1)),
        ('One.\n\n<div class="x">', ("warning", "html-unread", 3)),
        ("One.\n\nTwo  three.", ("information", "space-double", 3)),
        ("- One  two", ("information", "space-double", 1)),
        ("One.\n\n“Two.", ("information", "quotes-unbalanced", 3)),
        ("One.\n\nTwo”.", ("information", "quotes-unbalanced", 3)),
        ('One.\n\n"Two.', ("information", "quotes-unbalanced", 3)),
        ("One.\n\n![Kerr](https://example.org/kerr.jpg)", ("blocking", "embed-unresolved", 3)),
        ("One.\n\n{{ race nowhere/men-1500m/final }}", ("blocking", "embed-unresolved", 3)),
        ("One {{ image 7 }} two.", ("blocking", "embed-unresolved", 1)),
    ],
)
def test_one_fault_is_one_finding(told, body, found):
    level, code, line = found

    assert told(body=body) == [(level, "body", code, line)]


@pytest.mark.parametrize(
    "body",
    [
        "One.\n\n## Two\n\nThree.\n\n### Four\n\nFive.\n\n## Six\n\nSeven.",
        "## Two\n\n{{ quote “A.” by=“B” }}",
        "**Bold** words.",
        "**Bold.**",
        "#1 was Kerr.",
        "## Two\n\n- One\n- Two",
        "A line  \nbroken on purpose.",
        "| a  | b |\n|----|---|\n| c  | d |",
        "```\na  b\n```",
        "Set `a  b` so.",
        "“One.\n\n“Two.”",
        '"One" and “two”.',
        "He ran 1500m < 3:30 and > 3:29 [sic].",
        "Say `<b>` and `[a](b c)`.",
        "A [first page](/about/) and [another][1].\n\n[1]: /about/",
    ],
)
def test_what_is_right_is_not_told(told, body):
    assert told(body=body) == []


def test_long_paragraph_is_told_by_its_words(told):
    sentence = "It has ten words, of which this is the last. "

    found = told(body=f"One.\n\n{sentence * 10}\n\n{sentence * 10}Yes.")

    assert [(code, line) for _, _, code, line in found] == [("reading-age", None), ("paragraph-long", 5)]


def test_text_beyond_all_measure_is_refused_by_its_length_and_by_its_embeds(told):
    assert told(body="word " * 40_001)[0] == ("blocking", "body", "body-too-long", None)

    found = told(body="\n".join(f"{{{{ race a/b/{number} }}}}" for number in range(1_500)))
    assert found.count(("blocking", "body", "embed-too-many", 200)) == 1
    assert [code for _, _, code, _ in found].count("embed-unresolved") == 200


def test_every_place_of_one_fault_is_told(told):
    found = told(body="One  two.\nThree  four  five.\n\n## Six  seven\n\nEight.")

    assert [line for _, _, _, line in found] == [1, 2, 2, 4]


def test_skipped_level_says_what_is_expected(told):
    def message(body):
        (found,) = [f for f in checks.look(Content(body=body)) if f.code == "crosshead-skips"]
        return found.message

    assert message("### A\n\nText.") == (
        "This crosshead skips a level, from the headline to ###: begin it with ##."
    )
    assert message("## A\n\nText.\n\n##### B\n\nText.") == (
        "This crosshead skips a level, from ## to #####: begin it with ###."
    )


@pytest.mark.parametrize(
    ("text", "following", "expected"),
    [
        ("“One.”", "", False),
        ("“One.", "", True),
        ("“One.", "“Two.”", False),
        ("“One.", "Two.", True),
        ("One.”", "“Two.”", True),
        ("“One “two.", "“Three.”", True),
        ('"One."', "", False),
        ('"One.', '"Two."', False),
        ('5"', "", True),
        ("Er sagte: „Ja.“", "", False),
        ("It’s Kerr’s ‘own’ race.", "", False),
    ],
)
def test_quotation_marks_left_over(text, following, expected):
    assert unbalanced(text, following) is expected
