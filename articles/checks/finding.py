"""What a check has to say of a story, and where."""

from dataclasses import dataclass
from enum import StrEnum

# The fields of the form, from top to bottom: the order in which findings of one level are told.
FIELDS = (
    *("headline", "slug", "standfirst", "section", "topics", "kind", "authors", "races"),
    *("body", "lead_image", "developing"),
)


class Level(StrEnum):
    BLOCKING = "blocking"  # stops publishing
    WARNING = "warning"  # an editor should look, and decides
    INFORMATION = "information"


LEVELS = tuple(Level)


@dataclass(frozen=True)
class Finding:
    """One clear sentence for the editor: what, and what is expected.

    `line` counts from 1; `start` and `end` are places in the field's text with its line ends as one character
    each, as a browser counts them. `code` names the rule, for programs and tests.
    """

    level: Level
    field: str
    message: str
    line: int | None = None
    start: int | None = None
    end: int | None = None
    code: str = ""

    def __str__(self):
        return f"Line {self.line}: {self.message}" if self.line else self.message

    @property
    def stops(self):
        return self.level == Level.BLOCKING

    @property
    def place(self):
        """What findings are sorted by: the gravest first, then down the form and down the text."""
        known = FIELDS.index(self.field) if self.field in FIELDS else len(FIELDS)
        return LEVELS.index(self.level), known, self.line or 0, self.start or 0, self.code


def blocking(field, code, message, line=None, **where):
    return Finding(Level.BLOCKING, field, message, line, code=code, **where)


def warning(field, code, message, line=None, **where):
    return Finding(Level.WARNING, field, message, line, code=code, **where)


def information(field, code, message, line=None, **where):
    return Finding(Level.INFORMATION, field, message, line, code=code, **where)
