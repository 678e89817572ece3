"""A story held against results: confirmed, contradicted with what is right, or left to its reporter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import factcheck
from articles.factcheck.claims import Verdict
from tests.articles.factcheck.conftest import NIGHT
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db
CONFIRMED, SILENT = ("confirmed", ""), ("unsupported", "")


def wrong(expected):
    return ("contradicted", expected)


# Marks


@pytest.mark.parametrize(
    "body",
    [
        "Josh Kerr won in 3:29.38.",
        "Kerr, who is 25, won the final in 3:29.38.",
        "Kerr ran three minutes 29.38 seconds, a season’s best.",
        "Kerr won ahead of Ingebrigtsen in 3:29.38.",
        "Josh Kerr won. He ran 3:29.38.",
        "Kerr’s 3:29.38 was enough.",
        "The winner (Josh Kerr, 3:29.38) smiled.",
    ],
)
def test_mark_is_confirmed_of_whom_it_is(told, body):
    assert [verdict for words, verdict in told(body).items() if "29.38" in words] == [CONFIRMED]


@pytest.mark.parametrize(
    ("body", "mark", "right"),
    [
        ("Josh Kerr won in 3:29.83.", "3:29.83", "3:29.38"),
        ("Jakob Ingebrigtsen was second in 3:29.55.", "3:29.55", "3:29.65"),
        ("Nordas (3:29.86) was third.", "3:29.86", "3:29.68"),
        ("Kerr won in 3:29.38, and Neil Gourley was fifth in 3:31.01.", "3:31.01", "3:31.10"),
        ("Josh Kerr won in 3:29:02.", "3:29:02", "3:29.38"),
        ("Josh Kerr won in 3.29.38.", "3.29.38", "3:29.38"),
        ("Neil Gourley was fifth in 3:29.38.", "3:29.38", "3:31.10"),  # another's
        ("In the heat Kerr ran 3:34.11.", "3:34.11", "3:34.00"),
        ("In Eugene Kerr ran 3:30.06.", "3:30.06", "3:30.60"),
    ],
)
def test_wrong_mark_is_contradicted_with_the_right_one(told, body, mark, right):
    assert told(body)[mark] == wrong(right)


@pytest.mark.parametrize(
    ("body", "mark"),
    [
        ("Kerr, whose best was 3:29.05, won.", "3:29.05"),
        ("Kerr would have needed 3:28.99.", "3:28.99"),
        ("Kerr and Gourley ran 3:29.99.", "3:29.99"),
        ("Kerr was beaten by a stranger, Tom Nobody, in 3:29.99.", "3:29.99"),
        ("Somebody ran 3:29.99.", "3:29.99"),
        ("Kerr passed 800m in 1:54.20.", "1:54.20"),
        ("In Eugene there was wind. Kerr ran 3:29.99.", "3:29.99"),
    ],
)
def test_mark_is_left_to_its_reporter_where_it_is_not_sure_whose_or_of_what(told, body, mark):
    assert told(body)[mark] == SILENT


def test_mark_of_another_race_of_the_same_athlete_is_confirmed_with_that_race_named(world):
    report = factcheck.check({"body": "Kerr has run 3:30.60."}, [world.final.pk], NIGHT)

    [claim] = [claim for claim in report.claims if claim.kind == "mark"]
    assert claim.verdict is Verdict.CONFIRMED
    assert claim.evidence.endswith("Eugene 2022")


# Places


@pytest.mark.parametrize(
    ("body", "words", "verdict"),
    [
        ("Kerr won.", "won", CONFIRMED),
        ("Neil Gourley was fifth in 3:31.10.", "fifth", CONFIRMED),
        ("Nordås took bronze.", "bronze", CONFIRMED),
        ("Gourley was fourth in 3:31.10.", "fourth", wrong("fifth")),
        ("Ingebrigtsen won.", "won", wrong("second")),
        ("Nordås took silver.", "silver", wrong("bronze")),
        ("Gourley took bronze.", "bronze", wrong("")),
        ("Kerr was second at the bell.", "second", SILENT),
        ("In his heat Kerr was second.", "second", CONFIRMED),
        ("In Eugene Kerr was fifth.", "fifth", CONFIRMED),
        ("In Eugene Kerr was fourth.", "fourth", wrong("fifth")),
        ("Kerr, who was fifth in Eugene, won.", "won", CONFIRMED),
        ("Kerr might be second.", "second", SILENT),
    ],
)
def test_place_is_held_against_the_race_of_which_it_speaks(told, body, words, verdict):
    expected = ("contradicted", "first") if verdict == wrong("second") and words == "won" else verdict
    result = told(body).get(words, SILENT)

    assert result[0] == expected[0]
    if words != "won":
        assert result == expected


# Names


@pytest.mark.parametrize("name", ["Nordas", "Nordås", "Narve Gilje Nordås", "Narve Nordås", "Josh Kerr’s"])
def test_name_is_right_with_and_without_its_diacritics(told, name):
    assert ("contradicted", "Nordås") not in told(f"Then {name} came.").values()
    assert CONFIRMED in told(f"Then {name} came.").values()


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Ingebrigsten", "Ingebrigtsen"),
        ("Ingebritsen", "Ingebrigtsen"),
        ("Gourly", "Gourley"),
        ("Nordäs", None),
    ],
)
def test_misspelt_name_is_told_with_the_right_one(told, name, right):
    verdict = told(f"Then {name} came.").get(name, CONFIRMED)

    assert verdict == (wrong(right) if right else CONFIRMED)


@pytest.mark.parametrize("word", ["Norway", "Gorge", "Kern", "Kerry", "Wednesday"])
def test_word_of_its_own_is_no_slip(told, word):
    assert told(f"Then came {word}.").get(word, SILENT)[0] != "contradicted"


def test_somebody_else_with_nearly_the_name_is_no_slip(told):
    make_result(make_race(), make_athlete("Neil", "Gourlay"), place=1, mark="3:40.00")

    assert told("Then Neil Gourlay came.").get("Neil Gourlay") == CONFIRMED


# The moment, the claims, the cost


def test_what_came_later_is_not_known(world):
    make_result(
        make_race(date=NIGHT.date().replace(year=2024)), world.people["Kerr"], place=1, mark="3:27.79"
    )

    report = factcheck.check({"body": "Kerr has run 3:27.79."}, [world.final.pk], NIGHT)

    assert [claim.verdict for claim in report.claims if claim.kind == "mark"] == [Verdict.UNSUPPORTED]


def test_claims_stand_where_they_say_in_the_order_of_the_story(world):
    texts = {"headline": "Kerr wins", "body": "**Josh Kerr** won in 3:29.38. Gourley was fifth."}
    report = factcheck.check(texts, [world.final.pk], NIGHT)

    assert [claim.text for claim in report.claims] == [
        *("Kerr", "Josh Kerr", "won", "3:29.38", "Gourley", "fifth")
    ]
    assert all(texts[claim.field][claim.start : claim.end] == claim.text for claim in report.claims)
    assert report.counts == {"confirmed": 6, "contradicted": 0, "unsupported": 0}


def test_story_without_a_race_is_left_alone():
    report = factcheck.check({"body": "Kerr won in 3:29.38."}, [], NIGHT)

    assert {claim.verdict for claim in report.claims} == {Verdict.UNSUPPORTED}


def test_long_story_costs_as_many_queries_as_a_short_one(world):
    def cost(body):
        with CaptureQueriesContext(connection) as queries:
            factcheck.check({"body": body}, [world.final.pk], NIGHT)
        return len(queries)

    assert cost("Kerr won in 3:29.38. " * 50 + "Gourley was fifth.") == cost("Josh Kerr won in 3:29.38.")
