"""Events with their races."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from results import structured_data
from results.models import Event
from results.pages.event import EventPage


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
