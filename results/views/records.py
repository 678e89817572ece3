"""Records, by whose they are and by discipline."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from results import structured_data
from results.models import Discipline
from results.pages.records import WHOSE, RecordHistoryPage, RecordsPage
from results.views.lists import category_of


@require_safe
def record_list(request):
    scope = request.GET.get("scope", "") or "world"
    try:
        page = RecordsPage(scope, request.GET.get(WHOSE.get(scope, ""), ""))
    except LookupError:
        raise Http404("No such records.") from None
    context = {"page": page, "structured_data": structured_data.list_page("Records", request.path)}
    return render(request, "results/records.html", context)


@require_safe
def record_history(request, category, slug):
    page = RecordHistoryPage(get_object_or_404(Discipline, slug=slug), category_of(category))
    context = {"page": page, "structured_data": structured_data.record_page(page.name, page.url)}
    return render(request, "results/record_history.html", context)
