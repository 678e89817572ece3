import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from results import recording, rulings
from results.models import Race, Result, ResultChange
from tests.desk_forms import make_member
from tests.factories.results import make_race, make_result

pytestmark = pytest.mark.django_db


def raced(*places, status="official"):
    race = make_race(status=status)
    for number, place in enumerate(places):
        make_result(race, place=place, mark=f"3:{30 + place}.00", order=number)
    return race


def out(race, number, **said):
    result = race.results.get(order=number)
    rulings.disqualify(result, **{"rule": "TR17.2.3", "why": "Protest upheld"} | said)


def standing(race):
    return list(race.results.order_by("order").values_list("place", flat=True))


@pytest.mark.parametrize(
    ("places", "number", "after"),
    [
        ((1, 2, 3), 0, [None, 1, 2]),
        ((1, 2, 3), 2, [1, 2, None]),
        ((1, 1, 3), 0, [None, 1, 2]),
        ((1, 2, 2, 4), 0, [None, 1, 1, 3]),
        ((1, 2, 2, 4), 1, [1, None, 2, 3]),
    ],
)
def test_those_behind_move_up(places, number, after):
    race = raced(*places)

    out(race, number)

    assert standing(race) == after


@given(marks=st.lists(st.integers(0, 4), min_size=1, max_size=8), data=st.data())
def test_places_after_it_are_those_of_a_race_without_it(marks, data):
    ranked = sorted(marks)
    places = [ranked.index(mark) + 1 for mark in ranked]
    number = data.draw(st.integers(0, len(marks) - 1))
    without = ranked[:number] + ranked[number + 1 :]
    race = raced(*places)

    out(race, number)

    assert [place for place in standing(race) if place] == [without.index(mark) + 1 for mark in without]


def test_it_takes_mark_flags_and_place_and_leaves_the_rule():
    race = make_race()
    make_result(
        race, mark="3:29.38", place=1, record_flags="NR", personal_flags="PB", qualification="Q", reading_ms=1
    )

    out(race, 0)

    row = Result.objects.get()
    assert (row.status, row.rule, row.place, row.mark, row.reading_ms) == ("DQ", "TR17.2.3", None, None, None)
    assert (row.record_flags, row.personal_flags, row.qualification) == ("", "", "")


@pytest.mark.parametrize(("before", "after"), [("official", "revised"), ("provisional", "provisional")])
def test_an_official_result_becomes_a_revised_one(before, after):
    race = raced(1, 2, status=before)

    out(race, 0)

    assert Race.objects.get().status == after


@pytest.mark.parametrize("rule", ["", "  ", "x" * 41])
def test_a_rule_is_named(rule):
    with pytest.raises(rulings.RulingError, match="Name the rule"):
        out(raced(1), 0, rule=rule)


def test_nobody_is_disqualified_twice():
    race = raced(1, 2)
    out(race, 0)

    with pytest.raises(rulings.RulingError, match="has no result to lose: disqualified"):
        out(race, 0)
    assert standing(race) == [None, 1]


def test_the_second_of_two_editors_is_told_and_nothing_is_lost():
    race = raced(1, 2, 3)
    out(race, 0, seen=0)

    with pytest.raises(recording.StaleRace, match="Somebody else changed this race"):
        out(race, 1, seen=0)
    assert standing(race) == [None, 1, 2]
    assert ResultChange.objects.count() == 3


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_only_the_results_desk_disqualifies(role):
    race = raced(1, 2)

    with pytest.raises(PermissionDenied):
        out(race, 0, by=make_member(role))
    assert standing(race) == [1, 2]
