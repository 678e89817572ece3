import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEME = "document.documentElement.dataset.theme"
PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT_PAPER, DARK_PAPER = "rgb(251, 248, 242)", "rgb(15, 20, 33)"


def test_switch_turns_the_page_dark_and_the_browser_remembers(page):
    page.goto("/about/")
    assert page.evaluate(PAPER) == LIGHT_PAPER
    page.get_by_role("button", name="Use dark colours").click()
    assert page.evaluate(PAPER) == DARK_PAPER
    page.goto("/competitions/")
    assert (page.evaluate(THEME), page.evaluate(PAPER)) == ("dark", DARK_PAPER)
    assert page.complaints == []


def test_switch_turns_a_dark_system_light(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/about/")
    assert page.evaluate(PAPER) == DARK_PAPER
    page.get_by_role("button", name="Use light colours").click()
    assert page.evaluate(PAPER) == LIGHT_PAPER


@pytest.mark.parametrize(
    "path", ["/", "/about/", "/feeds/", "/competitions/", "/athletes/", "/no-such-page/"]
)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(page, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
