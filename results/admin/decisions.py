"""The pages beside the race form: a disqualification, and the history with the way back."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.dateparse import parse_datetime

from results import change_words, history, rulings
from results.models import Result


class DisqualifyForm(forms.Form):
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ModelChoiceField(Result.objects.none(), label="Who")
    rule = forms.CharField(
        max_length=rulings.LONGEST_RULE, help_text="Such as TR17.2.3; shown beside the row."
    )
    why = forms.CharField(
        max_length=200, help_text="Shown to readers: “Protest by Kenya upheld: obstruction at 1300m”."
    )

    def __init__(self, race, data=None):
        super().__init__(data, initial={"seen_version": race.version})
        standing = race.results.filter(status="").exclude(place=None, mark_value=None)
        self.fields["result"].queryset = standing.in_table_order().select_related(
            "athlete", "race__discipline"
        )


class TakeBackForm(forms.Form):
    at = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(label="Why it is taken back", max_length=200)


class Decisions:
    """For the admin of races."""

    def decision_urls(self):
        views = {"disqualify": self.disqualify, "changes": self.changes}
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"results_race_{name}")
            for name, view in views.items()
        ]

    def disqualify(self, request, pk):
        race = self._race(request, pk)
        form = DisqualifyForm(race, request.POST or None)
        if request.method == "POST" and form.is_valid() and self._disqualified(request, form):
            return redirect("admin:results_race_change", race.pk)
        return self._page(request, "disqualify", race, "Disqualify", form=form)

    def _disqualified(self, request, form):
        said = form.cleaned_data
        try:
            rulings.disqualify(
                said["result"], rule=said["rule"], why=said["why"], by=request.user, seen=said["seen_version"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        self.message_user(request, f"{said['result'].who} is disqualified; those behind moved up.")
        return True

    def changes(self, request, pk):
        """Every write to the race; the latest may be taken back."""
        race = self._race(request, pk, to_change=request.method == "POST")
        form = TakeBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._taken_back(request, race, form):
            return redirect("admin:results_race_changes", race.pk)
        past = history.Past([race])
        writes = [(write, change_words.line(write)) for write in past.writes(race)]
        latest = next(iter(past.revisions(race)), None)
        return self._page(request, "changes", race, "Changes", form=form, writes=writes, latest=latest)

    def _taken_back(self, request, race, form):
        try:
            at = parse_datetime(form.cleaned_data["at"])
            history.take_back(race, at, why=form.cleaned_data["why"], by=request.user)
        except ValueError:
            form.add_error(None, "No write of that moment: open the page again.")
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            self.message_user(request, "Taken back: the race is what it was before.")
            return True
        return False

    def _race(self, request, pk, to_change=True):
        race = get_object_or_404(self.get_queryset(request), pk=pk)
        allowed = self.has_change_permission if to_change else self.has_view_permission
        if not allowed(request, race):
            raise PermissionDenied
        return race

    def _page(self, request, name, race, title, **context):
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": str(race),
            "race": race,
            "opts": self.opts,
            "media": self.media,
            "may_change": self.has_change_permission(request, race),
        }
        return render(request, f"admin/results/race/{name}.html", context)
