"""Competitions and their medal tables."""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.lib.paging import page_of
from results import structured_data, tables
from results.models import Competition
from results.pages.competition import CompetitionPage

COMPETITIONS = 40


@require_safe
def competition_list(request):
    before = request.GET.get("before", "")
    page = page_of(Competition.objects.for_page(), ("-first_day", "-pk"), before, size=COMPETITIONS)
    described = structured_data.list_page("Competitions", request.path)
    return render(request, "results/competition_list.html", {"page": page, "structured_data": described})


@require_safe
def competition(request, slug):
    found = get_object_or_404(Competition.objects.for_page(), slug=slug)
    context = {
        "competition": found,
        "page": CompetitionPage(found),
        "structured_data": structured_data.competition_page(found),
    }
    return render(request, "results/competition.html", context)


@require_safe
def medal_table(request, slug):
    found = get_object_or_404(Competition.objects.for_page(), slug=slug)
    as_of = _day(request.GET.get("as_of", ""))
    context = {
        "competition": found,
        "medals": tables.medal_table(found, as_of=as_of),
        "as_of": as_of,
        "days": _days(found),
        "structured_data": structured_data.medals_page(found),
    }
    return render(request, "results/medals.html", context)


def _day(text):
    """A day has one spelling, 2023-08-23; fromisoformat knows others as well."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404("No such day.") from None
    if day.isoformat() != text:
        raise Http404("No such day.")
    return day


def _days(competition):
    length = (competition.last_day - competition.first_day).days + 1
    return [competition.first_day + timedelta(days=number) for number in range(length)]
