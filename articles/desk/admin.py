"""The story form and the list of stories."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.html import format_html

from articles import publishing
from articles.desk import previews, verbs
from articles.desk.filters import StateFilter, state_of
from articles.desk.forms import CorrectionForm, StoryForm
from articles.desk.inlines import Bylines, Corrections, Races, Revisions
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = StoryForm
    inlines = [Bylines, Races, Corrections, Revisions]
    fieldsets = [
        (None, {"fields": ["headline", "slug", "standfirst", ("section", "kind"), "topics"]}),
        ("Text", {"fields": ["body", "lead_image"], "classes": ["wide"]}),
        ("When and where", {"fields": ["developing", "front_rank", ("publish_at", "embargo_until")]}),
    ]
    autocomplete_fields = ["section", "topics", "lead_image"]
    prepopulated_fields = {"slug": ["headline"]}
    publishers_fields = ["front_rank", "publish_at", "embargo_until"]

    list_display = ["headline", "state", "developing", "section", "modified_at"]
    list_filter = [StateFilter, "developing", "kind", "section"]
    list_select_related = ["section"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-modified_at", "-pk"]
    search_fields = ["headline"]
    actions = ["publish_stories", "withdraw_stories"]

    # Who may do what

    def has_change_permission(self, request, obj=None):
        """Who may not publish changes drafts only: what the public saw is an editor's."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or obj.status == verbs.DRAFT or verbs.may_publish(request.user))

    def has_delete_permission(self, request, obj=None):
        """What was public once is withdrawn, never deleted: its address and its corrections stay."""
        never_public = obj is None or (obj.status == verbs.DRAFT and obj.first_published_at is None)
        return super().has_delete_permission(request, obj) and never_public

    def has_publish_permission(self, request):
        return verbs.may_publish(request.user)

    def get_inlines(self, request, obj):
        return self.inlines if obj else [Bylines, Races]

    def get_readonly_fields(self, request, obj=None):
        return [] if verbs.may_publish(request.user) else self.publishers_fields

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refused save leaves nothing in the database and everything in the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.PublishingError as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            if request.method != "POST" or not self.has_view_permission(request):
                raise
            return render(
                request, "admin/articles/article/kept_text.html", {"kept": request.POST}, status=403
            )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["verbs"] = verbs.offered(request.user, obj.status if obj else verbs.DRAFT)
        context["state"] = state_of(obj) if obj else ""
        context["may_correct"] = bool(obj and obj.first_published_at and verbs.may_publish(request.user))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if change:
            publishing.claim_version(obj, form.cleaned_data["seen_version"])
        else:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        verb = verbs.asked_for(request.POST, form.instance.status)
        if verb:
            verb.run(form.instance, by=request.user)
            self.tell(request, form.instance, verb)

    def tell(self, request, article, verb):
        done = format_html('<a href="{}">{}</a> {}.', article.get_absolute_url(), article, verb.done)
        self.message_user(request, done, messages.SUCCESS)

    # The pages beside the form

    def get_urls(self):
        pages = [
            ("add/preview/", self.preview_new, "preview_new"),
            ("<int:pk>/preview/", self.preview, "preview"),
            ("<int:pk>/correct/", self.correct, "correct"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, view, name in pages
        ]
        return own + super().get_urls()

    def preview_new(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:articles_article_add")
        return previews.unsaved(request, *self.bound(request, None))

    def preview(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method == "POST":
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            return previews.unsaved(request, *self.bound(request, article))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return previews.saved(request, article)

    def bound(self, request, article):
        """The form and its formsets with what was posted, as the change form itself binds them."""
        form = self.get_form(request, article, change=bool(article))(
            request.POST, request.FILES, instance=article
        )
        formsets = []
        for formset, inline in self.get_formsets_with_inlines(request, article):
            if inline.has_change_permission(request, article):
                prefix = formset.get_default_prefix()
                formsets.append(formset(**self.get_formset_kwargs(request, form.instance, inline, prefix)))
        return form, formsets

    def correct(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (self.has_change_permission(request, article) and verbs.may_publish(request.user)):
            raise PermissionDenied
        form = CorrectionForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self.corrected(request, article, form):
            return redirect("admin:articles_article_change", article.pk)
        context = self.admin_site.each_context(request) | {
            "title": "Correct in public",
            "subtitle": article.headline,
            "article": article,
            "form": form,
            "opts": self.opts,
            "media": self.media + form.media,
        }
        return render(request, "admin/articles/article/correct.html", context)

    def corrected(self, request, article, form):
        try:
            publishing.correct(article, by=request.user, **form.cleaned_data)
        except publishing.PublishingError as refusal:
            form.add_error(None, refusal)
            return False
        self.message_user(request, "The correction is public. Change the text as well, if it is still wrong.")
        return True

    # The list

    @admin.display(description="state")
    def state(self, article):
        return state_of(article)

    @admin.action(description="Publish the chosen stories", permissions=["publish"])
    def publish_stories(self, request, queryset):
        self.run_on_each(request, queryset, verbs.PUBLISH)

    @admin.action(description="Withdraw the chosen stories", permissions=["publish"])
    def withdraw_stories(self, request, queryset):
        self.run_on_each(request, queryset, verbs.WITHDRAW)

    def run_on_each(self, request, queryset, verb):
        for article in queryset:
            try:
                with transaction.atomic():
                    publishing.claim_version(article, article.version)
                    verb.run(article, by=request.user)
            except publishing.PublishingError as refusal:
                self.message_user(request, f"{article}: {' '.join(refusal.messages)}", messages.ERROR)
            else:
                self.tell(request, article, verb)
