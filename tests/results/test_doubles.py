"""Who may have been entered twice: hinted at, never decided."""

from datetime import date

import pytest

from results.doubles import contradictions, likely
from results.models import Athlete
from tests.factories.results import make_athlete

pytestmark = pytest.mark.django_db
BORN = date(1997, 10, 8)


@pytest.fixture
def josh():
    return make_athlete("Josh", "Kerr", birth_date=BORN)


def hints(athlete):
    return [(double.athlete, double.reason) for double in likely(athlete)]


def test_the_same_name_and_country_is_a_hint(josh):
    other = make_athlete("Jósh", "KERR", name="KERR Jósh")
    assert hints(josh) == [(other, "The same name and country")]


def test_a_spelling_known_elsewhere_is_a_name(josh):
    josh.known_names.create(name="Joshua Kerr")
    other, third = make_athlete("Joshua", "Kerr"), make_athlete("J.", "Kerr")
    third.known_names.create(name="Josh Kerr")
    assert hints(josh) == [(other, "The same name and country"), (third, "The same name and country")]


def test_the_same_birth_date_and_a_word_of_the_name_is_a_hint(josh):
    other = make_athlete("Joshua", "Kerr-Smith", "NOR", birth_date=BORN)
    assert hints(josh) == [(other, "The same birth date and a name that is near")]


def test_each_is_named_once(josh):
    other = make_athlete("Josh", "Kerr", birth_date=BORN)
    assert hints(josh) == [(other, "The same name and country")]


@pytest.mark.parametrize(
    "fields",
    [
        {"country": "NOR"},
        {"sex": "W"},
        {"birth_date": date(1997, 10, 9)},
        {"birth_date": date(1996, 1, 1), "birth_date_precision": "year"},
        {"world_athletics_id": 15},
    ],
)
def test_a_namesake_who_is_somebody_else_is_none(josh, fields):
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=14)
    josh.refresh_from_db()
    make_athlete("Josh", "Kerr", **fields)
    assert hints(josh) == []


@pytest.mark.parametrize(
    ("given", "family", "fields"),
    [
        ("Jake", "Wightman", {"birth_date": BORN}),
        ("J.", "Wightman", {"birth_date": BORN}),
        ("Jamie", "Kerr", {"birth_date": BORN, "birth_date_precision": "month"}),
        ("Jamie", "Kerr", {}),
    ],
)
def test_neither_a_birthday_nor_a_family_name_alone_is_a_hint(josh, given, family, fields):
    make_athlete(given, family, **fields)
    assert hints(josh) == []


def test_who_is_merged_is_no_hint_and_gets_none(josh):
    other = make_athlete("Josh", "Kerr", merged_into=josh)
    assert (hints(josh), hints(other)) == ([], [])


def test_hints_take_constant_queries_and_are_few(josh, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(5):
            likely(josh)
        for _ in range(6):
            make_athlete("Josh", "Kerr", birth_date=BORN)
    assert len(hints(josh)) == 5


def test_what_is_not_known_contradicts_nothing(josh):
    assert contradictions(josh, make_athlete("Josh", "Kerr", "NOR", tilastopaja_id=3)) == []
