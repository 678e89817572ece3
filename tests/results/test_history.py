from datetime import date
from decimal import Decimal

import pytest

from results import history, recording, rulings, status
from results.models import Attempt, Race, RaceChange, RelayLeg, Result, ResultChange, Split
from results.statistics.bests import personal_best
from results.statistics.medals import medal_table
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    """A final that was provisional, then official, each step by its verb."""
    race = make_race(status="live", decides_medals=True)
    with recording.changes([race], why="Finish"):
        for place, (name, mark) in enumerate(
            [("Kerr", "3:29.38"), ("Ingebrigtsen", "3:29.65"), ("Nordås", "3:29.68"), ("Nader", "3:29.68")], 1
        ):
            make_result(race, make_athlete(family_name=name), place=place, mark=mark, order=place)
    status.make_provisional(race)
    status.make_official(race)
    return race


def places(rows):
    return [(row.place or row.status, row.who, str(row.mark or "")) for row in rows]


def standing(race):
    return places(Result.objects.filter(race=race).in_table_order())


def latest(race):
    race.refresh_from_db()
    return history.Past([race]).writes(race)[0].at


THAT_NIGHT = [
    (1, "Kerr", "3:29.38"),
    (2, "Ingebrigtsen", "3:29.65"),
    (3, "Nordås", "3:29.68"),
    (4, "Nader", "3:29.68"),
]


def disqualified(race, name, **said):
    rulings.disqualify(
        race.results.get(athlete__family_name=name), rule="TR17.2.3", **{"why": "Protest upheld"} | said
    )


def test_nothing_to_tell_where_nothing_changed_since_the_night(race):
    assert history.on_the_night(race) is None
    assert history.Past([race]).since_out(race) == []


def test_the_night_is_told_as_it_was(race):
    disqualified(race, "Ingebrigtsen")

    then = history.on_the_night(race)

    assert places(row.result for row in then.rows) == THAT_NIGHT
    assert (then.race.status, Race.objects.get().status) == ("official", "revised")
    assert [row.result.medal for row in then.rows] == ["gold", "silver", "bronze", ""]


def test_a_row_removed_since_stands_again_as_it_was(race):
    with recording.changes([race], why="Splits read"):
        Split.objects.create(result=race.results.get(place=1), distance_m=400, time_ms=56_100, precision="t")
    with recording.changes([race], why="Entered twice"):
        race.results.filter(place__in=[1, 4]).delete()

    then = history.on_the_night(race)
    after_splits = history.as_it_was(race, ResultChange.objects.get(why="Splits read").at)

    assert places(row.result for row in then.rows) == THAT_NIGHT
    assert [len(row.splits) for row in then.rows] == [0, 0, 0, 0]
    assert [(s.distance_m, s.time_ms, s.precision) for s in after_splits.rows[0].splits] == [
        (400, 56_100, "t")
    ]


def test_a_row_added_since_was_not_there(race):
    with recording.changes([race], why="Read late"):
        make_result(race, make_athlete(family_name="Late"), place=5, mark="3:31.00")

    assert places(row.result for row in history.on_the_night(race).rows) == THAT_NIGHT


def test_nights_take_constant_queries(django_assert_num_queries):
    races = [make_race() for _ in range(3)]
    for race in races:
        with recording.changes([race], why="Finish"):
            make_result(race, place=1, mark="3:29.38")
            make_result(race, place=2, mark="3:29.65")
        rulings.disqualify(race.results.get(place=1), rule="TR17.2.3", why="Protest upheld")

    for some in (races[:1], races):
        with django_assert_num_queries(8):
            nights = history.Past(some).nights()
        assert [len(nights[race.pk].rows) for race in some] == [2] * len(some)


def test_a_provisional_result_is_the_night_where_it_never_was_official():
    race = make_race(status="live")
    with recording.changes([race], why="Finish"):
        make_result(race, make_athlete(family_name="Kerr"), place=1, mark="3:29.38")
    status.make_provisional(race)
    with recording.changes([race], why="Photo read again"):
        result = race.results.get()
        result.mark_value = 209_390
        result.save()

    assert places(row.result for row in history.on_the_night(race).rows) == [(1, "Kerr", "3:29.38")]
    assert standing(race) == [(1, "Kerr", "3:29.39")]


