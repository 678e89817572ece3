"""What the public may see, said once."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

# How long one picture may take: who began it longer ago broke off.
RENDITIONS_TAKE = timedelta(hours=1)
NOT_READY = Q(credit="") | Q(alt="", decorative=False)  # of a picture, as `Image.is_ready`
LATEST_FIRST = ("-public_from", "-pk")
MAIN = Q(role="main")  # a race that a story is about, not one that it looks back to


def is_public(at=None, prefix=""):
    """The condition that a story is public at a moment: published, its time come, its embargo over, not yet
    to be taken off."""
    at = at or timezone.now()
    opened = Q(**{f"{prefix}status": "published", f"{prefix}public_from__lte": at})
    return opened & (Q(**{f"{prefix}unpublish_at": None}) | Q(**{f"{prefix}unpublish_at__gt": at}))


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(is_public(at))

    def latest_first(self):
        return self.order_by(*LATEST_FIRST)

    def on_the_front(self):
        """Those that an editor placed, in their places."""
        return self.filter(front_rank__isnull=False).order_by("front_rank", *LATEST_FIRST)

    def by_time(self):
        """Those without a place on the front page, latest first."""
        return self.filter(front_rank=None).latest_first()

    def in_month(self, start, end):
        return self.filter(public_from__gte=start, public_from__lt=end)

    def for_cards(self):
        return self.select_related("section", "lead_image").defer("body")

    def for_story_page(self):
        return self.select_related("section", "lead_image").prefetch_related(
            "bylines__author", "topics", "corrections", "race_links__race"
        )

    def for_feed(self):
        revisions = self.model._meta.get_field("revisions").related_model
        seen = revisions.objects.seen().defer("content")
        return self.select_related("section", "lead_image").prefetch_related(
            "bylines__author",
            "topics",
            "corrections",
            "race_links",
            Prefetch("revisions", seen, to_attr="seen_revisions"),
        )

    def retracted_since(self, moment):
        """Latest first, with `last_seen`: the row may have been rewritten after it was taken off."""
        revisions = self.model._meta.get_field("revisions").related_model.objects
        last_seen = revisions.seen().filter(article=OuterRef("pk")).order_by("-at", "-pk").values("content")
        found = self.filter(status="retracted", retracted_at__gte=moment).defer("body", "standfirst")
        return found.annotate(last_seen=Subquery(last_seen[:1])).order_by("-retracted_at", "-pk")

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


def has_rights(at=None, prefix=""):
    """The condition that a picture may be shown at a moment: the last day of its rights is not over."""
    today = timezone.localdate(at)
    return Q(**{f"{prefix}rights_until": None}) | Q(**{f"{prefix}rights_until__gte": today})


class ImageQuerySet(models.QuerySet):
    def shown(self, at=None):
        """Those that the public may be shown, as far as their rights go."""
        return self.filter(has_rights(at))

    def ready(self):
        """Credited, and described unless decorative: what a published story may show."""
        return self.exclude(NOT_READY)

    def not_ready(self):
        return self.filter(NOT_READY)

    def used(self):
        """In a story as it stands, or in its working copy."""
        return self.filter(self._uses())

    def unused(self):
        return self.filter(~self._uses())

    def _uses(self):
        uses = self.model._meta.get_field("uses").related_model.objects
        return Exists(uses.filter(image=OuterRef("pk")))

    def lacking_renditions(self, at=None):
        """Of which copies are to be made, and nobody is at it."""
        given_up = (at or timezone.now()) - RENDITIONS_TAKE
        free = Q(renditions_begun_at=None) | Q(renditions_begun_at__lt=given_up)
        return self.filter(free, renditions_complete=False)


class OwnerQuerySet(models.QuerySet):
    """Topics and authors: a name may tell what a story is about, so it is public once a story under it is."""

    def public(self, at=None):
        relation = self.model._meta.get_field("articles")
        whose, stories = relation.field.m2m_reverse_field_name(), relation.related_model.objects
        # From the few links to their story: the other way round a database reads all that is published.
        shown = Exists(stories.published(at).filter(pk=OuterRef("article")))
        return self.filter(Exists(relation.through.objects.filter(shown, **{whose: OuterRef("pk")})))


class RevisionQuerySet(models.QuerySet):
    def went_out(self):
        return self.filter(event__in=self.model.WENT_OUT)

    def seen(self, at=None):
        """The versions that the public saw up to a moment.

        Not what went out under an embargo, or for a later hour, and was replaced or taken back before.
        """
        return self.filter(seen_at__lte=at or timezone.now())

    def kept(self):
        """All but what was saved by itself."""
        return self.exclude(event=self.model.Event.AUTOSAVED)


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """Of stories that are public now, latest first, with the story."""
        return (
            self.filter(is_public(prefix="article__"))
            .select_related("article__section")
            .order_by("-at", "-pk")
        )
