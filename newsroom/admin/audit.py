"""The audit log at the desk: to be read, by page, and never counted."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import make_aware

from newsroom.lib.paging import page_of
from newsroom.models import AuditEntry

ON_A_PAGE = 50
SIGNS = {"added": "+", "taken": "−"}
DATE = forms.DateInput(attrs={"type": "date"})


class Filters(forms.Form):
    verb = forms.ChoiceField(required=False)
    person = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Anybody")
    since = forms.DateField(label="From", required=False, widget=DATE)
    until = forms.DateField(label="To", required=False, widget=DATE)
    words = forms.CharField(label="What", required=False, max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
        self.fields["verb"].choices = [("", "Anything"), *((verb, verb) for verb in verbs)]
        self.fields["person"].queryset = User.objects.filter(is_staff=True).order_by("username")

    def chosen(self, entries):
        """Those entries that are asked for; what makes no sense asks for nothing."""
        asked = self.cleaned_data
        if asked.get("verb"):
            entries = entries.filter(verb=asked["verb"])
        if asked.get("person"):
            entries = entries.filter(by=asked["person"])
        if asked.get("since"):
            entries = entries.filter(at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            entries = entries.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked.get("words"):
            words = asked["words"]
            entries = entries.filter(Q(object_words__icontains=words) | Q(by_name__icontains=words))
        return entries


def _midnight(day):
    return make_aware(datetime.combine(day, time.min))


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        filters = Filters(request.GET or None)
        entries = filters.chosen(AuditEntry.objects.all()) if filters.is_valid() else AuditEntry.objects.all()
        page = page_of(entries, ["-at", "-id"], request.GET.get("before", ""), size=ON_A_PAGE)
        for entry in page.items:
            entry.address, entry.told = _address(entry), _told(entry.detail)
        asked = {name: value for name, value in request.GET.items() if name != "before"}
        context = self.admin_site.each_context(request) | {
            "title": "Audit log",
            "opts": self.opts,
            "filters": filters,
            "page": page,
            "newest": f"?{urlencode(asked)}",
            "older": f"?{urlencode(asked | {'before': page.next_key})}" if page.next_key else "",
            "media": self.media,
        }
        return render(request, "admin/newsroom/auditentry/log.html", context)


def _address(entry):
    """The object's page at the desk, which may be gone by now."""
    try:
        return reverse(f"admin:{entry.object_type.replace('.', '_')}_change", args=[entry.object_id])
    except NoReverseMatch:
        return ""


def _told(detail):
    """[("groups", "+ Editor")], by name, for the databases keep no order; what has no value is left out."""
    words = ((name.replace("_", " "), _words(value)) for name, value in sorted(detail.items()))
    return [(name, said) for name, said in words if said]


def _words(value):
    if isinstance(value, dict):
        said = {SIGNS.get(name, name): _words(part) for name, part in sorted(value.items())}
        return ", ".join(f"{name} {words}" for name, words in said.items() if words not in ("", "0"))
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
