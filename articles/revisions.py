"""Saving what is written: never over somebody else's, never lost, and never seen before it is published."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from articles.content import Content
from articles.models import Article, Revision
from newsroom.lib import audit

DRAFT, PUBLISHED, WITHDRAWN, RETRACTED = Article.Status
WRITING, SUBMITTED, APPROVED = Article.Stage
AUTOSAVED, SAVED, RESTORED = Revision.Event.AUTOSAVED, Revision.Event.SAVED, Revision.Event.RESTORED
KEPT = 30  # saves of a story; those with a name and those that were public are kept for good
# A save sends an approved text back to whoever approves.
STAGE_AFTER_SAVE = {"": WRITING, WRITING: WRITING, SUBMITTED: SUBMITTED, APPROVED: SUBMITTED}


class DeskError(ValidationError):
    """A verb that may not happen now; its message is for the editor."""


class EditConflict(DeskError):
    """Somebody else saved the story since this copy of it was opened."""


def working_content(article):
    """What the desk edits: the working copy where there is one, else the row."""
    return Content.from_data(article.working.content) if article.working else Content.of(article)


def base_of(article, version):
    """What the story said when it had a version, or None where that is not kept any more.

    A version that only moved the story on says what the last one kept before it says.
    """
    if not article.version - KEPT < version <= article.version:
        return None
    made = article.revisions.kept().filter(version__lte=version).order_by("-version", "-pk").first()
    return Content.from_data(made.content) if made else None


@transaction.atomic
def begin(content, *, by, at=None):
    """A new draft with what is known of it already, and its first version."""
    require_permission(by, "articles.add_article", "begin stories")
    article = Article(created_by=by)
    content.write(article)
    keep(article, SAVED, by=by, at=at or timezone.now(), content=Content.of(article))
    return article


def was_never_out(article):
    return article.status == DRAFT and article.first_published_at is None


@transaction.atomic
def delete(article, *, by, seen=None):
    """Take a draft away with all its versions. What was public once keeps its address and its corrections."""
    require_permission(by, "articles.delete_article", "delete stories")
    hold(article, seen)
    if not was_never_out(article):
        raise DeskError("What was public once is withdrawn, never deleted.")
    audit.record("deleted", article, by=by, version=article.version)
    article.delete()


@transaction.atomic
def save(article, content, *, by, seen, note="", name="", event=SAVED, at=None):
    """Keep what is written, as the next version of the story: its working copy where the story is public.

    An approved text that changes waits for approval again. Where nothing differs nothing is written, and None
    comes back; else the revision. Raises PermissionDenied, DeskError, and EditConflict where another saved
    since the version that was `seen`.
    """
    require_permission(by, "articles.change_article", "change stories")
    hold(article, seen)
    _require_open(article)
    forget_autosave(article, by)
    if content == working_content(article) and not name:
        return None
    article.version += 1
    now = at or timezone.now()
    revision = keep(article, event, by=by, at=now, content=content, note=note, name=name)
    enter_stage(article, STAGE_AFTER_SAVE[article.stage], by, now)
    if article.status == PUBLISHED:
        article.working = revision
        content.keep_uses(article, live=False)
        article.save()
    else:
        content.write(article)
    _prune(article)
    return revision


@transaction.atomic
def autosave(article, content, *, by, seen, at=None):
    """Keep what is being written for its writer alone: one rolling revision a person.

    Nothing else changes, so two may write at once; `seen` is kept as what it was written from.
    """
    require_permission(by, "articles.change_article", "change stories")
    _require_open(article)
    kept, _ = Revision.objects.update_or_create(
        article=article,
        by=by,
        event=AUTOSAVED,
        defaults={
            "at": at or timezone.now(),
            "version": seen,
            "developing": content.developing,
            "content": content.as_data(),
        },
    )
    return kept


def bylines_of_versions(article):
    """The byline of each version that is kept: ids of authors."""
    return list(article.revisions.kept().order_by().values_list("content__authors", flat=True))


def autosaved(article, by):
    """What this person wrote and did not save, or None; what says no more than the story is none."""
    kept = article.revisions.filter(by=by, event=AUTOSAVED).first()
    if kept is None or Content.from_data(kept.content) == working_content(article):
        return None
    return kept


def forget_autosave(article, by):
    article.revisions.filter(by=by, event=AUTOSAVED).delete()


def restore(article, revision, *, by, seen, at=None):
    """Make an earlier version the text again, as a new version; what is public stays until that goes out."""
    if revision.article_id != article.pk:
        raise DeskError("That version is another story’s.")
    note = f"Version {revision.version} of {timezone.localtime(revision.at):%-d %B %Y, %H:%M}"
    content = Content.from_data(Content.of(article).as_data() | revision.content)
    return save(article, content, by=by, seen=seen, note=note, event=RESTORED, at=at)


def name_revision(revision, name, *, by):
    """Give a version a name, so that it is kept for good; an empty name takes it away."""
    require_permission(by, "articles.change_article", "change stories")
    if revision.event == AUTOSAVED:
        raise DeskError("What is saved by itself has no name: save the story first.")
    revision.name = name.strip()[: Revision._meta.get_field("name").max_length]
    revision.save(update_fields=["name"])


@transaction.atomic
def discard_working(article, *, by, seen=None):
    """Throw away the changes of a published story that did not go out; they stay among its versions."""
    require_permission(by, "articles.change_article", "change stories")
    hold(article, seen)
    if article.working is None:
        raise DeskError("There are no changes to throw away.")
    article.version += 1
    put_away_working(article)
    now = timezone.now()
    keep(article, RESTORED, by=by, at=now, content=Content.of(article), note="Changes thrown away")
    enter_stage(article, "", by, now)
    article.save()


# What the verbs of `publishing` share with these


def require_permission(user, permission, words):
    if user is None or not user.has_perm(permission):
        raise PermissionDenied(f"You may not {words}.")


def hold(article, seen=None):
    """Lock the story until the transaction ends, and take it as it stands.

    Raises EditConflict where its version is another than the one that an editor saw.
    """
    seen = article.version if seen is None else seen
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    if article.version != seen:
        raise EditConflict("Somebody else saved this story while you were writing.")


def keep(article, event, *, by, at, content, note="", name="", seen_at=None):
    """A version of the story as it is now."""
    return Revision.objects.create(
        article=article,
        event=event,
        at=at,
        by=by,
        version=article.version,
        note=note,
        name=name,
        seen_at=seen_at,
        developing=content.developing,
        content=content.as_data(),
    )


def enter_stage(article, stage, by, at, note=""):
    """Say where the text stands, who took it there, when, and with what words; the caller saves."""
    if article.stage != stage:
        article.stage, article.stage_by, article.stage_at, article.stage_note = stage, by, at, note


def put_away_working(article):
    article.working = None
    article.image_uses.filter(live=False).delete()
    article.results_uses.filter(live=False).delete()


def seen_from(article, now):
    """From when the public sees what goes out now, as its times are; None where they are over before."""
    opens = max(now, article.opens_at)
    return None if article.unpublish_at and article.unpublish_at <= opens else opens


def forget_unseen(article, now):
    """A version that is replaced or taken back before its hour was never public."""
    article.revisions.filter(seen_at__gt=now).update(seen_at=None)


def tell_when_seen(article, now):
    """The version that stands follows the story's times, as long as the public has not seen it."""
    standing = article.revisions.went_out().first() if article.status == PUBLISHED else None
    if standing and not (standing.seen_at and standing.seen_at <= now):
        standing.seen_at = seen_from(article, now)
        standing.save(update_fields=["seen_at"])


def _require_open(article):
    if article.status == RETRACTED:
        raise DeskError("A retracted story cannot be changed.")


def _prune(article):
    saves = article.revisions.filter(event__in=[SAVED, RESTORED], name="")
    if article.working_id:
        saves = saves.exclude(pk=article.working_id)
    old = list(saves.order_by("-at", "-pk").values_list("pk", flat=True)[KEPT:])
    if old:
        Revision.objects.filter(pk__in=old).delete()
