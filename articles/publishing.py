"""The verbs of a story's life. Each checks, writes in one transaction, and then tells the caches.

What is written goes from its writer to a second person and out: submit, approve, publish or update. Each verb
takes `seen`, the version that its editor saw, and raises EditConflict where the story has another by now.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles import checks
from articles.content import Content, with_words
from articles.models import Author, Correction, Revision
from articles.revisions import (
    APPROVED,
    DRAFT,
    PUBLISHED,
    RETRACTED,
    SUBMITTED,
    WITHDRAWN,
    WRITING,
    DeskError,
    EditConflict,
    bylines_of_versions,
    enter_stage,
    forget_unseen,
    hold,
    keep,
    put_away_working,
    require_permission,
    seen_from,
    tell_when_seen,
    working_content,
)
from newsroom.lib import audit, caching

__all__ = ["EditConflict", "NotReady", "PublishingError"]

# The states (public life, stage of what is written) from which a verb leads on.
LEADS_FROM = {
    "submit": {(status, WRITING) for status in (DRAFT, PUBLISHED, WITHDRAWN)},
    "send_back": {
        (status, stage) for status in (DRAFT, PUBLISHED, WITHDRAWN) for stage in (SUBMITTED, APPROVED)
    },
    "approve": {(status, SUBMITTED) for status in (DRAFT, PUBLISHED, WITHDRAWN)},
    "publish": {(DRAFT, APPROVED), (WITHDRAWN, APPROVED)},
    "update": {(PUBLISHED, APPROVED)},
    "withdraw": {(PUBLISHED, stage) for stage in ("", WRITING, SUBMITTED, APPROVED)},
    "retract": {
        *((PUBLISHED, stage) for stage in ("", WRITING, SUBMITTED, APPROVED)),
        *((WITHDRAWN, stage) for stage in (WRITING, SUBMITTED, APPROVED)),
    },
    "correct": {
        *((PUBLISHED, stage) for stage in ("", WRITING, SUBMITTED, APPROVED)),
        *((WITHDRAWN, stage) for stage in (WRITING, SUBMITTED, APPROVED)),
    },
}
INSTEAD = {
    "submit": "Only a text that is being written can be submitted.",
    "send_back": "Only a text that was submitted or approved can be sent back.",
    "approve": "Only a submitted text can be approved: submit it first.",
    "publish": "Only an approved draft can be published.",
    "update": "Only an approved change of a published story can go out.",
    "withdraw": "Only a published story can be withdrawn.",
    "retract": "Only a story that was published can be retracted: delete a draft.",
    "correct": "A story that was never published needs no correction: change its text.",
}


MOST_NOTE = Revision._meta.get_field("note").max_length


class PublishingError(DeskError):
    """A verb that may not happen now; its message is for the editor."""


class NotReady(PublishingError):
    """What stands against publishing, one message each."""


def possible(verb, article):
    """Whether a verb leads on from where the story is; permissions and checks apart."""
    return (article.status, article.stage) in LEADS_FROM[verb]


# From the writer to a second person


@transaction.atomic
def submit(article, *, by, seen=None, at=None):
    """Hand the text over for approval."""
    require_permission(by, "articles.change_article", "submit stories")
    _begin("submit", article, seen)
    _move(article, SUBMITTED, by, at)


@transaction.atomic
def send_back(article, *, by, note="", seen=None, at=None):
    """Give a submitted text back to its writers, or take back what one submitted oneself."""
    if by != article.stage_by or article.stage != SUBMITTED:
        require_permission(by, "articles.approve_article", "send back stories of others")
    require_permission(by, "articles.change_article", "send back stories")
    _begin("send_back", article, seen)
    _move(article, WRITING, by, at, note)


@transaction.atomic
def approve(article, *, by, seen=None, at=None):
    """A second person's yes to the text as it is; it falls with the next change.

    Raises PublishingError for the story's own author (who began it, submitted it, is in its byline or was),
    unless APPROVE_OWN_STORIES is on.
    """
    require_permission(by, "articles.approve_article", "approve stories")
    _begin("approve", article, seen)
    if not may_approve(article, by):
        raise PublishingError("A second person approves: you wrote or submitted this story yourself.")
    _move(article, APPROVED, by, at)
    audit.record("approved", article, by=by, version=article.version)


def may_approve(article, user):
    """Whether a person's yes counts for this text."""
    return settings.APPROVE_OWN_STORIES or user.pk not in _authors(article)


