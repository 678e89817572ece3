"""The picture library."""

from mimetypes import guess_type

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from articles.querysets import ImageQuerySet

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Image(models.Model):
    """A photograph, re-encoded on its way in; its name on disk is ours, never the uploader's."""

    file = models.ImageField(upload_to="pictures/%Y/%m/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    renditions = models.JSONField(
        editable=False, default=list, help_text="[{name, format, width, height}] made from the file"
    )
    alt = models.CharField(
        "alternative text",
        max_length=250,
        blank=True,
        help_text="What the picture shows, for those who do not see it",
    )
    decorative = models.BooleanField(
        default=False, help_text="Says nothing that the text does not: no alternative text"
    )
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=120, blank=True, help_text="Photographer and agency")
    digest = models.CharField(
        editable=False, max_length=64, blank=True, help_text="SHA-256 of the file as it was sent"
    )
    renditions_complete = models.BooleanField(
        editable=False, default=False, help_text="Nothing is left to be made off the request"
    )
    renditions_begun_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when somebody is making what is left"
    )
    focal_x = models.PositiveSmallIntegerField("focal point, % from left", default=50, validators=PERCENT)
    focal_y = models.PositiveSmallIntegerField("focal point, % from top", default=50, validators=PERCENT)
    rights_until = models.DateField(
        null=True, blank=True, help_text="The last day on which it may be shown; empty where it may always"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = "picture"
        indexes = [
            models.Index(fields=["file"], name="images_by_file"),
            models.Index(fields=["digest"], name="images_by_digest"),
            models.Index(
                fields=["rights_until"],
                name="images_rights_ending",
                condition=models.Q(rights_until__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="image_focal_point_is_in_the_picture",
            ),
            models.CheckConstraint(
                condition=models.Q(decorative=False) | models.Q(alt=""), name="image_decorative_has_no_alt"
            ),
        ]

    def __str__(self):
        return self.caption or self.alt or f"Picture {self.pk}"

    def clean(self):
        if self.decorative and self.alt:
            raise ValidationError(
                {"alt": "A decorative picture has no alternative text: clear one of the two."}
            )

    @property
    def content_type(self):
        return guess_type(self.file.name)[0]

    @property
    def avif_set(self):
        return self._source_set("AVIF")

    @property
    def webp_set(self):
        return self._source_set("WEBP")

    @property
    def jpeg_set(self):
        return self._source_set("JPEG")

    def _source_set(self, kind):
        """The renditions of a format, as `srcset` wants them."""
        url = self.file.storage.url
        return ", ".join(
            f"{url(made['name'])} {made['width']}w" for made in self.renditions if made["format"] == kind
        )

    def is_shown(self, at=None):
        """Whether its rights last at a moment; `objects.shown(at)` are these."""
        return self.rights_until is None or self.rights_until >= timezone.localdate(at)

    @property
    def is_ready(self):
        """May stand in a published story: credited, and described unless decorative."""
        return bool(self.credit and (self.alt or self.decorative))
