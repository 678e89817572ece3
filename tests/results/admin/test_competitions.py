"""The form for World Athletics, from the competition's own page."""

import json
from datetime import date

import pytest
from django.urls import reverse

from tests.desk_forms import make_member
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    return make_race()


def url(race):
    return reverse("admin:results_competition_world_athletics", args=[race.event.competition_id])


def test_the_form_is_a_file_to_send(client, race):
    athlete = make_athlete("Josh", "Kerr", birth_date=date(1997, 10, 8))
    make_result(race, athlete, place=1, mark="3:29.38")
    client.force_login(make_member("Results desk"))

    response = client.get(url(race))
    sent = json.loads(response.content)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert [a["lastName"] for a in sent["athletes"]] == ["Kerr"]


def test_what_the_form_lacks_is_told(client, race):
    make_result(race, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    client.force_login(make_member("Results desk"))

    response = client.get(url(race), follow=True)
    assert response.redirect_chain[0][1] == 302
    assert "Josh Kerr" in " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize(("role", "code"), [("Reporter", 302), ("Editor", 302), ("", 403)])
def test_whoever_may_see_the_competition_may_take_it(client, race, role, code):
    make_result(race, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    client.force_login(make_member(*filter(None, [role])))

    assert client.get(url(race)).status_code == code


def test_strangers_are_sent_to_the_door(client, race):
    assert client.get(url(race)).url.startswith("/admin/login/")


@pytest.mark.parametrize("role", ["Reporter", "Results desk"])
def test_event_can_be_looked_at(client, race, role):
    client.force_login(make_member(role))
    page = client.get(reverse("admin:results_event_change", args=[race.event_id]))
    assert (page.status_code, "men-1500m" in page.content.decode()) == (200, True)
