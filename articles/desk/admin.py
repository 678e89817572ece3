"""Stories at the desk: who may do what, their list, and the addresses of a form and of what is beside it."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path

from articles import history, publishing, revisions
from articles.desk import (
    answers,
    beginning,
    corrections,
    editing,
    kept,
    previews,
    resolving,
    showing,
    verbs,
    versions,
)
from articles.desk.filters import LatestPages, MineFilter, StageFilter, StateFilter
from articles.desk.states import stage_of, state_of
from articles.models import Article

STAYS = (revisions.DeskError, Article.DoesNotExist)


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ["title", "state", "developing", "section", "modified_at"]
    list_filter = [StateFilter, StageFilter, MineFilter, "developing", "kind", "section"]
    list_select_related = ["section"]
    list_per_page = 50
    paginator = LatestPages
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each
    ordering = ["-modified_at", "-pk"]
    search_fields = ["headline"]
    actions = ["submit_stories", "approve_stories", "publish_stories", "withdraw_stories"]

    # Who may do what

    def has_change_permission(self, request, obj=None):
        """What is retracted stays as it is."""
        is_open = obj is None or obj.status != Article.Status.RETRACTED
        return super().has_change_permission(request, obj) and is_open

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or revisions.was_never_out(obj))

    def has_publish_permission(self, request):
        return verbs.may_publish(request.user)

    def has_approve_permission(self, request):
        return request.user.has_perm("articles.approve_article")

    # The form

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return beginning.begin(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = showing.held(object_id) if object_id.isdecimal() and len(object_id) < 18 else None
        if article is None and request.method == "POST":
            return kept.page(request, kept.GONE, status=410)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        may_change = self.has_change_permission(request, article)
        if request.method != "POST":
            show = showing.opened if may_change else showing.read_only
            return show(self, request, article)
        if not may_change:
            return kept.page(request, kept.FORBIDDEN, status=403)
        return editing.posted(self, request, article)

    # The pages beside it

    def get_urls(self):
        pages = [
            ("<int:pk>/preview/", self.preview, "preview"),
            ("<int:pk>/autosave/discard/", self.discard_autosave, "discard_autosave"),
            ("<int:pk>/correct/", partial(corrections.correct, self), "correct"),
            ("<int:pk>/retract/", partial(corrections.retract, self), "retract"),
            ("<int:pk>/versions/", partial(versions.listed, self), "versions"),
            ("<int:pk>/versions/compare/", partial(versions.compared, self), "compare"),
            ("<int:pk>/versions/<int:number>/", partial(versions.version, self), "version"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, view, name in pages
        ]
        asked = [("autosave", answers.autosave), ("presence", answers.here), ("checks", answers.checked)]
        own += [
            path(f"<int:pk>/{name}/", answers.for_scripts(self, view), name=f"articles_article_{name}")
            for name, view in asked
        ]
        typed = [
            ("add/", self.add_view, "add"),
            ("<path:object_id>/change/", self.change_view, "change"),
            ("<int:pk>/conflict/", self.conflict, "conflict"),
        ]
        own += [
            path(route, self.never_lost(view), name=f"articles_article_{name}") for route, view, name in typed
        ]
        return [*own, *super().get_urls()]

    def never_lost(self, view):
        """A page into which a story is typed: who was logged out meanwhile is given the text back."""
        at_the_desk = self.admin_site.admin_view(view)

        def page(request, **named):
            if request.method == "POST" and not self.admin_site.has_permission(request):
                return kept.logged_out(request)
            return at_the_desk(request, **named)

        return page

    def preview(self, request, pk):
        if request.method == "POST":
            article = showing.changeable(self, request, pk)
            return previews.page(request, article, showing.sheet_posted(request, article).content)
        article = showing.readable(self, request, pk)
        return previews.page(request, article, self.content_asked(request, article))

    def content_asked(self, request, article):
        """What is written; or what its person did not save; or an earlier version."""
        if "version" in request.GET:
            return history.content_of(versions.asked(article, request, "version"))
        unsaved = revisions.autosaved(article, request.user) if "unsaved" in request.GET else None
        return history.content_of(unsaved) if unsaved else revisions.working_content(article)

    def conflict(self, request, pk):
        if request.method != "POST":
            return redirect("admin:articles_article_change", pk)
        return resolving.resolved(self, request, showing.changeable(self, request, pk))

    def discard_autosave(self, request, pk):
        if request.method == "POST":
            revisions.forget_autosave(showing.changeable(self, request, pk), request.user)
            self.message_user(request, "Your unsaved text is thrown away.")
        return redirect("admin:articles_article_change", pk)

    # Deleting: what somebody publishes or changes a moment before stays

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except STAYS as refusal:
            return self.stays(request, refusal)

    def response_action(self, request, queryset):
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except STAYS as refusal:
            return self.stays(request, refusal)

    def stays(self, request, refusal):
        message = refusal.messages[0] if isinstance(refusal, revisions.DeskError) else "It is gone already."
        self.message_user(request, message, messages.ERROR)
        return redirect("admin:articles_article_changelist")

    def delete_model(self, request, obj):
        revisions.delete(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for article in queryset:
            revisions.delete(article, by=request.user)

    # The list

    @admin.display(description="headline", ordering="headline")
    def title(self, article):
        return article.headline or "No headline yet"

    @admin.display(description="state")
    def state(self, article):
        return " · ".join(filter(None, [state_of(article), stage_of(article)]))

    @admin.action(description="Submit the chosen stories", permissions=["change"])
    def submit_stories(self, request, queryset):
        self.run_on_each(request, queryset, publishing.submit, "is submitted")

    @admin.action(description="Approve the chosen stories", permissions=["approve"])
    def approve_stories(self, request, queryset):
        self.run_on_each(request, queryset, publishing.approve, "is approved")

    @admin.action(description="Publish the chosen stories", permissions=["publish"])
    def publish_stories(self, request, queryset):
        self.run_on_each(request, queryset, publishing.publish, "is published")

    @admin.action(description="Withdraw the chosen stories", permissions=["publish"])
    def withdraw_stories(self, request, queryset):
        self.run_on_each(request, queryset, publishing.withdraw, "is withdrawn")

    def run_on_each(self, request, queryset, verb, done):
        """A verb on each by itself: one that refuses stops no other."""
        for article in queryset:
            try:
                with transaction.atomic():
                    verb(article, by=request.user, seen=article.version)
            except revisions.DeskError as refusal:
                self.message_user(request, f"{article}: {' '.join(refusal.messages)}", messages.ERROR)
            else:
                self.message_user(request, f"{article} {done}.", messages.SUCCESS)
