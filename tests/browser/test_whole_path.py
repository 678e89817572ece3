"""From the finish line to a retraction, by three people in real browsers; on its way it makes the handbook's
pictures, where HANDBOOK_PICTURES names a folder."""

import os
from base64 import b32decode
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django_otp.oath import totp

from articles.models import Article
from results.models import Competition, Event
from tests.browser.conftest import choose
from tests.desk_forms import make_member
from tests.factories.results import make_competition
from tests.factories.stories import make_author, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIF = Path(__file__).resolve().parents[1] / "data" / "lynx" / "012-3-01.lif"
PASSWORD = "four laps of a track"
DAY = date(2024, 6, 8)
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def people():
    """{role: login}, each with a password and a name in bylines."""
    names = {"Results desk": "rita", "Reporter": "rob", "Editor": "eva"}
    for role, name in names.items():
        user = make_member(role)
        user.username = name
        user.set_password(PASSWORD)
        user.save()
        make_author(name.title(), user=user)
    return names


@pytest.fixture
def browse(chromium, live_server):
    """A person's own browser, and what its console complained of."""
    contexts, complaints = [], []

    def open_for(size):
        context = chromium.new_context(base_url=live_server.url, viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield open_for
    for context in contexts:
        context.close()
    # That a story is not public, or retracted, is asked for below.
    assert [told for told in complaints if "404" not in told and "410" not in told] == []


def log_in(page, name):
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")


def picture(page, name):
    folder = os.environ.get("HANDBOOK_PICTURES")
    if folder:
        page.screenshot(path=Path(folder, f"{name}.png"))


def done(page):
    page.wait_for_selector(".messagelist li:not(.error)")


def test_story_goes_from_the_finish_line_to_its_retraction(settings, people, browse):
    settings.TWO_FACTOR = True
    call_command("load_reference", verbosity=0)
    make_section("Athletics")
    cup = make_competition(slug="rome", name="Rome 2024", short_name="Rome 2024", first_day=DAY, last_day=DAY)
    Competition.objects.filter(pk=cup.pk).update(time_zone="Europe/Rome")
    Event.objects.create(competition=cup, discipline_id="100", category="W", slug="women-100m")

    import_the_finish(browse(DESKTOP))
    rob = browse(PHONE)
    write_and_submit(rob)
    eva, reader = browse(DESKTOP), browse(PHONE)
    show_second_factor(eva)
    story = approve_and_publish(eva, reader)
    correct(eva, reader, story)
    retract(eva, reader, story)


def import_the_finish(rita):
    log_in(rita, "rita")
    rita.click("text=Import results")
    rita.set_input_files("input[type=file]", LIF)
    choose(rita, "#id_competition", Competition.objects.get())
    rita.click("text=Read it and show what it would do")
    rita.wait_for_selector("text=Asher-Smith")
    picture(rita, "import")
    rita.click("[name=_official]")
    done(rita)


def write_and_submit(rob):
    log_in(rob, "rob")
    rob.click("text=New story")
    rob.fill("[name=headline]", "Asher-Smith wins the sprint in Rome")
    rob.click("text=Begin the story")
    rob.wait_for_selector("#story-form")
    rob.fill("#id_standfirst", "The Briton takes the 100m in 10.99.")
    rob.fill("#id_body", "Dina Asher-Smith won the 100m in Rome in 10.99 seconds, ahead of Ewa Swoboda.")
    rob.click("[data-insert=race]")
    rob.fill("dialog.picker input", "swoboda 100")
    rob.wait_for_selector("dialog.picker button[data-type]:visible")
    picture(rob, "picker")
    rob.keyboard.press("Enter")
    rob.wait_for_function("!document.querySelector('#checks-panel').textContent.includes('no race')")
    assert rob.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rob.click("button[name=_submit]")
    done(rob)
    assert not rob.locator("button[name=_publish], button[name=_approve]").count()


def show_second_factor(eva):
    """The first login of somebody who may publish: she sets it up before anything else."""
    log_in(eva, "eva")
    eva.wait_for_selector("code.key")
    eva.goto("/admin/articles/article/")
    eva.wait_for_selector("code.key")
    picture(eva, "second-factor")
    key = eva.text_content("code.key").replace(" ", "")
    eva.fill("[name=new_code]", code_of(key))
    eva.click("text=Switch it on")
    eva.wait_for_selector(".recovery-codes")
    eva.click("text=I have them: go on")


def code_of(key):
    return f"{totp(b32decode(key + '=' * (-len(key) % 8))):06d}"


def approve_and_publish(eva, reader):
    eva.goto("/admin/")
    picture(eva, "desk")
    eva.click("section.panel >> text=Asher-Smith wins the sprint in Rome")
    eva.frame_locator("#preview-frame iframe").locator("text=10.99 seconds").first.wait_for()
    picture(eva, "story")
    story = Article.objects.get()
    assert reader.goto(story.get_absolute_url()).status == 404
    eva.click("button[name=_approve_publish]")
    done(eva)
    reader.goto(story.get_absolute_url())
    assert reader.locator("table >> text=Swoboda").count()
    return story


def correct(eva, reader, story):
    eva.goto(f"/admin/articles/article/{story.pk}/correct/")
    eva.fill("[name=text]", "An earlier version gave no wind: it was 0.7 m/s.")
    eva.fill("[name=old]", "in 10.99 seconds")
    eva.fill("[name=new]", "in 10.99 seconds (wind 0.7)")
    picture(eva, "correct")
    eva.click("text=Publish the correction")
    done(eva)
    reader.goto("/corrections/")
    assert reader.locator("text=it was 0.7 m/s").count()
    reader.goto(story.get_absolute_url())
    assert reader.locator("text=(wind 0.7)").count()
    reader.goto(f"{story.get_absolute_url()}history/")
    assert reader.locator("ins").count()


def retract(eva, reader, story):
    eva.goto(f"/admin/articles/article/{story.pk}/retract/")
    eva.fill("[name=reason]", "The race was run again.")
    eva.check("[name=sure]")
    eva.click("text=Retract the story")
    done(eva)
    response = reader.goto(story.get_absolute_url())
    assert response.status == 410
    assert "The race was run again." in reader.content()
    assert "Swoboda" not in reader.content()
