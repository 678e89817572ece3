"""Competitions and the events held at them."""

from django import forms
from django.contrib import admin

from results.admin.base import PublicAdmin
from results.models import Competition, Event


def event_slug(category, discipline):
    """“men-1500m”."""
    return f"{Event.Category(category).label.lower()}-{discipline.slug}"


class EventForm(forms.ModelForm):
    class Meta:
        model = Event
        fields = ["discipline", "category", "slug", "complete"]
        help_texts = {"slug": "Left empty, it is made: “men-1500m”."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("discipline") and cleaned.get("category"):
            cleaned["slug"] = event_slug(cleaned["category"], cleaned["discipline"])
        return cleaned


class Events(admin.TabularInline):
    model = Event
    form = EventForm
    autocomplete_fields = ["discipline"]
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("discipline", "competition")


@admin.register(Competition)
class CompetitionAdmin(PublicAdmin):
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


@admin.register(Event)
class EventAdmin(PublicAdmin):
    form = EventForm
    list_display = ["title", "competition", "complete"]
    list_filter = ["category", "complete"]
    list_select_related = ["competition", "discipline"]
    search_fields = ["competition__name", "competition__short_name", "discipline__name", "slug"]
    autocomplete_fields = ["competition", "discipline"]
    fields = ["competition", "discipline", "category", "slug", "complete"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("competition", "discipline")
