"""Where Django looks for the forms of the results desk."""

from results.admin import competitions, outcomes, people, races, reference

__all__ = ["competitions", "outcomes", "people", "races", "reference"]
