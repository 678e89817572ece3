"""What a story said before, and what was put right."""

from django.conf import settings
from django.db import models

from articles.models.stories import Article
from articles.querysets import CorrectionQuerySet


class Correction(models.Model):
    """An error that was public and is put right in public."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField()
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.CORRECTION)
    text = models.CharField(max_length=400, help_text="For the reader: what was wrong, and what is right")
    old = models.CharField("was", max_length=300, blank=True)
    new = models.CharField("is", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"])]

    def __str__(self):
        return self.text


class Revision(models.Model):
    """A story as it went out (or was withdrawn) at a moment; written by the verbs in `publishing`."""

    class Event(models.TextChoices):
        PUBLISHED = "published", "Published"
        UPDATED = "updated", "Updated"
        WITHDRAWN = "withdrawn", "Withdrawn"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    event = models.CharField(max_length=10, choices=Event)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    developing = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    content = models.JSONField(help_text="headline, standfirst, body")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_event_display()} {self.at:%Y-%m-%d %H:%M}"
