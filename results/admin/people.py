from django.contrib import admin

from newsroom.lib.text import fold
from results.admin.base import LabelledFields, PublicAdmin
from results.models import Athlete, AthleteName


class KnownNames(admin.TabularInline):
    model = AthleteName
    extra = 0
    fields = ["name"]
    verbose_name = "spelling elsewhere"
    verbose_name_plural = "spellings elsewhere"


@admin.register(Athlete)
class AthleteAdmin(LabelledFields, PublicAdmin):
    list_display = ["name", "country", "sex", "birth_date"]
    list_filter = ["sex"]
    list_select_related = ["country"]
    search_fields = ["name_key", "known_names__name_key"]
    search_help_text = "By any part of the name, with or without accents"
    autocomplete_fields = ["country", "merged_into"]
    inlines = [KnownNames]
    fieldsets = [
        (None, {"fields": ["name", ("given_name", "family_name"), ("sex", "country")]}),
        ("Born", {"fields": [("birth_date", "birth_date_precision")]}),
        (
            "Elsewhere",
            {
                "fields": ["world_athletics_id", "tilastopaja_id", "merged_into"],
                "description": "One person entered twice: name the other record; this address leads there.",
            },
        ),
    ]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))
