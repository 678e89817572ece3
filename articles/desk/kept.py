"""What was typed comes back to who typed it, whatever stood against saving it."""

from django.conf import settings
from django.contrib import admin
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure
from django.views.decorators.csrf import requires_csrf_token

OWN = "articles_article_"  # how the addresses of a story at the desk are named
FOR_SCRIPTS = {f"{OWN}{name}" for name in ("autosave", "presence", "checks")}
TYPED = {f"{OWN}{name}" for name in ("add", "change", "conflict")}
NEVER_SENT_ON = {"csrfmiddlewaretoken", "agreed"}

TEXTS = {"headline": "Headline", "standfirst": "Standfirst", "body": "Text"}
FORBIDDEN = "You may not save this story as it stands now: your role does not allow it, or it was retracted."
GONE = "The story was deleted while you were writing: begin it anew."
LOGGED_OUT = "You were logged out before this was saved."
SECRET_CHANGED = "The page was older than your login, so that it could not be saved safely."


def page(request, reason, *, status, again=False):
    """The typed text, to copy; and to send again, where that can help."""
    context = admin.site.each_context(request) | {
        "title": "Not saved",
        "is_nav_sidebar_enabled": False,  # it would be empty for who is logged out
        "reason": reason,
        "texts": [(label, request.POST.get(name, "")) for name, label in TEXTS.items()],
        "again": list(_sent_on(request.POST)) if again else None,
        "login_url": "" if request.user.is_active else reverse("admin:login"),
        "story_url": request.path,
    }
    return render(request, "admin/articles/article/kept_text.html", context, status=status)


def _sent_on(post):
    """The typed fields; a button is not pressed again by itself."""
    for name, values in post.lists():
        if name not in NEVER_SENT_ON and not name.startswith("_"):
            yield from ((name, value) for value in values)


def logged_out(request):
    """To whoever saves after the session has ended: log in beside it, then send the text again."""
    return page(request, LOGGED_OUT, status=401, again=True)


@requires_csrf_token
def csrf_failed(request, reason=""):
    """As Django has it, but a story's text is given back; only what our own page sent may be sent again."""
    match = request.resolver_match
    name = match.url_name if match else ""
    if name in FOR_SCRIPTS:
        return JsonResponse({"error": SECRET_CHANGED, "login": reverse("admin:login")}, status=403)
    if name not in TYPED:
        return csrf_failure(request, reason)
    return page(request, SECRET_CHANGED, status=403, again=_is_our_own(request))


def _is_our_own(request):
    """No other site can send this header with our name in it."""
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in own
