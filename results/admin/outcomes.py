"""One result with its parts: splits, attempts, relay legs. Found from its race, not from a list."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from newsroom.lib.conflicts import TellsRefusals, VersionedForm
from results import recording
from results.admin.base import LabelledFields, PublicAdmin
from results.admin.entry import AttemptRow, SplitRow
from results.models import Attempt, RelayLeg, Result, Split


class Splits(admin.TabularInline):
    model = Split
    form = SplitRow
    fields = ["distance_m", "time"]
    extra = 1


class Attempts(admin.TabularInline):
    model = Attempt
    form = AttemptRow
    fields = ["number", "height", "distance", "outcome", "wind"]
    extra = 1


class Legs(LabelledFields, admin.TabularInline):
    model = RelayLeg
    autocomplete_fields = ["athlete"]
    fields = ["order", "athlete"]
    extra = 1


class ResultForm(VersionedForm):
    why = forms.CharField(
        label="Why it changes",
        max_length=200,
        help_text="Kept with the change: “Splits added from the timing company’s sheet”",
        widget=forms.TextInput({"class": "vLargeTextField"}),
    )

    class Meta:
        model = Result
        fields = ["reading_ms", "reaction_ms", "bib", "points"]

    @property
    def versioned(self):
        return self.instance.race


@admin.register(Result)
class ResultAdmin(TellsRefusals, PublicAdmin):
    form = ResultForm
    refusals = (recording.StaleRace,)
    fields = ["of_race", "who", "place", "written", "why", "reading_ms", "reaction_ms", "bib", "points"]
    readonly_fields = ["of_race", "who", "place", "written"]

    def save_model(self, request, obj, form, change):
        """Held back until `save_related`: the row and its parts are one change."""

    def save_related(self, request, form, formsets, change):
        race, said = form.instance.race, form.cleaned_data
        seen = {race.pk: said["seen_version"]}
        with recording.changes([race], why=said["why"], by=request.user, seen=seen):
            form.instance.save()
            super().save_related(request, form, formsets, change)

    def get_inlines(self, request, obj):
        """A relay has legs, a field event attempts, everything else splits."""
        if obj.race.discipline.is_relay:
            return [Legs, Splits]
        return [Attempts] if obj.race.discipline.kind == "field" else [Splits]

    def get_queryset(self, request):
        return super().get_queryset(request).with_titles()

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Only where its race is at hand, with the reason written down."""
        return False

    @admin.display(description="race")
    def of_race(self, result):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:results_race_change", args=[result.race_id]), result.race
        )

    @admin.display(description="mark")
    def written(self, result):
        return str(result.mark or result.status or "–")
