"""Where Django looks for the forms of administrators."""

from newsroom.admin import audit, people

__all__ = ["audit", "people"]
