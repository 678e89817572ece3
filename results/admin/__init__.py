"""Where Django looks for the forms of the results desk."""

from results.admin import competitions, findings, imports, outcomes, people, races, reference

__all__ = ["competitions", "findings", "imports", "outcomes", "people", "races", "reference"]
