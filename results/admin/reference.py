"""Countries, disciplines and series: read by everybody at the desk, changed hardly ever."""

from django.contrib import admin

from results.admin.base import PublicAdmin
from results.admin.deleting import DeletesTheUncited
from results.models import Country, Discipline, Series


@admin.register(Country)
class CountryAdmin(DeletesTheUncited, PublicAdmin):
    list_display = ["name", "code", "demonym", "area"]
    list_filter = ["area"]
    search_fields = ["name", "code", "demonym"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(Discipline)
class DisciplineAdmin(DeletesTheUncited, PublicAdmin):
    list_display = ["name", "code", "kind", "measure", "wind"]
    list_filter = ["kind", "measure"]
    search_fields = ["name", "code", "long_name", "slug"]

    def get_readonly_fields(self, request, obj=None):
        return ["code", "measure"] if obj else []


@admin.register(Series)
class SeriesAdmin(DeletesTheUncited, PublicAdmin):
    list_display = ["name", "short_name", "title", "order"]
    search_fields = ["name", "short_name"]
    prepopulated_fields = {"slug": ["short_name"]}
