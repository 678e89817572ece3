from datetime import date

import pytest

from newsroom.demo import people
from results.importers.base import ParsedPerson
from results.importers.people import Held
from results.importers.staged import Who
from results.importers.staging import SOMEBODY_NEW
from results.models import AthleteName
from tests.factories.results import make_athlete, make_country

pytestmark = pytest.mark.django_db


def answer(name, country="GBR", **fields):
    make_country(country)
    given, _, family = name.rpartition(" ")
    person = ParsedPerson(name, given, family, country=country, **fields)
    match = Held([person]).match(person)
    return match.athlete or people.resolve(Who(0, person, match.athlete, match.candidates))


@pytest.fixture
def gourley():
    return make_athlete("Neil", "Gourley", birth_date=date(1995, 2, 7))


def test_the_one_namesake_of_a_country_is_meant_where_no_birth_date_is_known(gourley):
    assert answer("Neil Gourley") == gourley


def test_a_namesake_of_another_country_is_somebody_else(gourley):
    assert answer("Neil Gourley", "USA") == SOMEBODY_NEW


def test_of_two_namesakes_neither_is_meant(gourley):
    make_athlete("Neil", "Gourley", birth_date=date(1999, 1, 1))

    assert answer("Neil Gourley") == SOMEBODY_NEW


def test_longer_name_of_one_born_the_same_day_is_the_same_person():
    garcia = make_athlete("Mario", "García Romo", country="ESP", birth_date=date(1999, 6, 29))

    assert answer("Mario García", "ESP", birth_date=date(1999, 6, 29)) == garcia


def test_another_writing_that_a_person_decided_on_is_the_same_person():
    athlete = make_athlete("Antigóni", "Drisbióti", country="GRE", birth_date=date(1984, 3, 21), sex="W")
    people.remember_spellings()
    people.remember_spellings()

    assert answer("Antigoni Ntrismpioti", "GRE") == athlete
    assert answer("Antigoni Ntrismpioti", "CYP") == SOMEBODY_NEW
    assert [name.name for name in AthleteName.objects.all()] == ["Antigoni Ntrismpioti"]
