"""A race, a day, an advancement rule in words: plain, short, and silent where the data is.

What was held is told in the past, a rule in the present. Give races from `Race.objects.for_table()`, with all
their rows (a summary counts them), and no query follows.
"""

from results.words.course import steps
from results.words.dates import birth, day, days
from results.words.people import career, first_since, rivalry, unbeaten
from results.words.reports import sentences, summary
from results.words.rounds import advancement, missing_places

__all__ = [
    "advancement",
    "birth",
    "career",
    "day",
    "days",
    "first_since",
    "missing_places",
    "rivalry",
    "sentences",
    "steps",
    "summary",
    "unbeaten",
]
