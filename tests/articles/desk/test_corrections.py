"""Corrections and retractions at the desk: who may, in which states, and what the page says."""

import pytest
from django.urls import reverse

from articles.models import Article, Correction, Revision
from newsroom.models import AuditEntry
from tests.desk_forms import make_member
from tests.factories.stories import PUBLISHED_AT, make_draft, make_story

pytestmark = pytest.mark.django_db
WRONG = {
    "kind": "correction",
    "text": "Kerr ran 3:29.38.",
    "old": "3:29.83",
    "new": "3:29.38",
    "replace": "on",
}
REASON = {"reason": "The race was not run.", "sure": "on"}


def url(verb, story):
    return reverse(f"admin:articles_article_{verb}", args=[story.pk])


@pytest.fixture
def editor(client):
    client.force_login(make_member("Editor"))
    return client


def send(client, verb, story, **said):
    return client.post(url(verb, story), {"seen_version": story.version} | said)


def said(response):
    return response.content.decode()


def misprinted(**fields):
    return make_story(standfirst="Gold in 3:29.83.", body="Kerr won.\n\nHe ran 3:29.83.", **fields)


# Correct


def test_correction_is_public_and_puts_the_text_right(editor):
    story = misprinted()

    response = send(editor, "correct", story, **WRONG)

    assert response.status_code == 302
    story.refresh_from_db()
    assert (story.standfirst, story.body) == ("Gold in 3:29.38.", "Kerr won.\n\nHe ran 3:29.38.")
    assert Correction.objects.public().get().text == "Kerr ran 3:29.38."
    assert story.revisions.get().event == Revision.Event.UPDATED


def test_correction_without_the_tick_leaves_the_text(editor):
    story = misprinted()

    response = send(editor, "correct", story, **WRONG | {"replace": ""})

    assert response.status_code == 302
    story.refresh_from_db()
    assert "3:29.83" in story.body
    assert Correction.objects.count() == 1


def test_correction_in_words_alone_needs_nothing_to_put_right(editor):
    story = misprinted()

    send(editor, "correct", story, **WRONG | {"old": "", "new": ""})

    story.refresh_from_db()
    assert "3:29.83" in story.body
    assert Correction.objects.count() == 1


def test_words_that_the_story_does_not_say_are_told_and_nothing_is_kept(editor):
    story = misprinted()

    response = send(editor, "correct", story, **WRONG | {"old": "3:30.00"})

    assert "does not say what was wrong in these words" in said(response)
    assert "Kerr ran 3:29.38." in said(response)  # what was typed is there
    assert not Correction.objects.exists()


def test_correction_without_words_is_asked_for_them(editor):
    response = send(editor, "correct", misprinted(), **WRONG | {"text": ""})

    assert response.status_code == 200
    assert "required" in said(response)
    assert not Correction.objects.exists()


def test_text_with_waiting_changes_is_corrected_in_words_only(editor):
    story = misprinted(stage="writing")

    page = said(editor.get(url("correct", story)))
    assert "changes of the story are waiting" in page
    assert 'name="replace"' not in page

    send(editor, "correct", story, **WRONG)
    story.refresh_from_db()
    assert "3:29.83" in story.body
    assert Correction.objects.count() == 1


def test_author_corrects_in_words_and_a_second_person_in_the_text(client):
    author = make_member("Editor")
    client.force_login(author)
    story = misprinted(created_by=author)

    assert "a second person does that" in said(client.get(url("correct", story)))
    send(client, "correct", story, **WRONG)

    story.refresh_from_db()
    assert "3:29.83" in story.body


def test_second_of_two_correctors_is_told_of_the_first(editor):
    story = misprinted()
    send(editor, "correct", story, **WRONG)

    late = send(editor, "correct", story, **WRONG)  # of the version that both had seen

    assert "Somebody else saved this story" in said(late)
    assert Correction.objects.count() == 1
    assert 'name="seen_version" value="2"' in said(late)


# Retract


def test_retraction_needs_a_reason_and_somebody_who_is_sure(editor):
    story = make_story()

    assert "Say that you are sure" in said(send(editor, "retract", story, reason="Not run."))
    assert "Say for the reader why" in said(send(editor, "retract", story, reason=" ", sure="on"))

    story.refresh_from_db()
    assert story.status == "published"


def test_retraction_takes_the_story_back_and_is_in_the_log(editor):
    story = make_story()

    response = editor.post(url("retract", story), {"seen_version": 1} | REASON, follow=True)

    story.refresh_from_db()
    assert (story.status, story.retraction) == ("retracted", "The race was not run.")
    assert "Retracted: The race was not run." in said(response)
    assert AuditEntry.objects.filter(verb="retracted", object_id=str(story.pk)).exists()


def test_retraction_of_a_version_not_seen_is_held_back(editor):
    story = make_story(version=3)

    response = editor.post(url("retract", story), {"seen_version": 2} | REASON)

    assert "Somebody else saved this story" in said(response)
    story.refresh_from_db()
    assert story.status == "published"


# Who, and where


@pytest.mark.parametrize("verb", ["correct", "retract"])
@pytest.mark.parametrize(
    ("role", "status"), [("Reporter", 403), ("Results desk", 403), ("Administrator", 403), ("Editor", 200)]
)
def test_only_who_may_publish_corrects_and_retracts(client, role, status, verb):
    client.force_login(make_member(role))
    story = misprinted()

    assert client.get(url(verb, story)).status_code == status
    if status == 403:
        assert send(client, verb, story, **WRONG, **REASON).status_code == 403
        story.refresh_from_db()
        assert (story.status, Correction.objects.count()) == ("published", 0)


@pytest.mark.parametrize("verb", ["correct", "retract"])
def test_draft_has_nothing_to_take_back_in_public(editor, verb):
    story = make_draft()

    assert "This story was never published" in said(editor.get(url(verb, story)))
    send(editor, verb, story, **WRONG, **REASON)
    story.refresh_from_db()
    assert (story.status, Correction.objects.count()) == ("draft", 0)


@pytest.mark.parametrize("verb", ["correct", "retract"])
def test_retracted_story_stays_as_it_is(editor, verb):
    story = make_story(status="retracted", retraction="Not run.", retracted_at=PUBLISHED_AT)

    assert editor.get(url(verb, story)).status_code == 403
    assert send(editor, verb, story, **WRONG, **REASON).status_code == 403
    assert Article.objects.get().status == "retracted"


def test_form_leads_to_both_where_they_are_possible(editor):
    live, draft = make_story(), make_draft()

    def pages(story):
        return said(editor.get(reverse("admin:articles_article_change", args=[story.pk])))

    assert url("correct", live) in pages(live)
    assert url("retract", live) in pages(live)
    assert url("correct", draft) not in pages(draft)
    assert url("retract", draft) not in pages(draft)


@pytest.mark.parametrize("seen", ["", "soon", "9" * 30, "²"])
def test_rubbish_for_a_version_counts_as_an_old_one(editor, seen):
    story = make_story()

    response = editor.post(url("retract", story), {"seen_version": seen} | REASON)

    assert "Somebody else saved this story" in said(response)
