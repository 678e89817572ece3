"""Athletes, and the names under which sources know them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from newsroom.lib.text import fold
from results.models.reference import Country
from results.querysets import AthleteQuerySet


class Athlete(models.Model):
    """One person, however many competitions, spellings and countries. A merged athlete keeps its address."""

    class Sex(models.TextChoices):
        MEN = "M", "Men"
        WOMEN = "W", "Women"

    class BirthPrecision(models.TextChoices):
        DAY = "day"
        MONTH = "month"
        YEAR = "year"

    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80)
    name = models.CharField(max_length=160, help_text="As printed, with diacritics: “Narve Gilje Nordås”")
    name_key = models.CharField(
        max_length=160, editable=False, help_text="Name folded for matching and search"
    )
    sort_key = models.CharField(max_length=164, editable=False, help_text="Folded, the family name first")
    sex = models.CharField(max_length=1, choices=Sex)
    birth_date = models.DateField(null=True, blank=True)
    birth_date_precision = models.CharField(max_length=5, choices=BirthPrecision, default=BirthPrecision.DAY)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="athletes",
        help_text="Today; each result keeps its own",
    )
    world_athletics_id = models.PositiveIntegerField("World Athletics id", null=True, blank=True, unique=True)
    tilastopaja_id = models.PositiveIntegerField("Tilastopaja id", null=True, blank=True, unique=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )

    objects = AthleteQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["name_key", "id"]),
            models.Index(fields=["sort_key", "id"]),
            models.Index(fields=["country", "sort_key", "id"]),
            models.Index(fields=["birth_date", "country"]),
            # Of the few who are merged: one of all would be taken to find those who are not.
            models.Index(
                fields=["merged_into"],
                name="athlete_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=["M", "W"]), name="athlete_sex_is_known"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="athlete_is_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("results:athlete", args=[self.pk, self.slug])

    def set_keys(self):
        """What follows from the name; for those who are written without `save`."""
        self.name_key = fold(self.name)
        self.sort_key = fold(f"{self.family_name}, {self.given_name}")

    @property
    def slug(self):
        return slugify(self.name_key) or "athlete"

    def age_on(self, day):
        """Completed years on a day; None unless the birth date is known to the day."""
        if self.birth_date is None or self.birth_date_precision != self.BirthPrecision.DAY:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)


class AthleteMerge(models.Model):
    """Two records that were found to be one person: what went from the one to the other, to be given back."""

    drop = models.OneToOneField(
        Athlete, on_delete=models.PROTECT, related_name="merge", help_text="Whose address leads on"
    )
    keep = models.ForeignKey(Athlete, on_delete=models.PROTECT, related_name="merges")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200)
    moved = models.JSONField(default=dict, help_text="Keys of the rows, and the facts, by what they are")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.drop} into {self.keep}"


class AthleteName(models.Model):
    """Another spelling under which a source knows an athlete."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="known_names")
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160, editable=False, db_index=True)

    class Meta:
        ordering = ["name_key"]
        constraints = [
            models.UniqueConstraint(fields=["athlete", "name_key"], name="athlete_name_is_listed_once"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = fold(self.name)
        super().save(*args, **kwargs)
