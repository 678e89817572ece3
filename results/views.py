"""The reader's pages of results: fetch, name, render."""

from datetime import date, timedelta
from string import ascii_lowercase

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.lib.paging import page_of
from results import structured_data, tables, words
from results.models import Athlete, Competition, Country, Event
from results.pages.athlete import AthletePage
from results.pages.competition import CompetitionPage
from results.pages.country import CountryPage, countries_with_athletes
from results.pages.event import EventPage

COMPETITIONS = 40
ATHLETES = 120


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


@require_safe
def event(request, competition, slug):
    found = get_object_or_404(Event.objects.for_page(), competition__slug=competition, slug=slug)
    page = EventPage(found)
    context = {
        "event": found,
        "competition": found.competition,
        "page": page,
        "structured_data": structured_data.event_page(found, page.main_race, page.winners),
    }
    return render(request, "results/event.html", context)


@require_safe
def athlete_list(request):
    letter = request.GET.get("letter", "")
    page = page_of(_athletes(letter), ("name_key", "pk"), request.GET.get("after", ""), size=ATHLETES)
    context = {
        "page": page,
        "letter": letter,
        "letters": ascii_lowercase,
        "structured_data": structured_data.list_page("Athletes", request.path),
    }
    return render(request, "results/athlete_list.html", context)


@require_safe
def athlete(request, pk, slug):
    """The id decides; another slug, or the id of one who was merged, leads to the right address."""
    found = get_object_or_404(Athlete.objects.select_related("country", "merged_into"), pk=pk)
    if found.merged_into:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    if slug != found.slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    context = {
        "athlete": found,
        "born": words.birth(found),
        "page": AthletePage(found, request.GET.get("before", "")),
        "structured_data": structured_data.athlete_page(found),
    }
    return render(request, "results/athlete.html", context)


@require_safe
def country_list(request):
    context = {
        "countries": countries_with_athletes(),
        "structured_data": structured_data.list_page("Countries", request.path),
    }
    return render(request, "results/country_list.html", context)


@require_safe
def country(request, code):
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("results:country", args=[code.lower()]))
    found = get_object_or_404(Country, code=code.upper())
    context = {
        "country": found,
        "page": CountryPage(found, request.GET.get("after", "")),
        "structured_data": structured_data.country_page(found),
    }
    return render(request, "results/country.html", context)


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


def _athletes(letter):
    """Those whose name begins with a letter, accents folded; all without one."""
    athletes = Athlete.objects.for_list()
    if not letter:
        return athletes
    if letter not in tuple(ascii_lowercase):
        raise Http404("No such letter.")
    return athletes.filter(name_key__gte=letter, name_key__lt=chr(ord(letter) + 1))
