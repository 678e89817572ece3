from django.conf import settings
from django.db import models
from django.urls import reverse

from articles.querysets import OwnerQuerySet


class Author(models.Model):
    """A name in a byline: a reporter, or a desk."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    bio = models.CharField(max_length=300, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The login that writes under this name",
    )

    objects = OwnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:author", args=[self.slug])
