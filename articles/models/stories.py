"""A story, its byline and the races it tells of."""

import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse

from articles.models.people import Author
from articles.models.pictures import Image
from articles.models.taxonomy import Section, Topic
from articles.querysets import ArticleQuerySet
from results.models import Race


class Article(models.Model):
    """A story. What the public may see is `Article.objects.published()`, nowhere else."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        ANALYSIS = "analysis", "Analysis"
        PREVIEW = "preview", "Preview"
        NEWS = "news", "News"

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="The story’s name in feeds, for ever"
    )
    headline = models.CharField(max_length=110)
    slug = models.SlugField(max_length=120, help_text="In the address; the number before it decides")
    standfirst = models.CharField(max_length=240)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles")
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    races = models.ManyToManyField(Race, through="StoryRace", related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REPORT)
    body = models.TextField(validators=[MaxLengthValidator(200_000)], help_text="Markdown")
    lead_image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="led_stories"
    )
    developing = models.BooleanField(default=False, help_text="Shows “More to follow”")
    front_rank = models.PositiveSmallIntegerField(
        "place on the front page",
        null=True,
        blank=True,
        help_text="1 leads; left empty, the story stands by its time",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Public from then on, once published")
    embargo_until = models.DateTimeField(null=True, blank=True, help_text="Never public before then")
    first_published_at = models.DateTimeField(null=True, editable=False)
    last_published_at = models.DateTimeField(null=True, editable=False)
    materially_updated_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="What readers see as “last updated”; a typing error does not move it",
    )
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Raised by every save; a save of an older one is refused"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-publish_at", "-pk"]
        verbose_name = "story"
        verbose_name_plural = "stories"
        permissions = [("publish_article", "Can publish and withdraw stories")]
        indexes = [
            models.Index(fields=["status", "-publish_at", "-id"]),
            models.Index(fields=["front_rank", "status"]),
            models.Index(fields=["section", "status", "-publish_at", "-id"], name="articles_section_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "published", "withdrawn"]),
                name="article_status_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(publish_at__isnull=False),
                name="article_published_has_a_time",
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("articles:story", args=[self.pk, self.slug])

    @property
    def urn(self):
        return self.uuid.urn

    @property
    def updated_at(self):
        """What readers and feeds see as “last updated”."""
        return self.materially_updated_at or self.publish_at

    @property
    def was_updated(self):
        return bool(
            self.materially_updated_at and self.publish_at and self.materially_updated_at > self.publish_at
        )

    @property
    def main_races(self):
        """The races whose results the story stands on, in order; from the prefetched links."""
        return [link.race for link in self.race_links.all() if link.role == StoryRace.Role.MAIN]


class Byline(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_names_an_author_once")
        ]

    def __str__(self):
        return self.author.name


class StoryRace(models.Model):
    """A race that a story tells of."""

    class Role(models.TextChoices):
        MAIN = "main", "What the story is about"
        BACKGROUND = "background", "Background"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="race_links")
    race = models.ForeignKey(Race, on_delete=models.PROTECT, related_name="story_links")
    role = models.CharField(max_length=10, choices=Role, default=Role.MAIN)
    rows = models.PositiveSmallIntegerField(default=8, help_text="Rows shown before the rest folds")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "race of the story"
        verbose_name_plural = "races of the story"
        constraints = [
            models.UniqueConstraint(fields=["article", "race"], name="story_links_a_race_once"),
            models.CheckConstraint(condition=models.Q(rows__gte=1), name="story_race_shows_a_row"),
        ]

    def __str__(self):
        return str(self.race)
