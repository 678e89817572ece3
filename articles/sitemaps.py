"""What search engines are told of: stories here, results from their own app's models."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Section, Topic
from results.models import Athlete, Competition, Event

NEWS_WINDOW = timedelta(days=2)  # Google News reads no older stories from a news sitemap
NEWS_LIMIT = 1000


class Stories(Sitemap):
    limit = 5000

    def items(self):
        return (
            Article.objects.published()
            .latest_first()
            .only("pk", "slug", "materially_updated_at", "publish_at")
        )

    def lastmod(self, story):
        return story.updated_at


class Everything(Sitemap):
    """All objects of a model whose pages say themselves where they are."""

    limit = 5000

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset.order_by("pk")


SITEMAPS = {
    "stories": Stories,
    "sections": Everything(Section.objects.all()),
    "topics": Everything(Topic.objects.all()),
    "authors": Everything(Author.objects.all()),
    "competitions": Everything(Competition.objects.all()),
    "events": Everything(Event.objects.select_related("competition")),
    "athletes": Everything(Athlete.objects.current()),
}


@require_safe
def news(request):
    recent = Article.objects.published().filter(publish_at__gte=timezone.now() - NEWS_WINDOW).latest_first()
    return render(
        request, "articles/news_sitemap.xml", {"stories": recent[:NEWS_LIMIT]}, content_type="application/xml"
    )
