"""How results came in: a file, its races, and what each of its rows would do."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from results.models.competitions import Competition, Race
from results.models.outcomes import Result
from results.models.people import Athlete

USER = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class ImportBatch(models.Model):
    """One file, from being read to being applied or undone."""

    class Status(models.TextChoices):
        STAGED = "staged", "Waits for a person"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"
        DISCARDED = "discarded", "Discarded"

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)
    name = models.CharField("file", max_length=200)
    format = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    status = models.CharField(max_length=10, choices=Status, default=Status.STAGED)
    competition = models.ForeignKey(
        Competition, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    meet = models.JSONField(default=dict, help_text="The competition, and the problems of reading, as parsed")
    problems = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    created = models.JSONField(default=dict, help_text="What applying added, by model: undo takes it away")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "import"
        indexes = [
            models.Index(fields=["status", "-at"]),
            models.Index(fields=["digest"]),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_status_display().lower()}"


class StagedRace(models.Model):
    """A race of a file, and which race held here it is; none where applying would add it."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="races")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    data = models.JSONField(help_text="All but its rows, as parsed")
    race = models.ForeignKey(Race, on_delete=models.SET_NULL, null=True, blank=True, related_name="staged")
    seen_version = models.PositiveIntegerField(null=True, blank=True, help_text="Of the race when staged")
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["batch", "position"]

    def __str__(self):
        return self.title


class StagedRow(models.Model):
    """A row of a file beside what stands."""

    class Verdict(models.TextChoices):
        NEW = "new", "New"
        SAME = "same", "Same"
        CHANGED = "changed", "Changed"
        AMBIGUOUS = "ambiguous", "Who is it?"
        REFUSED = "refused", "Refused"

    staged_race = models.ForeignKey(StagedRace, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True, blank=True)
    data = models.JSONField(help_text="As parsed")
    verdict = models.CharField(max_length=10, choices=Verdict)
    result = models.ForeignKey(
        Result,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="staged",
        help_text="What stands",
    )
    athlete = models.ForeignKey(
        Athlete,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="staged",
        help_text="Who it is; none is a new athlete",
    )
    candidates = models.JSONField(default=list, help_text="Athletes it might be, by id, with the reason")
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["staged_race", "position"]
        indexes = [models.Index(fields=["staged_race", "verdict"])]

    def __str__(self):
        return f"{self.staged_race}, row {self.position}: {self.verdict}"
