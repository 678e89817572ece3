"""The documents in `docs/` as pages of the desk, so that help is where the question is."""

import re

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from newsroom.lib import markdown

DOCUMENTS = settings.BASE_DIR / "docs"
PAGES = {
    "editors-handbook": "The editor’s handbook",
    "data-formats": "Data formats",
    "operators-handbook": "The operator’s handbook",
    "benchmarks": "Benchmarks",
}
TO_A_DOCUMENT = re.compile(rf"\]\(({'|'.join(PAGES)})\.md")
TO_A_PICTURE = re.compile(r"\]\(pictures/([a-z0-9-]+)\.png\)")


@require_safe
def page(request, name):
    if name not in PAGES:
        raise Http404("There is no such document.")
    text = (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8")
    context = admin.site.each_context(request) | {
        "title": PAGES[name],
        "body": markdown.manual(_with_addresses(text)),
        "pages": [(each, title, reverse("handbook", args=[each])) for each, title in PAGES.items()],
        "name": name,
    }
    return render(request, "admin/handbook.html", context)


@require_safe
def shown(request, picture):
    """A picture of the documents; a slug is no way to any other file."""
    file = DOCUMENTS / "pictures" / f"{picture}.png"
    if not file.is_file():
        raise Http404("There is no such picture.")
    return HttpResponse(file.read_bytes(), content_type="image/png")


def _with_addresses(text):
    """The same text, its links between files made links between pages."""
    text = TO_A_DOCUMENT.sub(lambda found: f"]({reverse('handbook', args=[found[1]])}", text)
    return TO_A_PICTURE.sub(lambda found: f"]({reverse('handbook_picture', args=[found[1]])})", text)


urlpatterns = [
    path("pictures/<slug:picture>.png", admin.site.admin_view(shown), name="handbook_picture"),
    path("<slug:name>/", admin.site.admin_view(page), name="handbook"),
]
