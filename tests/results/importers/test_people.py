from datetime import date

import pytest

from results.importers.people import Held, among, identities, may_wear_bib
from results.models import AthleteName
from tests.factories.results import make_athlete, make_country, make_race, make_result
from tests.results.importers.made import person

pytestmark = pytest.mark.django_db
BORN = date(1997, 10, 8)


def kerr(**fields):
    return make_athlete("Josh", "Kerr", **{"birth_date": BORN} | fields)


def match(who, **where):
    return Held([who], where.pop("competition", None)).match(who, **where)


def told(found):
    return found.athlete, [each.reason for each in found.candidates]


@pytest.mark.parametrize(
    "who",
    [
        person("Josh Kerr", birth_date=BORN),
        person("JOSH KERR", birth_date=BORN, country="USA"),
        person("Kerr Josh", given_name="Josh", family_name="Kerr", birth_date=BORN),
        person("J. Kerr", world_athletics_id=14),
        person("J. Kerr", tilastopaja_id=15),
        person("Joshua Kerr", birth_date=BORN),
    ],
)
def test_id_and_name_with_birth_date_are_sure(who):
    athlete = kerr(world_athletics_id=14, tilastopaja_id=15)
    AthleteName.objects.create(athlete=athlete, name="Joshua Kerr")

    assert told(match(who)) == (athlete, [])


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (person("Josh Kerr"), "The same name and country; a birth date is missing on one side"),
        (person("Josh Kerr", country="IRL"), "The same name, but for GBR"),
        (person("Josh Kerr Hill", birth_date=BORN), "Born the same day, for the same country"),
        (
            person("Josh Kerr", world_athletics_id=14, birth_date=date(1990, 1, 1)),
            "The same id, but not the same sex or birth date",
        ),
    ],
)
def test_what_comes_close_is_a_candidate_and_never_merged(who, reason):
    athlete = kerr(world_athletics_id=14)

    found = match(who)
    assert told(found) == (None, [reason])
    assert [each.athlete for each in found.candidates] == [athlete]


@pytest.mark.parametrize(
    "who",
    [
        person("Josh Kerr", birth_date=date(1999, 1, 1)),
        person("Josh Kerr", sex="W"),
        person("Jake Wightman"),
        person("Ada Kerr", birth_date=date(1997, 10, 9)),
    ],
)
def test_who_cannot_be_the_same_is_somebody_new(who):
    kerr()

    assert told(match(who)) == (None, [])


def test_the_race_s_sex_tells_namesakes_apart():
    make_athlete("Sasha", "Bell", sex="W")

    assert told(match(person("Sasha Bell"), sex="M")) == (None, [])


def test_two_of_one_name_and_birth_date_are_never_sure():
    twins = {kerr(), kerr()}

    found = match(person("Josh Kerr", birth_date=BORN))
    assert found.athlete is None
    assert {each.athlete for each in found.candidates} == twins


def test_a_year_says_no_more_than_a_year():
    athlete = kerr(birth_date=date(1997, 1, 1), birth_date_precision="year")

    assert told(match(person("Josh Kerr", birth_date=BORN)))[0] is None
    assert [each.athlete for each in match(person("Josh Kerr", birth_date=BORN)).candidates] == [athlete]
    assert told(match(person("Josh Kerr", birth_date=date(1998, 1, 1)))) == (None, [])


def test_who_stands_in_the_race_is_sure_by_name_and_country():
    athlete = kerr(birth_date=None)

    assert among([athlete], person("Josh Kerr")) == athlete
    assert among([athlete], person("Josh Kerr", country="")) == athlete
    assert among([athlete], person("Josh Kerr", country="IRL")) is None
    assert among([athlete, kerr(birth_date=None)], person("Josh Kerr")) is None


@pytest.mark.parametrize(("name", "may"), [("J. Kerr", True), ("KERR J.", True), ("J. Wightman", False)])
def test_a_bib_needs_a_name_that_can_be_its_wearer_s(name, may):
    assert may_wear_bib(kerr(), person(name)) is may


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("Philibert-Thiboutot", "Philibert Thiboutot"),
        ("Philibert Thiboutot", "Philibert-Thiboutot"),
        ("Müller", "Mueller"),
        ("Mueller", "Müller"),
    ],
)
def test_nearly_the_same_name_is_a_candidate(held, said):
    athlete = make_athlete("Jan", held)

    found = match(person(f"Jan {said}"))
    assert told(found) == (None, ["Nearly the same name, and the same country"])
    assert [each.athlete for each in found.candidates] == [athlete]


@pytest.mark.parametrize("born", [date(1997, 8, 10), date(1998, 10, 8), date(1997, 10, 9)])
def test_a_slip_in_the_birth_date_is_a_candidate(born):
    kerr()

    assert told(match(person("Josh Kerr", birth_date=born))) == (
        None,
        ["The same name and country, but born 1997-10-08 here"],
    )


def test_ids_of_two_lists_are_two_things():
    one, other = (
        identities(person("A B", **{name: 7}), "M") for name in ("tilastopaja_id", "world_athletics_id")
    )
    assert set(one) & set(other) == {("name", "a b", "GBR", None, "M")}


def test_who_is_entered_in_the_competition_is_sure_by_name_and_country():
    athlete, heat = kerr(birth_date=None), make_race()
    make_result(heat, athlete)

    assert match(person("Josh Kerr"), competition=heat.event.competition).athlete == athlete
    assert match(person("Josh Kerr"), competition=make_race().event.competition).athlete is None


def test_a_merged_athlete_stands_for_the_one_who_stayed():
    stayed = kerr()
    kerr(merged_into=stayed, birth_date=None, world_athletics_id=14)

    assert match(person("Somebody Else", world_athletics_id=14)).athlete == stayed


def test_queries_are_as_many_for_one_as_for_many(django_assert_num_queries):
    make_country("GBR")
    everyone = [
        person(f"Runner {n}", birth_date=date(1990, 1, n), world_athletics_id=n) for n in range(1, 25)
    ]
    for number in range(1, 20):
        make_athlete("Runner", str(number), birth_date=date(1990, 1, number))

    known, unknown = everyone[0], everyone[-1]
    for some in ([known, unknown], everyone):
        with django_assert_num_queries(4):
            held = Held(some)
            told = {who: held.match(who).athlete is not None for who in some}
        assert (told[known], told[unknown]) == (True, False)
