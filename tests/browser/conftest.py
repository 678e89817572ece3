import os

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import find_chromium

# Chromium's own errands would be refused by a closed network, many at a time.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    # Playwright keeps an event loop running in this thread, and Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A phone's page on the running site, with `complaints`: what its console and its network told of."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda told: told.type == "error" and page.complaints.append(told.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def choose(page, select, target):
    """An object in a field with a search, as its search would put it there."""
    page.evaluate(
        "([select, value, words]) => { const field = document.querySelector(select);"
        " field.append(new Option(words, value, true, true));"
        " field.dispatchEvent(new Event('change', { bubbles: true })); }",
        [select, str(target.pk), str(target)],
    )
