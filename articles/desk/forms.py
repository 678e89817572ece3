"""The fields of a story's form. Whatever can be stored is taken: what a story lacks, the checks tell."""

from django import forms

from articles.checks.lines import HEADLINE_LIMIT, STANDFIRST_LIMIT
from articles.checks.proof import MOST_READ
from articles.desk.widgets import BodyWidget, Chooser, CountedLine, CountedText, PickField
from articles.models import Article, Correction, StoryRace

STORED = {name: Article._meta.get_field(name).max_length for name in ("headline", "standfirst", "slug")}
MOST_ROWS = 999
ROWS = StoryRace._meta.get_field("rows").default


class TextField(forms.CharField):
    """What was typed, with one kind of line break and without what no database keeps."""

    def to_python(self, value):
        return super().to_python(clean_text(value))

    def validate(self, value):
        """Nothing may be missing in a draft."""


def clean_text(value):
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


class StoryForm(forms.Form):
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)
    headline = TextField(
        max_length=STORED["headline"],
        widget=CountedLine(limit=HEADLINE_LIMIT),
        help_text="What happened, in one line that stands alone.",
    )
    standfirst = TextField(
        max_length=STORED["standfirst"],
        widget=CountedText(rows=2, limit=STANDFIRST_LIMIT),
        help_text="One or two sentences: who, what, by how much.",
    )
    body = TextField(
        label="Text",
        max_length=MOST_READ,
        strip=False,
        widget=BodyWidget,
        help_text="Markdown. ## begins a crosshead. The buttons put in results, pictures and quotes.",
    )
    section = PickField("section", help_text="Where the story stands in the navigation.")
    kind = forms.ChoiceField(choices=Article.Kind, required=False)
    developing = forms.BooleanField(
        label="More to follow",
        required=False,
        help_text="Readers see it beside the byline until you take it off.",
    )
    topics = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False, help_text="As many as a reader would look under."
    )
    lead_image = PickField(
        "picture",
        widget=Chooser(Article, "lead_image"),
        label="Lead picture",
        help_text="Without one the finish of the main race is drawn.",
    )
    slug = forms.SlugField(
        label="Address",
        max_length=STORED["slug"],
        required=False,
        help_text="Left empty, it follows the headline until the story is public.",
    )


class AuthorRow(forms.Form):
    author = PickField("name")


class RaceRow(forms.Form):
    race = PickField("race", widget=Chooser(StoryRace, "race", url_name="%s:results_choices"))
    role = forms.ChoiceField(
        choices=StoryRace.Role, required=False, label="Is", initial=StoryRace.Role.MAIN.value
    )
    rows = forms.IntegerField(min_value=1, max_value=MOST_ROWS, required=False, label="Rows", initial=ROWS)


class Rows(forms.BaseFormSet):
    """Rows in an order that numbers give, and scripts by dragging."""

    ordering_widget = forms.NumberInput({"class": "order", "min": 0})

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].max_value = 9_999

    def filled(self):
        """The cleaned values of the rows that stay, in their order."""
        kept = []
        for place, form in enumerate(self.forms):
            said = getattr(form, "cleaned_data", {})
            if said and not said.get("DELETE"):
                kept.append((said.get("ORDER") or 10_000, place, said))
        return [said for _, _, said in sorted(kept, key=lambda each: each[:2])]


def rows_of(row, extra):
    return forms.formset_factory(
        row, formset=Rows, extra=extra, can_order=True, can_delete=True, max_num=100, absolute_max=200
    )


AuthorRows = rows_of(AuthorRow, extra=1)
RaceRows = rows_of(RaceRow, extra=1)


class NewStoryForm(forms.Form):
    """The least that a story begins with."""

    headline = TextField(
        max_length=STORED["headline"],
        widget=CountedLine(limit=HEADLINE_LIMIT),
        help_text="It can change as often as you like.",
    )
    section = PickField("section")
    race = PickField(
        "race",
        widget=Chooser(StoryRace, "race", url_name="%s:results_choices"),
        help_text="The race that the story is about: its table, its people and its place follow from it.",
    )

    def clean_headline(self):
        headline = self.cleaned_data["headline"]
        if not headline:
            raise forms.ValidationError("Give it a headline, if only for now.")
        return headline

    def clean_section(self):
        section = self.cleaned_data["section"]
        if section is None:
            raise forms.ValidationError("Choose a section.")
        return section


class CorrectionForm(forms.ModelForm):
    """What was wrong and what is right; with `replace` where the person may put the public text right."""

    replace = forms.BooleanField(
        label="Put it right in the text too",
        required=False,
        initial=True,
        help_text="Wherever the headline, the standfirst or the text says the words above.",
    )

    class Meta:
        model = Correction
        fields = ["kind", "text", "old", "new"]
        field_classes = {"old": TextField, "new": TextField}
        widgets = {"text": CountedText(rows=3), "old": CountedText(rows=2), "new": CountedText(rows=2)}
        help_texts = {"old": "The wrong words or figure, as they stand in the story", "new": "The right ones"}

    def __init__(self, data=None, *, puts_right):
        super().__init__(data, label_suffix="")
        if not puts_right:
            del self.fields["replace"]

    def clean(self):
        said = super().clean()
        return said | {"replace": bool(said.get("replace") and said.get("old"))}

    @property
    def said(self):
        """As `publishing.correct` takes it."""
        return self.cleaned_data


class RetractionForm(forms.Form):
    reason = TextField(
        max_length=Article._meta.get_field("retraction").max_length,
        widget=CountedText(rows=3),
        help_text="For the reader: what was wrong with it. It stands at the story’s address for good.",
    )
    sure = forms.BooleanField(
        label="It should not have been published, and there is no way back",
        error_messages={"required": "Say that you are sure: a retraction cannot be undone."},
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    @property
    def said(self):
        """As `publishing.retract` takes it."""
        return {"reason": self.cleaned_data["reason"]}
