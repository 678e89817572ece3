"""The verbs of a story's life. Each checks, writes in one transaction, and then tells the caches."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import embeds
from articles.models import Article, Correction, Revision
from newsroom.lib import caching


class PublishingError(ValidationError):
    """A verb that may not happen now; its message is for the editor."""


class EditConflict(PublishingError):
    """Somebody else saved the story since this copy of it was opened."""


def publish(article, *, by, at=None, note=""):
    """Make a draft or withdrawn story public, now or from `publish_at` on.

    Raises PermissionDenied, or PublishingError naming what the story still lacks.
    """
    _require_permission(by)
    if article.status == Article.Status.PUBLISHED:
        raise PublishingError("This story is published already: save it to update it.")
    _require_ready(article)
    now = at or timezone.now()
    article.status = Article.Status.PUBLISHED
    article.publish_at = article.publish_at or now
    article.first_published_at = article.first_published_at or article.publish_at
    article.last_published_at = now
    _write(article, Revision.Event.PUBLISHED, by, now, note)


def update(article, *, by, material=True, at=None, note=""):
    """Put the changed text of a published story out.

    A material update moves “last updated”, a typing error does not.
    """
    _require_permission(by)
    if article.status != Article.Status.PUBLISHED:
        raise PublishingError("Only a published story can be updated: publish it first.")
    _require_ready(article)
    now = at or timezone.now()
    article.last_published_at = now
    if material and article.publish_at <= now:
        article.materially_updated_at = now
    _write(article, Revision.Event.UPDATED, by, now, note)


def withdraw(article, *, by, at=None, note=""):
    """Take a published story off every page, list and feed."""
    _require_permission(by)
    if article.status != Article.Status.PUBLISHED:
        raise PublishingError("Only a published story can be withdrawn.")
    article.status = Article.Status.WITHDRAWN
    _write(article, Revision.Event.WITHDRAWN, by, at or timezone.now(), note)


@transaction.atomic
def correct(article, *, by, text, old="", new="", kind=Correction.Kind.CORRECTION, at=None):
    """Say in public what a published story had wrong; the text itself is changed by `update`."""
    _require_permission(by)
    if article.first_published_at is None:
        raise PublishingError("A story that was never published needs no correction: change its text.")
    now = at or timezone.now()
    correction = Correction.objects.create(
        article=article, at=now, kind=kind, text=text, old=old, new=new, by=by
    )
    Article.objects.filter(pk=article.pk).update(materially_updated_at=now, version=F("version") + 1)
    article.refresh_from_db(fields=["materially_updated_at", "version"])
    caching.raise_generation()
    return correction


@transaction.atomic
def claim_version(article, seen):
    """Raise the version from the one that an editor saw when the form was opened; one of several savers wins.

    Raises EditConflict for the others. Call inside the transaction that saves.
    """
    claimed = Article.objects.filter(pk=article.pk, version=seen).update(version=seen + 1)
    if not claimed:
        raise EditConflict(
            "Somebody else saved this story while you were writing. Copy your text, open the story again and "
            "put your changes into theirs."
        )
    article.version = seen + 1


def _require_permission(user):
    if not user.has_perm("articles.publish_article"):
        raise PermissionDenied("You may not publish, update or withdraw stories.")


def _require_ready(article):
    lacking = [str(problem) for problem in embeds.problems(article.body)]
    if article.lead_image and not article.lead_image.is_ready:
        lacking.append("The lead picture needs a credit, and a description unless it is decorative.")
    if lacking:
        raise PublishingError(lacking)


@transaction.atomic
def _write(article, event, by, now, note):
    article.save()
    Revision.objects.create(
        article=article,
        event=event,
        at=now,
        by=by,
        note=note,
        developing=article.developing,
        content={"headline": article.headline, "standfirst": article.standfirst, "body": article.body},
    )
    caching.raise_generation()
