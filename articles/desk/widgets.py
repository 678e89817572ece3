from django import forms
from markdownx.widgets import AdminMarkdownxWidget


class BodyWidget(AdminMarkdownxWidget):
    """Markdownx, with its traps closed by a script of our own."""

    class Media:
        js = ["js/desk-editor.js"]


class Counted:
    """Text whose limit a script shows as it is written.

    The browser is not told of the limit, for it would cut what is pasted without a word; the server holds it.
    """

    class Media:
        js = ["js/desk-counter.js"]

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-limit": attrs.pop("maxlength")}


class CountedText(Counted, forms.Textarea):
    def __init__(self, rows=2):
        super().__init__({"rows": rows, "class": "vLargeTextField counted"})


class CountedLine(Counted, forms.TextInput):
    def __init__(self):
        super().__init__({"class": "vTextField counted"})
