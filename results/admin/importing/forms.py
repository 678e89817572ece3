"""A file or a pasted text, and what it does not say of itself."""

from django import forms
from django.contrib import admin
from django.utils.functional import cached_property

from results.admin.base import LabelledSelect
from results.importers import formats
from results.importers.base import MOST_BYTES
from results.models import Competition, Event, ImportBatch, Race

PASTED = "Pasted text"
MOST_PASTED = 1_000_000  # characters; more than that comes as a file
MEGABYTE = 1024 * 1024


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,  # reading it says what was expected
        help_text=f"One competition a file, at most {MOST_BYTES // MEGABYTE} MB.",
    )
    text = forms.CharField(
        label="Or paste it",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea({"rows": 8, "cols": 80, "spellcheck": "false", "class": "pasted"}),
        help_text="Cells of a spreadsheet, with the row that names the columns: "
        "event, category, round, place, athlete, country, mark …",
    )
    competition = forms.ModelChoiceField(
        Competition.objects.all(), required=False, help_text="Left empty, the one that the file names."
    )
    event = forms.ModelChoiceField(
        Event.objects.for_page(),
        required=False,
        help_text="Only for a timing system’s file whose title does not say which discipline it is.",
    )
    day = forms.DateField(
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text="Only for a race that is not held here, in a file that knows times but no day.",
    )
    format = forms.ChoiceField(
        required=False,
        choices=[
            ("", "As the content tells"),
            *((name, module.LABEL) for name, module in formats.FORMATS.items()),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["competition"].widget = _chooser(ImportBatch, "competition", self.fields["competition"])
        self.fields["event"].widget = _chooser(Race, "event", self.fields["event"])

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload.size > MOST_BYTES:
            most, size = MOST_BYTES // MEGABYTE, upload.size // MEGABYTE
            raise forms.ValidationError(
                f"{upload.name} has {size} MB; expected at most {most}: one competition a file."
            )
        return upload

    def clean(self):
        cleaned = super().clean()
        upload, text = cleaned.get("file"), cleaned.get("text", "").strip()
        if not self.errors and bool(upload) == bool(text):
            raise forms.ValidationError(
                "Both a file and a text are given: which of them is it?"
                if upload
                else "Nothing is given yet: choose a file, or paste a text."
            )
        self._clean_event(cleaned)
        return cleaned

    def _clean_event(self, cleaned):
        competition, event = cleaned.get("competition"), cleaned.get("event")
        if event and competition and event.competition_id != competition.pk:
            self.add_error("event", f"{event.title} is an event of {event.competition}: choose one of both.")
        elif event:
            cleaned["competition"] = event.competition

    @property
    def name(self):
        upload = self.cleaned_data["file"]
        return upload.name if upload else PASTED

    @cached_property
    def content(self):
        """The bytes, however large the upload is: never more than one beyond what is read at all."""
        upload = self.cleaned_data["file"]
        return upload.read(MOST_BYTES + 1) if upload else self.cleaned_data["text"].encode()


class Chooser(LabelledSelect):
    """What is no key is not looked for: the form says so, and shows nothing chosen."""

    def optgroups(self, name, value, attr=None):
        keys = [said for said in value if said.isascii() and said.isdigit() and len(said) < 19]
        return super().optgroups(name, keys, attr)


def _chooser(model, name, field):
    widget = Chooser(model._meta.get_field(name), admin.site)
    widget.choices = field.choices
    return widget
