"""Elements of SportsML read with suspicion: each value knows its line and the attribute it stands in."""

from results.importers.base import Problem, Severity
from results.importers.located import Located, shown
from results.importers.sportsml_terms import FULL_NAME, own


class Value(Located):
    """An attribute: `node["uniform-number"].text()`; what cannot be read is a problem with its line."""

    def __init__(self, value, found, path, line):
        super().__init__(value, found, path)
        self.line = line

    def complain(self, message, severity=Severity.ERROR):
        self.found.add(Problem(message, self.line, self.path, shown(self.value), severity))


class Node:
    """An element, or the lack of one, which has neither attributes nor children."""

    def __init__(self, element, found):
        self.element, self.found = element, found

    def __getitem__(self, attribute):
        value = None if self.element is None else self.element.get(attribute)
        return self._value(value, attribute)

    @property
    def tag(self):
        return "" if self.element is None else self.element.tag

    @property
    def line(self):
        return None if self.element is None else self.element.line

    def child(self, tag):
        return Node(None if self.element is None else self.element.find(tag), self.found)

    def children(self, tag):
        return [] if self.element is None else [Node(each, self.found) for each in self.element.findall(tag)]

    def own(self, name):
        """The value of a property from our own vocabulary."""
        return self._of(name, "sports-property", "formal-name")

    def stat(self, name):
        return self._of(name, "stat", "stat-type")

    def name(self, attribute="", code=""):
        """The name with that role or part; without either, the full one or the first."""
        names = self.children("name")
        if attribute:
            return next((_words(each) for each in names if each.element.get(attribute) == code), "")
        return self.name("role", FULL_NAME) or next(map(_words, names), "")

    def complain(self, message, severity=Severity.ERROR):
        self.found.add(Problem(message, self.line, self.tag, severity=severity))

    def _of(self, name, tag, attribute):
        code = own(name)
        for each in self.children(tag):
            if each.element.get(attribute) == code:
                return self._value(each.element.get("value"), code, each.line)
        return self._value(None, code)

    def _value(self, value, path, line=None):
        return Value(value, self.found, f"{self.tag}/{path}", line or self.line)


def _words(node):
    return " ".join((node.element.text or "").split())
