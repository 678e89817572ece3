"""Two people at one form: the second is told, and what was typed stays in the form."""

from django import forms


class VersionedForm(forms.ModelForm):
    """A form that knows which version its editor saw, and shows what a verb refused a moment ago."""

    refusal = None  # set by `TellsRefusals`
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen_version"].initial = self.versioned.version

    @property
    def versioned(self):
        """What carries the version: the instance itself, unless it is a part of something."""
        return self.instance

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen_version") is None:
            what = self.versioned._meta.verbose_name
            self.add_error(None, f"The form came without the version of the {what}: open the {what} again.")
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class TellsRefusals:
    """For an admin of a `VersionedForm` whose saves end in verbs that raise one of `refusals`.

    A refused save leaves nothing in the database and everything in the form.
    """

    refusals = ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except self.refusals as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)
