"""Saving: nothing lost, nothing overwritten, nothing public before its time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from articles import publishing, revisions
from articles.content import Content
from articles.models import Article, ImageUse, Revision
from newsroom.models import AuditEntry
from tests.factories.stories import (
    PUBLISHED_AT,
    make_draft,
    make_editor,
    make_image,
    make_section,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db
LATER = PUBLISHED_AT + timedelta(minutes=10)


@pytest.fixture
def writer():
    return make_user("articles.change_article")


def rewritten(story, **changes):
    return replace(revisions.working_content(story), **changes)


def save(story, by, at=LATER, **changes):
    return revisions.save(story, rewritten(story, **changes), by=by, seen=story.version, at=at)


def test_save_of_a_draft_is_its_row_and_a_version(writer):
    story = make_draft()

    made = save(story, writer, headline="Kerr wins gold")

    story.refresh_from_db()
    assert (story.headline, story.working, story.version) == ("Kerr wins gold", None, 2)
    assert (made.event, made.by, made.version, made.at) == ("saved", writer, 2, LATER)
    assert Content.from_data(made.content) == Content.of(story)


def test_draft_is_deleted_with_its_versions_and_the_log_says_so(writer):
    editor, story = make_user("articles.delete_article"), make_draft()
    save(story, writer, headline="Kerr wins gold")

    revisions.delete(story, by=editor)

    assert (Article.objects.count(), Revision.objects.count()) == (0, 0)
    said = AuditEntry.objects.get(verb="deleted")
    assert (said.by, said.object_words, said.detail) == (editor, "Kerr wins gold", {"version": 2})


@pytest.mark.parametrize("status", ["published", "withdrawn", "retracted", "draft"])
def test_story_that_went_out_is_never_deleted(status):
    fields = {"retraction": "It was not so."} if status == "retracted" else {}
    story = make_story(status=status, stage="" if status == "retracted" else "writing", **fields)

    with pytest.raises(revisions.DeskError, match="What was public once"):
        revisions.delete(story, by=make_user("articles.delete_article"))


def test_who_deletes_a_draft_has_the_right_and_has_seen_it_as_it_is(writer):
    story = make_draft()
    before = Article.objects.get(pk=story.pk)
    save(story, writer, headline="Kerr wins gold")

    with pytest.raises(PermissionDenied):
        revisions.delete(story, by=writer)
    with pytest.raises(revisions.EditConflict):
        revisions.delete(before, by=make_user("articles.delete_article"))


def test_save_of_a_public_story_leaves_the_row_alone(writer):
    picture = make_image()
    story = make_story()
    public = Content.of(story)

    save(story, writer, headline="A secret", body=f"{{{{ image {picture.pk} }}}}")

    story.refresh_from_db()
    assert Content.of(story) == public
    assert revisions.working_content(story).headline == "A secret"
    assert list(ImageUse.objects.values_list("image", "live")) == [(picture.pk, False)]


def test_save_that_changes_nothing_makes_no_version(writer):
    story = make_draft()

    assert save(story, writer) is None

    story.refresh_from_db()
    assert (story.version, story.revisions.count()) == (1, 0)


@pytest.mark.parametrize(
    ("status", "before", "after"),
    [
        ("draft", "writing", "writing"),
        ("draft", "submitted", "submitted"),
        ("draft", "approved", "submitted"),
        ("withdrawn", "approved", "submitted"),
        ("published", "", "writing"),
        ("published", "writing", "writing"),
        ("published", "submitted", "submitted"),
        ("published", "approved", "submitted"),
    ],
)
def test_approval_falls_when_the_text_changes(writer, status, before, after):
    story = make_story(status=status, stage=before)

    save(story, writer, body="Other words.")

    story.refresh_from_db()
    assert (story.status, story.stage) == (status, after)


def test_approval_stays_when_nothing_changes(writer):
    story = make_draft(stage="approved")

    save(story, writer)

    story.refresh_from_db()
    assert story.stage == "approved"


def test_retracted_story_is_not_changed(writer):
    story = make_story(status="retracted", stage="", retraction="It was not so.")

    for verb in (revisions.save, revisions.autosave):
        with pytest.raises(revisions.DeskError, match="retracted"):
            verb(story, rewritten(story, body="But it was."), by=writer, seen=1)

    assert story.revisions.count() == 0


def test_saves_refuse_whoever_may_not_write():
    story, reader = make_story(), make_user()
    made = revisions.keep(story, "published", by=None, at=LATER, content=Content.of(story))

    for attempt in (
        lambda: save(story, reader, body="x"),
        lambda: revisions.autosave(story, rewritten(story, body="x"), by=reader, seen=1),
        lambda: revisions.restore(story, made, by=reader, seen=1),
        lambda: revisions.name_revision(made, "x", by=reader),
        lambda: revisions.discard_working(story, by=reader),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    story.refresh_from_db()
    assert (story.version, story.revisions.count()) == (1, 1)


# Two at one story


def test_second_saver_is_refused_and_nothing_of_the_first_is_lost(writer):
    story, copy = make_draft(), None
    copy = Article.objects.get(pk=story.pk)
    save(story, writer, body="First.")

    with pytest.raises(revisions.EditConflict):
        revisions.save(copy, rewritten(copy, body="Second."), by=writer, seen=1)

    story.refresh_from_db()
    assert (story.body, story.version, story.revisions.count()) == ("First.", 2, 1)


def test_second_saver_is_refused_even_with_the_same_text(writer):
    story = make_draft()
    save(story, writer, body="First.")

    with pytest.raises(revisions.EditConflict):
        revisions.save(story, rewritten(story), by=writer, seen=1)


def test_refused_saver_keeps_what_was_saved_by_itself(writer):
    story, other = make_draft(), make_user("articles.change_article")
    revisions.autosave(story, rewritten(story, body="Second."), by=other, seen=1)
    save(story, writer, body="First.")

    with pytest.raises(revisions.EditConflict):
        revisions.save(story, rewritten(story, body="Second."), by=other, seen=1)

    assert revisions.autosaved(story, other).content["body"] == "Second."


@pytest.mark.django_db(transaction=True)
def test_one_of_eight_savers_wins(writer):
    story, start = make_draft(), Barrier(8)

    def attempt(number):
        try:
            copy = Article.objects.get(pk=story.pk)
            start.wait()
            return revisions.save(copy, rewritten(copy, body=f"Text {number}."), by=writer, seen=1).content[
                "body"
            ]
        except revisions.EditConflict:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        won = [body for body in pool.map(attempt, range(8)) if body]

    story.refresh_from_db()
    assert [story.body] == won
    assert (story.version, story.revisions.count()) == (2, 1)


def test_base_is_what_the_story_said_at_a_version(writer):
    story = make_draft(body="First.")
    save(story, writer, body="Second.")
    save(story, writer, body="Third.")

    assert revisions.base_of(story, 2).body == "Second."
    assert revisions.base_of(story, 77) is None


def test_version_that_only_moved_the_story_on_says_what_was_saved_before_it(writer):
    story = make_draft()
    save(story, writer, body="First.")
    publishing.submit(story, by=writer)
    save(story, writer, body="Second.")

    assert [revisions.base_of(story, version).body for version in (2, 3, 4)] == [
        "First.",
        "First.",
        "Second.",
    ]


def test_version_so_old_that_its_text_may_be_gone_is_not_guessed(writer):
    story = make_draft()
    for number in range(revisions.KEPT + 3):
        save(story, writer, body=f"Text {number}.")

    assert revisions.base_of(story, 2) is None
    assert revisions.base_of(story, story.version - revisions.KEPT + 1).body == "Text 3."


def test_new_draft_has_its_first_version(writer):
    with pytest.raises(PermissionDenied):
        revisions.begin(Content(headline="Kerr wins", section=make_section().pk), by=writer)
    begins = make_user("articles.add_article")

    story = revisions.begin(Content(headline="Kerr wins", section=make_section().pk), by=begins)

    assert (story.status, story.stage, story.version, story.created_by) == ("draft", "writing", 1, begins)
    assert revisions.base_of(story, 1) == Content.of(story)


# Saved by itself


def test_autosave_keeps_one_text_a_person_and_changes_nothing_else(writer):
    story, other = make_story(), make_user("articles.change_article")
    for body in ("a", "ab", "abc"):
        revisions.autosave(story, rewritten(story, body=body), by=writer, seen=1, at=LATER)
    revisions.autosave(story, rewritten(story, body="Another’s."), by=other, seen=1, at=LATER)

    story.refresh_from_db()
    kept = story.revisions.values_list("event", "by", "version", "content__body")
    assert sorted(kept) == sorted(
        [("autosaved", writer.pk, 1, "abc"), ("autosaved", other.pk, 1, "Another’s.")]
    )
    assert (story.version, story.stage, story.working) == (1, "", None)


def test_autosaved_text_is_offered_to_its_writer_alone_until_it_is_saved(writer):
    story, other = make_draft(), make_user("articles.change_article")
    revisions.autosave(story, rewritten(story, body="abc"), by=writer, seen=1)
    assert revisions.autosaved(story, writer).content["body"] == "abc"
    assert revisions.autosaved(story, other) is None

    save(story, writer, body="abcd")

    assert revisions.autosaved(story, writer) is None


def test_autosaved_text_that_says_nothing_new_is_not_offered(writer):
    story = make_draft()
    revisions.autosave(story, rewritten(story), by=writer, seen=1)

    assert revisions.autosaved(story, writer) is None


# Versions


def test_restore_is_a_new_version_and_the_public_one_stays(writer):
    story = make_story(body="First.")
    first = revisions.keep(story, "published", by=None, at=PUBLISHED_AT, content=Content.of(story))
    save(story, writer, body="Second.")

    revisions.restore(story, first, by=writer, seen=story.version, at=LATER)

    story.refresh_from_db()
    assert (story.working.event, story.working.version) == ("restored", 3)
    assert story.working.note == "Version 1 of 23 August 2023, 20:30"
    assert revisions.working_content(story).body == "First."
    assert story.revisions.count() == 3


def test_restore_refuses_a_version_of_another_story(writer):
    story, other = make_story(), make_story()
    theirs = revisions.keep(other, "published", by=None, at=LATER, content=Content(body="A secret"))

    with pytest.raises(revisions.DeskError, match="another story"):
        revisions.restore(story, theirs, by=writer, seen=1)


def test_named_and_public_versions_are_kept_and_other_saves_are_pruned(writer, monkeypatch):
    monkeypatch.setattr(revisions, "KEPT", 3)
    story = make_draft(stage="approved")
    publishing.publish(story, by=make_editor(), at=PUBLISHED_AT)
    named = save(story, writer, at=LATER, body="Named.")
    revisions.name_revision(named, " Before the protest ", by=writer)

    for number in range(6):
        save(story, writer, at=LATER + timedelta(minutes=1 + number), body=f"Text {number}.")

    told = story.revisions.order_by("version").values_list("event", "name", "content__body")
    assert list(told) == [
        ("published", "", "Josh Kerr is the world champion.\n\nHe ran 3:29.38."),
        ("saved", "Before the protest", "Named."),
        *(("saved", "", f"Text {number}.") for number in (2, 3, 4, 5)),
    ]


def test_autosaved_text_has_no_name(writer):
    story = make_draft()
    kept = revisions.autosave(story, rewritten(story, body="x"), by=writer, seen=1)

    with pytest.raises(revisions.DeskError, match="save the story first"):
        revisions.name_revision(kept, "Mine", by=writer)


def test_discard_takes_the_changes_off_and_keeps_them_as_a_version(writer):
    story = make_story()
    save(story, writer, body="Never mind.")

    revisions.discard_working(story, by=writer)

    story.refresh_from_db()
    assert (story.working, story.stage, story.version) == (None, "", 3)
    assert list(Revision.objects.order_by("version").values_list("event", "content__body")) == [
        ("saved", "Never mind."),
        ("restored", story.body),
    ]
    with pytest.raises(revisions.DeskError, match="no changes"):
        revisions.discard_working(story, by=writer)
