"""Athletes, one by one and from A to Z."""

from string import ascii_lowercase

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.lib.paging import page_of
from results import structured_data, words
from results.models import Athlete
from results.pages.athlete import AthletePage

ATHLETES = 120


@require_safe
def athlete_list(request):
    letter = request.GET.get("letter", "")
    page = page_of(_athletes(letter), ("sort_key", "pk"), request.GET.get("after", ""), size=ATHLETES)
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


def _athletes(letter):
    """Those whose family name begins with a letter, accents folded; all without one."""
    athletes = Athlete.objects.for_list()
    if not letter:
        return athletes
    if letter not in tuple(ascii_lowercase):
        raise Http404("No such letter.")
    return athletes.filter(sort_key__gte=letter, sort_key__lt=chr(ord(letter) + 1))
