"""What the scripts of a story's form ask: is it kept, who else is here, what do the checks say."""

from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from articles import presence, revisions
from articles.desk import checks, counting, moments, resolving, showing, states

LONGEST_TAB = 36


def for_scripts(desk, view):
    """A view of a story for whoever may change it; others are told so in a form that scripts understand."""

    @wraps(view)
    def answer(request, pk):
        if not desk.admin_site.has_permission(request):
            return JsonResponse({"login": reverse("admin:login")}, status=401)
        article = showing.held(pk)
        if article is None:
            return JsonResponse({"error": "There is no such story any more."}, status=404)
        if not desk.has_change_permission(request, article):
            return JsonResponse({"error": "You may not change this story."}, status=403)
        return view(request, article)

    return csrf_protect(require_POST(answer))


def autosave(request, article):
    """Keep what is typed for its writer alone."""
    sheet = showing.sheet_posted(request, article)
    content, seen = sheet.content, sheet.seen
    if seen is None:
        return JsonResponse({"error": "The form came without the version of the story."}, status=400)
    now = timezone.now()
    revisions.autosave(article, content, by=request.user, seen=seen, at=now)
    words = counting.words_in(content.body)
    return JsonResponse(
        {
            "saved_at": now.isoformat(),
            "saved_words": moments.clock(now),
            "words": words,
            "minutes": counting.minutes(words),
            "newer": _newer(article, seen),
        }
    )


def checked(request, article):
    """What the checks say of what is typed, as a part of the page."""
    return checks.panel(request, article, showing.sheet_posted(request, article).content)


def _newer(article, seen):
    """The version that somebody saved since, or None."""
    if article.version == seen:
        return None
    (who, when), *_ = resolving.since(article, seen)[::-1] or [("Somebody", "")]
    return {"version": article.version, "by": who, "at": when}


def here(request, article):
    """This tab has the story open, or leaves it; who else has."""
    tab = request.POST.get("tab", "")[:LONGEST_TAB].replace("\x00", "")
    if not tab:
        return JsonResponse({"error": "The tab has no name."}, status=400)
    if request.POST.get("leave"):
        presence.leave(article, request.user, tab)
        return HttpResponse(status=204)
    presence.note(article, request.user, tab)
    return JsonResponse(
        {
            "others": [
                {
                    "name": states.person(other.user),
                    "since": moments.clock(other.since),
                    "same_person": other.same_person,
                }
                for other in presence.others(article, request.user, tab)
            ],
            "version": article.version,
        }
    )
