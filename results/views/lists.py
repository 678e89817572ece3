"""Toplists of all time and of a season."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from results import structured_data
from results.models import Discipline
from results.pages.lists import CATEGORIES, PER_COUNTRY, ListPage, index


@require_safe
def list_index(request):
    context = {
        "kinds": index(),
        "structured_data": structured_data.list_page("Lists", request.path),
    }
    return render(request, "results/lists.html", context)


@require_safe
def toplist(request, category, slug):
    page = ListPage(
        get_object_or_404(Discipline, slug=slug),
        category_of(category),
        season=_season(request.GET.get("season", "")),
        performances=_one_of(request, "by", "athlete", "performance") == "performance",
        two_per_country=_one_of(request, "per_country", str(PER_COUNTRY)) != "",
    )
    if page.season and page.season not in page.seasons:
        raise Http404("No marks of that season.")
    context = {"page": page, "structured_data": structured_data.toplist_page(page.name, page.whole_url)}
    return render(request, "results/list.html", context)


def category_of(word):
    """“M” of “men”; 404 for another word."""
    if word not in CATEGORIES:
        raise Http404("No such category.")
    return CATEGORIES[word]


def _season(text):
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404("No such season.")
    return int(text)


def _one_of(request, name, *values):
    value = request.GET.get(name, "")
    if value not in ("", *values):
        raise Http404("No such list.")
    return value
