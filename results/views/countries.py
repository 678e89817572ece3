"""Countries and what they won."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from results import structured_data
from results.models import Country
from results.pages.country import CountryPage, countries_with_athletes


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
