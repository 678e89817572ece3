"""The places and qualifiers of a whole championship, computed again from its marks."""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from results.disciplines import DISCIPLINES
from results.marks import MarkError, Measure, parse_mark
from results.ranking import HORIZONTAL, TIME, Entrant, qualify, rank

ROME = Path(__file__).parent.parent / "data" / "rome2024_races.csv"
# What the source says against its own marks.
NO_FIFTH_PLACE = ("W", "800", "heat", "2")
TIES_BROKEN_OTHERWISE = {("M", "TJ", "qualification", ""), ("W", "TJ", "qualification", "")}


def read_races():
    races = defaultdict(list)
    with ROME.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            race = (row["category"], row["discipline"], row["round"], row["heat"])
            races[race].append(row)
    return races


RACES = read_races()


def measure(race):
    return DISCIPLINES[race[1]].measure


def entrant(race, number, row):
    key = (*race, number)
    try:
        mark = parse_mark(row["mark"], measure(race))
    except MarkError:
        return Entrant(key, status=row["mark"])
    series = tuple(
        None if trial == "-" else parse_mark(trial, Measure.DISTANCE) for trial in row["series"].split()
    )
    return Entrant(key, mark, series=series, decided=int(row["place"]))


def entrants(race, *, judged=False):
    """Last first; `judged` keeps the order that thousandths and judges gave to equals."""
    rows = [entrant(race, number, row) for number, row in enumerate(RACES[race])]
    return [one if judged else replace(one, decided=None) for one in reversed(rows)]


def given_places(race):
    return {(*race, n): int(row["place"]) if row["place"] else None for n, row in enumerate(RACES[race])}


def computed_places(race, rule):
    return {entrant.key: place for place, entrant in rank(entrants(race), rule)}


def has_equal_times(race):
    marks = [row["mark"] for row in RACES[race] if row["place"]]
    return len(set(marks)) < len(marks)


TRACK = [race for race in RACES if measure(race) is Measure.TIME]
DECIDED_BY_TIME = [race for race in TRACK if not has_equal_times(race) and race != NO_FIFTH_PLACE]
FIELD = [race for race in RACES if measure(race) is Measure.DISTANCE and race not in TIES_BROKEN_OTHERWISE]
ROUNDS = sorted({race[:3] for race in TRACK if race[2] != "final"})


def test_rome_has_the_races_that_are_checked():
    assert (len(DECIDED_BY_TIME), len(FIELD), len(ROUNDS)) == (90, 22, 32)


@pytest.mark.parametrize("race", DECIDED_BY_TIME, ids="-".join)
def test_track_places_follow_from_the_times(race):
    assert computed_places(race, TIME) == given_places(race)


@pytest.mark.parametrize("race", FIELD, ids="-".join)
def test_throws_and_jumps_are_placed_as_their_series_say(race):
    assert computed_places(race, HORIZONTAL) == given_places(race)


@pytest.mark.parametrize("of_round", ROUNDS, ids="-".join)
def test_qualifiers_follow_from_places_and_times(of_round):
    heats = sorted(race for race in TRACK if race[:3] == of_round)
    given = {
        (*race, number): row["qualified"]
        for race in heats
        for number, row in enumerate(RACES[race])
        if row["qualified"]
    }
    by_place = min(sum(row["qualified"] == "Q" for row in RACES[race]) for race in heats)
    rule = f"{by_place}+{list(given.values()).count('q')}"

    assert qualify([entrants(race, judged=True) for race in heats], rule) == given
