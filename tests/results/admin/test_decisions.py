"""Status by buttons, disqualification, the way back, and two editors on one race."""

import lxml.html
import pytest
from django.urls import reverse

from results import recording
from results.models import Race, RaceChange, Result, ResultChange
from tests.desk_forms import buttons, errors, filled, make_member, query_count
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db


def url(race, page="change"):
    return reverse(f"admin:results_race_{page}", args=[race.pk])


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


@pytest.fixture
def race():
    race = make_race(decides_medals=True)
    with recording.changes([race], why="Finish"):
        for place, name in enumerate(("Kerr", "Ingebrigtsen"), 1):
            make_result(race, make_athlete(family_name=name), place=place, mark=f"3:29.{place}0", order=place)
    return race


def pressed(client, race, button, **changes):
    return client.post(url(race), filled(client, url(race), "race", **{button: "on"}, **changes))


def decision(client, race, page, **answers):
    page_url = url(race, page)
    form = lxml.html.fromstring(client.get(page_url).content.decode()).get_element_by_id("decision_form")
    return client.post(page_url, dict(form.form_values()) | answers)


def standing():
    return [(r.place or r.status, r.who) for r in Result.objects.in_table_order().select_related("athlete")]


@pytest.mark.parametrize(
    ("now", "labels"),
    [
        ("scheduled", ["Save and start", "Save as provisional", "Save as official"]),
        ("live", ["Save, back to the start list", "Save as provisional", "Save as official"]),
        ("provisional", ["Save and start", "Save as official"]),
        ("official", ["Save as revised"]),
        ("revised", []),
    ],
)
def test_the_form_offers_the_steps_that_may_follow(desk, now, labels):
    race = make_race(status=now)

    assert buttons(desk.get(url(race)), "race") == ["Save", "Save and continue", *labels]


def test_a_button_saves_and_moves_the_status(desk):
    race = make_race(status="live")
    make_result(race, place=1, mark="3:29.38")

    pressed(desk, race, "_official", note="Rain.")

    race.refresh_from_db()
    assert (race.status, race.note) == ("official", "Rain.")


def test_a_refused_step_saves_nothing_and_keeps_what_was_typed(desk):
    race = make_race(status="live")

    response = pressed(desk, race, "_official", note="Rain.")

    assert errors(response) == [f"{race.title} has no result yet: nobody has a mark, a place or a status."]
    assert dict(lxml.html.fromstring(response.content.decode()).forms[-1].form_values())["note"] == "Rain."
    race.refresh_from_db()
    assert (race.status, race.note, race.version) == ("live", "", 0)


def test_the_status_is_no_field_to_be_typed(desk, race):
    desk.post(url(race), filled(desk, url(race), "race", status="scheduled"))

    assert Race.objects.get().status == "official"


def test_the_second_editor_is_told_and_neither_loses_anything(desk, race):
    opened = filled(desk, url(race), "race", note="Mine", why="Mine")
    pressed(desk, race, "_save", note="Theirs", why="Theirs")

    response = desk.post(url(race), opened)

    assert [error.startswith("Somebody else changed this race") for error in errors(response)] == [True]
    assert Race.objects.get().note == "Theirs"
    assert dict(lxml.html.fromstring(response.content.decode()).forms[-1].form_values())["note"] == "Mine"


def test_the_second_editor_of_a_single_row_is_told(desk, race):
    result = race.results.get(place=1)
    row_url = reverse("admin:results_result_change", args=[result.pk])
    opened = filled(desk, row_url, "result", bib="7", why="Mine")
    pressed(desk, race, "_save", note="Theirs", why="Theirs")

    assert [e.startswith("Somebody else") for e in errors(desk.post(row_url, opened))] == [True]
    result.refresh_from_db()
    assert result.bib == ""


def test_a_form_without_its_version_is_refused(desk, race):
    posted = filled(desk, url(race), "race", note="Rain.")
    del posted["seen_version"]

    assert errors(desk.post(url(race), posted)) == [
        "The form came without the version of the race: open the race again."
    ]


