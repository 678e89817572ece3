"""Where Django looks for the desk's forms."""

from articles.desk import admin, library, taxonomy

__all__ = ["admin", "library", "taxonomy"]
