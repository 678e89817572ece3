"""How the list of stories is narrowed, and how it is paged."""

from django.contrib.admin import SimpleListFilter
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property

from articles.desk.states import STATES, in_state
from articles.models import Article

MOST_LISTED = 2_000


class StateFilter(SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(STATES.items())

    def queryset(self, request, queryset):
        return in_state(queryset, self.value())


class StageFilter(SimpleListFilter):
    title = "text"
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return Article.Stage.choices

    def queryset(self, request, queryset):
        return queryset.filter(stage=self.value()) if self.value() in Article.Stage.values else queryset


class MineFilter(SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine")]

    def queryset(self, request, queryset):
        if self.value() != "mine":
            return queryset
        bylined = Article.objects.filter(bylines__author__user=request.user).values("pk")
        return queryset.filter(Q(created_by=request.user) | Q(pk__in=bylined))


class LatestPages(Paginator):
    """Of the latest stories: a list without end is found through its search, and nobody counts it."""

    @cached_property
    def count(self):
        return self.object_list[:MOST_LISTED].count()
