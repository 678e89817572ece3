"""A race's results as they are typed: one row a result, marks as text."""

from django import forms

from results.abbreviations import QUALIFICATION_WORDS, STATUS_WORDS
from results.admin.base import tell_chosen
from results.marks import MarkError, Measure, parse_mark
from results.models import Attempt, Country, Result, Split


class MarkField(forms.CharField):
    """A written mark, such as 3:29.38 or 8.95, as a `Mark`."""

    def __init__(self, *, measure=Measure.TIME, **kwargs):
        self.measure = measure
        super().__init__(
            **{"max_length": 12, "widget": forms.TextInput({"class": "mark-field", "size": 8})} | kwargs
        )

    def clean(self, value):
        written = super().clean(value)
        return read_mark(written, self.measure) if written else None


def read_mark(written, measure):
    try:
        return parse_mark(written, measure)
    except MarkError as error:
        raise forms.ValidationError(str(error)) from error


class CountryCodeField(forms.CharField):
    """Three letters are faster typed than chosen from two hundred."""

    def __init__(self, **kwargs):
        widget = forms.TextInput({"size": 4, "autocapitalize": "characters", "spellcheck": "false"})
        super().__init__(**{"max_length": 3, "required": False, "widget": widget} | kwargs)

    def clean(self, value):
        code = super().clean(value).upper()
        country = Country.objects.filter(pk=code).first() if code else None
        if code and country is None:
            raise forms.ValidationError(
                f"“{code}” is no country here; expected a code of three letters such as GBR."
            )
        return country


def number_input(size=4):
    return forms.TextInput({"size": size, "inputmode": "decimal", "class": "short-number"})


# Offered as codes, for a narrow column; their words stand on the page.
CODES = {"status": STATUS_WORDS, "qualification": QUALIFICATION_WORDS}


class ResultRow(forms.ModelForm):
    for_country = CountryCodeField(
        label="For", help_text="Three letters; left empty, the athlete’s own country"
    )
    written_mark = forms.CharField(
        label="Mark",
        required=False,
        max_length=40,
        widget=forms.TextInput({"class": "mark-field", "size": 9}),
    )

    class Meta:
        model = Result
        fields = ["athlete", "team_name", "place", "status", "rule", "qualification", "lane", "order"]
        fields += ["wind", "record_flags", "personal_flags"]
        widgets = {
            **dict.fromkeys(["place", "lane", "order", "wind"], number_input()),
            **dict.fromkeys(["rule", "record_flags", "personal_flags"], forms.TextInput({"size": 6})),
            "team_name": forms.TextInput({"size": 16}),
        }

    def __init__(self, *args, race=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.race = race
        for name in CODES.keys() & self.fields.keys():
            self.fields[name].choices = [("", "")] + [(code, code) for code in CODES[name]]
        if "athlete" in self.fields:
            self._slim_chooser(self.fields["athlete"].widget)
        if self.instance.pk:
            self.fields["for_country"].initial = self.instance.country_id
            self.fields["written_mark"].initial = str(self.instance.mark or "")

    def clean(self):
        cleaned = super().clean()
        self._read_mark(cleaned)
        athlete, team = cleaned.get("athlete"), cleaned.get("team_name")
        if "athlete" not in self.errors and not athlete and not team:
            self.add_error("athlete", "Whose result is it? Choose an athlete, or name a team.")
        cleaned["country"] = cleaned.get("for_country") or (athlete and athlete.country)
        if not cleaned["country"] and "for_country" not in self.errors:
            self.add_error("for_country", "A team needs a country: three letters such as GBR.")
        if cleaned.get("status") and (cleaned.get("mark") or cleaned.get("place")):
            self.add_error(
                "status", "Who did not start or finish, or was disqualified, has neither mark nor place."
            )
        return cleaned

    def _post_clean(self):
        """What was typed as text goes into the result before its own checks and constraints look at it."""
        self.instance.mark = self.cleaned_data.get("mark")
        self.instance.country = self.cleaned_data.get("country")
        super()._post_clean()

    def _read_mark(self, cleaned):
        cleaned["mark"] = None
        if cleaned.get("written_mark") and self.race and self.race.discipline_id:
            try:
                cleaned["mark"] = read_mark(cleaned["written_mark"], Measure(self.race.discipline.measure))
            except forms.ValidationError as error:
                self.add_error("written_mark", error)

    def _slim_chooser(self, wrapper):
        """A row has room for the button “add” only, and the athlete at hand is not fetched again."""
        wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
        tell_chosen(wrapper, self.instance.athlete)


class ResultRows(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"race": self.instance}

    def clean(self):
        super().clean()
        if self.instance.pk and self.stood and self.has_changed() and not self.data.get("why", "").strip():
            raise forms.ValidationError("These results are out already: say above why they change.")

    @property
    def stood(self):
        """Whether readers have the results as they were before this form."""
        return self.initial_form_count() and any(form.instance.mark_value for form in self.initial_forms)


class SplitRow(forms.ModelForm):
    time = MarkField(measure=Measure.TIME, help_text="Such as 56.1 or 2:48.20")

    class Meta:
        model = Split
        fields = ["distance_m"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["time"].initial = str(self.instance.mark)

    def clean(self):
        cleaned = super().clean()
        if mark := cleaned.get("time"):
            self.instance.time_ms, self.instance.precision = mark.value, mark.precision
        return cleaned


class AttemptRow(forms.ModelForm):
    height = MarkField(measure=Measure.HEIGHT, required=False, help_text="2.37, in high jump and pole vault")
    distance = MarkField(measure=Measure.DISTANCE, required=False, help_text="8.65, in throws and long jumps")

    class Meta:
        model = Attempt
        fields = ["number", "outcome", "wind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in (("height", self.instance.height_mm), ("distance", self.instance.mark_mm)):
            self.fields[name].initial = f"{value / 1000:.2f}" if value else ""

    def clean(self):
        cleaned = super().clean()
        height, distance = cleaned.get("height"), cleaned.get("distance")
        self.instance.height_mm = height.value if height else None
        self.instance.mark_mm = distance.value if distance else None
        return cleaned
