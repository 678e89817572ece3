"""Results from files at the desk: read, looked at beside what stands, decided about, applied, taken back."""

from dataclasses import replace

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.forms import Media
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path

from results import recording
from results.admin.importing import people, races, verbs, work
from results.admin.importing.forms import ImportForm
from results.admin.importing.problems import grouped
from results.importers import batches, formats, staging
from results.importers.staged import STATUS_OF_FORMAT
from results.models import ImportBatch, Race, StagedRace

STAGED, APPLIED, UNDONE, DISCARDED = ImportBatch.Status
REFUSALS = (ValidationError, PermissionDenied, recording.DuplicateRow)
STATES = {STAGED: "Waits", APPLIED: "Applied", UNDONE: "Undone", DISCARDED: "Put away"}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(state.value, words) for state, words in STATES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(status=self.value()) if self.value() else queryset


@admin.register(ImportBatch)
class ImportAdmin(admin.ModelAdmin):
    list_display = ["file", "state", "rows", "of_competition", "format_label", "who", "when"]
    list_display_links = ["file"]
    list_filter = [StateFilter]
    list_per_page = 50
    list_select_related = ["competition", "by"]
    show_full_result_count = False
    search_fields = ["name", "competition__short_name"]
    search_help_text = "By the file’s name or the competition"
    actions = None

    def has_delete_permission(self, request, obj=None):
        """An import is put away or undone; that it was there stays."""
        return False

    def get_urls(self):
        race = self.admin_site.admin_view(self.race_view)
        return [
            path("<int:pk>/races/<int:race>/", race, name="results_importbatch_race"),
            *super().get_urls(),
        ]

    # A file comes in

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form, staged = ImportForm(*posted, initial=request.GET.dict()), None
        if form.is_valid():
            staged = _staged(form)
            if not staged.refused:
                return self._kept(request, form, staged)
        problems = grouped(batches.problems(staged)) if staged else []
        return self._page(request, "add", "Import results", form=form, problems=problems, staged=staged)

    def _kept(self, request, form, staged):
        """Kept for a look, unless it says nothing that is not there."""
        if staged.does_nothing:
            self.message_user(request, f"Nothing to do: all of {staged.name} is here already.", messages.INFO)
            return redirect("admin:results_importbatch_add")
        batch = batches.store(staged, data_digest=batches.digest(form.content), by=request.user)
        self.log_addition(request, batch, "Read in")
        return redirect("admin:results_importbatch_change", batch.pk)

    # The page of one import

    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self._batch(request, object_id)
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        refusal = ""
        if request.method == "POST":
            refusal = self._done(request, batch)
            if not refusal:
                return redirect(request.path)
            batch.refresh_from_db()
        shown = self._waiting if batch.status == STAGED else self._past
        try:
            return shown(request, batch, refusal)
        except Http404:  # the key of a page that an earlier look at the file had
            return redirect(request.path)

    def _batch(self, request, pk):
        batch = self.get_object(request, str(pk))
        allowed = self.has_change_permission if request.method == "POST" else self.has_view_permission
        if not allowed(request, batch):
            raise PermissionDenied
        return batch

    def _done(self, request, batch):
        """Do what the button says; returns the sentence that says why it could not be."""
        verb = next((verb for name, verb in verbs.BUTTONS.items() if name in request.POST), None)
        if verb is None:
            return "No button was pressed."
        try:
            with transaction.atomic():
                said = verb(batch, request)
                self.log_change(request, batch, said)
        except recording.StaleRace:
            return f"Somebody else wrote to a race of this file since it was looked at. {verbs.LOOK_AGAIN}"
        except REFUSALS as refusal:
            return " ".join(getattr(refusal, "messages", None) or [str(refusal)])
        self.message_user(request, said, messages.SUCCESS)
        return ""

    def _waiting(self, request, batch, refusal):
        """What it would do, and who is to be decided about."""
        everything = "all" in request.GET
        found, shown = races.page(batch, request.GET.get("after", ""), everything=everything)
        still_open, decided = people.people(batch, request.POST)
        held, seen = batch.races.count(), races.to_see(batch).count()
        counts = batch.counts
        has_errors = any(problem.is_error for problem in grouped(batch.problems)) or counts.get("refused")
        return self._page(
            request,
            "waiting",
            batch.name,
            batch,
            refusal=refusal,
            still_open=still_open,
            decided=decided,
            races=shown,
            found=found,
            everything=everything,
            to_see=seen,
            unchanged=held - seen,
            has_errors=has_errors,
            does_nothing=not seen,
            may_apply=bool(seen) and not has_errors and not counts.get("ambiguous"),
            is_provisional=STATUS_OF_FORMAT.get(batch.format) == Race.Status.PROVISIONAL,
            has_outcome=races.told(batch).filter(has_outcome=True).exists(),
            seen=verbs.seen(batch),
        )

    def _past(self, request, batch, refusal):
        """What it did."""
        found, done = work.page(batch, request.GET.get("after", ""))
        return self._page(request, "past", batch.name, batch, refusal=refusal, found=found, done=done)

    def race_view(self, request, pk, race):
        """All rows of one race of a file that waits, page by page."""
        batch = self._batch(request, pk)
        with_titles = Prefetch("race", Race.objects.with_titles())
        staged = StagedRace.objects.prefetch_related(with_titles).filter(batch=pk, pk=race).first()
        if staged is None:
            self.message_user(
                request, "The file was looked at again since: open the race here.", messages.WARNING
            )
            return redirect("admin:results_importbatch_change", pk)
        found, shown, table = races.one(staged, request.GET.get("after", ""))
        return self._page(request, "race", shown.title, batch, found=found, shown=shown, table=table)

    def _page(self, request, name, title, batch=None, **context):
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "batch": batch,
            "state": batch and STATES[batch.status],
            "format_label": batch and _format_label(batch),
            "rows": batch and races.words(batch.counts),
            "opts": self.opts,
            "media": self.media + (context["form"].media if "form" in context else Media()),
            "may_change": self.has_change_permission(request, batch),
        }
        if batch and "problems" not in context:
            context["problems"] = grouped(batch.problems)
        return render(request, f"admin/results/importbatch/{name}.html", context)

    # The list

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Imports"} | (extra_context or {}))

    @admin.display(description="file", ordering="name")
    def file(self, batch):
        return batch.name

    @admin.display(description="format", ordering="format")
    def format_label(self, batch):
        return _format_label(batch)

    @admin.display(description="state", ordering="status")
    def state(self, batch):
        return STATES[batch.status]

    @admin.display(description="competition", ordering="competition")
    def of_competition(self, batch):
        return batch.competition.short_name if batch.competition else "–"

    @admin.display(description="who", ordering="by")
    def who(self, batch):
        return batch.by or "–"

    @admin.display(description="when", ordering="at")
    def when(self, batch):
        return batch.at

    @admin.display(description="rows")
    def rows(self, batch):
        return races.words(batch.counts)


def _staged(form):
    """What was given, beside what stands."""
    said = form.cleaned_data
    meet = formats.read(form.content, form.name, said["format"])
    if said["day"]:
        meet = replace(meet, races=[_on_day(race, said["day"]) for race in meet.races])
    return staging.stage(meet, name=form.name, competition=said["competition"], event=said["event"])


def _on_day(race, day):
    return race if race.date or race.starts_at else replace(race, date=day)


def _format_label(batch):
    module = formats.FORMATS.get(batch.format)
    return module.LABEL if module else batch.format