def _authors(article):
    """A name that was taken out of the byline counts on: who wrote a story, wrote it."""
    named = set(working_content(article).authors).union(*bylines_of_versions(article))
    in_byline = Author.objects.filter(pk__in=named, user__isnull=False)
    submitter = article.stage_by_id if article.stage == SUBMITTED else None
    return {article.created_by_id, submitter, *in_byline.values_list("user", flat=True)} - {None}


# Out to the public


@transaction.atomic
def publish(article, *, by, at=None, note="", seen=None):
    """Make an approved draft or withdrawn story public, now or from `publish_at` on.

    Raises PermissionDenied, or NotReady naming what the story still lacks.
    """
    _require_publisher(by)
    _begin("publish", article, seen)
    now = at or timezone.now()
    require_ready(article, now)
    article.status = PUBLISHED
    article.publish_at = article.publish_at or now
    if not article.was_public(now):
        article.first_published_at = max(now, article.opens_at)
    article.last_published_at = now
    enter_stage(article, "", by, now)
    _write(article, working_content(article), Revision.Event.PUBLISHED, by, now, note)


@transaction.atomic
def update(article, *, by, material=True, at=None, note="", seen=None):
    """Put the approved changes of a published story out.

    A material update moves “last updated”, a typing error does not.
    """
    _require_publisher(by)
    _begin("update", article, seen)
    now = at or timezone.now()
    require_ready(article, now)
    article.last_published_at = now
    if material and article.was_public(now):
        article.materially_updated_at = now
    enter_stage(article, "", by, now)
    _write(article, working_content(article), Revision.Event.UPDATED, by, now, note)


@transaction.atomic
def withdraw(article, *, by, at=None, note="", seen=None):
    """Take a published story off every page, list and feed; one that never was public is a draft again."""
    _require_publisher(by)
    _begin("withdraw", article, seen)
    now = at or timezone.now()
    if article.was_public(now):
        article.status = WITHDRAWN
    else:
        article.status, article.first_published_at = DRAFT, None
    enter_stage(article, article.stage or APPROVED, by, now)
    _write(article, working_content(article), Revision.Event.WITHDRAWN, by, now, note)


@transaction.atomic
def retract(article, *, by, reason, at=None, seen=None):
    """Say in public that a story should not have been published, and why. There is no way back."""
    _require_publisher(by)
    now = at or timezone.now()
    _begin("retract", article, seen)
    if not article.was_public(now):
        raise PublishingError("The public never saw this story: withdraw it.")
    if not reason.strip():
        raise PublishingError("Say for the reader why the story is retracted.")
    article.status, article.retraction, article.retracted_at = RETRACTED, reason.strip(), now
    article.front_rank = None
    enter_stage(article, "", by, now)
    _write(article, Content.of(article), Revision.Event.RETRACTED, by, now, reason.strip()[:MOST_NOTE])


@transaction.atomic
def correct(
    article, *, by, text, old="", new="", replace=False, kind=Correction.Kind.CORRECTION, at=None, seen=None
):
    """Say in public what a published story had wrong, and when it was put right.

    With `replace` the public text says `new` where it said `old`, in the same moment and as a version of its
    own: who corrects is the second person then, so that it may not be the story's author, and no other change
    may be waiting. Else the text is changed by `update`. Raises NotReady where the text put right could
    not go out as an update.
    """
    _require_publisher(by)
    now = at or timezone.now()
    _begin("correct", article, seen)
    if not article.was_public(now):
        raise PublishingError(INSTEAD["correct"])
    put_right = _put_right(article, old, new, by, now) if replace else None
    correction = Correction.objects.create(
        article=article, at=now, kind=kind, text=text, old=old, new=new, by=by
    )
    article.materially_updated_at = now
    audit.record("corrected", article, by=by, text=text)
    if put_right:
        article.last_published_at = now
        _write(article, put_right, Revision.Event.UPDATED, by, now, correction.get_kind_display())
    else:
        article.version += 1
        article.save(update_fields=["version", "materially_updated_at", "modified_at"])
        caching.raise_generation()
    return correction


