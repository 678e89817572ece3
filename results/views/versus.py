"""Two athletes against each other."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from results import structured_data
from results.models import Athlete
from results.pages.versus import VersusPage, versus_path


@require_safe
def versus(request, pk, slug, rival):
    """The ids decide; another slug, or the id of one who was merged, leads to the right address."""
    athletes = Athlete.objects.select_related("country", "merged_into")
    given = [get_object_or_404(athletes, pk=each) for each in (pk, rival)]
    one, other = [each.merged_into or each for each in given]
    if one == other:
        if given[0] != given[1]:  # two records that are one person by now
            return HttpResponsePermanentRedirect(one.get_absolute_url())
        raise Http404("Nobody is met alone.")
    if [one, other] != given or slug != one.slug:
        return HttpResponsePermanentRedirect(versus_path(one, other))
    page = VersusPage(one, other, request.GET.get("before", ""))
    context = {"page": page, "structured_data": structured_data.versus_page(one, other, page.url)}
    return render(request, "results/versus.html", context)
