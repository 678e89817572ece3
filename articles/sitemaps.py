"""What search engines are told of: stories here, results from their own app's models."""

from datetime import timedelta
from functools import partial

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Section, Topic
from newsroom.lib import caching
from results.models import Athlete, Competition, Event

NEWS_WINDOW = timedelta(days=2)  # Google News reads no older stories from a news sitemap
NEWS_LIMIT = 1000


class Stories(Sitemap):
    limit = 5000

    def items(self):
        return (
            Article.objects.published()
            .latest_first()
            .only("pk", "slug", "materially_updated_at", "publish_at", "embargo_until")
        )

    def lastmod(self, story):
        return story.updated_at


class Everything(Sitemap):
    """Objects of a model whose pages say themselves where they are; asked for anew each time."""

    limit = 5000

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset().order_by("pk")


SITEMAPS = {
    "stories": Stories,
    "sections": Everything(Section.objects.all),
    "topics": Everything(Topic.objects.public),
    "authors": Everything(Author.objects.public),
    "competitions": Everything(Competition.objects.all),
    "events": Everything(partial(Event.objects.select_related, "competition")),
    "athletes": Everything(Athlete.objects.current),
}


@require_safe
def index(request):
    held = caching.generation()
    return caching.dated(sitemaps.index(request, SITEMAPS, sitemap_url_name="sitemap_section"), held)


@require_safe
def of_section(request, section):
    """Dated by the last change of all: the latest story's own date would not move when a story goes."""
    held = caching.generation()
    return caching.dated(sitemaps.sitemap(request, SITEMAPS, section), held)


@require_safe
def news(request):
    recent = Article.objects.published().filter(public_from__gte=timezone.now() - NEWS_WINDOW).latest_first()
    return render(
        request, "articles/news_sitemap.xml", {"stories": recent[:NEWS_LIMIT]}, content_type="application/xml"
    )
