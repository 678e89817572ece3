"""A story on the table: what it says, and what it names, fetched in one query a kind when first asked for."""

from functools import cached_property

from django.db.models import Count
from django.utils import timezone

from articles import embeds
from articles.checks.structure import Structure
from articles.models import Author, Image, Section
from results.models import Race

MOST = 2**63 - 1  # above it is no id, and a database would say so loudly
MOST_READ = 200_000  # characters of a text; longer ones are refused by their length
MOST_EMBEDS = 200  # that are looked up


class Proof:
    """What the checks look at. A check that asks for the text alone costs no query."""

    def __init__(self, content, article=None, at=None):
        self.content = content
        self.article = article
        self.at = at or timezone.now()

    @cached_property
    def opens_at(self):
        """When the public would see it, were it published at the moment."""
        times = (self.article.publish_at, self.article.embargo_until) if self.article else ()
        return max(filter(None, [self.at, *times]))

    @cached_property
    def text(self):
        return Structure.of(self.content.body[:MOST_READ])

    @property
    def embeds(self):
        return self.text.embeds[:MOST_EMBEDS]

    # What it names

    @cached_property
    def library(self):
        return embeds.Library.holding(self.embeds)

    @cached_property
    def lead(self):
        """The lead picture; None where there is none, or no such picture any more."""
        return Image.objects.filter(pk__in=ids([self.content.lead_image])).first()

    @cached_property
    def has_section(self):
        return Section.objects.filter(pk__in=ids([self.content.section])).exists()

    @cached_property
    def authors(self):
        """How many of the byline there are."""
        named = ids(self.content.authors)
        return Author.objects.filter(pk__in=named).count() if named else 0

    @cached_property
    def races(self):
        """The linked races by id, each with `row_count`."""
        named = ids(link.race for link in self.content.races)
        if not named:
            return {}
        return Race.objects.with_titles().annotate(row_count=Count("results")).in_bulk(named)


def ids(given):
    """Of what was given, what can be an id."""
    return [pk for pk in given if pk and 0 < pk <= MOST]
