"""Which stories speak of an athlete, a race, a section: told when one is to be deleted.

What counts is the story as it stands and its working copy. Earlier versions do not: where one is restored,
what is gone is left out.
"""

from django.db.models import F

from articles.models import (
    Article,
    Author,
    Byline,
    Image,
    ImageUse,
    ResultsUse,
    Section,
    StoryRace,
    Topic,
)
from results import citations
from results.citations import Line
from results.models import Athlete, Competition, Race, RelayLeg, Result

ABOUT = StoryRace.Role.MAIN


def register():
    citations.register(Athlete, of_athletes)
    citations.register(Race, of_races)
    citations.register(Competition, of_competitions)
    citations.register(Section, of_sections)
    citations.register(Topic, of_topics)
    citations.register(Author, of_authors)
    citations.register(Image, of_images)


def of_athletes(athletes):
    """Stories about a race that one of them is in."""
    rows = Result.objects.filter(athlete__in=athletes).order_by().values("race")
    legs = RelayLeg.objects.filter(athlete__in=athletes).order_by().values("result__race")
    about = StoryRace.objects.filter(role=ABOUT)
    return _stories(about.filter(race__in=rows), about.filter(race__in=legs))


def of_races(races):
    """Stories that link one of them, or show its table or a chart in their text."""
    keys = [race.key for race in Race.objects.filter(pk__in=[race.pk for race in races]).with_titles()]
    return _stories(
        StoryRace.objects.filter(race__in=races),
        ResultsUse.objects.filter(race__in=races),
        ResultsUse.objects.filter(key__in=keys),
    )


def of_competitions(competitions):
    """Stories that show its medal table."""
    return _stories(ResultsUse.objects.filter(key__in=[each.slug for each in competitions]))


def of_sections(sections):
    return _cite(Article.objects.filter(section__in=sections))


def of_topics(topics):
    return _stories(Article.topics.through.objects.filter(topic__in=topics))


def of_authors(authors):
    return _stories(Byline.objects.filter(author__in=authors))


def of_images(pictures):
    """Stories that one of them leads, or in whose text one stands."""
    led = Article.objects.filter(lead_image__in=pictures).annotate(article=F("pk"))
    return _stories(ImageUse.objects.filter(image__in=pictures), led)


def _stories(*uses):
    """By what uses them, each by its own index: the ids first, for there may be a million stories."""
    most = citations.MOST_COUNTED + 1
    ids = {pk for rows in uses for pk in rows.order_by().values_list("article", flat=True).distinct()[:most]}
    return _cite(Article.objects.filter(pk__in=ids)) if ids else []


def _cite(stories):
    latest = stories.defer("body").order_by("-modified_at", "-pk")
    return citations.cite(latest, "story", "stories", _line)


def _line(story):
    return Line(f"{story.headline or 'No headline yet'} ({story.get_status_display().lower()})", story)
