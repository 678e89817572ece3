"""Who they are: category, age, lanes, bibs, teams, and nobody twice."""

from datetime import date

import pytest

from results.validators import athletes
from tests.results.validators.written import a_sheet, heats, legs, said


def born(year, month=8, day=23, precision="day"):
    return {"born": date(year, month, day), "born_precision": precision}


def test_athlete_belongs_to_the_category():
    rows = [(1, "Josh Kerr", "3:29.38", {"sex": "M"}), (2, "Laura Muir", "3:58.73", {"sex": "W"})]

    assert said(athletes.sex, a_sheet(*rows)) == ["Laura Muir is held as a woman, but is in a men’s event."]
    assert said(athletes.sex, a_sheet(*rows, category="X")) == []


def test_runners_of_a_relay_belong_to_the_category():
    sheet = a_sheet((1, "Netherlands", "3:20.00", legs("Bol", sex="M")), code="4X400", category="W")

    assert said(athletes.sex, sheet) == ["Bol is held as a man, but is in a women’s event."]


@pytest.mark.parametrize(
    ("birth", "said_of_it"),
    [
        (born(2023, 8, 24), "was born on 24 August 2023, after the race"),
        (born(2011, 8, 24), "was eleven years old at the race, born on 24 August 2011"),
        (born(2023, 8, 23), "was nought years old at the race, born on 23 August 2023"),
        (born(2022, 8, 23), "was one year old at the race, born on 23 August 2022"),
        (born(2024, 1, 1, "year"), "was born in 2024, after the race"),
        (born(2011, 8, 23), ""),
        (born(2011, 12, 31, "year"), ""),
        (born(2012, 1, 1, "year"), "was eleven years old at the race, born in 2012"),
    ],
)
def test_age_at_the_race_is_plausible(birth, said_of_it):
    told = [f"Kerr {said_of_it}."] if said_of_it else []

    assert said(athletes.age, a_sheet((1, "Kerr", "3:29.38", birth))) == told


@pytest.mark.parametrize(
    ("code", "told"), [("100", 1), ("400", 1), ("4X400", 1), ("4X800", 0), ("800", 0), ("LJ", 0)]
)
def test_lane_is_one_athlete_s_as_far_as_lanes_are_kept(code, told):
    sheet = a_sheet((1, "A", "", {"lane": 4}), (2, "B", "", {"lane": 4}), (3, "C"), (4, "D"), code=code)

    assert said(athletes.lanes, sheet) == ["A and B have lane 4 each."] * told


def test_bib_is_one_athlete_s():
    sheet = a_sheet((1, "A", "", {"bib": "1204"}), (2, "B", "", {"bib": "1204"}), (3, "C"), (4, "D"))

    assert said(athletes.bibs, sheet) == ["A and B have bib 1204 each."]


def test_nobody_runs_twice_in_a_round():
    first_round = heats([(1, "A"), (2, "B")], [(1, "A"), (2, "C")])
    final = a_sheet((1, "B"), code="100")

    assert said(athletes.twice, [*first_round, final]) == ["A is in heat 1 and heat 2 of one round."]


def test_parts_of_a_combined_event_are_rounds_of_their_own():
    parts = [a_sheet((1, "A"), of="DEC", code=code) for code in ("100", "LJ")]

    assert said(athletes.twice, parts) == []


def test_team_has_its_runners_each_once():
    rows = [
        (1, "Jamaica", "37.50", legs("A", "B", "C")),
        (2, "Italy", "37.60", legs("D", "E", "F", "D")),
        (3, "Japan", "37.70", legs("H", "I", "J", "K", "a substitute")),
        (4, "France", "37.80"),
    ]

    assert said(athletes.teams, a_sheet(*rows, code="4X100")) == [
        "Jamaica has three of four runners.",
        "D runs two legs for Italy.",
    ]
