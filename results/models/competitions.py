"""Competition → event → race: where and when something was contested."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from results.models.reference import Country, Discipline, Series
from results.querysets import CompetitionQuerySet, EventQuerySet, RaceQuerySet

WIND_RANGE = (-20, 20)  # m/s; a reading beyond it is a slip of the pen


def wind_in_range(field="wind"):
    low, high = WIND_RANGE
    return models.Q(**{field: None}) | models.Q(**{f"{field}__gte": low, f"{field}__lte": high})


def known_time_zone(value):
    if value not in available_timezones():
        raise ValidationError(
            "“%(zone)s” is no time zone; expected a name such as Europe/Budapest.", params={"zone": value}
        )


class Competition(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160, help_text="“World Athletics Championships, Budapest 2023”")
    short_name = models.CharField(max_length=60, help_text="“Budapest 2023”")
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="competitions"
    )
    venue = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="competitions_held")
    time_zone = models.CharField(max_length=40, validators=[known_time_zone], default="UTC")
    first_day = models.DateField()
    last_day = models.DateField()
    indoor = models.BooleanField(default=False)
    external_id = models.CharField(max_length=80, blank=True, help_text="The source’s own id")

    objects = CompetitionQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "name"]
        indexes = [
            models.Index(fields=["-first_day", "-id"]),
            models.Index(fields=["series", "-first_day"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="competition_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("results:competition", args=[self.slug])

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def heading(self):
        """As in a table's caption: “World Championships, Budapest”."""
        return f"{self.series.short_name if self.series else self.name}, {self.city}"


class Event(models.Model):
    """A discipline and category in a competition: “Men’s 1500m”."""

    class Category(models.TextChoices):
        MEN = "M", "Men"
        WOMEN = "W", "Women"
        MIXED = "X", "Mixed"

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="events")
    discipline = models.ForeignKey(Discipline, on_delete=models.PROTECT, related_name="events")
    category = models.CharField(max_length=1, choices=Category)
    slug = models.SlugField(max_length=60, help_text="“men-1500m”")
    complete = models.BooleanField(
        default=True, help_text="Every round and row is held; off where only the medallists are"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["discipline__order", "category", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "slug"], name="event_slug_is_unique_in_competition"
            ),
            models.UniqueConstraint(
                fields=["competition", "discipline", "category"], name="event_is_held_once_in_competition"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=["M", "W", "X"]), name="event_category_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.competition.short_name}"

    def get_absolute_url(self):
        return reverse("results:event", args=[self.competition.slug, self.slug])

    @property
    def title(self):
        words = {"M": "Men’s", "W": "Women’s", "X": "Mixed"}[self.category]
        return f"{words} {self.discipline.name}"


class Race(models.Model):
    """One start list and its outcome: a heat, a final, a qualifying group, or one part of a combined event.

    `discipline` is the event's own, but for the parts of a combined event.
    """

    class Round(models.TextChoices):
        PRELIMINARY = "preliminary", "Preliminary round"
        HEAT = "heat", "Heat"
        QUALIFICATION = "qualification", "Qualification"
        QUARTER_FINAL = "quarter-final", "Quarter-final"
        SEMI_FINAL = "semi-final", "Semi-final"
        PART = "part", "Part of a combined event"
        FINAL = "final", "Final"

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Start list"
        LIVE = "live", "Live"
        PROVISIONAL = "provisional", "Provisional"
        OFFICIAL = "official", "Official"
        REVISED = "revised", "Revised"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="races")
    discipline = models.ForeignKey(Discipline, on_delete=models.PROTECT, related_name="races")
    round = models.CharField(max_length=14, choices=Round, default=Round.FINAL)
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the heat or group")
    slug = models.SlugField(max_length=60, help_text="“final”, “semi-final-2”, “100m-heat-1”")
    date = models.DateField(help_text="Where the race is held")
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Where the time of day is known")
    wind = models.DecimalField("wind (m/s)", max_digits=3, decimal_places=1, null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.SCHEDULED)
    advancement = models.CharField(
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d+\+\d+$", "Write places and times as 3+4: three by place in each heat, four by time."
            )
        ],
        help_text="“3+4”: three by place in each heat, four by time",
    )
    decides_medals = models.BooleanField(default=False)
    complete = models.BooleanField(default=True, help_text="Every finisher is held")
    note = models.CharField(max_length=200, blank=True, help_text="Shown under the table")
    external_id = models.CharField(max_length=80, blank=True, help_text="The source’s own id")
    version = models.PositiveIntegerField(default=0, editable=False)  # one more with every write
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RaceQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "pk"]
        indexes = [
            models.Index(fields=["-date", "-id"]),
            # Partial, for SQLite uses no index on the bare truth of a column.
            models.Index(
                fields=["-date", "-id"], name="race_medals", condition=models.Q(decides_medals=True)
            ),
            models.Index(fields=["event", "date"]),
            models.Index(fields=["status", "date"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "slug"], name="race_slug_is_unique_in_event"),
            models.CheckConstraint(condition=wind_in_range(), name="race_wind_is_in_range"),
            models.CheckConstraint(
                condition=models.Q(status__in=["scheduled", "live", "provisional", "official", "revised"]),
                name="race_status_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.event.competition.short_name}"

    def get_absolute_url(self):
        return f"{self.event.get_absolute_url()}#{self.slug}"

    @property
    def key(self):
        """How a story names the race: “budapest-2023/men-1500m/final”."""
        return f"{self.event.competition.slug}/{self.event.slug}/{self.slug}"

    @property
    def round_title(self):
        """“Final”, “Semi-final 2”; the parts of a combined event carry their discipline: “100m, heat 1”."""
        label = self.get_round_display()
        if self.round == self.Round.PART:
            label = f"{self.discipline.name[:1].upper()}{self.discipline.name[1:]}"
            return f"{label}, heat {self.number}" if self.number else label
        if self.slug == "final-b":
            return "Final, B race"
        return f"{label} {self.number}" if self.number else label

    @property
    def title(self):
        """“Men’s 1500m, final”."""
        label = self.round_title
        return f"{self.event.title}, {label[:1].lower()}{label[1:]}"

    @property
    def has_result(self):
        return self.status in (self.Status.PROVISIONAL, self.Status.OFFICIAL, self.Status.REVISED)
