"""What the desk's forms have in common: they tell the caches, and nobody can mix up what they offer."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import ModelChoiceField
from django.utils.formats import date_format

from newsroom.lib import caching
from results.models import Athlete, Country, Race


class PublicAdmin(admin.ModelAdmin):
    """Of what readers see: every write raises the generation once it is committed."""

    show_full_result_count = False
    list_per_page = 50

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        caching.raise_generation()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        caching.raise_generation()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        caching.raise_generation()


def race_label(race):
    """“Men’s 1500m, final, Budapest 2023, 23 Aug 2023”."""
    return f"{race}, {date_format(race.date, 'j M Y')}"


def athlete_label(athlete):
    """“Josh Kerr, GBR, 1997”: two athletes of one name are told apart."""
    born = [str(athlete.birth_date.year)] if athlete.birth_date else []
    return ", ".join([athlete.name, athlete.country_id, *born])


LABELS = {
    Race: race_label,
    Athlete: athlete_label,
    Country: lambda country: f"{country.name}, {country.code}",
}

CHOICES = {
    Race: Race.objects.with_titles,
    Athlete: Athlete.objects.current,
    Country: Country.objects.all,
}


def choice_label(choice):
    return LABELS.get(type(choice), str)(choice)


class LabelledChoices(AutocompleteJsonView):
    """Django's own answers, permission included, under our labels. Who was merged is found no more."""

    def get_queryset(self):
        found = super().get_queryset()
        return found.current() if found.model is Athlete else found

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": choice_label(obj)}


class LabelledSelect(AutocompleteSelect):
    url_name = "%s:results_choices"
    known = None  # an object at hand whose label needs no query: a long form has a chooser a row

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        nothing = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, value[0], choice_label(self.known), True, 1)
        return [(None, [*nothing, chosen], 0)]


def tell_chosen(widget, chosen):
    """Spare a row's chooser the query for what the row holds already."""
    chooser = getattr(widget, "widget", None)  # inside Django's wrapper with the buttons
    if isinstance(chooser, LabelledSelect):
        chooser.known = chosen


class LabelledField(ModelChoiceField):
    def label_from_instance(self, obj):
        return choice_label(obj)


class LabelledFields:
    """For a ModelAdmin or inline whose `autocomplete_fields` choose races, athletes or countries."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        model = db_field.remote_field.model
        if db_field.name in self.get_autocomplete_fields(request) and model in LABELS:
            kwargs |= {"widget": LabelledSelect(db_field, self.admin_site), "form_class": LabelledField}
            kwargs["queryset"] = CHOICES[model]()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
