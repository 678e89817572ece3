"""What stands and what stood: records, bests, and every change of a result."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from results.marks import Mark, Measure, Precision
from results.models.competitions import Event, Race
from results.models.imports import ImportBatch
from results.models.outcomes import PRECISIONS, Result
from results.models.people import Athlete
from results.models.reference import Country, Discipline, Series


class Record(models.Model):
    """A record as it stood from a day on; the one that stands is the best of its scope.

    With a result it is what that result declares, and comes and goes with it; without, it is shipped.
    """

    class Scope(models.TextChoices):
        WORLD = "WR", "World record"
        OLYMPIC = "OR", "Olympic record"
        CHAMPIONSHIP = "CR", "Championship record"
        AREA = "AR", "Area record"
        NATIONAL = "NR", "National record"

    scope = models.CharField(max_length=2, choices=Scope)
    discipline = models.ForeignKey(Discipline, on_delete=models.PROTECT, related_name="records")
    category = models.CharField(max_length=1, choices=Event.Category)
    area = models.CharField(max_length=40, blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="records"
    )
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="records"
    )
    result = models.ForeignKey(
        Result, on_delete=models.CASCADE, null=True, blank=True, related_name="records"
    )
    athlete = models.ForeignKey(
        Athlete, on_delete=models.PROTECT, null=True, blank=True, related_name="records"
    )
    holder = models.CharField(max_length=160, help_text="Name of the athlete or team")
    mark_value = models.PositiveIntegerField(help_text="ms, mm or points")
    mark_precision = models.CharField(max_length=2, choices=PRECISIONS)
    date = models.DateField()
    city = models.CharField(max_length=80, blank=True)
    ratified = models.BooleanField(default=False)
    equalled = models.BooleanField(default=False)

    class Meta:
        ordering = ["discipline__order", "category", "scope", "-date"]
        indexes = [
            models.Index(fields=["discipline", "category", "scope"]),
            models.Index(fields=["scope", "discipline", "category"]),
            models.Index(fields=["country", "discipline", "category"]),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(mark_value__gt=0), name="record_mark_is_positive"),
            models.CheckConstraint(
                condition=models.Q(scope__in=["WR", "OR"])
                | (models.Q(scope="CR") & models.Q(series__isnull=False))
                | (models.Q(scope="AR") & ~models.Q(area=""))
                | (models.Q(scope="NR") & models.Q(country__isnull=False)),
                name="record_names_its_scope",
            ),
        ]

    def __str__(self):
        return f"{self.scope} {self.discipline} {self.mark} {self.holder}"

    @property
    def mark(self):
        return Mark(self.mark_value, Measure(self.discipline.measure), Precision(self.mark_precision))


class Best(models.Model):
    """An athlete's best in a discipline: of one season, or of all seasons held (`season` is null).

    Derived; kept by the verbs that write results, because lists of millions must not be worked out on a page.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="bests")
    discipline = models.ForeignKey(Discipline, on_delete=models.PROTECT, related_name="bests", db_index=False)
    category = models.CharField(max_length=1, choices=Event.Category)
    season = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="best_of")
    list_key = models.IntegerField(help_text="The result’s: lower is better")
    date = models.DateField()

    class Meta:
        ordering = ["discipline__order", models.F("season").desc(nulls_first=True)]
        indexes = [models.Index(fields=["discipline", "category", "season", "list_key", "date"])]
        constraints = [
            models.UniqueConstraint(
                fields=["athlete", "discipline", "season"],
                name="best_of_a_season_is_one",
                condition=models.Q(season__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["athlete", "discipline"], name="best_overall_is_one", condition=models.Q(season=None)
            ),
        ]

    def __str__(self):
        return f"{self.athlete} {self.discipline} {self.season or 'overall'}"


class Change(models.Model):
    """One write: who, when, why, before and after. What is written together shares its moment."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    before = models.JSONField(null=True, blank=True, help_text="Null where it is new")
    after = models.JSONField(null=True, blank=True, help_text="Null where it was removed")

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]


class ResultChange(Change):
    """One write to a result. Rows outlive the result they speak of."""

    result = models.ForeignKey(Result, on_delete=models.SET_NULL, null=True, related_name="changes")
    race = models.ForeignKey(Race, on_delete=models.CASCADE, related_name="changes", db_index=False)
    revises = models.BooleanField(
        db_default=True, help_text="Not where the records of a person were made one, or two again"
    )

    class Meta(Change.Meta):
        indexes = [models.Index(fields=["race", "-at"])]

    def __str__(self):
        return f"{self.race}: {self.why}"


class RaceChange(Change):
    """One write to a race itself: its status, wind, start."""

    race = models.ForeignKey(Race, on_delete=models.CASCADE, related_name="own_changes", db_index=False)

    class Meta(Change.Meta):
        indexes = [models.Index(fields=["race", "-at"])]

    def __str__(self):
        return f"{self.race}: {self.why}"
