"""The story's form: what it settles for the writer, and what it refuses by name."""

from django import forms
from django.utils.text import slugify

from articles import embeds
from articles.desk import verbs
from articles.desk.widgets import BodyWidget, CountedLine, CountedText
from articles.models import Article, Correction
from newsroom.lib.text import fold

SLUG_LENGTH = Article._meta.get_field("slug").max_length
EMBEDS_HELP = (
    "Markdown. ## begins a crosshead. A line of its own shows a result, as in "
    "{{ race budapest-2023/men-1500m/final rows=8 }}; also finish, gaps, medals, image, quote and figure. "
    "Drop or paste a picture to add it to the library."
)


class StoryForm(forms.ModelForm):
    refusal = None  # what a verb said when this text was saved a moment ago; set by the admin
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [
            *("headline", "slug", "standfirst", "section", "topics", "kind", "body", "lead_image"),
            *("developing", "front_rank", "publish_at", "embargo_until"),
        ]
        widgets = {"headline": CountedLine, "standfirst": CountedText(rows=2), "body": BodyWidget}
        help_texts = {
            "body": EMBEDS_HELP,
            "slug": "In the address. Left empty, it is made from the headline.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = self.instance.version
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_body(self):
        """A story whose embeds broke meanwhile must still be possible to withdraw."""
        body = self.cleaned_data["body"]
        if verbs.WITHDRAW.button not in self.data:
            problems = [str(problem) for problem in embeds.problems(body)]
            if problems:
                raise forms.ValidationError(problems)
        return body

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and "headline" in cleaned:
            cleaned["slug"] = slugify(fold(cleaned["headline"]))[:SLUG_LENGTH].strip("-") or "story"
        if "publish_at" in self.fields:
            self._keep_time(cleaned)
        if self.instance.pk and cleaned.get("seen_version") is None:
            self.add_error(None, "The form came without the version of the story: open the story again.")
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned

    def _keep_time(self, cleaned):
        if "publish_at" not in self.changed_data:
            cleaned["publish_at"] = self.instance.publish_at  # the browser was shown whole seconds of it
        elif self.instance.status == verbs.PUBLISHED and not cleaned.get("publish_at"):
            self.add_error("publish_at", "A published story keeps its time.")


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["kind", "text", "old", "new"]
        widgets = {"text": CountedText(rows=3), "old": CountedText(rows=2), "new": CountedText(rows=2)}
        help_texts = {"old": "The wrong words or figure", "new": "The right ones"}
