"""The verbs of a story's life: every state, every right, and what each leaves behind."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing, revisions
from articles.content import Content
from articles.models import Article, Correction, Revision
from newsroom.lib import caching
from tests.factories.stories import (
    PUBLISHED_AT,
    make_approved,
    make_author,
    make_draft,
    make_editor,
    make_image,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db
LATER = PUBLISHED_AT + timedelta(minutes=10)
STATES = [
    *((status, stage) for status in ("draft", "withdrawn") for stage in ("writing", "submitted", "approved")),
    *(("published", stage) for stage in ("", "writing", "submitted", "approved")),
    ("retracted", ""),
]
WRITING = [("draft", "writing"), ("published", "writing"), ("withdrawn", "writing")]
SUBMITTED = [(status, "submitted") for status, _ in WRITING]
APPROVED = [(status, "approved") for status, _ in WRITING]
PUBLISHED = [state for state in STATES if state[0] == "published"]
ONCE_PUBLIC = [*PUBLISHED, *(state for state in STATES if state[0] == "withdrawn")]
VERBS = {
    "submit": (publishing.submit, WRITING),
    "send_back": (publishing.send_back, [*SUBMITTED, *APPROVED]),
    "approve": (publishing.approve, SUBMITTED),
    "publish": (publishing.publish, [("draft", "approved"), ("withdrawn", "approved")]),
    "update": (publishing.update, [("published", "approved")]),
    "withdraw": (publishing.withdraw, PUBLISHED),
    "retract": (partial(publishing.retract, reason="The race was not run."), ONCE_PUBLIC),
    "correct": (partial(publishing.correct, text="Was wrong."), ONCE_PUBLIC),
}
AFTER = {
    "submit": lambda status, stage: (status, "submitted"),
    "send_back": lambda status, stage: (status, "writing"),
    "approve": lambda status, stage: (status, "approved"),
    "publish": lambda status, stage: ("published", ""),
    "update": lambda status, stage: ("published", ""),
    "withdraw": lambda status, stage: ("withdrawn", stage or "approved"),
    "retract": lambda status, stage: ("retracted", ""),
    "correct": lambda status, stage: (status, stage),
}
RIGHT_TO = {
    "submit": "articles.change_article",
    "send_back": "articles.approve_article",
    "approve": "articles.approve_article",
    **dict.fromkeys(("publish", "update", "withdraw", "retract", "correct"), "articles.publish_article"),
}
PAIRS = [(verb, *state) for verb in VERBS for state in STATES]
LEGAL = [pair for pair in PAIRS if pair[1:] in VERBS[pair[0]][1]]
ILLEGAL = [pair for pair in PAIRS if pair not in LEGAL]


def story_in(status, stage):
    fields = {"publish_at": None, "first_published_at": None} if status == "draft" else {}
    fields |= {"retraction": "It was not so.", "retracted_at": LATER} if status == "retracted" else {}
    return make_story(status=status, stage=stage, **fields)


def events(story):
    return [(r.event, r.at) for r in story.revisions.all()]


def state(story):
    story.refresh_from_db()
    return story.status, story.stage


# Every verb in every state


def test_pairs_are_all_there():
    assert (len(LEGAL), len(ILLEGAL)) == (3 + 6 + 3 + 2 + 1 + 4 + 7 + 7, 88 - 33)


@pytest.mark.parametrize(("name", "status", "stage"), LEGAL)
def test_verb_leads_from_one_state_to_another(name, status, stage):
    story, (verb, _) = story_in(status, stage), VERBS[name]

    verb(story, by=make_editor(), at=LATER)

    assert state(story) == AFTER[name](status, stage)


@pytest.mark.parametrize(("name", "status", "stage"), ILLEGAL)
def test_verb_refuses_any_other_state_and_leaves_no_trace(name, status, stage):
    story, (verb, _) = story_in(status, stage), VERBS[name]

    with pytest.raises(publishing.PublishingError) as refused:
        verb(story, by=make_editor(), at=LATER)

    assert refused.value.messages == [publishing.INSTEAD[name]]
    assert state(story) == (status, stage)
    assert (story.version, story.revisions.count(), Correction.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(("name", "status", "stage"), LEGAL)
def test_verb_refuses_whoever_lacks_the_right(name, status, stage):
    story, (verb, _) = story_in(status, stage), VERBS[name]
    others = {"articles.change_article", "articles.approve_article", "articles.publish_article"}

    with pytest.raises(PermissionDenied):
        verb(story, by=make_user(*others - {RIGHT_TO[name]}), at=LATER)

    assert state(story) == (status, stage)
    assert (story.version, story.revisions.count(), Correction.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(("name", "status", "stage"), LEGAL)
def test_verb_refuses_what_changed_since_it_was_seen(name, status, stage):
    story, (verb, _) = story_in(status, stage), VERBS[name]

    with pytest.raises(publishing.EditConflict):
        verb(story, by=make_editor(), seen=7, at=LATER)

    assert state(story) == (status, stage)


# From the writer to a second person


def test_author_may_not_approve_the_own_story():
    editor = make_editor()
    began = make_draft(stage="submitted", created_by=editor)
    submitted = make_draft(stage="submitted", stage_by=editor)
    in_byline = make_draft(stage="submitted", authors=[make_author(user=editor)])

    for story in (began, submitted, in_byline):
        with pytest.raises(publishing.PublishingError, match="A second person approves"):
            publishing.approve(story, by=editor)
        assert state(story) == ("draft", "submitted")


def test_author_may_approve_the_own_story_where_the_desk_says_so(settings):
    settings.APPROVE_OWN_STORIES = True
    editor = make_editor()
    story = make_draft(stage="submitted", created_by=editor)

    publishing.approve(story, by=editor)

    assert state(story) == ("draft", "approved")


def test_byline_of_the_working_copy_counts_as_well_as_that_of_the_row():
    editor, other = make_editor(), make_user("articles.change_article")
    story = make_story(authors=[make_author("Desk")])
    content = Content.from_data(
        Content.of(story).as_data() | {"authors": [make_author(user=editor).pk], "body": "New."}
    )
    revisions.save(story, content, by=other, seen=1, at=PUBLISHED_AT)
    publishing.submit(story, by=other)

    with pytest.raises(publishing.PublishingError, match="A second person approves"):
        publishing.approve(story, by=editor)


@pytest.mark.parametrize("make", [make_draft, make_story])
def test_author_who_left_the_byline_may_still_not_approve(make):
    editor, other, author = make_editor(), make_user("articles.change_article"), make_author()
    story = make("Unfinished")
    for authors in ([author.pk], []):
        content = Content.from_data(Content.of(story).as_data() | {"authors": authors})
        revisions.save(story, content, by=editor, seen=story.version)
    author.user = editor
    author.save()
    publishing.submit(story, by=other)

    with pytest.raises(publishing.PublishingError, match="A second person approves"):
        publishing.approve(story, by=editor)
    publishing.approve(story, by=make_editor())

    assert state(story)[1] == "approved"


def test_who_submitted_may_take_it_back_without_the_right_to_approve():
    reporter = make_user("articles.change_article")
    story = make_draft()
    publishing.submit(story, by=reporter)

    publishing.send_back(story, by=reporter)

    assert state(story) == ("draft", "writing")


def test_story_sent_back_says_why_until_it_moves_on():
    story = make_draft(stage="submitted")

    publishing.send_back(story, by=make_editor(), note="Who won the silver?")
    story.refresh_from_db()
    assert story.stage_note == "Who won the silver?"

    publishing.submit(story, by=make_editor())
    story.refresh_from_db()
    assert story.stage_note == ""


# Out to the public


def test_publish_makes_a_draft_public():
    story = make_approved()

    publishing.publish(story, by=make_editor(), at=PUBLISHED_AT)

    assert list(Article.objects.published(PUBLISHED_AT)) == [story]
    assert story.first_published_at == story.last_published_at == PUBLISHED_AT
    assert events(story) == [(Revision.Event.PUBLISHED, PUBLISHED_AT)]


def test_publish_keeps_a_scheduled_time():
    story = make_approved(publish_at=LATER)

    publishing.publish(story, by=make_editor(), at=PUBLISHED_AT)

    assert story.publish_at == story.first_published_at == LATER
    assert not Article.objects.published(PUBLISHED_AT).exists()


def test_first_public_moment_is_the_end_of_the_embargo():
    story = make_approved(embargo_until=LATER)

    publishing.publish(story, by=make_editor(), at=PUBLISHED_AT)

    assert (story.publish_at, story.first_published_at) == (PUBLISHED_AT, LATER)
    assert not story.was_public(PUBLISHED_AT)


def test_publish_brings_a_withdrawn_story_back_with_its_first_time():
    story = make_story(status=Article.Status.WITHDRAWN, stage="approved")

    publishing.publish(story, by=make_editor(), at=LATER)

    assert (story.first_published_at, story.last_published_at) == (PUBLISHED_AT, LATER)


def test_update_puts_out_what_was_written_apart():
    story = make_story()
    content = Content.from_data(Content.of(story).as_data() | {"headline": "Kerr wins gold"})
    revisions.save(story, content, by=make_editor(), seen=1, at=PUBLISHED_AT)
    publishing.submit(story, by=make_editor())
    publishing.approve(story, by=make_editor())
    story.refresh_from_db()
    assert story.headline == "Kerr wins"

    publishing.update(story, by=make_editor(), at=LATER, note="Adds the quotes")

    story.refresh_from_db()
    assert (story.headline, story.working, story.updated_at) == ("Kerr wins gold", None, LATER)
    latest = story.revisions.first()
    assert (latest.event, latest.note, latest.version) == ("updated", "Adds the quotes", story.version)
    assert latest.content == content.as_data()


def test_update_of_a_typing_error_leaves_last_updated():
    story = make_story(stage="approved")

    publishing.update(story, by=make_editor(), material=False, at=LATER)

    assert story.updated_at == PUBLISHED_AT
    assert story.last_published_at == LATER


def test_update_before_the_scheduled_time_is_no_update():
    story = make_story(stage="approved", publish_at=LATER, first_published_at=LATER)

    publishing.update(story, by=make_editor(), at=PUBLISHED_AT)

    assert story.was_updated is False


def test_withdraw_takes_a_story_off_and_keeps_what_was_being_written():
    story = make_story()
    content = Content.from_data(Content.of(story).as_data() | {"headline": "Kerr wins gold"})
    revisions.save(story, content, by=make_editor(), seen=1, at=PUBLISHED_AT)

    publishing.withdraw(story, by=make_editor(), at=LATER)

    assert not Article.objects.published(LATER).exists()
    assert (story.working, story.headline, story.stage) == (None, "Kerr wins gold", "writing")
    assert events(story)[0] == (Revision.Event.WITHDRAWN, LATER)


def test_withdrawn_before_anybody_saw_it_is_a_draft_again():
    story = make_story(publish_at=LATER, first_published_at=LATER)

    publishing.withdraw(story, by=make_editor(), at=PUBLISHED_AT)

    assert state(story) == ("draft", "approved")
    assert story.first_published_at is None


def test_verb_that_the_public_must_have_seen_refuses_a_scheduled_story():
    story = make_story(publish_at=LATER, first_published_at=LATER)

    for verb in ("retract", "correct"):
        with pytest.raises(publishing.PublishingError):
            VERBS[verb][0](story, by=make_editor(), at=PUBLISHED_AT)

    assert state(story) == ("published", "")


def test_retract_says_why_and_gives_up_the_place_on_the_front():
    story = make_story(front_rank=1)

    publishing.retract(story, by=make_editor(), reason=" The race was not run. ", at=LATER)

    story.refresh_from_db()
    assert (story.retraction, story.retracted_at, story.front_rank) == ("The race was not run.", LATER, None)
    assert not Article.objects.published(LATER).exists()
    assert events(story) == [(Revision.Event.RETRACTED, LATER)]


def test_retract_without_a_reason_is_refused():
    story = make_story()

    with pytest.raises(publishing.PublishingError, match="Say for the reader why"):
        publishing.retract(story, by=make_editor(), reason=" ")

    assert state(story) == ("published", "")


def test_correct_is_public_and_moves_last_updated():
    story = make_story()

    publishing.correct(
        story, by=make_editor(), text="Gourley ran 3:31.10.", old="3:31.01", new="3:31.10", at=LATER
    )

    assert list(Correction.objects.public().values_list("text", flat=True)) == ["Gourley ran 3:31.10."]
    assert story.updated_at == LATER


def correct_words(story, **said):
    said = {"by": make_editor(), "text": "Gourley ran 3:31.10.", "old": "3:31.01", "new": "3:31.10"} | said
    return publishing.correct(story, replace=True, at=LATER, **said)


def test_correct_puts_the_public_text_right_as_a_version_of_its_own():
    story = make_story(body="Gourley ran 3:31.01.", standfirst="Fourth in 3:31.01.")

    correct_words(story)

    story.refresh_from_db()
    assert (story.body, story.standfirst) == ("Gourley ran 3:31.10.", "Fourth in 3:31.10.")
    assert (story.updated_at, story.last_published_at, story.version) == (LATER, LATER, 2)
    assert events(story) == [(Revision.Event.UPDATED, LATER)]
    assert story.revisions.get().content["body"] == story.body


@pytest.mark.parametrize(("status", "stage"), [key for key in ONCE_PUBLIC if key != ("published", "")])
def test_correct_changes_no_text_where_changes_wait(status, stage):
    story = story_in(status, stage)

    with pytest.raises(publishing.PublishingError, match="waits to go out"):
        correct_words(story)

    assert not Correction.objects.exists()


def test_correct_puts_the_text_right_for_who_published_it():
    editor, story = make_editor(), make_approved(body="Gourley ran 3:31.01.")
    publishing.publish(story, by=editor, at=PUBLISHED_AT)

    correct_words(story, by=editor)

    story.refresh_from_db()
    assert story.body == "Gourley ran 3:31.10."


def test_correct_changes_no_text_for_its_author():
    editor = make_editor()
    story = make_story(body="Gourley ran 3:31.01.", created_by=editor)

    with pytest.raises(publishing.PublishingError, match="second person"):
        correct_words(story, by=editor)

    story.refresh_from_db()
    assert story.body == "Gourley ran 3:31.01."
    assert not Correction.objects.exists()


def test_correct_puts_in_nothing_that_could_not_go_out():
    story = make_story(body="Gourley ran 3:31.01.")

    with pytest.raises(publishing.NotReady, match="nowhere"):
        correct_words(story, new="\n\n{{ race nowhere/men-100m/final }}\n\n")

    story.refresh_from_db()
    assert story.body == "Gourley ran 3:31.01."
    assert not Correction.objects.exists()


@pytest.mark.parametrize("old", ["", "3:40.00"])
def test_correct_needs_the_words_to_put_right(old):
    with pytest.raises(publishing.PublishingError, match="does not say what was wrong"):
        correct_words(make_story(body="Gourley ran 3:31.01."), old=old)

    assert not Correction.objects.exists()


def test_corrections_of_a_withdrawn_story_are_not_public():
    story = make_story(status=Article.Status.WITHDRAWN, stage="writing")
    Correction.objects.create(article=story, at=timezone.now(), text="A secret.")

    assert not Correction.objects.public().exists()


# What stands against it


def test_publish_names_the_line_of_an_embed_that_cannot_be_shown():
    story = make_approved(body="First line.\n\n{{ race nowhere/men-100m/final }}")

    with pytest.raises(publishing.NotReady) as refused:
        publishing.publish(story, by=make_editor())

    assert "Line 3: there is no race “nowhere/men-100m/final”" in " ".join(refused.value.messages)
    assert state(story) == ("draft", "approved")


def test_publish_refuses_a_lead_picture_without_credit():
    picture = make_image(alt="The finish")

    with pytest.raises(publishing.NotReady, match="credit"):
        publishing.publish(make_approved(lead_image=picture), by=make_editor())


def test_update_looks_at_what_would_go_out_and_not_at_what_is_public():
    story = make_story()
    content = Content.from_data(Content.of(story).as_data() | {"body": "{{ image 999 }}"})
    revisions.save(story, content, by=make_editor(), seen=1, at=PUBLISHED_AT)
    Article.objects.filter(pk=story.pk).update(stage="approved")
    story.refresh_from_db()

    with pytest.raises(publishing.NotReady, match="999"):
        publishing.update(story, by=make_editor())


# When


def planned(story, **times):
    said = {
        name: getattr(story, name) for name in ("publish_at", "embargo_until", "unpublish_at", "front_rank")
    }
    publishing.plan(story, by=make_editor(), at=PUBLISHED_AT, **said | times)


def test_plan_sets_the_times_and_the_first_public_moment_follows():
    story = make_story(publish_at=LATER, first_published_at=LATER)
    hour = timedelta(hours=1)

    planned(story, publish_at=LATER + hour, embargo_until=LATER + 2 * hour, unpublish_at=LATER + 3 * hour)

    story.refresh_from_db()
    assert story.first_published_at == LATER + 2 * hour
    assert not Article.objects.published(LATER + 2 * hour - timedelta(seconds=1)).exists()
    assert Article.objects.published(LATER + 2 * hour).exists()
    assert not Article.objects.published(LATER + 3 * hour).exists()


def test_plan_that_changes_nothing_asks_no_right_and_writes_nothing():
    story = make_story()

    publishing.plan(
        story,
        by=make_user(),
        publish_at=story.publish_at,
        embargo_until=None,
        unpublish_at=None,
        front_rank=None,
    )

    story.refresh_from_db()
    assert story.version == 1


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ({"publish_at": LATER}, "its publish time stays"),
        ({"publish_at": None}, "its publish time stays"),
        ({"embargo_until": LATER}, "withdraw it in place of an embargo"),
        ({"unpublish_at": PUBLISHED_AT}, "must be after it is public"),
    ],
)
def test_plan_refuses_what_the_public_has_seen_otherwise(times, message):
    story = make_story()

    with pytest.raises(publishing.PublishingError, match=message):
        planned(story, **times)

    story.refresh_from_db()
    assert (story.publish_at, story.embargo_until, story.unpublish_at) == (PUBLISHED_AT, None, None)


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ({"embargo_until": LATER, "unpublish_at": LATER}, "must be after it is public"),
        ({"unpublish_at": PUBLISHED_AT - timedelta(days=1)}, "has passed"),
    ],
)
def test_plan_refuses_times_that_contradict_each_other(times, message):
    story = make_draft()

    with pytest.raises(publishing.PublishingError, match=message):
        planned(story, **times)

    story.refresh_from_db()
    assert (story.embargo_until, story.unpublish_at) == (None, None)


def test_plan_refuses_a_reporter_and_a_retracted_story():
    with pytest.raises(PermissionDenied):
        publishing.plan(
            make_draft(),
            by=make_user("articles.change_article"),
            publish_at=LATER,
            embargo_until=None,
            unpublish_at=None,
            front_rank=None,
        )
    with pytest.raises(publishing.PublishingError, match="keeps its times"):
        planned(story_in("retracted", ""), front_rank=1)


@pytest.mark.django_db(transaction=True)
def test_verbs_raise_the_generation_after_commit():
    story, editor = make_approved(), make_editor()
    before = caching.generation().token

    publishing.publish(story, by=editor)

    assert caching.generation().token != before
