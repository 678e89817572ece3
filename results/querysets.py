"""The business words of the results, said once."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Prefetch, Q

from newsroom.lib.text import fold

MOST_WORDS = 8  # of a search
KEYS_AT_ONCE = 100  # more than any story names; SQLite takes no expression a thousand deep
SEARCHED = (
    "event__competition__short_name",
    "event__competition__slug",
    "event__slug",
    "slug",
    "event__discipline__name",
)


def held_by(as_of, prefix=""):
    """The condition that a race had been held at a moment (datetime) or by the end of a day (date).

    Where a race's time of day is not known, its day decides.
    """
    if as_of is None:
        return Q()
    if not isinstance(as_of, datetime):
        return Q(**{f"{prefix}date__lte": as_of})
    return Q(**{f"{prefix}starts_at__lte": as_of}) | Q(
        **{f"{prefix}starts_at__isnull": True, f"{prefix}date__lte": as_of.date()}
    )


class AthleteQuerySet(models.QuerySet):
    def current(self):
        """Without those merged into another."""
        return self.filter(merged_into=None)

    def for_list(self):
        return self.current().select_related("country")


class CompetitionQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("series", "country")

    def for_list(self):
        return self.for_page().annotate(event_count=Count("events")).order_by("-first_day", "-pk")


class EventQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("discipline", "competition__series", "competition__country")


class RaceQuerySet(models.QuerySet):
    def with_titles(self):
        return self.select_related("discipline", "event__discipline", "event__competition__series")

    def with_result(self):
        return self.filter(status__in=["provisional", "official", "revised"])

    def held_by(self, as_of):
        return self.filter(held_by(as_of))

    def deciding_medals(self):
        return self.with_result().filter(decides_medals=True)

    def latest_first(self):
        return self.order_by("-date", models.F("starts_at").desc(nulls_last=True), "-pk")

    def found_by(self, text):
        """Every word must be found in the competition, the event, the round or an athlete's name."""
        found = self
        for word in fold(text).split()[:MOST_WORDS]:
            found = found.filter(self._says(word))
        return found

    def _says(self, word):
        results = self.model._meta.get_field("results").related_model
        legs = results._meta.get_field("legs").related_model
        runners = results.objects.filter(athlete__name_key__contains=word).values("race")
        said = Q(pk__in=runners) | Q(
            pk__in=legs.objects.filter(athlete__name_key__contains=word).values("result__race")
        )
        for field in SEARCHED:
            said |= Q(**{f"{field}__icontains": word})
        return said

    def upcoming(self, day):
        """Races not held yet, from a day on, in the order of their starts."""
        return self.filter(status="scheduled", date__gte=day).order_by(
            "date", models.F("starts_at").asc(nulls_last=True), "pk"
        )

    def by_key(self, keys):
        """The races that stories name by “competition/event/race”, as a dict; unknown keys are missing."""
        wanted = sorted(tuple(key.split("/")) for key in keys if key.count("/") == 2)
        found = {}
        for start in range(0, len(wanted), KEYS_AT_ONCE):
            asked = self.filter(self._named(wanted[start : start + KEYS_AT_ONCE]))
            found |= {race.key: race for race in asked.for_table()}
        return found

    def _named(self, keys):
        condition = Q()
        for competition, event, race in keys:
            condition |= Q(event__competition__slug=competition, event__slug=event, slug=race)
        return condition

    def for_table(self):
        """With everything that a result table shows, in a constant number of queries."""
        return self.with_titles().prefetch_related(Prefetch("results", self._rows()))

    def for_export(self):
        """With all that is held of each row, in the order in which they are contested."""
        rows = self._rows().prefetch_related("splits")
        with_all = self.with_titles().select_related("event__competition__country")
        return with_all.prefetch_related(Prefetch("results", rows)).order_by(
            "date", models.F("starts_at").asc(nulls_last=True), "pk"
        )

    def for_podium(self):
        """With the first three only, as on fronts."""
        rows = self._rows().filter(place__lte=3)
        return self.with_titles().prefetch_related(Prefetch("results", rows))

    def _rows(self):
        results = self.model._meta.get_field("results").related_model
        return (
            results.objects.in_table_order()
            .select_related("athlete", "country")
            .prefetch_related("legs__athlete", "attempts")
        )


class ResultQuerySet(models.QuerySet):
    def in_table_order(self):
        """By place; then those without one, in the customary order."""
        return self.order_by(models.F("place").asc(nulls_last=True), "order", "pk")

    def counting(self):
        """Rows with a mark in a race that has a result."""
        return self.filter(
            status="", mark_value__isnull=False, race__status__in=["provisional", "official", "revised"]
        )

    def held_by(self, as_of):
        return self.filter(held_by(as_of, "race__"))

    def medals(self):
        return self.filter(
            race__decides_medals=True,
            race__status__in=["provisional", "official", "revised"],
            place__lte=3,
        )

    def with_titles(self):
        return self.select_related(
            "athlete",
            "country",
            "race__discipline",
            "race__event__discipline",
            "race__event__competition__series",
        )

    def latest_first(self):
        return self.order_by("-race__date", models.F("race__starts_at").desc(nulls_last=True), "-race__pk")
