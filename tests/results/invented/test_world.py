from datetime import UTC, datetime

import pytest

from results.invented.world import RESULT, World

NOW = datetime(2025, 1, 1, tzinfo=UTC)
FIRST = dict.fromkeys(("athlete", "competition", "event", "race", "result"), 0)


def rows(results=400, seed=1, first=FIRST):
    world = World(results, seed, first, NOW)
    people = list(world.athletes())
    return people, [row for meeting in world.meetings(1) for row in meeting.results]


def test_the_same_seed_makes_the_same_world_and_another_makes_another():
    assert rows(seed=1) == rows(seed=1)
    assert rows(seed=1) != rows(seed=2)


def test_it_counts_on_from_the_keys_that_are_given():
    people, results = rows(first=FIRST | {"athlete": 500, "result": 900})

    assert (people[0][0], results[0][0]) == (501, 901)


@pytest.mark.parametrize("results", [1, 31, 400, 12_000])
def test_it_makes_what_is_asked_for_and_less_than_an_event_more(results):
    assert results <= len(rows(results)[1]) < results + 33


def test_nobody_is_in_a_race_twice():
    race, athlete = RESULT.index("race_id"), RESULT.index("athlete_id")
    pairs = [(row[race], row[athlete]) for row in rows(2_000)[1]]

    assert len(pairs) == len(set(pairs))
