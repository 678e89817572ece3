"""The fields of the desk that Django has not got."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from markdownx.widgets import AdminMarkdownxWidget

LARGEST_ID = 2**63 - 1


NEVER = 2_000_000_000  # milliseconds: longer than anybody writes


class BodyWidget(AdminMarkdownxWidget):
    """Markdownx, with its traps closed by a script of our own; its preview sleeps, for ours is truer."""

    @staticmethod
    def add_markdownx_attrs(attrs):
        return AdminMarkdownxWidget.add_markdownx_attrs(attrs) | {"data-markdownx-latency": NEVER}

    class Media:
        js = ["js/desk-editor.js"]


class Counted:
    """Text whose limit a script shows as it is written.

    The browser is not told of the limit, for it would cut what is pasted without a word; the server holds it.
    """

    class Media:
        js = ["js/desk-counter.js"]

    def __init__(self, limit=None, **attrs):
        super().__init__(attrs | ({"data-limit": limit} if limit else {}))

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {"data-limit": attrs.pop("maxlength", None)} | attrs


class CountedText(Counted, forms.Textarea):
    def __init__(self, rows=2, limit=None):
        super().__init__(limit, rows=rows, **{"class": "vLargeTextField counted"})


class CountedLine(Counted, forms.TextInput):
    def __init__(self, limit=None):
        super().__init__(limit, **{"class": "vTextField counted"})


class Chooser(AutocompleteSelect):
    """Found by typing; without scripts a plain list of what is likely, which is given to it."""

    def __init__(self, model, field, url_name="%s:autocomplete"):
        super().__init__(model._meta.get_field(field), admin.site)
        self.url_name = url_name
        self.offered = {}

    def optgroups(self, name, value, attrs=None):
        chosen = {str(each) for each in value}
        options = [("", ""), *self.offered.items()]
        return [
            (
                None,
                [
                    self.create_option(name, pk, label, str(pk) in chosen, number)
                    for number, (pk, label) in enumerate(options)
                ],
                0,
            )
        ]


class PickField(forms.IntegerField):
    """The id of one of the things that are `known`; what was deleted meanwhile is refused by name."""

    def __init__(self, what, widget=forms.Select, **options):
        super().__init__(min_value=1, max_value=LARGEST_ID, required=False, widget=widget, **options)
        self.what = what
        self.known = {}

    def offer(self, known, first=None):
        """Take {id: label}; where nothing need be chosen, the first line says what that means."""
        self.known = known
        if isinstance(self.widget, Chooser):
            self.widget.offered = known
        else:
            nothing = [] if first is None else [("", first)]
            self.widget.choices = [*nothing, *known.items()]

    def widget_attrs(self, widget):
        return {}

    def validate(self, value):
        super().validate(value)
        if value is not None and value not in self.known:
            raise forms.ValidationError(f"There is no such {self.what} any more: choose another.")
