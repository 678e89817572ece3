"""Merging two athletes and deleting at the desk, on a phone and a wide screen, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.urls import reverse

from results import recording
from results.models import Athlete, AthleteMerge
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [360, 1280]
PASSWORD = "four laps of a track"


@pytest.fixture
def josh():
    return make_athlete("Josh", "Kerr")


@pytest.fixture
def double():
    """The same man once more, with his race."""
    athlete = make_athlete("Josh", "Kerr", name="KERR Josh")
    with recording.changes([race := make_race()], why="Finish"):
        make_result(race, athlete, place=1, mark="3:29.38")
    return athlete


@pytest.fixture
def desk(page):
    get_user_model().objects.create_superuser("chief", password=PASSWORD)
    page.goto("/admin/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


def barriers(page, part="body"):
    found = [rule["id"] for rule in Axe().run(page, part).response["violations"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + (["wider than the screen"] if too_wide else [])


def test_an_athlete_entered_twice_is_found_merged_and_taken_apart(desk, josh, double):
    desk.goto(reverse("admin:results_athlete_change", args=[josh.pk]))
    desk.click("text=Merge…")
    desk.fill("#id_q", "kerr")
    desk.click("#search_form input[type=submit]")
    desk.click("h2:has-text('Found') + ul a")
    desk.fill("#id_why", "Confirmed by the federation")
    desk.click("text=Merge them")
    desk.wait_for_selector("text=1 result moved")
    assert Athlete.objects.get(pk=double.pk).merged_into == josh

    desk.goto(double.get_absolute_url())
    assert desk.url.endswith(josh.get_absolute_url())

    desk.goto(reverse("admin:results_athlete_change", args=[josh.pk]))
    desk.click("text=Take back KERR Josh…")
    desk.fill("#id_why", "Two cousins")
    desk.click("text=Make them two again")
    desk.wait_for_selector("text=are two again")
    assert (AthleteMerge.objects.count(), double.results.count()) == (0, 1)
    assert desk.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_without_a_barrier(desk, josh, double, width, scheme):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme)
    woman = make_athlete("Jo", "Kerr", sex="W")
    pages = [
        ("change", [josh], ".identity"),  # the form itself is Django's
        ("merge", [josh], "body"),
        ("merge_with", [josh, double], "body"),
        ("merge_with", [josh, woman], "body"),
        ("delete", [double], "body"),
        ("delete", [woman], "body"),
    ]
    for name, athletes, part in pages:
        desk.goto(reverse(f"admin:results_athlete_{name}", args=[each.pk for each in athletes]))
        assert barriers(desk, part) == [], name


def test_several_are_deleted_from_the_list(desk, josh):
    woman = make_athlete("Jo", "Kerr", sex="W")
    desk.goto(reverse("admin:results_athlete_changelist"))
    desk.check("#action-toggle")
    desk.select_option("select[name=action]", "delete_selected")
    desk.click("button[name=index]")
    desk.wait_for_selector("#delete_form")
    assert barriers(desk) == []
    desk.click("#delete_form input[type=submit]")
    desk.wait_for_selector("text=Successfully deleted 2 athletes")
    assert Athlete.objects.filter(pk__in=[josh.pk, woman.pk]).count() == 0