def may_put_right(article, user):
    """Whether a correction by this person may change the words of the story as it is."""
    return (article.status, article.stage) == (PUBLISHED, "") and may_approve(article, user)


def _put_right(article, old, new, by, now):
    if (article.status, article.stage) != (PUBLISHED, ""):
        raise PublishingError("The text of this story waits to go out: put the words right there.")
    if not may_approve(article, by):
        raise PublishingError("A second person puts your words right: ask one, or submit the change.")
    public = Content.of(article)
    put_right = with_words(public, old, new) if old else public
    if put_right == public:
        raise PublishingError(
            "The story does not say what was wrong in these words: copy them as they stand."
        )
    _require_nothing_against(put_right, article, now)
    return put_right


@transaction.atomic
def plan(article, *, by, publish_at, embargo_until, unpublish_at, front_rank, at=None, seen=None):
    """Say when a story is public and where it stands on the front page.

    Where nothing differs, nothing is written. Raises PublishingError where the times contradict each other
    or what the public has seen.
    """
    hold(article, seen)
    wanted = {
        "publish_at": publish_at,
        "embargo_until": embargo_until,
        "unpublish_at": unpublish_at,
        "front_rank": front_rank,
    }
    if all(getattr(article, name) == value for name, value in wanted.items()):
        return
    _require_publisher(by)
    now = at or timezone.now()
    if article.status == RETRACTED:
        raise PublishingError("A retracted story keeps its times.")
    _require_times(article, now, publish_at, embargo_until, unpublish_at)
    article.version += 1
    for name, value in wanted.items():
        setattr(article, name, value)
    if article.status == PUBLISHED and not article.was_public(now):
        article.first_published_at = max(now, article.opens_at)
    article.save()
    tell_when_seen(article, now)
    audit.record("planned", article, by=by, **{name: str(value or "") for name, value in wanted.items()})
    caching.raise_generation()


def _require_times(article, now, publish_at, embargo_until, unpublish_at):
    seen_by_public = article.status == PUBLISHED and article.was_public(now)
    if seen_by_public and publish_at != article.publish_at:
        raise PublishingError("The public has seen this story: its publish time stays.")
    if seen_by_public and embargo_until and embargo_until > now:
        raise PublishingError("The public has seen this story: withdraw it in place of an embargo.")
    if article.status == PUBLISHED and publish_at is None:
        raise PublishingError("A published story keeps its time.")
    opens = max(filter(None, [publish_at, embargo_until]), default=None)
    if unpublish_at and opens and unpublish_at <= opens:
        raise PublishingError("The time to take it off must be after it is public.")
    if unpublish_at and unpublish_at <= now and unpublish_at != article.unpublish_at:
        raise PublishingError("The time to take it off has passed: withdraw the story.")


# What stands against it


def require_ready(article, at=None):
    """Raises NotReady, with all that blocks, unless what is written may be published at the moment."""
    _require_nothing_against(working_content(article), article, at)


def _require_nothing_against(content, article, at):
    found = checks.look(content, article, at=at)
    lacking = [str(finding) for finding in found if finding.stops]
    if lacking:
        raise NotReady(lacking)


def _require_publisher(user):
    require_permission(user, "articles.publish_article", "publish, correct, withdraw or retract stories")


def _begin(verb, article, seen):
    """Hold the story, and refuse what does not lead on from where it is."""
    hold(article, seen)
    if not possible(verb, article):
        raise PublishingError(INSTEAD[verb])


def _move(article, stage, by, at, note=""):
    article.version += 1
    enter_stage(article, stage, by, at or timezone.now(), note)
    article.save(update_fields=["version", "stage", "stage_by", "stage_at", "stage_note", "modified_at"])


def _write(article, content, event, by, now, note):
    """Make a content the row, with nothing apart from it, and keep it as a version."""
    article.version += 1
    put_away_working(article)
    forget_unseen(article, now)
    content.write(article)
    seen_at = seen_from(article, now) if event in Revision.WENT_OUT else None
    keep(article, event, by=by, at=now, content=content, note=note, seen_at=seen_at)
    audit.record(str(event), article, by=by, version=article.version)
    caching.raise_generation()
