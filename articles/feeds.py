"""Feeds of stories: one list of sources, one item builder, three formats."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from articles import cards, embeds
from articles.models import Article, Author, Correction, Section, StoryRace, Topic
from newsroom.lib import caching, feeds
from newsroom.lib.addresses import absolute
from results import tables
from results.models import Athlete, Competition, Country, Event, Race

ITEMS = 30
TOLD_AS_RETRACTED = timedelta(days=30)  # long enough for any reader to ask again
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
    found = get_object_or_404(Topic.objects.public(), slug=slug)
    return Source(found.name, found.description, found.get_absolute_url(), found.articles.all())


def author(slug):
    found = get_object_or_404(Author.objects.public(), slug=slug)
    return Source(found.name, found.bio, found.get_absolute_url(), found.articles.all())


def athlete(pk, slug):
    """Of whom the id leads to, as on the athlete's page."""
    asked = get_object_or_404(Athlete.objects.select_related("merged_into"), pk=pk)
    found = asked.merged_into or asked
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
    held = caching.generation()
    found = SOURCES[source](**names)
    address = f"{found.path}feed.{format}"
    if request.path != address:  # another slug, or the id of one who was merged
        return HttpResponsePermanentRedirect(address)
    stories = list(found.stories.published().for_feed().latest_first()[:ITEMS])
    retracted = found.stories.retracted_since(timezone.now() - TOLD_AS_RETRACTED)[:ITEMS]
    built = _feed(found, _items(stories), [_retracted(story) for story in retracted])
    return caching.dated(HttpResponse(WRITERS[format](built), content_type=CONTENT_TYPES[format]), held)


@require_safe
def corrections(request, format):
    held = caching.generation()
    found = Source(
        "Corrections", "What we had wrong, and what is right.", reverse("articles:corrections"), stories=None
    )
    built = _feed(found, [_correction(each) for each in Correction.objects.public()[:ITEMS]])
    return caching.dated(HttpResponse(WRITERS[format](built), content_type=CONTENT_TYPES[format]), held)


@require_safe
def index(request):
    context = {"sections": Section.objects.all(), "topics": Topic.objects.public(), "formats": FEED_FORMATS}
    return render(request, "articles/feeds.html", context)


def _feed(source, items, retracted=()):
    title = f"{source.title} | {settings.SITE_NAME}" if source.title else settings.SITE_NAME
    return feeds.Feed(
        title=title,
        description=source.description,
        home_url=absolute(source.path),
        feed_urls=feeds.FeedUrls(**{name: absolute(f"{source.path}feed.{name}") for name in WRITERS}),
        items=tuple(items),
        retracted=tuple(retracted),
        language=settings.LANGUAGE_CODE,
        icon=absolute(static("img/favicon.png")),
        publisher=settings.SITE_NAME,
    )


def _items(stories):
    races, library = _races(stories), embeds.library_of([story.body for story in stories])
    return [_item(story, races, library) for story in stories]


def _retracted(story):
    """Under its own id, so that it takes the story's place; of its words no more than the headline it had."""
    had = {"headline": story.headline, "slug": story.slug} | (story.last_seen or {})
    return feeds.Item(
        id=story.urn,
        url=absolute(reverse("articles:story", args=[story.pk, had["slug"]])),
        title=f"Retracted: {had['headline']}",
        summary=story.retraction,
        content_html=format_html("<p><strong>Retracted.</strong> {}</p>", story.retraction),
        published=story.first_published_at,
        updated=story.retracted_at,
    )


def _correction(correction):
    story = correction.article
    return feeds.Item(
        id=f"{story.urn}#correction-{correction.pk}",
        url=absolute(story.get_absolute_url()),
        title=f"{correction.get_kind_display()}: {story.headline}",
        summary=correction.text,
        content_html=render_to_string("feeds/correction.html", {"correction": correction}),
        published=correction.at,
        updated=correction.at,
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
        published=story.opens_at,
        updated=story.updated_at,
        authors=tuple(
            (byline.author.name, absolute(byline.author.get_absolute_url())) for byline in story.bylines.all()
        ),
        categories=(story.section.name, *[topic.name for topic in story.topics.all()]),
        image=_image(story.lead_picture) or _card(story, races),
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
        "update": _last_update(story),
    }
    return render_to_string("feeds/item.html", context)


def _last_update(story):
    """The version that last moved “updated”, where its editor said why; a correction speaks for itself."""
    if not story.was_updated or any(each.at == story.updated_at for each in story.corrections.all()):
        return None
    return next((each for each in story.seen_revisions if each.at == story.updated_at and each.note), None)


def _card(story, races):
    """Where no photograph leads it, the podium drawn; a headline drawn would only say the title again."""
    main = next((races[link.race_id] for link in story.race_links.all() if link.race_id in races), None)
    card = cards.card_of(story, main)
    if not card.rows:
        return None
    return feeds.Picture(
        url=cards.address(story, card),
        type=cards.CONTENT_TYPE,
        alt=card.words,
        width=cards.WIDTH,
        height=cards.HEIGHT,
    )


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
