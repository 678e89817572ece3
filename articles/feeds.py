"""Feeds of stories: one list of sources, one item builder, three formats."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles import embeds
from articles.models import Article, Author, Section, StoryRace, Topic
from newsroom.lib import caching, feeds
from newsroom.lib.addresses import absolute
from results import tables
from results.models import Athlete, Competition, Country, Event, Race

ITEMS = 30
TABLE_ROWS = 8
WRITERS = {"rss": feeds.to_rss, "atom": feeds.to_atom, "json": feeds.to_json_feed}
CONTENT_TYPES = {
    "rss": feeds.RSS_CONTENT_TYPE,
    "atom": feeds.ATOM_CONTENT_TYPE,
    "json": feeds.JSON_CONTENT_TYPE,
}
FEED_FORMATS = (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed"))


@dataclass(frozen=True)
class Source:
    """What a feed is of: its name, its page, and which stories."""

    title: str
    description: str
    path: str
    stories: object


def site():
    return Source("", "Athletics: stories and results in one.", reverse("home"), Article.objects.all())


def section(slug):
    found = get_object_or_404(Section, slug=slug)
    return Source(found.name, found.description, found.get_absolute_url(), found.articles.all())


def topic(slug):
    found = get_object_or_404(Topic, slug=slug)
    return Source(found.name, found.description, found.get_absolute_url(), found.articles.all())


def author(slug):
    found = get_object_or_404(Author, slug=slug)
    return Source(found.name, found.bio, found.get_absolute_url(), found.articles.all())


def athlete(pk, slug):
    found = get_object_or_404(Athlete.objects.current(), pk=pk)
    return Source(
        found.name,
        f"Stories of races with {found.name}.",
        found.get_absolute_url(),
        Article.objects.about_athlete(found),
    )


def country(code):
    found = get_object_or_404(Country, code=code.upper())
    return Source(
        found.name,
        f"Stories of medals for {found.name}.",
        found.get_absolute_url(),
        Article.objects.about_country(found),
    )


def competition(slug):
    found = get_object_or_404(Competition, slug=slug)
    return Source(
        found.short_name,
        f"Stories from {found.name}.",
        found.get_absolute_url(),
        Article.objects.about_competition(found),
    )


def event(competition, slug):
    found = get_object_or_404(Event.objects.for_page(), competition__slug=competition, slug=slug)
    return Source(
        str(found), f"Stories of the {found}.", found.get_absolute_url(), Article.objects.about_event(found)
    )


SOURCES = {
    "site": site,
    "section": section,
    "topic": topic,
    "author": author,
    "athlete": athlete,
    "country": country,
    "competition": competition,
    "event": event,
}


@require_safe
def feed(request, source, format, **names):
    found = SOURCES[source](**names)
    stories = list(found.stories.published().for_feed().latest_first()[:ITEMS])
    built = _feed(found, stories)
    response = HttpResponse(WRITERS[format](built), content_type=CONTENT_TYPES[format])
    changed = caching.last_modified(_changed_at(stories), timezone.now())
    if changed:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


@require_safe
def index(request):
    context = {"sections": Section.objects.all(), "topics": Topic.objects.all(), "formats": FEED_FORMATS}
    return render(request, "articles/feeds.html", context)


def _changed_at(stories):
    """When the list last changed: by a verb (edited, withdrawn), or by the clock passing a moment."""
    moments = [s.publish_at for s in stories] + [s.embargo_until for s in stories if s.embargo_until]
    return max([caching.generation().changed_at, *moments])


def _feed(source, stories):
    races, library = _races(stories), embeds.library_of([story.body for story in stories])
    title = f"{source.title} | {settings.SITE_NAME}" if source.title else settings.SITE_NAME
    return feeds.Feed(
        title=title,
        description=source.description,
        home_url=absolute(source.path),
        feed_urls=feeds.FeedUrls(**{name: absolute(f"{source.path}feed.{name}") for name in WRITERS}),
        items=tuple(_item(story, races, library) for story in stories),
        language=settings.LANGUAGE_CODE,
        icon=absolute(static("img/favicon.png")),
        publisher=settings.SITE_NAME,
    )


def _races(stories):
    """The main races of all stories, each with its rows: one query for all items."""
    ids = {
        link.race_id
        for story in stories
        for link in story.race_links.all()
        if link.role == StoryRace.Role.MAIN
    }
    return {race.pk: race for race in Race.objects.for_table().filter(pk__in=ids)}


def _item(story, races, library):
    return feeds.Item(
        id=story.urn,
        url=absolute(story.get_absolute_url()),
        title=story.headline,
        summary=story.standfirst,
        content_html=_content(story, races, library),
        published=story.publish_at,
        updated=story.updated_at,
        authors=tuple(
            (byline.author.name, absolute(byline.author.get_absolute_url())) for byline in story.bylines.all()
        ),
        categories=(story.section.name, *[topic.name for topic in story.topics.all()]),
        image=_image(story.lead_image),
    )


def _content(story, races, library):
    """The whole story, its result as a plain table, its corrections: what a reader without the page needs."""
    body = embeds.render_body(story.body, templates="feeds/embeds", library=library)
    main = [races[link.race_id] for link in story.race_links.all() if link.race_id in races]
    context = {
        "story": story,
        "body": body,
        "tables": [
            tables.race_table(race, rows=TABLE_ROWS) for race in main if race.key not in body.race_keys
        ],
        "corrections": story.corrections.all(),
    }
    return render_to_string("feeds/item.html", context)


def _image(image):
    if image is None:
        return None
    return feeds.Picture(
        url=absolute(image.file.url),
        type=image.content_type,
        length=image.file.size,
        alt=image.alt,
        credit=image.credit,
        width=image.width,
        height=image.height,
    )
