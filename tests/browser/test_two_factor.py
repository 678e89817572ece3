"""The way in, in a real browser: from the first login to a recovery code."""

from base64 import b32decode

import pytest
from axe_playwright_python.sync_playwright import Axe

from newsroom.accounts import two_factor
from newsroom.lib import audit
from tests.factories.stories import make_story, make_user
from tests.newsroom.accounts.codes import PASSWORD, code_of, give_device, make_superuser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEND = "input[type=submit]"


@pytest.fixture(autouse=True)
def two_factor_on(settings):
    settings.TWO_FACTOR = True


def log_in(page):
    page.goto("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", PASSWORD)
    page.click(SEND)


def key_on(page):
    return b32decode(page.text_content(".key").replace(" ", "")).hex()


def barriers(page):
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + (["wider than the screen"] if too_wide else [])


def test_first_login_enrols_and_the_next_one_takes_a_recovery_code(page):
    make_superuser()
    log_in(page)
    page.wait_for_selector(".qr")
    assert page.evaluate("document.querySelector('.qr').decode().then(() => 'drawn')") == "drawn"
    page.fill("#id_new_code", code_of(key_on(page)))
    page.click(SEND)
    page.wait_for_selector(".recovery-codes")
    recovery = page.locator(".recovery-codes code").all_text_contents()
    assert len(recovery) == 10
    page.click("text=I have them: go on")
    page.wait_for_selector("#user-tools")

    page.click("#logout-form button")
    log_in(page)
    page.wait_for_selector("#id_code")
    page.click("summary")
    page.fill("#id_recovery", recovery[0].upper())
    page.click(SEND)
    page.wait_for_selector("#user-tools")
    page.goto("/admin/two-factor/")

    assert "9 recovery codes left" in page.text_content("#content-main")
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_accounts_have_no_barrier(chromium, live_server, width, scheme):
    editor, anna = make_superuser(), make_user("articles.publish_article", username="anna")
    give_device(anna)
    audit.record("published", make_story(), by=anna, version=4)
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 860}, color_scheme=scheme
    )
    page, found = context.new_page(), {}
    log_in(page)
    page.wait_for_selector(".qr")
    found["set up"] = barriers(page)
    page.fill("#id_new_code", code_of(key_on(page)))
    page.click(SEND)
    page.wait_for_selector(".recovery-codes")
    found["recovery codes"] = barriers(page)
    for path in (
        *("two-factor/", "two-factor/set-up/", "sessions/", "newsroom/auditentry/", "auth/user/"),
        *(f"auth/user/{anna.pk}/reset-two-factor/", f"auth/user/{anna.pk}/end-sessions/"),
    ):
        page.goto(f"/admin/{path}")
        found[path] = barriers(page)
    page.click("#logout-form button")
    log_in(page)
    page.wait_for_selector("#id_code")
    found["code"] = barriers(page)
    context.close()

    assert two_factor.device_of(editor) is not None
    assert {name: problems for name, problems in found.items() if problems} == {}
