"""A result's parts: splits, attempts, relay legs."""

import pytest
from django.urls import reverse

from results.models import Result, ResultChange
from tests.desk_forms import errors, filled, make_member
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db


def url(result):
    return reverse("admin:results_result_change", args=[result.pk])


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


def saved(client, result, **changes):
    return client.post(url(result), filled(client, url(result), "result", **{"why": "Added"} | changes))


def test_split_is_typed_as_a_time(desk):
    result = make_result(make_race(), mark="3:29.38", place=1)

    saved(desk, result, **{"splits-0-distance_m": "800", "splits-0-time": "1:53.1"})

    assert [str(split) for split in result.splits.all()] == ["1:53.1 at 800m"]


def test_row_and_its_parts_are_one_change(desk):
    result = make_result(make_race(), mark="3:29.38", place=1)

    saved(
        desk,
        result,
        bib="1204",
        why="From the sheet",
        **{"splits-0-distance_m": "800", "splits-0-time": "1:53.1"},
    )

    change = ResultChange.objects.get()
    assert (change.why, change.result, change.by_id) == (
        "From the sheet",
        result,
        int(desk.session["_auth_user_id"]),
    )
    assert [(side["bib"], side["splits"]) for side in (change.before, change.after)] == [
        ("", []),
        ("1204", [[800, 113_100, "t"]]),
    ]


def test_change_without_a_reason_is_refused(desk):
    result = make_result(make_race(), mark="3:29.38", place=1)

    assert errors(saved(desk, result, bib="1204", why="")) == ["This field is required."]
    assert not ResultChange.objects.exists()


def test_bad_split_is_refused_by_what_was_expected(desk):
    result = make_result(make_race(), mark="3:29.38", place=1)

    response = saved(desk, result, **{"splits-0-distance_m": "800", "splits-0-time": "fast"})

    assert errors(response) == ["“fast” is no mark: expected a time such as 9.58, 9.9h, 3:29.38 or 2:00:35."]


def test_attempts_are_typed_in_metres(desk):
    result = make_result(make_race("LJ"), mark="8.52", place=1)

    saved(
        desk,
        result,
        **{
            "attempts-0-number": "1",
            "attempts-0-distance": "8.52",
            "attempts-0-outcome": "O",
            "attempts-0-wind": "0.3",
        },
    )

    assert [(str(attempt), str(attempt.wind)) for attempt in result.attempts.all()] == [("8.52", "0.3")]


def test_heights_come_back_as_they_were_typed(desk):
    result = make_result(make_race("HJ"), mark="2.36", place=1)
    saved(desk, result, **{"attempts-0-number": "1", "attempts-0-height": "2.36", "attempts-0-outcome": "XO"})

    assert filled(desk, url(result), "result")["attempts-0-height"] == "2.36"
    assert [str(attempt) for attempt in result.attempts.all()] == ["2.36 XO"]


def test_relay_has_legs_in_order(desk):
    result = make_result(make_race("4X400"), team_name="Great Britain", mark="2:57.34")
    first, second = make_athlete(), make_athlete()

    saved(
        desk,
        result,
        **{"legs-0-order": "1", "legs-0-athlete": first.pk, "legs-TOTAL_FORMS": "2"},
        **{"legs-1-order": "2", "legs-1-athlete": second.pk},
    )

    assert [leg.athlete for leg in result.legs.all()] == [first, second]


def test_result_is_removed_in_its_race_only(desk):
    result = make_result(make_race(), mark="3:29.38", place=1)

    assert (
        desk.post(reverse("admin:results_result_delete", args=[result.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert (
        desk.post(reverse("admin:results_race_delete", args=[result.race_id]), {"post": "yes"}).status_code
        == 409
    )
    assert Result.objects.count() == 1


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_result_is_not_the_writers_to_change(client, role):
    result = make_result(make_race(), mark="3:29.38", place=1)
    client.force_login(make_member(role))

    assert client.post(url(result), {"bib": "1"}).status_code == 403
