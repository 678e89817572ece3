import pytest

from newsroom.lib import caching
from results import interests, recording
from results.marks import Measure, parse_mark
from results.models import Best, Race, RelayLeg, Result, ResultChange, Split
from tests.factories.results import make_athlete, make_country, make_race, make_result
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

    assert ResultChange.objects.get().after["splits"] == [[400, 56_100, "t"]]


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

    assert sorted(Best.objects.values_list("season", "list_key"), key=str) == [
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


def ran(athlete, mark, place, *, splits=(), **fields):
    """A row as an importer gives it."""
    result = Result(athlete=athlete, country=athlete.country, place=place, **fields)
    result.mark = parse_mark(mark, Measure.TIME)
    taken = [Split(distance_m=distance, time_ms=time) for distance, time in splits]
    return recording.Row(result, splits=taken)


def shown(race):
    return [str(result) for result in race.results.select_related("athlete", "race__discipline")]


def written(captured):
    return {query["sql"].split()[0] for query in captured} & {"INSERT", "UPDATE", "DELETE"}


def test_rows_become_the_whole_outcome(race, kerr):
    other = make_athlete("Jakob", "Ingebrigtsen", country="NOR")
    make_result(race, make_athlete("Nobody", "Started"), place=1, mark="3:20.00")

    recording.record_results(race, [ran(kerr, "3:29.38", 1), ran(other, "3:29.65", 2)], why="Finish")

    assert shown(race) == ["1 Josh Kerr 3:29.38", "2 Jakob Ingebrigtsen 3:29.65"]
    assert Best.objects.filter(season=None).count() == 2


def test_same_rows_again_write_nothing(race, kerr, django_assert_max_num_queries):
    recording.record_results(race, [ran(kerr, "3:29.38", 1, splits=[(400, 56_100)])], why="Finish")
    changes = ResultChange.objects.count()

    with django_assert_max_num_queries(60) as asked:
        recording.record_results(race, [ran(kerr, "3:29.38", 1, splits=[(400, 56_100)])], why="Again")

    assert (written(asked.captured_queries), changes, ResultChange.objects.count()) == (set(), 1, 1)


def test_wind_as_text_is_the_same_wind(kerr, django_assert_max_num_queries):
    race = make_race("LJ")

    def jumped():
        result = Result(athlete=kerr, country=kerr.country, place=1, wind="0.3")
        result.mark = parse_mark("8.42", Measure.DISTANCE)
        return recording.Row(result)

    recording.record_results(race, [jumped()], why="Finish")
    with django_assert_max_num_queries(60) as asked:
        recording.record_results(race, [jumped()], why="Again")

    assert written(asked.captured_queries) == set()


def test_a_row_that_is_held_keeps_its_identity(race, kerr):
    held = make_result(race, kerr, place=1, mark="3:29.38")

    recording.record_results(race, [ran(kerr, "3:29.50", 2)], why="Photo read again")

    change = ResultChange.objects.get()
    assert (race.results.get().pk, change.result) == (held.pk, held)
    assert (change.before["mark"], change.after["mark"]) == ("3:29.38", "3:29.50")


def test_parts_that_differ_are_replaced(race, kerr):
    recording.record_results(race, [ran(kerr, "3:29.38", 1, splits=[(400, 56_100), (800, 114_200)])], why="1")
    recording.record_results(race, [ran(kerr, "3:29.38", 1, splits=[(400, 56_300)])], why="2")

    assert list(map(str, race.results.get().splits.all())) == ["56.3 at 400m"]


def test_a_team_is_its_countrys(kerr):
    race = make_race("4X400")
    for time in ("2:57.45", "2:57.31"):
        team = Result(country=make_country("GBR"), team_name="Great Britain & N.I.", place=1)
        team.mark = parse_mark(time, Measure.TIME)
        row = recording.Row(team, legs=[RelayLeg(order=1, athlete=kerr)])
        recording.record_results(race, [row], why="Finish")

    assert [(str(r), [str(leg) for leg in r.legs.all()]) for r in race.results.all()] == [
        ("1 Great Britain & N.I. 2:57.31", ["1. Josh Kerr"])
    ]


def test_an_athlete_given_twice_is_refused_before_anything_is_written(race, kerr):
    with pytest.raises(recording.DuplicateRow, match="Josh Kerr is given twice in"):
        recording.record_results(race, [ran(kerr, "3:29.38", 1), ran(kerr, "3:31.00", 5)], why="Finish")

    assert not race.results.exists()


def test_status_given_becomes_the_races(kerr):
    race = make_race(status="provisional")

    recording.record_results(race, [ran(kerr, "3:29.38", 1)], why="Protests over", status="official")

    assert Race.objects.get().status == "official"


def finish():
    """Three rows of a race of their own."""
    return make_race(), [ran(make_athlete(), "3:29.38", place) for place in (1, 2, 3)]


def test_many_races_take_as_many_queries_as_few(django_assert_num_queries, django_assert_max_num_queries):
    few, many = dict([finish()]), dict([finish(), finish(), finish()])

    with django_assert_max_num_queries(60) as asked:
        recording.record_all(few, why="Finish")
    with django_assert_num_queries(len(asked.captured_queries)):
        recording.record_all(many, why="Finish")


def test_a_changed_order_of_rows_is_a_change(race, kerr):
    recording.record_results(race, [ran(kerr, "3:29.38", 1, order=1)], why="Finish")
    recording.record_results(race, [ran(kerr, "3:29.38", 1, order=2)], why="As the source has it")

    assert [change.after["order"] for change in ResultChange.objects.all()] == [2, 1]
