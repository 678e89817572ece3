from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class AppendOnly(Exception):
    """The log was to be written to in another way than at its end."""


class AuditEntries(models.QuerySet):
    def update(self, **values):
        raise AppendOnly("An entry of the audit log is never changed.")

    def bulk_update(self, *args, **options):
        self.update()

    def delete(self):
        raise AppendOnly("An entry of the audit log is never removed.")

    delete.alters_data = update.alters_data = bulk_update.alters_data = True
    delete.queryset_only = True


class AuditEntry(models.Model):
    """Somebody did something to an object. The names are kept as they were: both may be gone by now."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = models.CharField("by", max_length=150, blank=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=100, blank=True)  # articles.article
    object_id = models.CharField(max_length=60, blank=True)
    object_words = models.CharField("what", max_length=200, blank=True)
    detail = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = AuditEntries.as_manager()

    class Meta:
        verbose_name = "entry of the audit log"
        verbose_name_plural = "audit log"
        ordering = ["-at", "-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_by_verb"),
            models.Index(fields=["by", "-at", "-id"], name="audit_by_person"),
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_by_object"),
        ]

    def __str__(self):
        return f"{self.verb}: {self.object_words}"

    def save(self, **options):
        if not self._state.adding:
            raise AppendOnly("An entry of the audit log is never changed.")
        super().save(**options | {"force_insert": True})

    def delete(self, *args, **options):
        raise AppendOnly("An entry of the audit log is never removed.")