def test_disqualification_by_form_and_back(desk, race):
    kerr = race.results.get(place=1)

    decision(desk, race, "disqualify", result=kerr.pk, rule="TR17.2.3", why="Protest upheld")
    assert standing() == [(1, "Ingebrigtsen"), ("DQ", "Kerr")]
    assert Race.objects.get().status == "revised"

    decision(desk, race, "changes", why="Appeal upheld")
    assert standing() == [(1, "Kerr"), (2, "Ingebrigtsen")]
    assert Race.objects.get().status == "official"
    assert {change.by_id for change in ResultChange.objects.filter(why="Appeal upheld")} == {
        int(desk.session["_auth_user_id"])
    }


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({"rule": "", "why": "Protest"}, "This field is required."),
        ({"rule": "TR17", "why": ""}, "This field is required."),
        ({"rule": "TR17", "why": "P", "seen_version": "0"}, "Somebody else changed this race"),
        ({"rule": "TR17", "why": "P", "result": "0"}, "Select a valid choice"),
    ],
)
def test_disqualification_that_cannot_be_is_refused(desk, race, answers, complaint):
    response = decision(desk, race, "disqualify", **{"result": race.results.first().pk} | answers)

    assert [error.startswith(complaint) for error in errors(response)] == [True]
    assert standing() == [(1, "Kerr"), (2, "Ingebrigtsen")]


@pytest.mark.parametrize("at", ["", "yesterday", "2023-13-45T00:00", "2023-08-23T21:15:00+00:00"])
def test_only_a_write_that_was_made_is_taken_back(desk, race, at):
    response = decision(desk, race, "changes", at=at, why="Appeal")

    assert response.status_code == 200
    assert standing() == [(1, "Kerr"), (2, "Ingebrigtsen")]
    assert len(errors(response)) == 1 or at == ""


def test_changes_tell_who_when_why_and_what(desk, race):
    decision(desk, race, "disqualify", result=race.results.get(place=1).pk, rule="TR17", why="Protest upheld")

    page = lxml.html.fromstring(desk.get(url(race, "changes")).content.decode())
    rows = [[cell.text_content() for cell in row][1:] for row in page.xpath("//tbody/tr")]
    assert rows[0] == [
        str(make_user_of(desk)),
        "Protest upheld",
        "Kerr disqualified (TR17), having been 1st with 3:29.10; Ingebrigtsen now 1st.",
    ]
    assert [row[1] for row in rows] == ["Protest upheld", "Finish"]


def make_user_of(client):
    return RaceChange.objects.get(by=int(client.session["_auth_user_id"])).by


def test_changes_take_constant_queries(desk, race):
    few = query_count(desk, url(race, "changes"))
    for number in range(3):
        with recording.changes([race], why=f"{number}"):
            Race.objects.update(note=f"{number}")

    assert query_count(desk, url(race, "changes")) == few


@pytest.mark.parametrize(
    ("role", "page", "code"),
    [
        ("Reporter", "disqualify", 403),
        ("Editor", "disqualify", 403),
        ("Results desk", "disqualify", 200),
        ("Reporter", "changes", 200),
        ("Results desk", "changes", 200),
    ],
)
def test_who_may_open_which_page(client, race, role, page, code):
    client.force_login(make_member(role))

    assert client.get(url(race, page)).status_code == code


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
@pytest.mark.parametrize("page", ["disqualify", "changes"])
def test_who_may_not_change_races_decides_nothing(client, race, role, page):
    client.force_login(make_member(role))
    posted = {
        "result": race.results.first().pk,
        "rule": "TR17",
        "why": "P",
        "seen_version": race.version,
        "at": str(ResultChange.objects.latest("at").at),
    }

    assert client.post(url(race, page), posted).status_code == 403
    assert standing() == [(1, "Kerr"), (2, "Ingebrigtsen")]


@pytest.mark.parametrize("page", ["disqualify", "changes"])
def test_strangers_are_sent_to_the_door(client, race, page):
    assert client.post(url(race, page), {}).url.startswith("/admin/login/")


def test_a_race_with_results_is_not_deleted(client, race, django_user_model):
    """Its rows are taken out first, each with its reason; an import is undone instead."""
    client.force_login(django_user_model.objects.create_superuser("root"))

    client.post(reverse("admin:results_race_delete", args=[race.pk]), {"post": "yes"})

    assert standing() == [(1, "Kerr"), (2, "Ingebrigtsen")]
