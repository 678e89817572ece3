"""The checks beside the form: what stands against the text as it is written."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string

from articles import checks
from articles.checks import Finding, Level
from newsroom.lib.text import sentence_list

TEMPLATE = "admin/articles/article/checks.html"
TITLES = {Level.BLOCKING: "Stops publishing", Level.WARNING: "Look again", Level.INFORMATION: "Good to know"}
# The control that stands for a field which is several rows.
ROWS = {"authors": "authors-0-author", "races": "races-0-race"}


@dataclass(frozen=True)
class Group:
    level: Level
    findings: list[Finding]

    @property
    def title(self):
        return TITLES[self.level]

    @property
    def linked(self):
        """Each finding with the id of the control to which it leads."""
        return [(finding, f"id_{ROWS.get(finding.field, finding.field)}") for finding in self.findings]


@dataclass(frozen=True)
class Panel:
    groups: list[Group]

    @property
    def summary(self):
        """In one line, for those who hear it: “2 stop publishing, 1 to look at again and 3 to know.”"""
        counts = {group.level: len(group.findings) for group in self.groups}
        words = [
            _said(counts.get(Level.BLOCKING), "stops publishing", "stop publishing"),
            _said(counts.get(Level.WARNING), "to look at again"),
            _said(counts.get(Level.INFORMATION), "to know"),
        ]
        said = sentence_list([each for each in words if each])
        if Level.BLOCKING not in counts:
            return f"Nothing stops publishing; {said}." if said else "Nothing to say against it."
        return f"{said}."


def rendered(content, article=None):
    """The panel as the form shows it when it is opened."""
    return render_to_string(TEMPLATE, {"checks": shown(content, article)})


def shown(content, article=None):
    """What the checks say of a content, for the template."""
    found = checks.look(content, article)
    groups = [Group(level, [each for each in found if each.level == level]) for level in Level]
    return Panel([group for group in groups if group.findings])


def panel(request, article, content):
    """The fragment, for the script that follows what is typed. Nothing is stored."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    return HttpResponse(rendered(content, article))


def _said(count, one, many=""):
    return f"{count} {one if count == 1 or not many else many}" if count else ""
