"""The story form: what it takes and shows, and each button with each role in each state."""

import lxml.html
import pytest
from django.core.cache import caches
from django.urls import reverse

from articles import revisions
from articles.content import Content, RaceLink
from articles.models import Article, Revision
from newsroom.lib import caching
from tests.desk_forms import STORY, buttons, errors, filled, make_member, query_count
from tests.factories.results import make_race
from tests.factories.stories import (
    PUBLISHED_AT,
    make_author,
    make_draft,
    make_image,
    make_section,
    make_story,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
OPEN_STATES = [
    *((status, stage) for status in ("draft", "withdrawn") for stage in ("writing", "submitted", "approved")),
    *(("published", stage) for stage in ("", "writing", "submitted", "approved")),
]
PUBLISHED = [state for state in OPEN_STATES if state[0] == "published"]


def of_stage(*stages, status=None):
    return [state for state in OPEN_STATES if state[1] in stages and status in (None, state[0])]


# The states from which a button leads on with a text that is as it was, and where to.
LEADS = {
    "_save": {state: state for state in OPEN_STATES},
    "_submit": {state: (state[0], "submitted") for state in of_stage("writing")},
    "_send_back": {state: (state[0], "writing") for state in of_stage("submitted", "approved")},
    "_approve": {state: (state[0], "approved") for state in of_stage("submitted")},
    "_publish": {(status, "approved"): ("published", "") for status in ("draft", "withdrawn")},
    "_approve_publish": {(status, "submitted"): ("published", "") for status in ("draft", "withdrawn")},
    "_update": {("published", "approved"): ("published", "")},
    "_typing_error": {("published", "approved"): ("published", "")},
    "_approve_update": {("published", "submitted"): ("published", "")},
    "_withdraw": {state: ("withdrawn", state[1] or "approved") for state in PUBLISHED},
    "_discard": {},
}
OF_A_REPORTER = {"_save", "_submit", "_discard"}
# What is offered on the story of somebody else.
OFFERED = {
    "Reporter": {
        **{key: ["Save", "Save and submit", "Preview"] for key in of_stage("", "writing")},
        **{key: ["Save", "Preview"] for key in of_stage("submitted", "approved")},
    },
    "Editor": {
        **{key: ["Save", "Save and submit", "Preview"] for key in of_stage("writing")},
        ("draft", "submitted"): ["Save", "Approve and publish now", "Approve", "Send back", "Preview"],
        ("draft", "approved"): ["Save", "Publish now", "Send back", "Preview"],
        ("withdrawn", "submitted"): [
            *("Save", "Approve and publish again now", "Approve", "Send back", "Preview")
        ],
        ("withdrawn", "approved"): ["Save", "Publish again now", "Send back", "Preview"],
        ("published", ""): ["Save", "Save and submit", "Preview", "Withdraw"],
        ("published", "writing"): ["Save", "Save and submit", "Preview", "Withdraw"],
        ("published", "submitted"): [
            *("Save", "Approve and update", "Approve", "Send back", "Preview", "Withdraw")
        ],
        ("published", "approved"): [
            *("Save", "Update", "Update, typing error only", "Send back", "Preview", "Withdraw")
        ],
    },
}
OFFERED["superuser"] = OFFERED["Editor"]


def member(role):
    return make_user(is_superuser=True) if role == "superuser" else make_member(role)


def url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def story_in(status, stage, **fields):
    times = {"publish_at": None, "first_published_at": None} if status == "draft" else {}
    return make_story(status=status, stage=stage, **times | fields)


def where(story):
    story.refresh_from_db()
    return story.status, story.stage


@pytest.fixture
def login(client):
    def as_(role):
        client.force_login(member(role))
        return client

    return as_


@pytest.fixture
def editor(login):
    return login("Editor")


@pytest.fixture
def reporter(login):
    return login("Reporter")


# Every button


def test_expectations_name_every_state():
    assert [sorted(table) for table in OFFERED.values()] == [sorted(OPEN_STATES)] * 3


@pytest.mark.parametrize("role", list(OFFERED))
def test_form_offers_the_buttons_of_role_and_state(login, role):
    client = login(role)
    shown = {state: buttons(client.get(url(story_in(*state))), STORY) for state in OPEN_STATES}

    assert shown == OFFERED[role]


@pytest.mark.parametrize(("stage", "words"), [("", "Save"), ("writing", "Save and submit")])
def test_live_story_is_saved_first_and_submitted_once_it_differs(editor, stage, words):
    page = lxml.html.fromstring(editor.get(url(story_in("published", stage))).content.decode())

    assert [button.text_content() for button in page.xpath("//button[@class='leads']")] == [words]


@pytest.mark.parametrize("button", list(LEADS))
@pytest.mark.parametrize("role", ["Reporter", "Editor", "superuser"])
def test_button_leads_on_where_role_and_state_allow_and_nowhere_else(login, role, button):
    client = login(role)
    wanted, got = {}, {}
    for state in OPEN_STATES:
        story = story_in(*state)
        response = client.post(url(story), filled(client, url(story), STORY, **{button: "1"}))
        got[state] = (response.status_code, where(story))
        if role == "Reporter" and button not in OF_A_REPORTER:
            wanted[state] = (403, state)
        else:
            goes_to = LEADS[button].get(state)
            wanted[state] = (302, goes_to) if goes_to else (200, state)

    assert got == wanted


@pytest.mark.parametrize("button", list(LEADS))
def test_retracted_story_has_no_buttons_and_takes_none(editor, button):
    story = story_in("retracted", "", retraction="It was not so.", retracted_at=PUBLISHED_AT)

    shown = editor.get(url(story)).content.decode()
    response = editor.post(url(story), {"headline": "Changed", "seen_version": "1", button: "1"})

    assert ("It was not so." in shown, 'id="story-form"' in shown) == (True, False)
    assert (response.status_code, where(story)) == (403, ("retracted", ""))


@pytest.mark.parametrize("button", list(LEADS))
def test_results_desk_reads_and_moves_no_story(login, button):
    story, client = make_draft("A secret"), login("Results desk")

    assert client.get(url(story)).status_code == 403
    assert client.post(url(story), {"headline": "x", "seen_version": "1", button: "1"}).status_code == 403
    assert where(story) == ("draft", "writing")


def test_author_of_a_text_is_not_offered_its_approval(client):
    editor = make_member("Editor")
    client.force_login(editor)
    story = make_draft(stage="submitted", created_by=editor)

    assert buttons(client.get(url(story)), STORY) == ["Save", "Send back", "Preview"]
    response = client.post(url(story), filled(client, url(story), STORY, _approve_publish="1"))
    assert errors(response) == ["A second person approves: you wrote or submitted this story yourself."]
    assert where(story) == ("draft", "submitted")


def test_desk_of_one_person_publishes_in_one_press(client, settings):
    settings.APPROVE_OWN_STORIES = True
    editor = make_member("Editor")
    client.force_login(editor)
    story = make_draft(created_by=editor)

    assert buttons(client.get(url(story)), STORY) == ["Save", "Publish now", "Save and submit", "Preview"]
    client.post(url(story), filled(client, url(story), STORY, headline="Out", _publish="1"))

    assert (where(story), story.headline) == (("published", ""), "Out")


def test_desk_of_one_person_updates_in_one_press(client, settings):
    settings.APPROVE_OWN_STORIES = True
    editor = make_member("Editor")
    client.force_login(editor)
    story = make_story(created_by=editor)

    client.post(url(story), filled(client, url(story), STORY, headline="Better", _update="1"))

    assert (where(story), story.headline, story.working) == (("published", ""), "Better", None)


def test_who_submitted_is_offered_to_take_it_back(client):
    reporter = make_member("Reporter")
    client.force_login(reporter)
    story = make_draft()
    client.post(url(story), filled(client, url(story), STORY, _submit="1"))

    assert buttons(client.get(url(story)), STORY) == ["Save", "Take it back", "Preview"]
    client.post(url(story), filled(client, url(story), STORY, _send_back="1"))

    assert where(story) == ("draft", "writing")


@pytest.mark.parametrize(("stage", "button"), [("approved", "_update"), ("submitted", "_approve_update")])
def test_update_tells_readers_what_changed(editor, stage, button):
    story = story_in("published", stage)
    said = filled(
        editor, url(story), STORY, **{button: "1"}, what_changed="With the splits.", note="Not for them"
    )

    editor.post(url(story), said)

    assert story.revisions.get(event="updated").note == "With the splits."
    assert "With the splits." in editor.get(story.get_absolute_url() + "history/").content.decode()


def test_story_goes_back_with_its_note(editor):
    story = make_draft(stage="submitted")

    editor.post(url(story), filled(editor, url(story), STORY, _send_back="1", note="Who won the silver?\x00"))

    assert "Who won the silver?" in editor.get(url(story)).content.decode()
    assert where(story) == ("draft", "writing")


def test_changed_text_that_was_approved_does_not_go_out(editor):
    story = make_draft(stage="approved")

    response = editor.post(url(story), filled(editor, url(story), STORY, headline="New", _publish="1"))

    assert errors(response) == [
        "You changed an approved text, so that it wants a second person’s yes again: save it for them first."
    ]
    assert (where(story), story.headline, story.version) == (("draft", "approved"), "Unfinished", 1)


def test_changed_text_goes_to_approval_with_the_button_that_saves(editor):
    story = make_draft(stage="approved")

    editor.post(url(story), filled(editor, url(story), STORY, headline="New", _save="1"))

    assert (where(story), story.headline) == (("draft", "submitted"), "New")


def test_refused_publication_keeps_the_text_and_leaves_no_trace(editor):
    story = make_draft(stage="submitted", lead_image=make_image(alt="The finish"))
    posted = filled(editor, url(story), STORY, body="An hour of work.", _approve_publish="1")

    response = editor.post(url(story), posted)

    assert len(errors(response)) >= 1
    assert "An hour of work." in response.content.decode()
    assert (where(story), story.version, Revision.objects.count()) == (("draft", "submitted"), 1, 0)


def test_story_whose_embed_broke_can_be_withdrawn(editor):
    story = make_story(body="{{ race nowhere/men-100m/final }}")

    editor.post(url(story), filled(editor, url(story), STORY, _withdraw="1"))

    assert where(story) == ("withdrawn", "approved")


def test_changes_are_thrown_away_with_what_was_typed_last(editor):
    story = make_story()
    editor.post(url(story), filled(editor, url(story), STORY, headline="Never mind", _save="1"))
    assert "Throw the changes away" in buttons(editor.get(url(story)), STORY)

    editor.post(url(story), filled(editor, url(story), STORY, headline="Nor this", _discard="1"))

    assert (where(story), story.working, story.headline) == (("published", ""), None, "Kerr wins")
    assert filled(editor, url(story), STORY)["headline"] == "Kerr wins"


def test_typing_error_leaves_last_updated_where_it_was(editor):
    moved, stayed = make_story(stage="approved"), make_story(stage="approved")

    editor.post(url(moved), filled(editor, url(moved), STORY, _update="1"))
    editor.post(url(stayed), filled(editor, url(stayed), STORY, _typing_error="1"))

    moved.refresh_from_db()
    stayed.refresh_from_db()
    assert (moved.updated_at > PUBLISHED_AT, stayed.updated_at) == (True, PUBLISHED_AT)


# Draft apart from live


@pytest.mark.parametrize("button", ["_save", "_submit"])
def test_save_of_a_public_story_changes_nothing_public(reporter, client, button):
    race, other = make_race(decides_medals=True), make_race(decides_medals=True)
    story = make_story(races=[race], authors=[make_author("Desk")])
    public = [story.get_absolute_url(), "/", "/feed.json", "/feed.atom", other.event.get_absolute_url()]
    changes = {
        "headline": "A SECRET headline",
        "standfirst": "A SECRET standfirst.",
        "body": "A SECRET text.",
        "races-0-race": str(other.pk),
        "authors-0-author": str(make_author("A SECRET author").pk),
    }
    before = Content.of(story)

    reporter.post(url(story), filled(reporter, url(story), STORY, **changes, **{button: "1"}))

    story.refresh_from_db()
    assert (Content.of(story), story.working is None) == (before, False)
    assert "A SECRET text." in reporter.get(url(story)).content.decode()
    client.logout()
    assert [path for path in public if "SECRET" in client.get(path).content.decode()] == []


# What the form takes


def test_whole_story_is_saved_as_it_is_typed(editor):
    story, race, other = make_draft(slug="unfinished"), make_race(), make_race()
    one, two, topic = make_author("One"), make_author("Two"), make_topic()
    picture, section = make_image(alt="x", credit="y"), make_section("Field")
    said = {
        "headline": "Kerr wins gold",
        "standfirst": "In 3:29.38.",
        "body": "One.\r\n\r\nTwo.",
        "section": str(section.pk),
        "kind": "analysis",
        "developing": "on",
        "topics": [str(topic.pk)],
        "lead_image": str(picture.pk),
        "authors-TOTAL_FORMS": "2",
        **{"authors-0-author": str(two.pk), "authors-0-ORDER": "2"},
        **{"authors-1-author": str(one.pk), "authors-1-ORDER": "1"},
        "races-TOTAL_FORMS": "2",
        **{"races-0-race": str(race.pk), "races-0-role": "background", "races-0-rows": "3"},
        **{"races-1-race": str(other.pk), "races-1-role": "main", "races-1-rows": "8", "races-1-ORDER": "1"},
    }

    editor.post(url(story), filled(editor, url(story), STORY, **said, _save="1"))

    story.refresh_from_db()
    assert Content.of(story) == Content(
        headline="Kerr wins gold",
        slug="kerr-wins-gold",
        standfirst="In 3:29.38.",
        section=section.pk,
        kind="analysis",
        body="One.\n\nTwo.",
        developing=True,
        lead_image=picture.pk,
        topics=(topic.pk,),
        authors=(one.pk, two.pk),
        races=(RaceLink(other.pk, "main", 8), RaceLink(race.pk, "background", 3)),
    )


def test_what_is_shown_is_what_is_there(editor):
    races, authors = [make_race(), make_race()], [make_author("One"), make_author("Two")]
    story = make_draft(races=races, authors=authors, topics=[make_topic()], body="One.\n\nTwo.\n")
    before = Content.of(story)

    editor.post(url(story), filled(editor, url(story), STORY, _save="1"))

    story.refresh_from_db()
    assert (Content.of(story), story.version) == (before, 1)


def test_row_is_removed_by_its_box_or_by_leaving_it_empty(editor):
    story = make_draft(races=[make_race()], authors=[make_author()])
    changes = {"races-0-DELETE": "on", "authors-0-author": ""}

    editor.post(url(story), filled(editor, url(story), STORY, **changes, _save="1"))

    story.refresh_from_db()
    assert (Content.of(story).races, Content.of(story).authors) == ((), ())


def test_name_or_race_that_is_chosen_twice_counts_once(editor):
    story, race, author = make_draft(), make_race(), make_author()
    twice = {f"{prefix}-TOTAL_FORMS": "2" for prefix in ("authors", "races")}
    twice |= {f"authors-{n}-author": str(author.pk) for n in (0, 1)}
    twice |= {f"races-{n}-race": str(race.pk) for n in (0, 1)}

    editor.post(url(story), filled(editor, url(story), STORY, **twice, _save="1"))

    assert (story.bylines.count(), story.race_links.count()) == (1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "", "standfirst": "", "body": ""},
        {"headline": "x" * 300, "standfirst": "x" * 600},
        {"body": "{{ race nowhere/men-100m/final }}\n\n{{ nothing }}"},
        {"body": "Nul \x00 and \x0b and {{ image 99999999999999999999 }}"},
    ],
)
def test_draft_is_saved_with_anything_that_can_be_stored(reporter, typed):
    story = make_draft()

    response = reporter.post(url(story), filled(reporter, url(story), STORY, **typed, _save="1"))

    story.refresh_from_db()
    assert (response.status_code, story.version) == (302, 2)
    assert {name: getattr(story, name) for name in typed} == {
        name: value.replace("\x00", "") for name, value in typed.items()
    }


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"headline": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
        ({"section": "99999"}, "There is no such section any more: choose another."),
        ({"lead_image": "99999"}, "There is no such picture any more: choose another."),
        ({"races-0-race": "99999"}, "There is no such race any more: choose another."),
        ({"authors-0-author": "99999"}, "There is no such name any more: choose another."),
        ({"authors-0-author": "9" * 40}, "There is no such name any more: choose another."),
        ({"races-0-rows": "0"}, "Ensure this value is greater than or equal to 1."),
        (
            {"slug": "no slug!"},
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        ({"seen_version": ""}, "The form came without the version of the story: open the story again."),
        ({"seen_version": "x"}, "The form came without the version of the story: open the story again."),
    ],
)
def test_what_cannot_be_stored_is_refused_by_its_field_and_the_text_stays(reporter, typed, complaint):
    story = make_draft()

    response = reporter.post(
        url(story), filled(reporter, url(story), STORY, **{"body": "An hour of work."} | typed, _save="1")
    )

    assert [error[: len(complaint)] for error in errors(response)] == [complaint]
    assert "An hour of work." in response.content.decode()
    story.refresh_from_db()
    assert story.version == 1


