"""Who has a story open at the desk."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.stories import Article


class Presence(models.Model):
    """One tab of one person, as long as it says that it is open."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tab = models.CharField(max_length=36, help_text="Made by the browser, another one for each tab")
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user", "tab"], name="presence_of_a_tab_is_one")
        ]
        indexes = [models.Index(fields=["article", "seen_at"])]

    def __str__(self):
        return f"{self.user} at {self.article}"
