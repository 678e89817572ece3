"""What a story's state is called at the desk."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.utils import timezone

from articles.desk.verbs import DRAFT, PUBLISHED, WITHDRAWN
from articles.models import Article

STATES = {"draft": "Draft", "scheduled": "Scheduled", "live": "Live", "withdrawn": "Withdrawn"}


def state_of(article, at=None):
    """“Draft”, “Scheduled” (published, its time or embargo still to come), “Live” or “Withdrawn”."""
    at = at or timezone.now()
    if article.status != PUBLISHED:
        return STATES[{DRAFT: "draft", WITHDRAWN: "withdrawn"}[article.status]]
    waiting = article.publish_at > at or (article.embargo_until and article.embargo_until > at)
    return STATES["scheduled" if waiting else "live"]


class StateFilter(SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(STATES.items())

    def queryset(self, request, queryset):
        if self.value() == "live":
            return queryset.published()
        if self.value() == "scheduled":
            now = timezone.now()
            return queryset.filter(Q(publish_at__gt=now) | Q(embargo_until__gt=now), status=PUBLISHED)
        return queryset.filter(status=self.value()) if self.value() in Article.Status.values else queryset