@pytest.mark.parametrize("name", ["races-TOTAL_FORMS", "authors-TOTAL_FORMS"])
def test_form_whose_rows_are_lost_changes_none(reporter, name):
    story = make_draft(races=[make_race()], authors=[make_author()])
    before = Content.of(story)
    posted = filled(reporter, url(story), STORY, _save="1")
    del posted[name]

    reporter.post(url(story), posted)

    story.refresh_from_db()
    assert Content.of(story) == before


# The address


def test_slug_follows_the_headline_of_a_draft(reporter):
    story = make_draft("Kerr wins", slug="kerr-wins")

    reporter.post(url(story), filled(reporter, url(story), STORY, headline="Nordås: “I’m third”", _save="1"))

    story.refresh_from_db()
    assert story.slug == "nordas-im-third"


def test_slug_that_was_typed_stays_when_the_headline_changes(reporter):
    story = make_draft("Kerr wins", slug="kerr-wins")
    reporter.post(url(story), filled(reporter, url(story), STORY, slug="the-final", _save="1"))

    reporter.post(url(story), filled(reporter, url(story), STORY, headline="Another", _save="1"))

    story.refresh_from_db()
    assert story.slug == "the-final"


def test_address_of_what_was_public_is_told_and_not_asked(editor):
    story = make_story(slug="kerr-wins")
    page = editor.get(url(story)).content.decode()

    editor.post(url(story), filled(editor, url(story), STORY, headline="Other", slug="other", _save="1"))

    assert f"http://127.0.0.1:8000{story.get_absolute_url()}" in page
    assert 'name="slug"' not in page
    assert revisions.working_content(Article.objects.get()).slug == "kerr-wins"


