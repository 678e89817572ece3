"""What the desk calls where a story stands."""

from django.db.models import Q
from django.utils import timezone

from articles.desk import moments
from articles.models import Article

DRAFT, PUBLISHED, WITHDRAWN, RETRACTED = Article.Status
STATES = {
    "draft": "Draft",
    "scheduled": "Scheduled",
    "live": "Live",
    "over": "Taken off",
    "withdrawn": "Withdrawn",
    "retracted": "Retracted",
}
OF_A_DRAFT = {"writing": "being written", "submitted": "submitted", "approved": "approved"}
OF_A_CHANGE = {"writing": "changes waiting", "submitted": "changes submitted", "approved": "changes approved"}


def state_key(article, at=None):
    """Of its public life: a published story is scheduled until its time and embargo have passed."""
    at = at or timezone.now()
    if article.status != PUBLISHED:
        return str(article.status)
    if article.publish_at > at or (article.embargo_until and article.embargo_until > at):
        return "scheduled"
    return "over" if article.unpublish_at and article.unpublish_at <= at else "live"


def in_state(queryset, key, at=None):
    """The stories in a state; all of them where there is no such state."""
    at = at or timezone.now()
    if key == "live":
        return queryset.published(at)
    if key == "scheduled":
        return queryset.filter(Q(publish_at__gt=at) | Q(embargo_until__gt=at), status=PUBLISHED)
    if key == "over":
        come = Q(embargo_until=None) | Q(embargo_until__lte=at)
        return queryset.filter(come, status=PUBLISHED, publish_at__lte=at, unpublish_at__lte=at)
    return queryset.filter(status=key) if key in Article.Status.values else queryset


def state_of(article, at=None):
    """“Draft”, “Scheduled”, “Live” …"""
    return STATES[state_key(article, at)]


def stage_of(article):
    """“being written”, “changes submitted”; empty where nothing waits."""
    words = OF_A_CHANGE if article.status == PUBLISHED else OF_A_DRAFT
    return words.get(article.stage, "")


def in_words(article, at=None):
    """“Live · changes submitted by Ann Smith 14:03”."""
    stage = stage_of(article)
    if stage and article.stage != "writing" and article.stage_by:
        stage += f" by {person(article.stage_by)}"
    if stage and article.stage != "writing" and article.stage_at:
        stage += f" {moments.clock(article.stage_at, at)}"
    return " · ".join(filter(None, [state_of(article, at), stage]))


def person(user):
    """As colleagues know them."""
    return (user.get_full_name() or user.get_username()) if user else "somebody who has left"
