"""A story's form as it is shown, and the little that every page about a story at the desk holds."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import presence, publishing, revisions
from articles.checks.lines import HEADLINE_LIMIT, STANDFIRST_LIMIT
from articles.content import Content
from articles.desk import checks, counting, moments, states, verbs
from articles.desk.sheets import Sheet
from articles.desk.tools import SHORTCUTS, TOOLBAR
from articles.models import Article
from newsroom.lib.addresses import absolute


@dataclass(frozen=True)
class Link:
    words: str
    url: str


def held(pk):
    """A story with what its form asks for, or None."""
    stories = Article.objects.select_related("section", "working", "stage_by").prefetch_related(
        "bylines", "topics", "race_links"
    )
    return stories.filter(pk=pk).first()


def readable(desk, request, pk):
    """A story for somebody who may look at it; raises Http404, or PermissionDenied."""
    return _allowed(request, pk, desk.has_view_permission)


def changeable(desk, request, pk):
    """A story for somebody who may change it; raises Http404, or PermissionDenied."""
    return _allowed(request, pk, desk.has_change_permission)


def _allowed(request, pk, is_allowed):
    article = held(pk)
    if article is None:
        raise Http404("There is no such story.")
    if not is_allowed(request, article):
        raise PermissionDenied
    return article


def sheet_of(request, article, content=None, seen=None):
    """The form as the story is, or filled with another content."""
    content = revisions.working_content(article) if content is None else content
    return Sheet(article, content, plans=verbs.may_publish(request.user), seen=seen)


def sheet_posted(request, article):
    """The form as it was sent, over what the story is."""
    content = revisions.working_content(article)
    return Sheet(article, content, plans=verbs.may_publish(request.user), data=request.POST)


def seen_version(request, article):
    """The version of which a page told; without one it is taken for an old one."""
    typed = request.POST.get("seen_version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else article.version - 1


def show(desk, request, article, sheet, *, problems=(), status=200, unsaved=None):
    now = timezone.now()
    words = counting.words_in(sheet.content.body)
    offers = verbs.offered(article, request.user, sheet.times.going_out if sheet.times else "")
    context = page_of(desk, request, article) | {
        "title": sheet.content.headline or "No headline yet",
        "sheet": sheet,
        "media": desk.media + sheet.media,
        "problems": problems,
        "unsaved_at": moments.clock(unsaved.at, now) if unsaved else "",
        "shows_unsaved": bool(unsaved) and "unsaved" in request.GET,
        "stage_by": states.person(article.stage_by),
        "offers": offers,
        "rare": [offer for offer in offers if offer.is_rare],
        "others": [
            {"name": states.person(other.user), "since": moments.clock(other.since, now)}
            for other in presence.others(article, request.user, at=now)
        ],
        "saved": last_saved(article, now),
        "words": words,
        "minutes": counting.minutes(words),
        "address": absolute(article.get_absolute_url()),
        "address_is_settled": bool(article.first_published_at),
        "limits": {"headline": HEADLINE_LIMIT, "standfirst": STANDFIRST_LIMIT},
        "toolbar": [tool.as_button() for tool in TOOLBAR],
        "shortcuts": SHORTCUTS,
        "checks_url": reverse("admin:articles_article_checks", args=[article.pk]),
        "checks": checks.shown(sheet.content, article),
        "may_delete": desk.has_delete_permission(request, article),
    }
    return render(request, "admin/articles/article/change_form.html", context, status=status)


def page_of(desk, request, article):
    """What every page about a story at the desk holds."""
    return desk.admin_site.each_context(request) | {
        "title": article.headline or "No headline yet",
        "opts": desk.opts,
        "article": article,
        "state": states.in_words(article),
        "state_key": states.state_key(article),
        "links": list(links(request.user, article)),
    }


def links(user, article):
    """The pages beside the form."""
    yield Link("Versions", reverse("admin:articles_article_versions", args=[article.pk]))
    if not verbs.may_publish(user):
        return
    for verb, words in (("correct", "Correct in public"), ("retract", "Retract")):
        if publishing.possible(verb, article):
            yield Link(words, reverse(f"admin:articles_article_{verb}", args=[article.pk]))


def last_saved(article, now):
    """“14:03 by Ann Smith”; empty where no version is kept."""
    latest = (
        article.revisions.kept().select_related("by").defer("content").order_by("-version", "-pk").first()
    )
    return f"{moments.clock(latest.at, now)} by {states.person(latest.by)}" if latest else ""


def opened(desk, request, article):
    """The form, with what the person wrote and did not save where that is asked for."""
    unsaved = revisions.autosaved(article, request.user)
    if unsaved and "unsaved" in request.GET:
        sheet = sheet_of(request, article, Content.from_data(unsaved.content), seen=unsaved.version)
    else:
        sheet = sheet_of(request, article)
    return show(desk, request, article, sheet, unsaved=unsaved)


def read_only(desk, request, article):
    """For who may read the story at the desk and not change it."""
    return render(request, "admin/articles/article/read_only.html", page_of(desk, request, article))


def tell(request, article, button, changed):
    """What became of it, and a word for the browser: the text that it kept has arrived."""
    done = "has no changes to save" if button is verbs.SAVE and not changed else button.done
    words = format_html(
        '<a href="{}" data-saved-story="{}">{}</a> {}.',
        article.get_absolute_url(),
        article.pk,
        article.headline or "The story",
        done,
    )
    messages.success(request, words)
