"""What is taken away whole: results as CSV, JSON and XML, calendars."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from newsroom.lib import caching
from results.exporters import bell_lap, csv_file, sportsml
from results.models import Event, Race

FORMATS = {
    "csv": (csv_file.export, "text/csv; charset=utf-8"),
    "json": (bell_lap.export, "application/json"),
    "xml": (sportsml.export, "application/xml"),
}


def file_response(make, content_type):
    """With the date of the last change beside the ETag that every page has."""
    held = caching.generation()
    return caching.dated(HttpResponse(make(), content_type=content_type), held)


@require_safe
def event_file(request, competition, slug, form):
    """All races of an event, as a file that can be imported again."""
    event = get_object_or_404(Event.objects.for_page(), competition__slug=competition, slug=slug)
    export, content_type = FORMATS[form]
    return file_response(lambda: export(event, Race.objects.for_export().filter(event=event)), content_type)
