"""The reader's pages of stories: fetch, name, render."""

from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import cards, history, structured_data
from articles.feeds import FEED_FORMATS
from articles.models import Article, Author, Correction, Section, Topic
from articles.querysets import LATEST_FIRST
from articles.story_page import StoryPage
from newsroom.lib import caching
from newsroom.lib.paging import page_of

PAGE_SIZE = 20
CORRECTIONS_SHOWN = 100


@require_safe
def story(request, pk, slug):
    return _of_a_public_story(request, pk, slug, render_story, Article.get_absolute_url)


@require_safe
def story_history(request, pk, slug):
    """The versions that readers saw, each with what it changed."""
    return _of_a_public_story(request, pk, slug, _render_history, Article.get_history_url)


@require_safe
def story_card(request, pk, slug):
    """The story as a picture, for those who share it."""
    held = caching.generation()
    response = _of_a_public_story(request, pk, slug, _draw_card, Article.get_card_url)
    return caching.dated(response, held) if response.status_code == HTTPStatus.OK else response


def _of_a_public_story(request, pk, slug, show, address):
    article = get_object_or_404(Article.objects.for_story_page(), pk=pk)
    if not Article.objects.published().filter(pk=pk).exists():
        return _not_public(request, article)
    if slug != article.slug:
        return HttpResponsePermanentRedirect(address(article))
    return show(request, article)


def _render_history(request, article):
    context = {"article": article, "versions": history.public_versions(article)}
    return render(request, "articles/history.html", context)


def _draw_card(request, article):
    card = cards.public_card(article)
    headers = {"ETag": f'"{card.digest}"'}
    return HttpResponse(cards.drawn(card), content_type=cards.CONTENT_TYPE, headers=headers)


def render_story(request, article, status=200, **context):
    """The story's page; the desk's preview renders unsaved text through it as well."""
    page = StoryPage(article)
    context |= {"article": article, "page": page, "structured_data": structured_data.story_page(page)}
    return render(request, "articles/story.html", context, status=status)


def _not_public(request, article):
    """A story that was public and is no more keeps its address; any other was never there."""
    if article.status == Article.Status.RETRACTED:
        return render(request, "articles/retracted.html", {"article": article}, status=410)
    if article.status in {Article.Status.WITHDRAWN, Article.Status.PUBLISHED} and article.was_public():
        return render(request, "articles/withdrawn.html", status=410)
    raise Http404("No story at this address.")


@require_safe
def section(request, slug):
    found = get_object_or_404(Section, slug=slug)
    return _story_list(request, found.articles.all(), found.name, found.description, found, kicker="Section")


@require_safe
def topic(request, slug):
    found = get_object_or_404(Topic.objects.public(), slug=slug)
    return _story_list(request, found.articles.all(), found.name, found.description, found, kicker="Topic")


@require_safe
def author(request, slug):
    found = get_object_or_404(Author.objects.public(), slug=slug)
    return _story_list(request, found.articles.all(), found.name, found.bio, found, kicker="Author")


@require_safe
def archive(request, year, month):
    start, end = _month(year, month)
    stories = Article.objects.in_month(start, end)
    if not stories.published().exists():
        raise Http404("No stories in this month.")
    title = f"{start:%B %Y}"
    return _story_list(request, stories, title, f"Every story of {title}.", kicker="Archive", has_feed=False)


def _story_list(request, stories, title, description, owner=None, *, kicker, has_feed=True):
    public = stories.published().for_cards()
    page = page_of(public, LATEST_FIRST, request.GET.get("before", ""), size=PAGE_SIZE)
    context = {
        "title": title,
        "description": description,
        "kicker": kicker,
        "page": page,
        "canonical": owner.get_absolute_url() if owner else request.path,
        "feed_formats": FEED_FORMATS if has_feed else (),
        "structured_data": structured_data.list_page(title, request.path),
    }
    return render(request, "articles/story_list.html", context)


@require_safe
def corrections(request):
    latest = Correction.objects.public()[:CORRECTIONS_SHOWN]
    context = {"corrections": latest, "feed_formats": FEED_FORMATS}
    return render(request, "articles/corrections.html", context)


def _month(year, month):
    """The first moments of a month and of the next one, in the site's zone."""
    zone = timezone.get_current_timezone()
    start = datetime(year, month, 1, tzinfo=zone)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return start, end
