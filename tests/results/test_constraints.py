import pytest
from django.db import IntegrityError, transaction

from results.models import Attempt, RelayLeg, Split
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "fields",
    [
        {"place": 0},
        {"status": "DQ", "mark": "3:29.38"},
        {"status": "DNF", "place": 3},
        {"status": "XX"},
        {"mark_value": 0, "mark_precision": "c"},
        {"mark_value": 209_380},
        {"mark_precision": "c"},
        {"wind": "20.1"},
        {"wind": "-20.1"},
    ],
)
def test_results_refuse_what_cannot_be(fields):
    race, athlete = make_race(), make_athlete()

    def write():
        result = make_result(race, athlete, mark=fields.get("mark", ""))
        for name, value in fields.items():
            if name != "mark":
                setattr(result, name, value)
        result.save()

    refused(write)


def test_result_is_an_athletes_or_a_teams():
    refused(lambda: make_result(make_race(), team_name="", country="GBR"))


def test_an_athlete_is_in_a_race_once():
    race, athlete = make_race(), make_athlete()
    make_result(race, athlete)

    refused(lambda: make_result(race, athlete))


def test_a_place_may_be_shared():
    race = make_race()

    assert [make_result(race, place=1).place for _ in range(2)] == [1, 1]


def test_race_refuses_a_wind_out_of_range():
    refused(lambda: make_race(wind="21.0"))


def test_race_slug_is_unique_in_its_event():
    event = make_event()
    make_race(event=event, slug="heat-1")

    refused(lambda: make_race(event=event, slug="heat-1"))


def test_event_is_held_once():
    competition = make_competition()
    make_event(competition=competition)

    refused(lambda: make_event(competition=competition))


def test_competition_ends_after_it_starts():
    refused(lambda: make_competition(first_day="2023-08-27", last_day="2023-08-19"))


def test_parts_of_a_result_are_taken_once():
    result = make_result(make_race())
    athlete = make_athlete()
    Split.objects.create(result=result, distance_m=400, time_ms=56_100)
    Attempt.objects.create(result=result, number=1, outcome="X")
    RelayLeg.objects.create(result=result, order=1, athlete=athlete)

    refused(lambda: Split.objects.create(result=result, distance_m=400, time_ms=56_200))
    refused(lambda: Attempt.objects.create(result=result, number=1, outcome="O"))
    refused(lambda: RelayLeg.objects.create(result=result, order=1, athlete=athlete))
    refused(lambda: Attempt.objects.create(result=result, number=2, outcome="O", mark_mm=0))
    refused(lambda: Split.objects.create(result=result, distance_m=0, time_ms=1))
