"""A race and its results in one form."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.urls import path

from newsroom.lib.text import fold
from results import recording
from results.admin.base import LabelledChoices, LabelledFields, PublicAdmin
from results.admin.entry import ResultRow, ResultRows
from results.models import Race, RelayLeg, Result

WHY_NEW = "Entered at the desk"


class RaceForm(forms.ModelForm):
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
            *("event", "discipline", "round", "number", "slug", "date", "starts_at", "wind", "status"),
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

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("event") and not cleaned.get("discipline"):
            cleaned["discipline"] = cleaned["event"].discipline
        if not cleaned.get("slug") and cleaned.get("round") and cleaned.get("discipline"):
            cleaned["slug"] = race_slug(cleaned["round"], cleaned.get("number"), cleaned["discipline"])
        return cleaned


def race_slug(round_name, number, discipline):
    """“final”, “semi-final-2”; a part of a combined event by its discipline: “100m-heat-1”."""
    if round_name == Race.Round.PART:
        return f"{discipline.slug}-heat-{number}" if number else discipline.slug
    return f"{round_name}-{number}" if number else str(round_name)


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
class RaceAdmin(LabelledFields, PublicAdmin):
    form = RaceForm
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
            {"fields": ["event", ("round", "number"), ("date", "starts_at"), ("status", "decides_medals")]},
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
        race = form.instance
        with recording.changes([race], why=form.cleaned_data["why"] or WHY_NEW, by=request.user):
            race.save()
            super().save_related(request, form, formsets, change)

    def get_search_results(self, request, queryset, search_term):
        """Every word must be found in the competition, the event, the round or an athlete's name."""
        for word in fold(search_term).split()[:8]:
            queryset = queryset.filter(_names(word))
        return queryset, False

    def get_urls(self):
        choices = self.admin_site.admin_view(LabelledChoices.as_view(admin_site=self.admin_site))
        return [path("choices/", choices, name="results_choices"), *super().get_urls()]

    @admin.display(description="race", ordering="event")
    def race(self, race):
        return race.title

    @admin.display(description="competition")
    def competition(self, race):
        return race.event.competition.short_name


def _names(word):
    runners = Result.objects.filter(athlete__name_key__contains=word).values("race")
    legs = RelayLeg.objects.filter(athlete__name_key__contains=word).values("result__race")
    fields = [
        "event__competition__short_name",
        "event__competition__slug",
        "event__slug",
        "slug",
        "event__discipline__name",
    ]
    written = Q()
    for field in fields:
        written |= Q(**{f"{field}__icontains": word})
    return written | Q(pk__in=runners) | Q(pk__in=legs)
