"""What the validators find: looked through here, mended in the race, or accepted with a reason."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from results import findings
from results.models import Competition, Finding
from results.validators import LABELS

COMPETITIONS_OFFERED = 50  # the latest ones with findings
LIST = "admin:results_finding_changelist"


class StateFilter(admin.SimpleListFilter):
    """Standing ones unless others are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("accepted", "Accepted"), ("all", "All")]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(accepted_at__isnull=self.value() != "accepted")

    def choices(self, changelist):
        standing, *others = super().choices(changelist)
        return [standing | {"display": "Standing"}, *others]


class RuleFilter(admin.SimpleListFilter):
    """The rules that are broken."""

    title = "rule"
    parameter_name = "rule"

    def lookups(self, request, model_admin):
        broken = Finding.objects.order_by().values_list("rule", flat=True).distinct()
        return sorted(((code, _label(code)) for code in broken), key=lambda rule: rule[1])

    def queryset(self, request, queryset):
        return queryset.filter(rule=self.value()) if self.value() else queryset


class CompetitionFilter(admin.SimpleListFilter):
    title = "competition"
    parameter_name = "competition"

    def lookups(self, request, model_admin):
        found = Finding.objects.order_by().values("race__event__competition")
        held = Competition.objects.filter(pk__in=found).order_by("-first_day", "-pk")
        return held.values_list("slug", "short_name")[:COMPETITIONS_OFFERED]

    def queryset(self, request, queryset):
        slug = self.value()
        return queryset.filter(race__event__competition__slug=slug) if slug else queryset


class AcceptForm(forms.Form):
    reason = forms.CharField(
        label="Why it may stand",
        max_length=findings.LONGEST_REASON,
        help_text="Kept with the finding: “Confirmed by the federation, 12 June”. "
        "What is wrong is not accepted but put right in the race.",
        widget=forms.TextInput({"class": "vLargeTextField"}),
    )


@admin.register(Finding)
class FindingAdmin(admin.ModelAdmin):
    list_display = ["message", "of_race", "severity", "rule_label", "accepted"]
    list_display_links = ["message"]
    list_filter = [StateFilter, "severity", CompetitionFilter, RuleFilter]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["message"]
    search_help_text = "By any words of the message, such as an athlete’s name"
    actions = None

    def get_queryset(self, request):
        related = ["race__discipline", "race__event__discipline", "race__event__competition", "accepted_by"]
        return super().get_queryset(request).select_related(*related)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """It goes when what it speaks of is mended."""
        return False

    # The page of one finding

    def change_view(self, request, object_id, form_url="", extra_context=None):
        finding = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, finding):
            raise PermissionDenied
        if finding is None:
            self.message_user(request, "There is no such finding any more: it is mended.", messages.WARNING)
            return redirect(LIST)
        if request.method == "POST" and not self.has_change_permission(request, finding):
            raise PermissionDenied
        form = AcceptForm(request.POST if "_accept" in request.POST else None)
        if request.method == "POST" and self.done(request, finding, form):
            return redirect(LIST)
        return render(request, "admin/results/findings_page.html", self.context(request, finding, form))

    def done(self, request, finding, form):
        """Whether what was asked for is done; if not, the form says why."""
        try:
            if "_reopen" in request.POST:
                findings.reopen(finding, request.user)
                said = "Reopened"
            elif form.is_valid():
                findings.accept(finding, form.cleaned_data["reason"], request.user)
                said = f"Accepted: {finding.reason}"
            else:
                return False
        except findings.FindingError as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
            return False
        self.log_change(request, finding, said)
        self.message_user(request, f"{said.partition(':')[0]}: {finding.message}", messages.SUCCESS)
        return True

    def context(self, request, finding, form):
        return self.admin_site.each_context(request) | {
            "title": "Finding",
            "subtitle": finding.race,
            "finding": finding,
            "rule": _label(finding.rule),
            "form": form,
            "may_change": self.has_change_permission(request, finding),
            "opts": self.opts,
            "media": self.media + form.media,
        }

    # The list

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Findings"} | (extra_context or {}))

    def get_list_display(self, request):
        """Those that stand leave the last column empty."""
        return self.list_display if request.GET.get("state") else self.list_display[:-1]

    @admin.display(description="race", ordering="race__date")
    def of_race(self, finding):
        address = reverse("admin:results_race_change", args=[finding.race_id])
        return format_html('<a href="{}">{}</a>', address, finding.race)

    @admin.display(description="rule", ordering="rule")
    def rule_label(self, finding):
        return _label(finding.rule)

    @admin.display(description="accepted", ordering="accepted_at")
    def accepted(self, finding):
        if not finding.accepted_at:
            return "–"
        return f"{finding.accepted_by}: {finding.reason}" if finding.accepted_by else finding.reason


def _label(code):
    return LABELS.get(code, code)
