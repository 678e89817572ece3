"""Sections, topics and the names in bylines."""

from django.contrib import admin

from articles.models import Author, Section, Topic
from results.admin.base import PublicAdmin
from results.admin.deleting import DeletesTheUncited


class NamedAdmin(DeletesTheUncited, PublicAdmin):
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    list_display = ["name", "order", "description"]


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    list_display = ["name", "description"]


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    list_display = ["name", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]

    def get_readonly_fields(self, request, obj=None):
        """Whose login a name is decides whose approval counts: who manages people says it."""
        return [] if request.user.has_perm("auth.change_user") else ["user"]
