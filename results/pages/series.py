"""What the page of a series shows, gathered in a constant number of queries."""

from functools import cached_property
from itertools import groupby

from results.models import Competition, Event
from results.statistics import champions, medals

MEDAL_ROWS = 12
EDITIONS = 60


class SeriesPage:
    def __init__(self, series):
        self.series = series

    @cached_property
    def editions(self):
        """The latest first."""
        held = Competition.objects.filter(series=self.series).select_related("country")
        return list(held.order_by("-first_day", "-pk")[:EDITIONS])

    @cached_property
    def _medals(self):
        return medals.series_medal_table(self.series)

    @property
    def medals(self):
        """The first rows, never parting countries that tie, and those that are folded."""
        cut = next(
            (number for number in range(MEDAL_ROWS, len(self._medals)) if self._parts(number)),
            len(self._medals),
        )
        return self._medals[:cut], self._medals[cut:]

    @cached_property
    def champions(self):
        """[(“Men”, [Champion, …]), …]."""
        by_category = groupby(champions.reigning(self.series), key=lambda each: each.event.category)
        return [(Event.Category(category).label, list(found)) for category, found in by_category]

    def _parts(self, number):
        return self._medals[number].rank != self._medals[number - 1].rank
