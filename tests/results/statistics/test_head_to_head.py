from datetime import date

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


def test_tally_counts_all_meetings_and_those_in_finals(kerr, rival):
    meet((kerr, 1), (rival, 2))
    meet((kerr, 2), (rival, 1), round="heat")
    meet((kerr, 1), (rival, 1))
    meet((kerr, "DNF"), (rival, 4), round="heat")
    overall, finals = head_to_head.tally(kerr, rival)
    assert (overall.meetings, overall.won, overall.lost, overall.level) == (4, 1, 2, 1)
    assert (finals.meetings, finals.won, finals.lost, finals.level) == (2, 1, 0, 1)


def test_tally_of_the_rival_is_the_mirror(kerr, rival):
    meet((kerr, 1), (rival, 2))
    overall, _ = head_to_head.tally(rival, kerr)
    assert (overall.won, overall.lost) == (0, 1)


def test_tally_of_two_who_never_met_is_empty(kerr, rival):
    meet((kerr, 1))
    meet((rival, 1))
    overall, finals = head_to_head.tally(kerr, rival)
    assert (overall.meetings, finals.meetings) == (0, 0)


def test_meetings_come_page_by_page_the_latest_first(kerr, rival):
    races = [meet((kerr, 1), (rival, 2), date=date(2023, 8, day)) for day in (1, 2, 3)]
    page, meetings = head_to_head.page_of_meetings(kerr, rival, size=2)
    assert [meeting.race for meeting in meetings] == [races[2], races[1]]
    rest, meetings = head_to_head.page_of_meetings(kerr, rival, page.next_key, size=2)
    assert ([meeting.race for meeting in meetings], rest.next_key) == ([races[0]], "")


def test_tally_takes_one_query_and_a_page_of_meetings_two(kerr, rival, django_assert_num_queries):
    for _ in range(3):
        meet((kerr, 1), (rival, 2))
        with django_assert_num_queries(1):
            head_to_head.tally(kerr, rival)
        with django_assert_num_queries(2):
            _, meetings = head_to_head.page_of_meetings(kerr, rival, size=5)
            [(meeting.ours.mark, meeting.race.event.title) for meeting in meetings]
