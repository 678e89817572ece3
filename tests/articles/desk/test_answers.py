"""What the form's scripts ask: nothing lost, nobody unseen, nothing said to who may not know."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import presence, revisions
from articles.content import Content
from articles.models import Presence, Revision
from tests.desk_forms import STORY, filled, make_member
from tests.factories.results import make_race
from tests.factories.stories import make_author, make_draft, make_story

pytestmark = pytest.mark.django_db
ASKED = ["autosave", "presence", "checks"]


def address(story, name):
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


@pytest.fixture
def user():
    return make_member("Reporter", first_name="Ann", last_name="Smith")


@pytest.fixture
def writer(client, user):
    client.force_login(user)
    return client


def typed(client, story, **changes):
    return filled(client, address(story, "change"), STORY, **changes)


# For whom


@pytest.mark.parametrize("name", ASKED)
def test_who_is_logged_out_is_told_so_and_not_sent_away(client, name):
    response = client.post(address(make_draft(), name), {"tab": "a"})

    assert (response.status_code, response.json()) == (401, {"login": "/admin/login/"})


@pytest.mark.parametrize("name", ASKED)
def test_who_may_not_change_stories_learns_nothing(client, name):
    story = make_draft("A secret")
    client.force_login(make_member("Results desk"))

    response = client.post(address(story, name), {"tab": "a", "seen_version": "1"})

    assert (response.status_code, response.json()) == (403, {"error": "You may not change this story."})
    assert (Revision.objects.count(), Presence.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ASKED)
def test_retracted_story_takes_nothing_any_more(writer, name):
    story = make_story(status="retracted", stage="", retraction="It was not so.")

    assert writer.post(address(story, name), {"tab": "a", "seen_version": "1"}).status_code == 403


@pytest.mark.parametrize("name", ASKED)
def test_story_that_is_gone_is_said_to_be(writer, name):
    story = make_draft()
    path = address(story, name)
    story.delete()

    assert writer.post(path, {"tab": "a", "seen_version": "1"}).status_code == 404


@pytest.mark.parametrize("name", ASKED)
def test_asking_takes_a_post_and_the_form_s_secret(client, user, name):
    client.handler.enforce_csrf_checks = True
    client.force_login(user)
    story = make_draft()

    assert client.get(address(story, name)).status_code == 405
    refused = client.post(address(story, name), {"tab": "a", "seen_version": "1"})
    assert (refused.status_code, refused.json()["login"]) == (403, "/admin/login/")


# Autosave


def test_what_is_typed_is_kept_for_its_writer_alone_and_only_once(writer, user):
    story = make_story()
    public = Content.of(story)
    for body in ("A", "A b", "A b c."):
        response = writer.post(address(story, "autosave"), typed(writer, story, body=body))

    answer = response.json()
    assert (answer["words"], answer["minutes"], answer["newer"]) == (3, 1, None)
    assert timezone.datetime.fromisoformat(answer["saved_at"]) <= timezone.now()
    kept = Revision.objects.get()
    assert (kept.event, kept.by, kept.content["body"]) == ("autosaved", user, "A b c.")
    story.refresh_from_db()
    assert (Content.of(story), story.version, story.working) == (public, 1, None)


def test_anything_that_can_be_typed_is_kept(writer):
    story = make_draft()
    wild = {"headline": "x" * 5000, "body": "nul \x00", "section": "x", "races-0-race": "99999", "kind": "?"}

    response = writer.post(address(story, "autosave"), typed(writer, story, **wild))

    content = Revision.objects.get().content
    assert response.status_code == 200
    assert (content["headline"], content["body"], content["races"]) == ("x" * 5000, "nul ", [])
    assert (content["section"], content["kind"]) == (story.section_id, "report")


@pytest.mark.parametrize("prefix", ["races", "authors"])
def test_rows_that_did_not_arrive_are_kept_as_they_were(writer, prefix):
    story = make_draft(races=[make_race()], authors=[make_author()])
    posted = typed(writer, story, body="New.")
    del posted[f"{prefix}-TOTAL_FORMS"]

    writer.post(address(story, "autosave"), posted)

    assert Revision.objects.get().content[prefix] == Content.of(story).as_data()[prefix]


def test_autosave_tells_that_somebody_saved_since(writer):
    story = make_draft()
    other = make_member("Reporter", first_name="Bo", last_name="Jones")
    mine = typed(writer, story, headline="Mine")
    theirs = Content.from_data(Content.of(story).as_data() | {"headline": "Theirs"})
    revisions.save(story, theirs, by=other, seen=1)

    newer = writer.post(address(story, "autosave"), mine).json()["newer"]

    assert (newer["version"], newer["by"]) == (2, "Bo Jones")
    assert Revision.objects.get(event="autosaved").version == 1


def test_autosave_without_the_version_is_refused(writer):
    story = make_draft()

    assert writer.post(address(story, "autosave"), {"headline": "x"}).status_code == 400
    assert not Revision.objects.exists()


def test_unsaved_text_is_offered_used_and_then_forgotten(writer, user):
    story = make_draft()
    writer.post(address(story, "autosave"), typed(writer, story, body="An hour of work."))
    change = address(story, "change")

    page = writer.get(change).content.decode()
    assert ("that you did not save" in page, "An hour of work." in page) == (True, False)
    mine = filled(writer, f"{change}?unsaved=1", STORY)
    assert mine["body"] == "An hour of work."
    writer.post(change, mine)

    story.refresh_from_db()
    assert (story.body, revisions.autosaved(story, user)) == ("An hour of work.", None)
    assert "that you did not save" not in writer.get(change).content.decode()


def test_unsaved_text_is_thrown_away_on_request_only_by_its_writer(writer, client, user):
    story = make_draft()
    writer.post(address(story, "autosave"), typed(writer, story, body="An hour of work."))
    discard = address(story, "discard_autosave")

    client.get(discard)
    client.force_login(make_member("Editor"))
    assert "that you did not save" not in client.get(address(story, "change")).content.decode()
    client.post(discard)
    assert Revision.objects.count() == 1

    client.force_login(user)
    client.post(discard)
    assert not Revision.objects.exists()


def test_unsaved_text_of_an_older_version_meets_the_newer_one(writer):
    story = make_draft()
    writer.post(address(story, "autosave"), typed(writer, story, headline="Mine"))
    theirs = Content.from_data(Content.of(story).as_data() | {"headline": "Theirs"})
    revisions.save(story, theirs, by=make_member("Reporter"), seen=1)
    change = address(story, "change")

    response = writer.post(change, filled(writer, f"{change}?unsaved=1", STORY))

    story.refresh_from_db()
    assert (response.status_code, story.headline) == (409, "Theirs")


# Presence


def test_others_are_shown_each_once_and_without_oneself(writer, user):
    story, bo = make_draft(), make_member("Editor", first_name="Bo", last_name="Jones")
    for tab in ("one", "two"):
        presence.note(story, bo, tab)
    presence.note(make_draft(), make_member("Editor", first_name="Of", last_name="Another"), "x")

    answer = writer.post(address(story, "presence"), {"tab": "mine"}).json()

    assert [(other["name"], other["same_person"]) for other in answer["others"]] == [("Bo Jones", False)]
    assert answer["version"] == 1
    page = writer.get(address(story, "change")).content.decode()
    assert ("Also open by Bo Jones" in page, "Ann Smith, since" in page) == (True, False)


def test_second_tab_of_the_same_person_is_told_as_such(writer):
    story = make_draft()
    writer.post(address(story, "presence"), {"tab": "one"})

    (other,) = writer.post(address(story, "presence"), {"tab": "two"}).json()["others"]

    assert (other["name"], other["same_person"]) == ("Ann Smith", True)


def test_tab_that_leaves_or_falls_silent_counts_no_more(writer, user):
    story, bo = make_draft(), make_member("Editor", first_name="Bo", last_name="Jones")
    presence.note(story, bo, "left")
    presence.leave(story, bo, "left")
    presence.note(story, bo, "silent", at=timezone.now() - timedelta(seconds=61))

    answer = writer.post(address(story, "presence"), {"tab": "mine"}).json()
    assert (answer["others"], Presence.objects.count()) == ([], 1)

    assert writer.post(address(story, "presence"), {"tab": "mine", "leave": "1"}).status_code == 204
    assert not Presence.objects.exists()


def test_page_does_not_show_who_fell_silent(writer):
    story, bo = make_draft(), make_member("Editor", first_name="Bo", last_name="Jones")
    presence.note(story, bo, "silent", at=timezone.now() - timedelta(seconds=61))

    assert "Bo Jones" not in writer.get(address(story, "change")).content.decode()


def test_since_is_when_it_was_opened(user):
    story, bo = make_draft(), make_member("Editor")
    opened = timezone.now() - timedelta(seconds=40)
    presence.note(story, bo, "a", at=opened)
    presence.note(story, bo, "a")

    assert [other.since for other in presence.others(story, user)] == [opened]


@pytest.mark.parametrize("tab", ["", "\x00"])
def test_tab_without_a_name_is_refused(writer, tab):
    assert writer.post(address(make_draft(), "presence"), {"tab": tab}).status_code == 400


# Checks


def test_checks_look_at_what_is_typed(writer):
    story = make_draft()

    panel = writer.post(address(story, "checks"), typed(writer, story, body="{{ race nowhere/x/final }}"))

    assert "there is no race “nowhere/x/final”" in panel.content.decode()
    assert "<html" not in panel.content.decode()
