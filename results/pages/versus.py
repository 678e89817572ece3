"""What the page of two athletes shows, gathered in a constant number of queries."""

from functools import cached_property

from django.urls import reverse

from newsroom.lib.text import number_word
from results.statistics import head_to_head

MEETINGS = 50


class VersusPage:
    def __init__(self, athlete, rival, before=""):
        self.athlete = athlete
        self.rival = rival
        self.before = before

    @property
    def name(self):
        return f"{self.athlete.name} and {self.rival.name}"

    @property
    def url(self):
        return versus_path(self.athlete, self.rival)

    @property
    def canonical_url(self):
        """Of the two orders the one that begins with the lower id."""
        return versus_path(*sorted((self.athlete, self.rival), key=lambda each: each.pk))

    @cached_property
    def _tallies(self):
        return head_to_head.tally(self.athlete, self.rival)

    @property
    def overall(self):
        return self._tallies[0]

    @property
    def finals(self):
        return self._tallies[1]

    @property
    def stand(self):
        """“Seven meetings held, five of them finals.”"""
        meetings = self.overall.meetings
        if not meetings:
            return ""
        held = f"{number_word(meetings).capitalize()} meeting{'' if meetings == 1 else 's'} held"
        finals = self.finals.meetings
        if finals == meetings:
            return f"{held}, {'a final' if meetings == 1 else 'all of them finals'}."
        counted = number_word(finals) if finals else "none"
        return f"{held}, {counted} of them {'a final' if finals == 1 else 'finals'}."

    @cached_property
    def _page(self):
        return head_to_head.page_of_meetings(self.athlete, self.rival, self.before, size=MEETINGS)

    @property
    def page(self):
        return self._page[0]

    @property
    def meetings(self):
        return self._page[1]


def versus_path(athlete, rival):
    return reverse("results:versus", args=[athlete.pk, athlete.slug, rival.pk])