def test_a_start_list_has_no_night():
    race = make_race(status="scheduled")
    with recording.changes([race], why="Entries"):
        make_result(race, make_athlete())
    with recording.changes([race], why="Withdrawn"):
        race.results.all().delete()

    assert history.on_the_night(race) is None


def test_writes_are_told_latest_first_with_all_they_changed(race):
    disqualified(race, "Ingebrigtsen")

    latest, *earlier = history.Past([race]).writes(race)

    assert (latest.why, len(latest.rows), latest.race[0]["status"], latest.race[1]["status"]) == (
        "Protest upheld",
        3,
        "official",
        "revised",
    )
    assert [(write.why, len(write.rows)) for write in earlier] == [
        ("Official result", 0),
        ("Provisional result", 0),
        ("Finish", 4),
    ]
    assert history.Past([race]).since_out(race) == [latest]


def test_taking_back_restores_every_row_and_the_status(race):
    disqualified(race, "Kerr")
    assert standing(race)[0] == (1, "Ingebrigtsen", "3:29.65")

    history.take_back(race, latest(race), why="Appeal upheld")

    assert standing(race) == THAT_NIGHT
    assert Race.objects.get().status == "official"
    assert ResultChange.objects.filter(why="Appeal upheld").count() == 4


def test_only_the_latest_write_is_taken_back(race):
    disqualified(race, "Kerr")
    first = latest(race)
    disqualified(race, "Nader", why="Another")

    with pytest.raises(history.HistoryError, match="changed in this race later"):
        history.take_back(race, first, why="Appeal")


def test_disqualification_moves_medals_bests_and_the_table_and_back(race):
    kerr = race.results.get(place=1).athlete
    competition = race.event.competition

    disqualified(race, "Kerr")
    assert standing(race) == [
        (1, "Ingebrigtsen", "3:29.65"),
        (2, "Nordås", "3:29.68"),
        (3, "Nader", "3:29.68"),
        ("DQ", "Kerr", ""),
    ]
    assert personal_best(kerr, race.discipline) is None
    assert not kerr.bests.exists()
    assert sorted(Result.objects.medals().values_list("athlete__family_name", "medal_place")) == [
        ("Ingebrigtsen", 1),
        ("Nader", 3),
        ("Nordås", 2),
    ]

    history.take_back(race, latest(race), why="Appeal upheld")
    assert [(best.season, str(best.result.mark)) for best in kerr.bests.all()] == [
        (None, "3:29.38"),
        (2023, "3:29.38"),
    ]
    assert [(row.gold, row.silver, row.bronze) for row in medal_table(competition)] == [(1, 1, 1)]


def test_parts_of_all_kinds_stand_again():
    jump, relay = make_race("LJ"), make_race("4X400")
    runner = make_athlete(family_name="Bol")
    with recording.changes([jump, relay], why="Finish"):
        leap = make_result(jump, place=1, mark="8.65", wind=Decimal("-0.3"))
        Attempt.objects.create(result=leap, number=1, outcome="O", mark_mm=8650, wind=Decimal("-0.3"))
        Attempt.objects.create(result=leap, number=2, outcome="X")
        team = make_result(relay, team_name="Netherlands", place=1, mark="3:20.72")
        RelayLeg.objects.create(result=team, order=1, athlete=runner)
    for race in (jump, relay):
        with recording.changes([race], why="Emptied"):
            race.results.all().delete()
        history.take_back(race, latest(race), why="Back")

    leap, team = jump.results.get(), relay.results.get()
    assert (str(leap.mark), leap.wind) == ("8.65", Decimal("-0.3"))
    assert [(a.number, a.outcome, a.mark_mm, a.wind) for a in leap.attempts.all()] == [
        (1, "O", 8650, Decimal("-0.3")),
        (2, "X", None, None),
    ]
    assert [(leg.order, leg.athlete) for leg in team.legs.all()] == [(1, runner)]


def test_what_the_race_itself_said_is_remembered(race):
    with recording.changes([race], why="Held a day later"):
        Race.objects.filter(pk=race.pk).update(date=date(2023, 8, 24), wind=Decimal("1.2"))

    change = RaceChange.objects.get(why="Held a day later")
    assert [(side["date"], side["wind"]) for side in (change.before, change.after)] == [
        ("2023-08-23", None),
        ("2023-08-24", "1.2"),
    ]
    assert set(Result.objects.values_list("date", "season")) == {(date(2023, 8, 24), 2023)}
