"""What the results refer to and hardly ever changes: countries, disciplines, series."""

from django.db import models
from django.urls import reverse

from results.marks import Measure


class Country(models.Model):
    """A member federation of World Athletics; teams without one (neutrals, refugees) have a code as well."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=80)
    demonym = models.CharField(max_length=80, blank=True, help_text="“British”, “Norwegian”")
    iso2 = models.CharField("ISO code", max_length=2, blank=True)
    area = models.CharField(max_length=40, blank=True)
    flag_code = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("results:country", args=[self.code.lower()])


class Discipline(models.Model):
    """What is contested: 1500m, long jump, decathlon. The code is World Athletics'."""

    class Kind(models.TextChoices):
        TRACK = "track"
        ROAD = "road"
        FIELD = "field"
        WALK = "walk"
        RELAY = "relay"
        COMBINED = "combined", "Combined events"

    class Wind(models.TextChoices):
        NONE = "none", "Not measured"
        RACE = "race", "One reading a race"
        ATTEMPT = "attempt", "One reading an attempt"

    code = models.CharField(max_length=12, primary_key=True)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40, help_text="As on pages: “1500m”, “long jump”")
    long_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    measure = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Measure])
    wind = models.CharField(max_length=10, choices=Wind, default=Wind.NONE)
    team_size = models.PositiveSmallIntegerField(default=1)
    distance_m = models.PositiveIntegerField("distance in metres", null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(team_size__gte=1), name="discipline_has_a_team_size"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_relay(self):
        return self.team_size > 1

    @property
    def lower_is_better(self):
        return self.measure == Measure.TIME


class Series(models.Model):
    """Competitions that follow one another, and what their winners are called."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, help_text="“World Athletics Championships”")
    short_name = models.CharField(max_length=60, help_text="“World Championships”")
    title = models.CharField(
        max_length=40, blank=True, help_text="“World”, “Olympic”, “European”: the winner is its champion"
    )
    order = models.PositiveSmallIntegerField(
        default=100, help_text="1 stands above all others in an athlete’s honours"
    )

    class Meta:
        ordering = ["order", "name"]
        verbose_name_plural = "series"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("results:series", args=[self.slug])
