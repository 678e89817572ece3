"""A story, its byline and the races it tells of."""

import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from articles.models.people import Author
from articles.models.pictures import Image
from articles.models.taxonomy import Section, Topic
from articles.querysets import ArticleQuerySet
from results.models import Race


class Article(models.Model):
    """A story. What the public may see is `Article.objects.published()`, nowhere else.

    The row, its byline, topics and race links are what is public, or would be. A published story is edited in
    its `working` copy, apart from the row until it is published again; any other row follows what is written.
    """

    class Status(models.TextChoices):
        """Its public life."""

        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RETRACTED = "retracted", "Retracted"

    class Stage(models.TextChoices):
        """Of what is being written; empty while nothing waits."""

        WRITING = "writing", "Being written"
        SUBMITTED = "submitted", "Submitted"
        APPROVED = "approved", "Approved"

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        ANALYSIS = "analysis", "Analysis"
        PREVIEW = "preview", "Preview"
        NEWS = "news", "News"

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="The story’s name in feeds, for ever"
    )
    # Longer than a story may be published with: a draft is saved whatever it says.
    headline = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120, help_text="In the address; the number before it decides")
    standfirst = models.CharField(max_length=600, blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles")
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    races = models.ManyToManyField(Race, through="StoryRace", related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REPORT)
    body = models.TextField(validators=[MaxLengthValidator(200_000)], blank=True, help_text="Markdown")
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
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WRITING, blank=True, editable=False)
    stage_at = models.DateTimeField(null=True, editable=False)
    stage_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    stage_note = models.CharField(
        max_length=200, blank=True, editable=False, help_text="Why it was sent back"
    )
    working = models.OneToOneField(
        "Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Public from then on, once published")
    embargo_until = models.DateTimeField(null=True, blank=True, help_text="Never public before then")
    unpublish_at = models.DateTimeField(null=True, blank=True, help_text="Off every page from then on")
    # The database keeps it, so that an embargoed story takes its place in the lists by the hour it came out.
    public_from = models.GeneratedField(
        expression=models.Case(
            models.When(embargo_until__gt=models.F("publish_at"), then=models.F("embargo_until")),
            default=models.F("publish_at"),
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    first_published_at = models.DateTimeField(
        null=True, editable=False, help_text="The first moment at which the public could see it"
    )
    last_published_at = models.DateTimeField(null=True, editable=False)
    materially_updated_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="What readers see as “last updated”; a typing error does not move it",
    )
    retracted_at = models.DateTimeField(null=True, editable=False)
    retraction = models.CharField(max_length=400, blank=True, editable=False, help_text="For the reader: why")
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
        permissions = [
            ("approve_article", "Can approve stories of others"),
            ("publish_article", "Can publish, correct, withdraw and retract stories"),
        ]
        indexes = [
            models.Index(fields=["status", "-public_from", "-id"], name="articles_latest"),
            models.Index(fields=["front_rank", "status"]),
            models.Index(fields=["section", "status", "-public_from", "-id"], name="articles_section_latest"),
            models.Index(fields=["stage", "-stage_at", "-id"], name="articles_stage_latest"),
            models.Index(fields=["-modified_at", "-id"], name="articles_desk_latest"),
            # Partial, for few stories are any of these at a time.
            models.Index(
                fields=["last_published_at"], name="articles_developing", condition=models.Q(developing=True)
            ),
            models.Index(
                fields=["embargo_until"],
                name="articles_embargoed",
                condition=models.Q(embargo_until__isnull=False),
            ),
            models.Index(
                fields=["unpublish_at"],
                name="articles_coming_off",
                condition=models.Q(unpublish_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "published", "withdrawn", "retracted"]),
                name="article_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["writing", "submitted", "approved"])
                | models.Q(stage="", status__in=["published", "retracted"]),
                name="article_stage_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="retracted") | ~models.Q(retraction=""),
                name="article_retracted_says_why",
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

    def get_card_url(self):
        return reverse("articles:story_card", args=[self.pk, self.slug])

    def get_history_url(self):
        return reverse("articles:story_history", args=[self.pk, self.slug])

    @property
    def urn(self):
        return self.uuid.urn

    def was_public(self, at=None):
        """Whether the public could see it at some time before the moment."""
        return self.first_published_at is not None and self.first_published_at <= (at or timezone.now())

    @property
    def opens_at(self):
        """When it is public: its time, or the end of its embargo. As `public_from`, saved or not."""
        if self.publish_at and self.embargo_until:
            return max(self.publish_at, self.embargo_until)
        return self.publish_at

    @property
    def updated_at(self):
        """What readers and feeds see as “last updated”."""
        return max(filter(None, [self.materially_updated_at, self.opens_at]), default=None)

    @property
    def was_updated(self):
        return self.updated_at != self.opens_at

    @property
    def lead_picture(self):
        """What leads it today: the lead picture, as long as its rights last."""
        return self.lead_image if self.lead_image and self.lead_image.is_shown() else None

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
