from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.validators import MaxLengthValidator

from newsroom.accounts import two_factor

DIGITS = forms.TextInput(
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 12}
)
ON_PAPER = forms.TextInput(
    attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": 20}
)
NEITHER = "Enter the six digits that the app shows, or a recovery code."


class LoginForm(AdminAuthenticationForm):
    """A name that is too long to be anybody's is no attempt at an account, and is not counted as one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.validators.append(MaxLengthValidator(name.max_length))  # of which Django tells the browser only


class CodeForm(forms.Form):
    """Shows the second factor: `device` is the one that was shown, once the form is valid."""

    code = forms.CharField(label="Code of the app", required=False, max_length=12, widget=DIGITS)
    recovery = forms.CharField(label="Recovery code", required=False, max_length=20, widget=ON_PAPER)
    device = None

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.device = self.spent(cleaned)
        return cleaned

    def spent(self, cleaned):
        field = "code" if cleaned["code"] else "recovery"
        if not cleaned[field]:
            self.add_error("code", NEITHER)
            return None
        try:
            return two_factor.spend(self.user, cleaned[field])
        except two_factor.CodeError as refusal:
            self.add_error(field, refusal)
            return None


class EnrolForm(forms.Form):
    """A first code of a new app; whoever has one already shows that one too."""

    new_code = forms.CharField(
        label="The six digits that the app shows now",
        max_length=12,
        widget=DIGITS,
        error_messages={"required": NEITHER},
    )

    def __init__(self, key, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.key = key

    def clean_new_code(self):
        code = self.cleaned_data["new_code"]
        two_factor.require_code_of(self.key, code)
        return code
