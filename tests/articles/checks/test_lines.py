import pytest

from articles.checks import Proof, lines
from articles.checks.lines import HEADLINE_LIMIT, STANDFIRST_LIMIT
from articles.content import Content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"headline": ""}, ("blocking", "headline", "headline-empty")),
        ({"headline": " \n"}, ("blocking", "headline", "headline-empty")),
        ({"headline": "K" * (HEADLINE_LIMIT + 1)}, ("blocking", "headline", "headline-too-long")),
        ({"headline": "Kerr wins."}, ("information", "headline", "headline-stop")),
        ({"headline": "Kerr wins!"}, ("information", "headline", "headline-shouting")),
        ({"headline": "KERR WINS GOLD in 3:29"}, ("information", "headline", "headline-shouting")),
        ({"headline": "Kerr  wins"}, ("information", "headline", "space-double")),
        ({"headline": "Kerr: “I won"}, ("information", "headline", "quotes-unbalanced")),
        ({"standfirst": ""}, ("blocking", "standfirst", "standfirst-empty")),
        ({"standfirst": "S" * (STANDFIRST_LIMIT + 1)}, ("blocking", "standfirst", "standfirst-too-long")),
        ({"standfirst": "One.  Two."}, ("information", "standfirst", "space-double")),
        ({"standfirst": "He “won."}, ("information", "standfirst", "quotes-unbalanced")),
        ({"slug": "kerr wins"}, ("blocking", "slug", "slug-malformed")),
        ({"slug": "kérr"}, ("blocking", "slug", "slug-malformed")),
        ({"slug": "k" * 121}, ("blocking", "slug", "slug-too-long")),
        ({"section": None}, ("blocking", "section", "section-missing")),
        ({"section": 999_999}, ("blocking", "section", "section-gone")),
        ({"authors": ()}, ("warning", "authors", "byline-missing")),
        ({"authors": (999_999,)}, ("warning", "authors", "byline-missing")),
    ],
)
def test_one_fault_is_one_finding(told, change, found):
    assert told(**change) == [(*found, None)]


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "K" * HEADLINE_LIMIT},
        {"headline": "Kerr wins in the U.S."},
        {"headline": "And then…"},
        {"headline": "And then..."},
        {"headline": "GBR beat USA in 4x400m"},
        {"headline": "WORLD champion Kerr wins in Budapest"},
        {"headline": "Kerr: “I won”"},
        {"standfirst": "S" * STANDFIRST_LIMIT},
        {"slug": "kerr-wins_2"},
    ],
)
def test_what_is_right_is_not_told(told, change):
    assert told(**change) == []


def test_too_long_says_how_long_how_long_it_may_be_and_what_is_beyond():
    found = list(lines.headline(Proof(Content(headline="K" * 113))))

    assert [(f.message, f.start, f.end) for f in found] == [
        ("The headline has 113 characters: 110 at most.", 110, 113)
    ]
