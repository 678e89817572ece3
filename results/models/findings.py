"""What the validators say of a race, until it is mended or accepted."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from results.models.competitions import Race
from results.models.outcomes import Result


class Finding(models.Model):
    """Something a referee would look at. An accepted one stays accepted as long as it says the same."""

    class Severity(models.TextChoices):
        ERROR = "error", "Error"
        WARNING = "warning", "Warning"

    race = models.ForeignKey(Race, on_delete=models.CASCADE, related_name="findings")
    result = models.ForeignKey(
        Result, on_delete=models.CASCADE, null=True, blank=True, related_name="findings"
    )
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=Severity)
    message = models.CharField(max_length=400)
    key = models.CharField(max_length=64, help_text="The same for the same finding about the same values")
    found_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["severity", "-found_at", "-pk"]
        indexes = [models.Index(fields=["accepted_at", "severity", "-found_at"])]
        constraints = [
            models.UniqueConstraint(fields=["race", "key"], name="finding_is_kept_once"),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | ~models.Q(reason=""),
                name="finding_is_accepted_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.message
