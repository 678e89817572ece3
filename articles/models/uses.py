"""Which pictures, races and competitions a story shows, kept by the saves: what their own pages ask."""

from django.db import models

from articles.models.pictures import Image
from articles.models.stories import Article
from results.models import Race

LONGEST_KEY = 210  # of a race: three slugs and the lines between


class ImageUse(models.Model):
    """A picture that leads a story or stands in its text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="image_uses")
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="uses")
    live = models.BooleanField(
        help_text="In the story as it is public, or would be; else in its working copy"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "image", "live"], name="image_use_is_listed_once")
        ]

    def __str__(self):
        return f"{self.image} in {self.article}"


class ResultsUse(models.Model):
    """A race or competition that a story names in an embed, or a race that its working copy links.

    An embed names it by its key, whether there is such a race or not; the links of the row itself are
    `StoryRace`.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="results_uses")
    race = models.ForeignKey(Race, on_delete=models.CASCADE, null=True, related_name="story_uses")
    key = models.CharField(
        max_length=LONGEST_KEY, blank=True, help_text="“budapest-2023/men-1500m/final”, “budapest-2023”"
    )
    live = models.BooleanField(
        help_text="In the story as it is public, or would be; else in its working copy"
    )

    class Meta:
        indexes = [models.Index(fields=["key"], name="articles_uses_by_key")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(models.Q(race=None), ~models.Q(key=""))
                | models.Q(race__isnull=False, key=""),
                name="results_use_names_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.key or self.race} in {self.article}"
