"""What stands above the text, and the keys that do the same."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Tool:
    """A button above the text: it finds what is put in, or begins it."""

    kind: str
    words: str
    hint: str
    finds: bool = True

    def as_button(self):
        url = reverse("desk_picker", args=[self.kind]) if self.finds else ""
        return {"kind": self.kind, "words": self.words, "hint": self.hint, "url": url}


TOOLBAR = (
    Tool("race", "Result", "Put in a results table"),
    Tool("finish", "Finish", "Put in the picture of a finish"),
    Tool("gaps", "Gaps", "Put in the gaps to the winner"),
    Tool("medals", "Medals", "Put in a medal table"),
    Tool("image", "Picture", "Put in a picture from the library"),
    Tool("link", "Link", "Link to a story, an athlete or a competition"),
    Tool("crosshead", "Crosshead", "Begin a crosshead", finds=False),
    Tool("quote", "Quote", "Begin a quote", finds=False),
    Tool("figure", "Figure", "Begin a figure", finds=False),
)
SHORTCUTS = (
    (("Ctrl", "S"), "Save"),
    (("Ctrl", "Enter"), "The next step: submit, approve or publish"),
    (("Ctrl", "B"), "Bold"),
    (("Ctrl", "I"), "Italic"),
    (("Ctrl", "K"), "Link"),
    (("Ctrl", "Shift", "E"), "Put in a result"),
    (("Ctrl", "Shift", "P"), "To the preview"),
    (("?",), "This sheet, outside a field"),
    (("Esc",), "Close what is open"),
)
