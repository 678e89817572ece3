"""The focal point of a picture is set by a click, by the keys, and without a script by its numbers."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from articles import pictures
from articles.models import Image
from newsroom.lib.images import read_upload
from tests.articles.test_pictures import drawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "four laps of a track"
PLACE_IN_PERCENT = """() => {
    const box = document.querySelector(".whole").getBoundingClientRect();
    const mark = document.querySelector(".mark").getBoundingClientRect();
    return [
        (mark.x + mark.width / 2 - box.x) / box.width,
        (mark.y + mark.height / 2 - box.y) / box.height,
    ].map((part) => Math.round(part * 100));
}"""


@pytest.fixture
def image():
    texts = {"alt": "The finish", "credit": "A. Photographer"}
    clean = read_upload(BytesIO(drawn()))
    return pictures.add_picture(clean, by=None, image=Image(**texts, focal_x=35, focal_y=60))


@pytest.fixture
def opened(page, image):
    return open_page(page, image)


def open_page(page, image):
    get_user_model().objects.create_superuser("ann", password=PASSWORD)
    page.goto("/admin/")
    page.fill("#id_username", "ann")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.goto(f"/admin/articles/image/{image.pk}/change/")
    return page


def numbers(page):
    return [page.input_value(f"#id_focal_{axis}") for axis in "xy"]


def cut(page):
    return page.evaluate("getComputedStyle(document.querySelector('.focus .wide')).objectPosition")


def test_click_sets_the_focal_point_and_the_cuts_follow(opened, image):
    box = opened.locator(".whole").bounding_box()
    before = (opened.evaluate(PLACE_IN_PERCENT), cut(opened))
    opened.locator(".whole").click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.25})

    assert before == ([35, 60], "35% 60%")
    assert (numbers(opened), opened.evaluate(PLACE_IN_PERCENT), cut(opened)) == (
        ["80", "25"],
        [80, 25],
        "80% 25%",
    )
    opened.click("text=Save and continue editing")
    expect(opened.locator(".messagelist .success")).to_be_visible()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (80, 25)
    assert opened.complaints == []


def test_keys_move_the_focal_point_by_its_numbers(opened):
    opened.focus("#id_focal_x")
    opened.keyboard.press("ArrowUp")
    opened.focus("#id_focal_y")
    opened.keyboard.press("ArrowDown")

    assert (numbers(opened), opened.evaluate(PLACE_IN_PERCENT)) == (["36", "59"], [36, 59])
    opened.fill("#id_focal_x", "300")
    assert opened.evaluate(PLACE_IN_PERCENT) == [36, 59]


def test_without_script_the_mark_stands_where_the_numbers_say(chromium, live_server, image):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = open_page(context.new_page(), image)

    mark, whole = page.locator(".mark").bounding_box(), page.locator(".whole").bounding_box()
    place = [
        round((mark[at] + mark[size] / 2 - whole[at]) / whole[size] * 100)
        for at, size in (("x", "width"), ("y", "height"))
    ]
    context.close()
    assert place == [35, 60]


def test_library_fits_a_phone(opened):
    opened.set_viewport_size({"width": 360, "height": 740})
    opened.goto("/admin/articles/image/")

    expect(opened.locator(".library img")).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    assert opened.complaints == []