# Beginning one


def test_new_story_is_a_draft_at_once_with_byline_and_race(client):
    user, section, race = make_member("Reporter"), make_section(), make_race()
    author = make_author("A. Reporter", user=user)
    client.force_login(user)

    page = filled(client, f"{ADD}?race={race.pk}", "article", headline="Kerr wins gold")
    response = client.post(ADD, page)

    story = Article.objects.get()
    assert response.url == url(story)
    assert (story.status, story.stage, story.created_by, story.section) == ("draft", "writing", user, section)
    assert (Content.of(story).authors, Content.of(story).races) == ((author.pk,), (RaceLink(race.pk),))
    assert revisions.base_of(story, 1) == Content.of(story)
    client.logout()
    assert client.get(story.get_absolute_url()).status_code == 404


def test_new_story_asks_for_headline_and_section(reporter):
    make_section()

    response = reporter.post(ADD, {"headline": " ", "section": "", "race": ""})

    assert errors(response) == ["Give it a headline, if only for now.", "Choose a section."]
    assert not Article.objects.exists()


@pytest.mark.parametrize("race", ["99999", "x", "-1", "9" * 30, "\x00"])
def test_new_story_about_no_race_is_no_error(reporter, race):
    make_section()

    assert reporter.get(ADD, {"race": race}).status_code == 200


