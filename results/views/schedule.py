"""When it happens: timetables to read, calendars to subscribe to."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.lib.icalendar import ICALENDAR_CONTENT_TYPE
from results import structured_data
from results.exporters import calendars
from results.models import Athlete, Competition, Country, Event
from results.pages.timetable import TimetablePage, Wanted
from results.views.files import file_response


@require_safe
def timetable(request, slug):
    found = get_object_or_404(Competition.objects.for_page(), slug=slug)
    context = {
        "competition": found,
        "page": TimetablePage(found, Wanted.from_query(request.GET)),
        "structured_data": structured_data.competition_page(found),
    }
    return render(request, "results/timetable.html", context)


@require_safe
def competition_calendar(request, slug):
    found = get_object_or_404(Competition, slug=slug)
    return _calendar(calendars.of_competition, found)


@require_safe
def event_calendar(request, competition, slug):
    found = get_object_or_404(Event.objects.for_page(), competition__slug=competition, slug=slug)
    return _calendar(calendars.of_event, found)


@require_safe
def athlete_calendar(request, pk, slug):
    """The id decides, as on the athlete's page."""
    found = get_object_or_404(Athlete.objects.select_related("merged_into"), pk=pk)
    meant = found.merged_into or found
    if (pk, slug) != (meant.pk, meant.slug):
        address = reverse("results:athlete_calendar", args=[meant.pk, meant.slug])
        return HttpResponsePermanentRedirect(address)
    return _calendar(calendars.of_athlete, found)


@require_safe
def country_calendar(request, code):
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("results:country_calendar", args=[code.lower()]))
    return _calendar(calendars.of_country, get_object_or_404(Country, code=code.upper()))


def _calendar(export, owner):
    return file_response(lambda: export(owner), ICALENDAR_CONTENT_TYPE)
