import pytest

from results.statistics import head_to_head
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerr():
    return make_athlete(given_name="Josh", family_name="Kerr")


@pytest.fixture
def rival():
    return make_athlete(given_name="Jakob", family_name="Ingebrigtsen")


def meet(*rows, **race):
    """A race of (athlete, place or status) rows."""
    race = make_race(**{"status": "official"} | race)
    for athlete, outcome in rows:
        made = {"status": outcome} if isinstance(outcome, str) else {"place": outcome}
        make_result(race, athlete, **made)
    return race


def test_pair_counts_who_was_ahead(kerr, rival):
    meet((kerr, 1), (rival, 2), decides_medals=True)
    meet((kerr, 2), (rival, 1))
    meet((kerr, 3), (rival, "DNF"))
    pair = head_to_head.between(kerr, rival)
    assert (pair.won, pair.lost, pair.finals, len(pair.meetings)) == (2, 1, 1, 3)


def test_pair_that_tied_was_ahead_for_neither(kerr, rival):
    meet((kerr, 1), (rival, 1))
    meet((kerr, "DNF"), (rival, "DNF"))
    pair = head_to_head.between(kerr, rival)
    assert (pair.won, pair.lost, len(pair.meetings)) == (0, 0, 2)


def test_races_not_started_not_held_or_within_a_combined_event_are_no_meetings(kerr, rival):
    meet((kerr, 1), (rival, "DNS"))
    meet((kerr, 1), (rival, 2), status="live")
    meet((kerr, 1), (rival, 2), round="part")
    assert head_to_head.between(kerr, rival).meetings == []


def test_main_rival_is_the_one_met_most_often(kerr, rival):
    other = make_athlete()
    meet((kerr, 1), (rival, 2), (other, 3))
    meet((kerr, 1), (rival, 2))
    assert head_to_head.with_main_rival(kerr).rival == rival


def test_main_rival_of_as_many_meetings_is_the_one_met_in_finals(kerr, rival):
    other = make_athlete()
    meet((kerr, 1), (rival, 2))
    meet((kerr, 1), (rival, 2))
    meet((kerr, 1), (other, 2), decides_medals=True)
    meet((kerr, 1), (other, 2))
    assert head_to_head.with_main_rival(kerr).rival == other


def test_one_meeting_makes_no_rival(kerr, rival):
    meet((kerr, 1), (rival, 2))
    assert head_to_head.with_main_rival(kerr) is None
