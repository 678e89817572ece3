from datetime import date

import pytest

from newsroom.demo.people import People, Person, named
from results.models import Athlete, AthleteName
from tests.factories.results import make_athlete, make_country

BORN = date(1995, 2, 7)


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Josh KERR", "Josh", "Kerr"),
        ("Narve Gilje NORDÅS", "Narve Gilje", "Nordås"),
        ("Stewart MCSWEYN", "Stewart", "McSweyn"),
        ("Charles PHILIBERT-THIBOUTOT", "Charles", "Philibert-Thiboutot"),
        ("Sha'Carri RICHARDSON", "Sha'Carri", "Richardson"),
        ("Hicham EL GUERROUJ", "Hicham", "El Guerrouj"),
        ("Nick Griggs", "Nick", "Griggs"),
    ],
)
def test_names_in_capitals_are_read(written, given, family):
    person = named(written, sex="M", country="GBR")

    assert (person.given_name, person.family_name) == (given, family)


@pytest.fixture
def gourley(db):
    return make_athlete("Neil", "Gourley", birth_date=BORN, tilastopaja_id=7)


def find(**fields):
    person = {"given_name": "Neil", "family_name": "Gourley", "sex": "M", "country": "GBR"} | fields
    make_country(person["country"])
    return People().find_or_add(Person(**person))


def test_same_name_and_birth_date_is_the_same_person(gourley):
    assert find(birth_date=BORN, country="IRL") == gourley


def test_same_name_and_country_is_the_same_person_where_no_birth_date_is_known(gourley):
    assert find() == gourley


def test_same_name_alone_is_not_enough(gourley):
    assert find(country="USA") != gourley


def test_another_birth_date_is_another_person(gourley):
    assert find(birth_date=date(1999, 1, 1)) != gourley


def test_another_external_id_is_another_person(gourley):
    assert find(birth_date=BORN, tilastopaja_id=8) != gourley


def test_another_sex_is_another_person(gourley):
    assert find(sex="W") != gourley


def test_two_namesakes_are_never_merged(gourley):
    make_athlete("Neil", "Gourley", birth_date=date(1999, 1, 1))

    assert find() not in Athlete.objects.exclude(birth_date=None)


def test_longer_name_of_one_born_the_same_day_is_the_same_person(db):
    romo = make_athlete("Mario", "García Romo", country="ESP", birth_date=date(1999, 6, 29))

    found = find(given_name="Mario", family_name="García", country="ESP", birth_date=date(1999, 6, 29))

    assert found == romo
    assert list(AthleteName.objects.values_list("athlete", "name")) == [(romo.pk, "Mario García")]


def test_another_writing_that_a_person_decided_on_is_the_same_person_and_is_kept(db):
    drisbioti = make_athlete("Antigóni", "Drisbióti", country="GRE", sex="W", birth_date=date(1984, 3, 21))

    found = find(given_name="Antigoni", family_name="Ntrismpioti", country="GRE", sex="W")

    assert found == drisbioti
    assert list(drisbioti.known_names.values_list("name", flat=True)) == ["Antigoni Ntrismpioti"]


def test_another_writing_is_no_match_in_another_country(db):
    make_athlete("Antigóni", "Drisbióti", country="GRE", sex="W")

    find(given_name="Antigoni", family_name="Ntrismpioti", country="ITA", sex="W")

    assert Athlete.objects.count() == 2
