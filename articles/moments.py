"""When the public sees something else though nobody does anything: stories come out and go, rights end."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from articles.models import Article, Image


def around(at):
    """The last such moment up to `at`, and the next one; None where there is none."""
    found = [_coming_out(at), _going(at), _end_of_rights(at)]
    passed = [before for before, _ in found if before]
    coming = [after for _, after in found if after]
    return max(passed, default=None), min(coming, default=None)


def _coming_out(at):
    return _nearest(Article.objects.filter(status=Article.Status.PUBLISHED), "public_from", at)


def _going(at):
    """Of stories that came out before; others were never to be seen."""
    came_out = Article.objects.filter(status=Article.Status.PUBLISHED, public_from__lt=F("unpublish_at"))
    # Asked of each by its key: of the few that end, not of all that are published.
    ending = Article.objects.filter(Exists(came_out.filter(pk=OuterRef("pk"))))
    return _nearest(ending, "unpublish_at", at)


def _end_of_rights(at):
    """A picture may be shown until its last day, in the site's zone, is over."""
    days = _nearest(Image.objects.all(), "rights_until", timezone.localdate(at) - timedelta(days=1))
    return tuple(day and end_of_day(day) for day in days)


def _nearest(rows, field, at):
    """The last value of a field up to `at` and the first after it."""
    held = rows.values_list(field, flat=True)
    passed = held.filter(Q((f"{field}__lte", at))).order_by(f"-{field}").first()
    return passed, held.filter(Q((f"{field}__gt", at))).order_by(field).first()


def end_of_day(day):
    """In the site's zone."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight, timezone.get_default_timezone())
