import pytest
from django.core.exceptions import PermissionDenied

from results import status
from results.models import Race, RaceChange
from tests.desk_forms import make_member
from tests.factories.results import make_race, make_result

pytestmark = pytest.mark.django_db
STATUSES = [value for value, _ in Race.Status.choices]
ALLOWED = {
    ("scheduled", "live"),
    ("scheduled", "provisional"),
    ("scheduled", "official"),
    ("live", "scheduled"),
    ("live", "provisional"),
    ("live", "official"),
    ("provisional", "live"),
    ("provisional", "official"),
    ("official", "revised"),
}


def moved(race, to, by=None):
    status.VERBS[Race.Status(to)](race, why="As decided", by=by)


@pytest.mark.parametrize("now", STATUSES)
@pytest.mark.parametrize("to", STATUSES)
def test_a_status_moves_only_along_its_way(now, to):
    race = make_race(status=now)
    make_result(race, mark="3:29.38", place=1)

    if (now, to) in ALLOWED:
        moved(race, to)
        assert Race.objects.get().status == to
    else:
        with pytest.raises(status.StatusError, match="it cannot become"):
            moved(race, to)
        assert Race.objects.get().status == now


def test_a_move_is_remembered_and_raises_the_version():
    race, editor = make_race(status="provisional"), make_member("Results desk")
    make_result(race, mark="3:29.38", place=1)

    status.make_official(race, by=editor, why="Protest time over")

    change = RaceChange.objects.get()
    assert (change.by, change.why, change.before["status"], change.after["status"], race.version) == (
        editor,
        "Protest time over",
        "provisional",
        "official",
        1,
    )


@pytest.mark.parametrize("to", ["provisional", "official"])
def test_a_start_list_is_no_result(to):
    race = make_race(status="scheduled")
    make_result(race)

    with pytest.raises(status.StatusError, match="has no result yet"):
        moved(race, to)


def test_a_revision_needs_its_reason():
    race = make_race(status="official")
    make_result(race, mark="3:29.38", place=1)

    with pytest.raises(status.StatusError, match="Say why"):
        status.revise(race, why=" ")


@pytest.mark.parametrize(("role", "may"), [("Reporter", False), ("Editor", False), ("Results desk", True)])
@pytest.mark.parametrize(
    ("now", "to"),
    [("scheduled", "live"), ("live", "scheduled"), ("live", "provisional"), ("official", "revised")],
)
def test_only_the_results_desk_moves_a_status(role, may, now, to):
    race = make_race(status=now)
    make_result(race, mark="3:29.38", place=1)

    if may:
        moved(race, to, by=make_member(role))
    else:
        with pytest.raises(PermissionDenied):
            moved(race, to, by=make_member(role))
    assert Race.objects.get().status == (to if may else now)


def test_bests_begin_with_the_result():
    race = make_race(status="live")
    result = make_result(race, mark="3:29.38", place=1)

    status.make_provisional(race)

    assert sorted(result.athlete.bests.values_list("season", flat=True), key=str) == [2023, None]
