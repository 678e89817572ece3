"""The versions of a story at the desk: what each said, what two differ in, a name, and the way back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from articles import embeds, history, revisions
from articles.desk import moments, showing, states
from articles.models import Revision
from newsroom.lib.paging import page_of
from results.models import Race

ON_A_PAGE = 50
LATEST_FIRST = ("-version", "-pk")


@dataclass(frozen=True)
class Line:
    """A version as the list tells of it."""

    revision: Revision
    at: str
    by: str

    @classmethod
    def of(cls, revision):
        return cls(revision, moments.clock(revision.at), states.person(revision.by))


def listed(desk, request, pk):
    article = showing.readable(desk, request, pk)
    page = page_of(
        _kept(article).defer("content"), LATEST_FIRST, request.GET.get("before", ""), size=ON_A_PAGE
    )
    lines = [Line.of(revision) for revision in page.items]
    return _page(desk, request, article, "versions", "Versions", page=page, lines=lines)


def version(desk, request, pk, number):
    """One version, to be looked at; who may change the story gives it a name, or makes it the text again."""
    article = showing.readable(desk, request, pk)
    revision = get_object_or_404(_kept(article), pk=number)
    if request.method == "POST":
        return _changed(desk, request, article, revision)
    return _version_page(desk, request, article, revision)


def compared(desk, request, pk):
    """What a version changed in another, by default in the one before it."""
    article = showing.readable(desk, request, pk)
    new = asked(article, request, "new")
    old = asked(article, request, "old") if request.GET.get("old") else _before(article, new)
    if old and (old.version, old.pk) > (new.version, new.pk):
        old, new = new, old
    context = {"new": Line.of(new), "old": Line.of(old) if old else None}
    if old:
        context |= _differences(old, new)
    return _page(desk, request, article, "compare", "What changed", **context)


def _differences(old, new):
    was, now = history.content_of(old), history.content_of(new)
    return {
        "texts": history.texts(was, now),
        "names": history.names(was, now),
        "rows": history.rows(_races(was) | _races(now), old.at, new.at),
    }


def _races(content):
    """The ids of the races that a content shows, linked or within the text."""
    within = Race.objects.by_key(embeds.results_in(content.body)).values()
    return {link.race for link in content.races} | {race.pk for race in within}


def _changed(desk, request, article, revision):
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    verb, page = (_restored, "change") if "_restore" in request.POST else (_named, "versions")
    try:
        told = verb(request, article, revision)
    except ValidationError as refusal:
        now = showing.held(article.pk)
        return _version_page(desk, request, now, revision, problems=refusal.messages)
    messages.success(request, told)
    return redirect(f"admin:articles_article_{page}", article.pk)


def _restored(request, article, revision):
    seen = showing.seen_version(request, article)
    made = revisions.restore(article, revision, by=request.user, seen=seen)
    return f"Version {revision.version} is the text again." if made else "The text says that already."


def _named(request, article, revision):
    revisions.name_revision(revision, request.POST.get("name", "").replace("\x00", ""), by=request.user)
    return f"The version is called “{revision.name}”." if revision.name else "The version has no name."


def _kept(article):
    return article.revisions.kept().select_related("by")


def asked(article, request, name):
    """The version that the address names; another's unsaved text is none."""
    typed = request.GET.get(name, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 18):
        raise Http404("No such version.")
    return get_object_or_404(_kept(article), pk=typed)


def _before(article, revision):
    earlier = _kept(article).filter(version__lte=revision.version).exclude(pk__gte=revision.pk)
    return earlier.order_by(*LATEST_FIRST).first()


def _version_page(desk, request, article, revision, problems=()):
    context = {"line": Line.of(revision), "problems": problems}
    return _page(desk, request, article, "version", f"Version {revision.version}", **context)


def _page(desk, request, article, name, title, **context):
    context |= showing.page_of(desk, request, article) | {
        "title": title,
        "may_change": desk.has_change_permission(request, article),
        "media": desk.media,
    }
    return render(request, f"admin/articles/article/{name}.html", context)
