"""What a story said before, and what was put right."""

from django.conf import settings
from django.db import models

from articles.models.stories import Article
from articles.querysets import CorrectionQuerySet, RevisionQuerySet


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
    """A whole story as it was saved, went out or was taken off; written by `revisions` and `publishing`."""

    class Event(models.TextChoices):
        AUTOSAVED = "autosaved", "Saved by itself"
        SAVED = "saved", "Saved"
        RESTORED = "restored", "Restored"
        PUBLISHED = "published", "Published"
        UPDATED = "updated", "Updated"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RETRACTED = "retracted", "Retracted"

    WENT_OUT = (Event.PUBLISHED, Event.UPDATED)
    PUBLIC = (*WENT_OUT, Event.WITHDRAWN, Event.RETRACTED)

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    event = models.CharField(max_length=10, choices=Event)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    version = models.PositiveIntegerField(
        default=0, help_text="Of the story, that this made; of one saved by itself, that it was written from"
    )
    seen_at = models.DateTimeField(
        null=True, help_text="From when the public sees it, as planned; empty where it never could"
    )
    name = models.CharField(max_length=80, blank=True, help_text="A named version is kept for good")
    developing = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    content = models.JSONField(help_text="As articles.content has it")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["article", "-at", "-id"], name="revisions_of_a_story")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "by"],
                condition=models.Q(event="autosaved"),
                name="revision_autosaved_is_one_a_person",
            )
        ]

    def __str__(self):
        return self.name or f"{self.get_event_display()} {self.at:%Y-%m-%d %H:%M}"