def test_results_desk_begins_no_story(login):
    client = login("Results desk")

    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"headline": "x", "section": make_section().pk}).status_code == 403


def test_page_of_a_race_leads_to_its_story_those_who_write(login):
    race = make_race()
    page = reverse("admin:results_race_change", args=[race.pk])

    shown = {role: login(role).get(page).content.decode() for role in ("Results desk", "superuser")}

    assert {role: f"{ADD}?race={race.pk}" in page for role, page in shown.items()} == {
        "Results desk": False,
        "superuser": True,
    }


# Around it


def test_anonymous_is_sent_to_the_login(client):
    response = client.get(url(make_draft()))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("pk", ["99999", "x", "9" * 40])
def test_story_that_is_not_there_leads_to_the_desk(editor, pk):
    assert editor.get(f"/admin/articles/article/{pk}/change/").status_code == 302


def test_bar_says_where_the_story_stands(client):
    reporter = make_member("Reporter", first_name="Ann", last_name="Smith")
    client.force_login(reporter)
    story = make_story(body="Five words are in this.")
    client.post(url(story), filled(client, url(story), STORY, headline="New", _submit="1"))

    page = " ".join(client.get(url(story)).content.decode().split())

    assert "Live · changes submitted by Ann Smith" in page
    assert 'id="word-count">5 words<' in page
    assert "Version 3" in page


def test_form_asks_as_many_queries_for_three_races_as_for_one(editor):
    one, three = make_draft(races=[make_race()]), make_draft(races=[make_race() for _ in range(3)])
    query_count(editor, url(one))

    assert query_count(editor, url(three)) == query_count(editor, url(one))


@pytest.mark.django_db(transaction=True)
def test_publishing_raises_the_generation_and_a_save_does_not(client):
    caches["shared"].clear()
    client.force_login(member("superuser"))
    story = make_story(stage="approved")
    before = caching.generation().token

    client.post(url(story), filled(client, url(story), STORY, _update="1"))
    after = caching.generation().token
    client.post(url(story), filled(client, url(story), STORY, headline="Later", _save="1"))

    assert (after == before, caching.generation().token == after) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_renamed_section_raises_the_generation(client):
    section = make_section()
    client.force_login(make_user(is_superuser=True))
    page = reverse("admin:articles_section_change", args=[section.pk])
    before = caching.generation().token

    client.post(page, filled(client, page, "section", name="Road"))

    section.refresh_from_db()
    assert (section.name, caching.generation().token == before) == ("Road", False)
