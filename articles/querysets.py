"""What the public may see, said once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

LATEST_FIRST = ("-publish_at", "-pk")
MAIN = Q(role="main")  # a race that a story is about, not one that it looks back to


def is_public(at=None, prefix=""):
    """The condition that a story is public at a moment: published, its time come, its embargo over."""
    at = at or timezone.now()
    return Q(**{f"{prefix}status": "published", f"{prefix}publish_at__lte": at}) & (
        Q(**{f"{prefix}embargo_until": None}) | Q(**{f"{prefix}embargo_until__lte": at})
    )


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(is_public(at))

    def latest_first(self):
        return self.order_by(*LATEST_FIRST)

    def on_the_front(self):
        """Those that an editor placed, in their places."""
        return self.filter(front_rank__isnull=False).order_by("front_rank", "-publish_at", "-pk")

    def by_time(self):
        """Those without a place on the front page, latest first."""
        return self.filter(front_rank=None).latest_first()

    def in_month(self, start, end):
        return self.filter(publish_at__gte=start, publish_at__lt=end)

    def for_cards(self):
        return self.select_related("section", "lead_image").defer("body")

    def for_story_page(self):
        return self.select_related("section", "lead_image").prefetch_related(
            "bylines__author", "topics", "corrections", "revisions", "race_links__race"
        )

    def for_feed(self):
        return self.select_related("section", "lead_image").prefetch_related(
            "bylines__author", "topics", "corrections", "race_links"
        )

    def about_athlete(self, athlete):
        """Stories that link a race of the athlete's, in whatever role."""
        return self._linked(Q(race__results__athlete=athlete) | Q(race__results__legs__athlete=athlete))

    def about_country(self, country):
        """Stories about a final in which the country won a medal: every final has thirty countries in it."""
        won = Q(race__results__country=country, race__results__place__lte=3, race__decides_medals=True)
        return self._linked(MAIN & won)

    def about_competition(self, competition):
        return self._linked(MAIN & Q(race__event__competition=competition))

    def about_event(self, event):
        return self._linked(MAIN & Q(race__event=event))

    def about_races(self, races):
        return self._linked(Q(race__in=races))

    def _linked(self, condition):
        links = self.model._meta.get_field("race_links").related_model
        return self.filter(pk__in=links.objects.filter(condition).values("article"))


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """Of stories that are public now, latest first, with the story."""
        return (
            self.filter(is_public(prefix="article__"))
            .select_related("article__section")
            .order_by("-at", "-pk")
        )
