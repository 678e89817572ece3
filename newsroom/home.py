"""The front page: stories by rank, the latest results, the medals of the lead’s competition."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.feeds import FEED_FORMATS
from articles.models import Article
from articles.story_page import StoryPage
from newsroom.lib.addresses import absolute
from newsroom.lib.structured_data import document, organisation
from results import tables
from results.models import Race

TOP_STORIES = 6
MORE_STORIES = 9
PODIUMS = 4
STRIP = 5
MEDAL_ROWS = 8
NEXT = 6


@require_safe
def home(request):
    stories = _stories()
    lead = StoryPage(stories[0]) if stories else None
    finals = _latest_finals()
    context = {
        "lead": lead,
        "top": stories[1:TOP_STORIES],
        "more": stories[TOP_STORIES:],
        "podiums": finals[:PODIUMS],
        "strip": finals[:STRIP],
        "medals": _medals(lead, finals),
        "next_races": Race.objects.upcoming(timezone.localdate()).with_titles()[:NEXT],
        "feed_formats": FEED_FORMATS,
        "structured_data": document(
            {
                "@type": "WebSite",
                "name": settings.SITE_NAME,
                "url": absolute("/"),
                "publisher": organisation(settings.SITE_NAME, settings.SITE_URL),
            }
        ),
    }
    return render(request, "home.html", context)


def _stories():
    """As placed by an editor; the rest by time."""
    public = Article.objects.published().for_cards().prefetch_related("race_links")
    placed = list(public.on_the_front()[:TOP_STORIES])
    latest = list(public.by_time().latest_first()[: TOP_STORIES + MORE_STORIES])
    return [*placed, *latest][: TOP_STORIES + MORE_STORIES]


def _latest_finals():
    most = max(PODIUMS, STRIP)
    decided = Race.objects.deciding_medals()
    # The index knows the days: by the time of day no more is sorted than what was held since.
    days = list(decided.order_by("-date").values_list("date", flat=True)[:most])
    races = decided.filter(date__gte=min(days)).for_podium().latest_first()[:most] if days else []
    return [tables.race_table(race) for race in races]


def _medals(lead, finals):
    """Of the competition that the front page leads with, else of the latest."""
    competition = (lead and lead.competition) or (finals and finals[0].race.event.competition)
    return tables.medal_table(competition, rows=MEDAL_ROWS) if competition else None
