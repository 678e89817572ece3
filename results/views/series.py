"""Competitions that follow one another."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from results import structured_data
from results.models import Series
from results.pages.series import SeriesPage


@require_safe
def series(request, slug):
    found = get_object_or_404(Series, slug=slug)
    context = {
        "series": found,
        "page": SeriesPage(found),
        "structured_data": structured_data.series_page(found, request.path),
    }
    return render(request, "results/series.html", context)
