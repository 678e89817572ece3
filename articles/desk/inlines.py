from django.contrib import admin
from django.forms import ModelForm

from articles.models import Byline, Correction, Revision, StoryRace
from results.admin.base import LabelledFields, tell_chosen


class Bylines(admin.TabularInline):
    model = Byline
    autocomplete_fields = ["author"]
    fields = ["author", "order"]
    extra = 1
    verbose_name_plural = "Bylines, in order"


class RaceLinkForm(ModelForm):
    class Meta:
        model = StoryRace
        fields = ["race", "role", "rows", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "race" in self.fields:
            tell_chosen(self.fields["race"].widget, self.instance.race)


class Races(LabelledFields, admin.TabularInline):
    model = StoryRace
    form = RaceLinkForm
    autocomplete_fields = ["race"]
    fields = ["race", "role", "rows", "order", "embed"]
    readonly_fields = ["embed"]
    extra = 1
    verbose_name_plural = "Races the story tells of: found by competition, event or athlete"

    def get_queryset(self, request):
        titles = ["race__discipline", "race__event__discipline", "race__event__competition"]
        return super().get_queryset(request).select_related(*titles)

    @admin.display(description="in the text")
    def embed(self, link):
        return f"{{{{ race {link.race.key} }}}}" if link.pk else "–"


class ReadOnly:
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class Corrections(ReadOnly, admin.TabularInline):
    model = Correction
    fields = readonly_fields = ["at", "kind", "text", "old", "new"]
    verbose_name_plural = "Corrections"


class Revisions(ReadOnly, admin.TabularInline):
    model = Revision
    fields = readonly_fields = ["at", "event", "by", "developing", "note"]
    verbose_name_plural = "Public versions"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by").defer("content")
