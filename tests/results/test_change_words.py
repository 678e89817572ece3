import pytest

from results import change_words, history, recording, rulings, status
from results.models import Race, Split
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    race = make_race()
    with recording.changes([race], why="Finish"):
        for place, name in enumerate(("Kerr", "Ingebrigtsen", "Nordås"), 1):
            make_result(race, make_athlete(family_name=name), place=place, mark=f"3:29.{place}0", order=place)
    return race


def told(race):
    return change_words.line(history.Past([race]).writes(race)[0])


def changed(race, number, **values):
    with recording.changes([race], why="Protest"):
        result = race.results.get(order=number)
        for name, value in values.items():
            setattr(result, name, value)
        result.save()


def test_a_disqualification_says_what_was_lost_and_who_moved(race):
    rulings.disqualify(race.results.get(order=1), rule="TR17.2.3", why="Protest")

    assert told(race) == (
        "Kerr disqualified (TR17.2.3), having been 1st with 3:29.10; Ingebrigtsen now 1st, Nordås now 2nd."
    )


def test_a_reinstatement_says_where(race):
    rulings.disqualify(race.results.get(order=3), rule="TR17.2.3", why="Protest")
    race.refresh_from_db()
    history.take_back(race, history.Past([race]).writes(race)[0].at, why="Appeal")

    assert told(race) == "Nordås reinstated, 3rd with 3:29.30; status: official."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mark_value": 209_290}, "Nordås 3:29.29, not 3:29.30."),
        ({"mark_value": 209_000, "place": 4}, "Nordås 3:29.00, not 3:29.30, 4th."),
        ({"qualification": "qR"}, "Nordås advanced by the referee."),
        ({"lane": 4, "bib": "12"}, "Nordås: the lane and the number put right."),
        ({"order": 7}, "Nordås: put right."),
        ({"place": 2}, "Nordås now 2nd."),
    ],
)
def test_each_kind_of_change_has_its_words(race, values, words):
    changed(race, 3, **values)

    assert told(race) == words


def test_rows_that_come_and_go(race):
    with recording.changes([race], why="Read late"):
        make_result(race, make_athlete(family_name="Late"), place=4, mark="3:31.00", order=4)
    assert told(race) == "Late added, 4th with 3:31.00."

    with recording.changes([race], why="Entered twice"):
        race.results.filter(order=4).delete()
    assert told(race) == "Late taken out, having been 4th with 3:31.00."


def test_many_who_move_are_counted():
    race = make_race()
    with recording.changes([race], why="Finish"):
        for place in range(1, 8):
            make_result(race, make_athlete(family_name=f"R{place}"), place=place, mark=f"3:29.{place}0")
    rulings.disqualify(race.results.get(place=1), rule="TR17.2.3", why="Protest")

    assert told(race) == ("R1 disqualified (TR17.2.3), having been 1st with 3:29.10; 6 others change places.")


def test_parts_and_the_race_itself(race):
    with recording.changes([race], why="Splits read"):
        Split.objects.create(result=race.results.get(order=1), distance_m=400, time_ms=56_100)
    assert told(race) == "Kerr: intermediate times put right."

    with recording.changes([race], why="Wind read again"):
        Race.objects.filter(pk=race.pk).update(wind="1.2")
    assert told(race) == "The wind reading put right."


def test_a_step_of_the_status_alone(race):
    Race.objects.update(status="provisional")
    race.refresh_from_db()
    status.make_official(race)

    assert told(race) == "Status: official."
