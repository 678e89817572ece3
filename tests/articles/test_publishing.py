from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction, Revision
from newsroom.lib import caching
from tests.factories.stories import PUBLISHED_AT, make_draft, make_editor, make_image, make_story, make_user

pytestmark = pytest.mark.django_db
LATER = PUBLISHED_AT + timedelta(minutes=10)


def events(story):
    return [(r.event, r.at) for r in story.revisions.all()]


def test_publish_makes_a_draft_public():
    story = make_draft()

    publishing.publish(story, by=make_editor(), at=PUBLISHED_AT)

    assert list(Article.objects.published(PUBLISHED_AT)) == [story]
    assert story.first_published_at == story.last_published_at == PUBLISHED_AT
    assert events(story) == [(Revision.Event.PUBLISHED, PUBLISHED_AT)]


def test_publish_keeps_a_scheduled_time():
    story = make_draft(publish_at=LATER)

    publishing.publish(story, by=make_editor(), at=PUBLISHED_AT)

    assert story.publish_at == story.first_published_at == LATER
    assert not Article.objects.published(PUBLISHED_AT).exists()


def test_publish_brings_a_withdrawn_story_back_with_its_first_time():
    story = make_story(status=Article.Status.WITHDRAWN)

    publishing.publish(story, by=make_editor(), at=LATER)

    assert (story.first_published_at, story.last_published_at) == (PUBLISHED_AT, LATER)


def test_update_moves_last_updated():
    story = make_story()

    publishing.update(story, by=make_editor(), at=LATER)

    assert story.updated_at == LATER


def test_update_of_a_typing_error_leaves_last_updated():
    story = make_story()

    publishing.update(story, by=make_editor(), material=False, at=LATER)

    assert story.updated_at == PUBLISHED_AT
    assert story.last_published_at == LATER


def test_update_before_the_scheduled_time_is_no_update():
    story = make_story(publish_at=LATER)

    publishing.update(story, by=make_editor(), at=PUBLISHED_AT)

    assert story.was_updated is False


def test_withdraw_takes_a_story_off():
    story = make_story()

    publishing.withdraw(story, by=make_editor(), at=LATER)

    assert not Article.objects.published(LATER).exists()
    assert events(story) == [(Revision.Event.WITHDRAWN, LATER)]


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        (publishing.publish, Article.Status.PUBLISHED),
        (publishing.update, Article.Status.DRAFT),
        (publishing.update, Article.Status.WITHDRAWN),
        (publishing.withdraw, Article.Status.DRAFT),
        (publishing.withdraw, Article.Status.WITHDRAWN),
    ],
)
def test_verbs_refuse_a_state_that_they_do_not_lead_from(verb, status):
    story = make_story(status=status)

    with pytest.raises(publishing.PublishingError):
        verb(story, by=make_editor())

    story.refresh_from_db()
    assert (story.status, story.revisions.count()) == (status, 0)


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        (publishing.publish, Article.Status.DRAFT),
        (publishing.update, Article.Status.PUBLISHED),
        (publishing.withdraw, Article.Status.PUBLISHED),
    ],
)
def test_verbs_refuse_a_reporter(verb, status):
    story = make_story(status=status)

    with pytest.raises(PermissionDenied):
        verb(story, by=make_user("articles.change_article"))

    story.refresh_from_db()
    assert (story.status, story.revisions.count()) == (status, 0)


def test_correct_refuses_a_reporter():
    story = make_story()

    with pytest.raises(PermissionDenied):
        publishing.correct(story, by=make_user("articles.change_article"), text="Was wrong.")

    assert not Correction.objects.exists()


def test_publish_names_the_line_of_an_embed_that_cannot_be_shown():
    story = make_draft(body="First line.\n\n{{ race nowhere/men-100m/final }}")

    with pytest.raises(publishing.PublishingError, match="Line 3: there is no race “nowhere/men-100m/final”"):
        publishing.publish(story, by=make_editor())


def test_publish_refuses_a_lead_picture_without_credit():
    picture = make_image(alt="The finish")

    with pytest.raises(publishing.PublishingError, match="credit"):
        publishing.publish(make_draft(lead_image=picture), by=make_editor())


def test_correct_is_public_and_moves_last_updated():
    story = make_story()

    publishing.correct(
        story, by=make_editor(), text="Gourley ran 3:31.10.", old="3:31.01", new="3:31.10", at=LATER
    )

    assert list(Correction.objects.public().values_list("text", flat=True)) == ["Gourley ran 3:31.10."]
    assert story.updated_at == LATER


def test_correct_refuses_a_story_that_was_never_public():
    with pytest.raises(publishing.PublishingError):
        publishing.correct(make_draft(), by=make_editor(), text="Was wrong.")


def test_corrections_of_a_withdrawn_story_are_not_public():
    story = make_story(status=Article.Status.WITHDRAWN)
    Correction.objects.create(article=story, at=timezone.now(), text="A secret.")

    assert not Correction.objects.public().exists()


def test_claim_version_lets_one_of_two_savers_win():
    story = make_story()

    publishing.claim_version(story, seen=1)

    assert story.version == 2
    with pytest.raises(publishing.EditConflict):
        publishing.claim_version(story, seen=1)


@pytest.mark.django_db(transaction=True)
def test_verbs_raise_the_generation_after_commit():
    story, editor = make_draft(), make_editor()
    before = caching.generation().token

    publishing.publish(story, by=editor)

    assert caching.generation().token != before
