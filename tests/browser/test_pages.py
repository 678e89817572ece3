"""Every kind of page, as readers get it: small and wide, light and dark, with and without scripts."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from articles import publishing
from articles.models import Article
from results import recording, rulings
from results.models import Athlete, Event, Race, Result
from tests.factories.stories import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KERR = "kerr-beats-ingebrigtsen-to-world-1500m-gold"
PICTURE_OF_THE_README = Path(__file__).parents[2] / "docs" / "front-page.png"
SERIOUS = {"serious", "critical"}
ERRORS = {"not found", "retracted"}  # of which a browser's console tells by itself


@pytest.fixture
def site(live_server, settings):
    """The running site with its demo."""
    settings.SITE_URL = live_server.url
    call_command("demo", verbosity=0)
    return live_server


def paths():
    story = Article.objects.get(slug=KERR)
    kerr = Athlete.objects.get(name="Josh Kerr")
    return {
        "home": "/",
        "story": story.get_absolute_url(),
        "history": story.get_history_url(),
        "retracted": retracted().get_absolute_url(),
        "section": "/sections/track/",
        "topic": "/topics/budapest-2023/",
        "author": story.authors.first().get_absolute_url(),
        "archive": "/archive/2023/08/",
        "corrections": "/corrections/",
        "feeds": "/feeds/",
        "about": "/about/",
        "competitions": "/competitions/",
        "competition": "/competitions/budapest-2023/",
        "medals": "/competitions/budapest-2023/medals/",
        "event": "/competitions/budapest-2023/men-1500m/",
        "field event": "/competitions/rome-2024/men-high-jump/",
        "combined event": "/competitions/rome-2024/men-decathlon/",
        "relay": "/competitions/rome-2024/mixed-4x400m/",
        "long jump": "/competitions/rome-2024/men-long-jump/",
        "start list": start_list().get_absolute_url(),
        "revised": revised().get_absolute_url(),
        "timetable": "/competitions/rome-2024/timetable/",
        "lists": "/lists/",
        "list": "/lists/men/1500m/?per_country=2",
        "list by performance": "/lists/women/long-jump/?by=performance&season=2024",
        "records": "/records/",
        "record": "/records/men/1500m/",
        "series": "/series/world-championships/",
        "rivals": f"{kerr.get_absolute_url()}vs/{Athlete.objects.get(name='Jakob Ingebrigtsen').pk}/",
        "athlete": kerr.get_absolute_url(),
        "athletes": "/athletes/",
        "country": "/countries/gbr/",
        "countries": "/countries/",
        "not found": "/nothing-here/",
    }


def retracted():
    """The story of the women’s pole vault, taken back."""
    story = Article.objects.get(slug="moon-and-kennedy-share-world-pole-vault-gold")
    publishing.retract(story, by=make_editor(), reason="To see a retracted story.")
    return story


def start_list():
    """The women’s 100m final of Rome as it was before the start."""
    event = Event.objects.get(competition__slug="rome-2024", slug="women-100m")
    race = event.races.get(slug="final")
    with recording.changes([race], why="To be run"):
        Result.objects.filter(race=race).update(
            place=None, mark_value=None, mark_precision="", record_flags="", personal_flags=""
        )
        Race.objects.filter(pk=race.pk).update(status=Race.Status.SCHEDULED)
    return event


def revised():
    """The men’s 100m final of Rome with its winner disqualified."""
    event = Event.objects.get(competition__slug="rome-2024", slug="men-100m")
    winner = event.races.get(slug="final").results.get(place=1)
    rulings.disqualify(winner, rule="TR16.8", why="To see a revised result")
    return event


def problems_of(page):
    """What a reader would meet: too wide a page, serious barriers, an element named twice."""
    found = []
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in SERIOUS:
            found.append(f"{violation['id']}: {violation['nodes'][0]['html'][:120]}")
    ids = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
    return found + [f"id {each} twice" for each in sorted({each for each in ids if ids.count(each) > 1})]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_have_no_barrier(chromium, site, width, scheme):
    context = chromium.new_context(
        base_url=site.url, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    found = {}
    for name, path in paths().items():
        page.goto(path)
        if problems := problems_of(page):
            found[name] = problems
    context.close()

    assert found == {}


def test_pages_ask_nobody_else_and_complain_of_nothing(chromium, site):
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    strangers, complaints = set(), []
    ours = urlsplit(site.url).netloc
    page.on("request", lambda request: urlsplit(request.url).netloc != ours and strangers.add(request.url))
    page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
    for name, path in paths().items():
        if name not in ERRORS:
            page.goto(path)
    cookies = context.cookies()
    context.close()

    assert (strangers, complaints, cookies) == (set(), [], [])


def test_pages_work_without_scripts(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(paths()["story"])
    page.get_by_text("Places 9 to 12").first.click()

    assert page.get_by_role("link", name="Neil Gourley").first.is_visible()
    context.close()


def test_reader_goes_from_the_front_page_to_the_race_and_the_athlete(page, site):
    page.goto("/")
    page.get_by_role("heading", level=1).get_by_role("link").click()
    rows = page.locator("table.res tbody tr")
    first = rows.first.inner_text()
    page.get_by_role("link", name="Josh Kerr").first.click()

    assert ("Josh Kerr" in first, "3:29.38" in first, "SB" in first) == (True, True, True)
    assert page.get_by_role("heading", level=1).inner_text() == "Josh Kerr"
    assert page.get_by_text("World champion").first.is_visible()
    assert page.complaints == []


def test_front_page_makes_the_picture_of_the_readme(chromium, site, tmp_path):
    """`UPDATE_PICTURES=1` puts it into the documents."""
    context = chromium.new_context(base_url=site.url, viewport={"width": 1280, "height": 960})
    page = context.new_page()
    page.goto("/")
    path = PICTURE_OF_THE_README if os.environ.get("UPDATE_PICTURES") else tmp_path / "front-page.png"
    page.screenshot(path=path)
    context.close()

    assert path.stat().st_size > 20_000
