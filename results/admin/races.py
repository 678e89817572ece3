"""A race and its results in one form."""

from django import forms
from django.contrib import admin
from django.urls import path

from newsroom.lib.conflicts import TellsRefusals, VersionedForm
from results import recording, status
from results.admin import race_verbs
from results.admin.base import LabelledChoices, LabelledFields, PublicAdmin
from results.admin.decisions import Decisions
from results.admin.deleting import DeletesTheUncited
from results.admin.entry import ResultRow, ResultRows
from results.models import Race, Result
from results.rounds import race_slug

WHY_NEW = "Entered at the desk"


class RaceForm(VersionedForm):
    why = forms.CharField(
        label="Why the results change",
        required=False,
        max_length=200,
        help_text="Kept with every change: “Protest by Kenya upheld”. Needed once the results are out.",
        widget=forms.TextInput({"class": "vLargeTextField"}),
    )

    class Meta:
        model = Race
        fields = [
            *("event", "discipline", "round", "number", "slug", "date", "starts_at", "wind"),
            *("advancement", "decides_medals", "complete", "note"),
        ]
        help_texts = {
            "discipline": "Left empty, the event’s own; another only in a combined event.",
            "slug": "Left empty, it is made from the round: “final”, “semi-final-2”.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"discipline", "slug"} & set(self.fields):
            self.fields[name].required = False

    @property
    def held(self):
        """The race as it stands; a form that comes without an event leaves it its discipline."""
        return self.instance if self.instance.discipline_id else None

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("discipline") and (source := cleaned.get("event") or self.held):
            cleaned["discipline"] = source.discipline
        if not cleaned.get("slug") and cleaned.get("round") and cleaned.get("discipline"):
            cleaned["slug"] = race_slug(cleaned["round"], cleaned.get("number"), cleaned["discipline"].slug)
        return cleaned


class Results(LabelledFields, admin.TabularInline):
    model = Result
    form = ResultRow
    formset = ResultRows
    autocomplete_fields = ["athlete"]
    extra = 8
    show_change_link = True
    verbose_name_plural = "Results: a row without mark or place is a start list"
    columns = ["place", "athlete", "for_country", "written_mark", "status", "qualification", "lane", "order"]

    def get_fields(self, request, obj=None):
        """Columns that the discipline has no use for stay away."""
        relay, wind = (
            (True, True) if obj is None else (obj.discipline.is_relay, obj.discipline.wind == "attempt")
        )
        return [
            *self.columns,
            *(["team_name"] if relay else []),
            *(["wind"] if wind else []),
            *("rule", "record_flags", "personal_flags"),
        ]

    def get_extra(self, request, obj=None, **kwargs):
        return 2 if obj and obj.results.exists() else self.extra

    def get_queryset(self, request):
        with_all = super().get_queryset(request).select_related("athlete", "country", "race__discipline")
        return with_all.in_table_order()


@admin.register(Race)
class RaceAdmin(TellsRefusals, Decisions, LabelledFields, DeletesTheUncited, PublicAdmin):
    form = RaceForm
    refusals = (recording.StaleRace, status.StatusError)
    goes_along = "The history of its changes goes with it."
    inlines = [Results]
    autocomplete_fields = ["event", "discipline"]
    list_display = ["race", "competition", "date", "status"]
    list_filter = ["status", "round", "event__category"]
    list_select_related = False
    ordering = ["-date", "-pk"]
    search_fields = ["event__competition__short_name"]
    search_help_text = "By competition, event, round or athlete: “kerr budapest 1500”"
    fieldsets = [
        (
            None,
            {"fields": ["event", ("round", "number"), ("date", "starts_at"), "decides_medals"]},
        ),
        (
            "More",
            {
                "fields": ["discipline", "slug", "wind", "advancement", "complete", "note"],
                "classes": ["collapse"],
            },
        ),
        ("Results", {"fields": ["why"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_titles()

    def save_model(self, request, obj, form, change):
        """A race that is there already is held back until `save_related`: it and its rows are one change."""
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        race, why = form.instance, form.cleaned_data["why"]
        seen = {race.pk: form.cleaned_data["seen_version"]} if change else None
        with recording.changes([race], why=why or WHY_NEW, by=request.user, seen=seen):
            race.save()
            super().save_related(request, form, formsets, change)
        race_verbs.run(request.POST, race, by=request.user, why=why)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["buttons"] = race_verbs.offered(obj.status if obj else Race.Status.SCHEDULED)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_search_results(self, request, queryset, search_term):
        return queryset.found_by(search_term), False

    def get_urls(self):
        choices = self.admin_site.admin_view(LabelledChoices.as_view(admin_site=self.admin_site))
        return [path("choices/", choices, name="results_choices"), *self.decision_urls(), *super().get_urls()]

    @admin.display(description="race", ordering="event")
    def race(self, race):
        return race.title

    @admin.display(description="competition")
    def competition(self, race):
        return race.event.competition.short_name
