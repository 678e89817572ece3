"""The story form as it is typed into: nothing lost, nothing overwritten, all within reach of the keys."""

import pytest
from django.contrib.auth import get_user_model

from articles import revisions
from articles.content import Content
from articles.models import Article, Revision
from tests.browser.conftest import choose
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_author, make_draft, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "four laps of a track"


def log_in(page, name):
    if not get_user_model().objects.filter(username=name).exists():
        get_user_model().objects.create_superuser(name, password=PASSWORD)
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


@pytest.fixture
def ann(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    return log_in(page, "ann")


@pytest.fixture
def bob(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url)
    yield log_in(context.new_page(), "bob")
    context.close()


@pytest.fixture
def draft():
    return make_draft("Kerr wins", body="Gold.")


@pytest.fixture
def race():
    race = make_race()
    make_result(race, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    return race


def open_form(page, story):
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    return page


def text_of(story):
    story.refresh_from_db()
    return revisions.working_content(story).body


def wait_for_state(page, words):
    page.wait_for_function(
        "words => document.querySelector('#save-state').textContent.includes(words)", arg=words
    )


def stop_answering(page):
    page.context.set_offline(True)


# Nothing lost


def test_text_is_kept_three_seconds_after_the_last_key_and_offered_back(ann, draft):
    open_form(ann, draft)
    ann.fill("#id_body", "Gold for Kerr.")
    wait_for_state(ann, "Kept for you at")

    assert text_of(draft) == "Gold."
    assert Revision.objects.get(event="autosaved").content["body"] == "Gold for Kerr."

    ann.on("dialog", lambda dialog: dialog.accept())
    open_form(ann, draft)
    ann.click("text=Use it")
    ann.wait_for_url("**/?unsaved=1")
    assert ann.input_value("#id_body") == "Gold for Kerr."
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")
    assert text_of(draft) == "Gold for Kerr."
    assert not Revision.objects.filter(event="autosaved").exists()


def test_leaving_with_unsaved_text_warns_and_a_saved_form_does_not(ann, draft):
    asked = []
    ann.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_form(ann, draft)
    ann.goto("/admin/")
    assert asked == []

    open_form(ann, draft)
    ann.type("#id_body", " More.")
    ann.goto("/admin/")

    assert asked == ["beforeunload"]


def test_browser_keeps_the_text_while_the_server_is_away(ann, draft):
    open_form(ann, draft)
    stop_answering(ann)
    ann.fill("#id_body", "Written in a tunnel.")
    wait_for_state(ann, "Your text is kept in this browser.")

    ann.context.set_offline(False)
    ann.on("dialog", lambda dialog: dialog.accept())
    open_form(ann, draft)
    ann.click(".kept-here >> text=Use it")

    assert ann.input_value("#id_body") == "Written in a tunnel."


def test_kept_text_brings_its_ticked_topics_and_its_rows_back(ann, draft):
    authors = [make_author("Ann"), make_author("Bob")]
    open_form(ann, draft)
    stop_answering(ann)
    for number, author in enumerate(authors):
        ann.click("[data-add=authors]")
        choose(ann, f"#id_authors-{number}-author", author)
    ann.check("#id_developing")
    wait_for_state(ann, "Your text is kept in this browser.")

    ann.context.set_offline(False)
    ann.on("dialog", lambda dialog: dialog.accept())
    open_form(ann, draft)
    assert not ann.is_checked("#id_developing")
    ann.click(".kept-here >> text=Use it")
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")

    draft.refresh_from_db()
    assert draft.developing
    assert [byline.author for byline in draft.bylines.all()] == authors


def test_text_of_a_session_that_ended_is_kept_and_given_back_after_the_login(ann, draft):
    open_form(ann, draft)
    ann.context.clear_cookies(name="sessionid")
    ann.fill("#id_body", "Typed after the session ended.")
    wait_for_state(ann, "You are logged out.")

    ann.on("dialog", lambda dialog: dialog.accept())
    log_in(ann, "ann")
    open_form(ann, draft)
    ann.click(".kept-here >> text=Use it")

    assert ann.input_value("#id_body") == "Typed after the session ended."


def test_form_goes_on_after_a_login_in_another_tab(ann, draft):
    open_form(ann, draft)
    ann.context.clear_cookies(name="sessionid")
    ann.fill("#id_body", "Typed after the session ended.")
    wait_for_state(ann, "You are logged out.")
    log_in(ann.context.new_page(), "ann")

    ann.fill("#id_body", "And on.")
    wait_for_state(ann, "Kept for you at")
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")

    assert text_of(draft) == "And on."


def test_saved_text_is_not_offered_again(ann, draft):
    open_form(ann, draft)
    ann.fill("#id_body", "Gold for Kerr.")
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")

    open_form(ann, draft)

    assert ann.locator(".kept-here").count() == 0
    assert ann.evaluate("Object.keys(localStorage).filter(key => key.startsWith('story-'))") == []


# Two at one story


def test_second_saver_sees_both_and_decides(ann, bob, draft):
    open_form(ann, draft)
    open_form(bob, draft)
    ann.fill("#id_body", "Ann’s text.")
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")
    bob.fill("#id_body", "Bob’s text.")
    bob.click("button[name=_save]")
    bob.wait_for_selector(".conflict")

    page = bob.text_content(".conflict")
    assert text_of(draft) == "Ann’s text."
    assert "Ann’s text." in page
    assert "Bob’s text." in page


def test_who_else_has_the_story_open_is_shown(ann, bob, draft):
    open_form(ann, draft)
    open_form(bob, draft)

    bob.wait_for_function("document.querySelector('#presence').textContent.includes('ann')")


def test_form_tells_when_somebody_saved_meanwhile(ann, draft):
    open_form(ann, draft)
    other = get_user_model().objects.create_superuser("carol", password=PASSWORD)
    content = Content.from_data(Content.of(draft).as_data() | {"body": "Carol’s text."})
    revisions.save(Article.objects.get(pk=draft.pk), content, by=other, seen=1)
    ann.fill("#id_body", "Ann’s text.")

    wait_for_state(ann, "carol saved version 2 meanwhile.")


# Beside the text


def test_preview_and_checks_follow_typing_and_nothing_is_saved(ann, draft):
    open_form(ann, draft)
    ann.fill("#id_body", "Silver, no: gold.\n\n{{ race nowhere/men-100m/final }}")
    frame = ann.frame_locator("#preview-frame iframe:not([hidden])")
    frame.locator("text=Silver, no: gold.").wait_for()
    ann.wait_for_function(
        "document.querySelector('#checks-panel').textContent.includes('nowhere/men-100m/final')"
    )
    ann.click("#checks-panel a[data-line='3']")

    assert ann.evaluate("document.activeElement.id") == "id_body"
    assert ann.evaluate("getSelection().toString()") == "{{ race nowhere/men-100m/final }}"
    assert text_of(draft) == "Gold."
    assert ann.complaints == []


def test_words_are_counted_as_they_are_typed(ann, draft):
    open_form(ann, draft)
    ann.fill("#id_body", "One two three.\n\n{{ race a/b/c rows=8 }}\n\nfour [five](/x/)")

    assert ann.text_content("#word-count") == "5 words"


def test_result_is_picked_by_its_words_and_typed_on_a_line_of_its_own(ann, draft, race):
    open_form(ann, draft)
    ann.click("#id_body")
    ann.keyboard.press("Control+End")
    ann.keyboard.press("Control+Shift+E")
    ann.fill("dialog.picker input", "kerr")
    ann.wait_for_selector("dialog.picker button[data-type]:visible")
    ann.keyboard.press("Enter")

    assert ann.input_value("#id_body") == f"Gold.\n\n{{{{ race {race.key} }}}}"
    assert ann.evaluate("document.activeElement.id") == "id_body"
    ann.keyboard.press("Control+z")
    assert ann.input_value("#id_body") == "Gold."
    assert ann.complaints == []


def test_keys_write_save_and_show_their_sheet(ann, draft):
    open_form(ann, draft)
    ann.click("#id_body")
    ann.keyboard.press("Control+a")
    ann.keyboard.press("Control+b")
    assert ann.input_value("#id_body") == "**Gold.**"
    ann.keyboard.type("?")
    assert not ann.is_visible("#shortcuts")
    ann.evaluate("document.activeElement.blur()")
    ann.keyboard.press("?")
    assert ann.is_visible("#shortcuts")
    ann.keyboard.press("Escape")
    assert not ann.is_visible("#shortcuts")
    ann.keyboard.press("Control+s")
    ann.wait_for_selector(".messagelist .success")

    assert text_of(draft).startswith("**Gold.**")


def test_tab_leaves_the_text_and_types_nothing(ann, draft):
    open_form(ann, draft)
    ann.press("#id_body", "Tab")

    assert ann.input_value("#id_body") == "Gold."
    assert ann.evaluate("document.activeElement.id") != "id_body"


def test_names_are_put_in_order_by_buttons(ann):
    first, second = make_author("First"), make_author("Second")
    story = make_draft(authors=[first, second])
    open_form(ann, story)
    ann.locator("[data-rows=authors] [aria-label='Move up']").nth(1).click()
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")

    assert [byline.author for byline in story.bylines.all()] == [second, first]


def test_changes_of_a_public_story_stay_at_the_desk(ann):
    story = make_story(body="Public.")
    open_form(ann, story)
    ann.fill("#id_body", "Not yet.")
    ann.click("button[name=_save]")
    ann.wait_for_selector(".messagelist .success")
    ann.goto(story.get_absolute_url())

    assert "Not yet." not in ann.content()
    assert text_of(story) == "Not yet."


def test_form_holds_on_a_phone(ann, draft):
    ann.set_viewport_size({"width": 360, "height": 740})
    open_form(ann, draft)

    assert ann.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert ann.complaints == []
