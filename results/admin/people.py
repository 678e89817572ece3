from django.contrib import admin

from newsroom.lib.text import fold
from results.admin.base import LabelledFields, PublicAdmin
from results.admin.deleting import DeletesTheUncited
from results.admin.merging import Merging
from results.models import Athlete, AthleteName


class KnownNames(admin.TabularInline):
    model = AthleteName
    extra = 0
    fields = ["name"]
    verbose_name = "spelling elsewhere"
    verbose_name_plural = "spellings elsewhere"


@admin.register(Athlete)
class AthleteAdmin(Merging, LabelledFields, DeletesTheUncited, PublicAdmin):
    goes_along = "Its spellings go with it."
    list_display = ["who", "country", "sex", "birth_date"]
    list_filter = ["sex"]
    list_select_related = ["country", "merged_into"]
    search_fields = ["name_key", "known_names__name_key"]
    search_help_text = "By any part of the name, with or without accents"
    autocomplete_fields = ["country"]
    inlines = [KnownNames]
    fieldsets = [
        (None, {"fields": ["name", ("given_name", "family_name"), ("sex", "country")]}),
        ("Born", {"fields": [("birth_date", "birth_date_precision")]}),
        ("Elsewhere", {"fields": ["world_athletics_id", "tilastopaja_id"]}),
    ]

    def has_change_permission(self, request, obj=None):
        """Who was merged is written of at the record that stands for both."""
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def get_urls(self):
        return [*self.merging_urls(), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= self.merging_context(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="name", ordering="sort_key")
    def who(self, athlete):
        return f"{athlete} (merged into {athlete.merged_into})" if athlete.merged_into else athlete.name
