"""Who has a story open: each tab says so now and then, and counts for a minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Presence

COUNTS_FOR = timedelta(seconds=60)


@dataclass(frozen=True)
class Other:
    user: object
    since: datetime
    same_person: bool


def note(article, user, tab, at=None):
    """This tab has the story open now. Tabs that fell silent are forgotten, of whatever story."""
    now = at or timezone.now()
    Presence.objects.filter(seen_at__lt=now - COUNTS_FOR).delete()
    try:
        with transaction.atomic():
            Presence.objects.update_or_create(
                article=article,
                user=user,
                tab=tab,
                defaults={"seen_at": now},
                create_defaults={"seen_at": now, "opened_at": now},
            )
    except IntegrityError:
        pass  # the same tab, twice at one moment: the other has said it


def leave(article, user, tab):
    Presence.objects.filter(article=article, user=user, tab=tab).delete()


def others(article, user, tab="", at=None):
    """Who else has it open, each once and from the first tab on; oneself as well, where this tab is known."""
    now = at or timezone.now()
    here = Presence.objects.filter(article=article, seen_at__gte=now - COUNTS_FOR).select_related("user")
    if not tab:
        here = here.exclude(user=user)
    found = {}
    for each in here.exclude(user=user, tab=tab).order_by("opened_at", "pk"):
        found.setdefault(each.user_id, Other(each.user, each.opened_at, each.user_id == user.pk))
    return list(found.values())
