import pytest

from articles.content import RaceLink
from tests.factories.results import make_race, make_result

pytestmark = pytest.mark.django_db


def race_in(status, rows=1):
    race = make_race(status=status)
    for place in range(rows):
        make_result(race, place=place + 1, mark="3:29.38")
    return race


@pytest.mark.parametrize(
    ("kind", "level"),
    [("report", "warning"), ("analysis", "warning"), ("preview", "information"), ("news", "information")],
)
def test_story_without_a_race(told, kind, level):
    assert told(kind=kind, races=()) == [(level, "races", "race-missing", None)]


@pytest.mark.parametrize(
    ("status", "kind", "found"),
    [
        ("official", "report", []),
        ("revised", "report", []),
        ("provisional", "report", [("warning", "race-provisional")]),
        ("live", "preview", [("warning", "race-live")]),
        ("scheduled", "report", [("warning", "race-scheduled")]),
        ("scheduled", "preview", []),
    ],
)
def test_main_race_by_how_far_it_has_come(told, status, kind, found):
    link = RaceLink(race_in(status).pk)

    assert told(kind=kind, races=(link,)) == [(level, "races", code, None) for level, code in found]


def test_background_race_needs_no_result_but_one_that_stands(told):
    links = [RaceLink(race_in(status, 0).pk, "background") for status in ("scheduled", "official", "live")]

    assert told(races=tuple(links)) == [("warning", "races", "race-live", None)]


def test_main_race_without_rows_has_no_table(told):
    assert told(races=(RaceLink(make_race().pk),)) == [("information", "races", "race-without-rows", None)]


def test_race_that_was_deleted_is_told(told, sound):
    assert told(races=(*sound.races, RaceLink(999_999))) == [("warning", "races", "race-gone", None)]


def test_race_that_is_shown_and_not_linked_is_told_once(told, sound):
    race = race_in("provisional")
    body = f"One.\n\n{{{{ race {race.key} }}}}\n\n{{{{ race {race.key} rows=1 }}}}"

    assert told(body=body) == [
        ("warning", "body", "race-provisional", 3),
        ("information", "body", "race-not-linked", 3),
    ]
    assert told(body=body, races=(*sound.races, RaceLink(race.pk, "background"))) == [
        ("warning", "races", "race-provisional", None)
    ]
