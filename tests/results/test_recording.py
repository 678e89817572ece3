import pytest

from newsroom.lib import caching
from results import interests, recording
from results.marks import Measure, parse_mark
from results.models import Best, ResultChange, Split
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    return make_race()


@pytest.fixture
def kerr():
    return make_athlete("Josh", "Kerr")


def test_a_new_row_leaves_its_change(race, kerr):
    user = make_user()

    with recording.changes([race], why="Finish", by=user):
        result = make_result(race, kerr, place=1, mark="3:29.38")

    change = ResultChange.objects.get()
    assert (change.result, change.by, change.why, change.before) == (result, user, "Finish", None)
    assert (change.after["who"], change.after["mark"], change.after["place"]) == ("Josh Kerr", "3:29.38", 1)


def test_a_changed_row_keeps_what_stood_before(race, kerr):
    result = make_result(race, kerr, place=1, mark="3:29.38")

    with recording.changes([race], why="Protest upheld"):
        result.mark, result.place, result.status = None, None, "DQ"
        result.save()

    change = ResultChange.objects.get()
    assert [(side["mark"], side["status"]) for side in (change.before, change.after)] == [
        ("3:29.38", ""),
        ("", "DQ"),
    ]


def test_a_removed_row_is_remembered(race, kerr):
    make_result(race, kerr, place=1, mark="3:29.38")

    with recording.changes([race], why="Entered twice"):
        race.results.all().delete()

    change = ResultChange.objects.get()
    assert (change.result, change.before["who"], change.after) == (None, "Josh Kerr", None)


def test_a_split_is_a_change(race, kerr):
    result = make_result(race, kerr, place=1, mark="3:29.38")

    with recording.changes([race], why="Splits read"):
        Split.objects.create(result=result, distance_m=400, time_ms=56_100)

    assert ResultChange.objects.get().after["splits"] == ["56.1 at 400m"]


def test_what_does_not_differ_leaves_nothing(race, kerr):
    result = make_result(race, kerr, place=1, mark="3:29.38")

    with recording.changes([race], why="Saved again"):
        result.save()

    assert not ResultChange.objects.exists()


def test_bests_follow_what_was_written(race, kerr):
    with recording.changes([race], why="Finish"):
        result = make_result(race, kerr, place=1, mark="3:29.38")
    with recording.changes([race], why="Photo read again"):
        result.mark = parse_mark("3:29.50", Measure.TIME)
        result.save()

    assert sorted(Best.objects.values_list("season", "mark_value"), key=str) == [
        (2023, 209_500),
        (None, 209_500),
    ]


def test_bests_go_with_the_row(race, kerr):
    with recording.changes([race], why="Finish"):
        make_result(race, kerr, place=1, mark="3:29.38")
    with recording.changes([race], why="Entered twice"):
        race.results.all().delete()

    assert not Best.objects.exists()


def test_a_failure_writes_nothing(race, kerr):
    with pytest.raises(ZeroDivisionError), recording.changes([race], why="Finish"):
        make_result(race, kerr, place=1, mark="3:29.38")
        1 / 0  # noqa: B018

    assert (race.results.count(), ResultChange.objects.count()) == (0, 0)


def test_a_race_that_becomes_official_makes_its_bests_and_tells(kerr, django_capture_on_commit_callbacks):
    race = make_race(status="live")
    make_result(race, kerr, place=1, mark="3:29.38")
    told = []
    tell = told.append
    interests.register(tell)

    with django_capture_on_commit_callbacks(execute=True), recording.changes([race], why="Official"):
        race.status = "official"
        race.save()
    interests.forget(tell)

    assert (Best.objects.count(), told, ResultChange.objects.count()) == (2, [{race.pk}], 0)


def test_those_interested_are_told_after_commit(race, kerr, django_capture_on_commit_callbacks):
    told = []
    interests.register(told.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            with recording.changes([race], why="Finish"):
                make_result(race, kerr, place=1, mark="3:29.38")
            assert told == []
    finally:
        interests.forget(told.append)

    assert told == [{race.pk}]


def test_a_change_raises_the_generation(race, kerr, django_capture_on_commit_callbacks):
    before = caching.generation().token

    with django_capture_on_commit_callbacks(execute=True), recording.changes([race], why="Finish"):
        make_result(race, kerr, place=1, mark="3:29.38")

    assert caching.generation().token != before
