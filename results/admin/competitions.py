"""Competitions and the events held at them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from results.admin.base import PublicAdmin
from results.admin.deleting import DeletesTheUncited
from results.disciplines import event_slug
from results.exporters import world_athletics
from results.models import Competition, Event, Race


class EventForm(forms.ModelForm):
    class Meta:
        model = Event
        fields = ["discipline", "category", "slug", "complete"]
        help_texts = {"slug": "Left empty, it is made: “men-1500m”."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # who may only look is shown no fields
            self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("discipline") and cleaned.get("category"):
            cleaned["slug"] = event_slug(cleaned["category"], cleaned["discipline"].pk)
        return cleaned


class Events(admin.TabularInline):
    model = Event
    form = EventForm
    autocomplete_fields = ["discipline"]
    extra = 0
    can_delete = False  # only on its own page, which shows what cites it
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("discipline", "competition")


@admin.register(Competition)
class CompetitionAdmin(DeletesTheUncited, PublicAdmin):
    list_display = ["name", "city", "country", "first_day", "last_day"]
    list_filter = ["series", "indoor"]
    list_select_related = ["country"]
    search_fields = ["name", "short_name", "city", "slug"]
    autocomplete_fields = ["series", "country"]
    prepopulated_fields = {"slug": ["short_name"]}
    inlines = [Events]
    fieldsets = [
        (None, {"fields": ["name", ("short_name", "slug"), "series"]}),
        (
            "Where and when",
            {"fields": [("venue", "city", "country"), "time_zone", ("first_day", "last_day"), "indoor"]},
        ),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.world_athletics)
        name = "results_competition_world_athletics"
        return [path("<int:pk>/world-athletics.json", view, name=name), *super().get_urls()]

    def world_athletics(self, request, pk):
        """The import form of World Athletics; what it lacks is told on the competition's page."""
        competition = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, competition):
            raise PermissionDenied
        races = Race.objects.for_export().filter(event__competition=competition)
        try:
            form = world_athletics.export(competition, races)
        except world_athletics.NotExportable as lacking:
            self.message_user(request, str(lacking), messages.ERROR)
            return redirect("admin:results_competition_change", competition.pk)
        named = f'attachment; filename="{competition.slug}.world-athletics.json"'
        return HttpResponse(form, content_type="application/json", headers={"Content-Disposition": named})


@admin.register(Event)
class EventAdmin(DeletesTheUncited, PublicAdmin):
    form = EventForm
    list_display = ["title", "competition", "complete"]
    list_filter = ["category", "complete"]
    list_select_related = ["competition", "discipline"]
    search_fields = ["competition__name", "competition__short_name", "discipline__name", "slug"]
    autocomplete_fields = ["competition", "discipline"]
    fields = ["competition", "discipline", "category", "slug", "complete"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("competition", "discipline")
