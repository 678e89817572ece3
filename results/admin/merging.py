"""The pages beside the athlete's form: one person entered twice is made one, and two again."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from results import doubles, identities, words
from results.admin.base import athlete_label
from results.admin.deleting import cited
from results.models import Athlete, AthleteMerge

FOUND = 20
LONGEST_SEARCH = 100
LONGEST_NUMBER = 9  # digits; ids of athletes and of their lists have no more
SPELLINGS = 10
MERGES = 20
REASON = forms.TextInput({"class": "vLargeTextField"})


class MergeForm(forms.Form):
    keep = forms.TypedChoiceField(label="Who stays", coerce=int, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why they are one person",
        max_length=identities.LONGEST_REASON,
        help_text="Kept with every row that moves: “Same birth date and club, confirmed by the federation”.",
        widget=REASON,
    )

    def __init__(self, one, other, data=None):
        super().__init__(data, initial={"keep": one.pk})
        self.fields["keep"].choices = [(each.pk, athlete_label(each)) for each in (one, other)]


class UnmergeForm(forms.Form):
    why = forms.CharField(
        label="Why they are two again",
        max_length=identities.LONGEST_REASON,
        help_text="Kept with every row that goes back: “Two brothers”.",
        widget=REASON,
    )


@dataclass(frozen=True)
class Side:
    """One of the two, as the page shows it."""

    athlete: Athlete
    born: str
    ids: list
    spellings: list
    held: list


class Merging:
    """For the admin of athletes."""

    def merging_urls(self):
        views = {
            "merge": ("merge/", self.choose),
            "merge_with": ("merge/<int:other>/", self.compare),
            "unmerge": ("unmerge/", self.take_back),
        }
        return [
            path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=f"results_athlete_{name}")
            for name, (route, view) in views.items()
        ]

    def merging_context(self, request, athlete):
        """What the athlete's own form tells of it."""
        if athlete is None or not identities.may_merge(request.user):
            return {}
        merges = athlete.merges.select_related("drop")[:MERGES]
        return {"may_merge": True, "doubles": doubles.likely(athlete), "merges": merges}

    # Who is the other?

    def choose(self, request, pk):
        athlete = self._athlete(request, pk)
        asked = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
        found = self._found(request, athlete, asked) if asked else []
        context = {
            "asked": asked,
            "found": [(other, athlete_label(other)) for other in found],
            "doubles": doubles.likely(athlete),
        }
        return self._page(request, "choose", athlete, "Merge", **context)

    def _found(self, request, athlete, asked):
        """By id here or in a list, or by name; never the athlete, nor who is merged already."""
        others = Athlete.objects.current().exclude(pk=athlete.pk)
        if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER:
            number = int(asked)
            ids = Q(pk=number) | Q(world_athletics_id=number) | Q(tilastopaja_id=number)
            return others.filter(ids).order_by("pk")[:FOUND]
        found, several = self.get_search_results(request, others, asked)
        return (found.distinct() if several else found).order_by("sort_key", "pk")[:FOUND]

    # Both side by side

    def compare(self, request, pk, other):
        athlete, other = self._athlete(request, pk), self._athlete(request, other)
        objections = identities.objections(athlete, other)
        form = MergeForm(athlete, other, request.POST or None)
        both = {each.pk: each for each in (athlete, other)}
        if request.method == "POST" and form.is_valid() and (done := self._merged(request, form, both)):
            return redirect("admin:results_athlete_change", done.keep_id)
        context = {
            "sides": [_side(each, request.user) for each in (athlete, other)],
            "objections": objections,
            "form": form,
        }
        return self._page(request, "compare", athlete, "Merge", **context)

    def _merged(self, request, form, both):
        keep = both.pop(form.cleaned_data["keep"])
        [drop] = both.values() or [keep]
        try:
            done = identities.merge(keep, drop, why=form.cleaned_data["why"], by=request.user)
        except identities.IdentityError as refusal:
            form.add_error(None, refusal)
            return None
        self.log_change(request, keep, f"{drop} was merged into it: {done.why}")
        self.log_change(request, drop, f"Merged into {keep}: {done.why}")
        rows = len(done.moved["results"])
        self.message_user(
            request,
            f"{drop} is {keep} now; {rows} result{'' if rows == 1 else 's'} moved. Both addresses lead here.",
        )
        return done

    # Two again

    def take_back(self, request, pk):
        athlete = self._athlete(request, pk)
        done = AthleteMerge.objects.filter(drop=athlete).select_related("keep", "drop", "by").first()
        if done is None:
            self.message_user(request, f"Of {athlete} no merge is kept to be taken back.", messages.ERROR)
            return redirect("admin:results_athlete_change", athlete.pk)
        form = UnmergeForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._taken_back(request, done, form):
            return redirect("admin:results_athlete_change", athlete.pk)
        title = "Take the merge back"
        return self._page(request, "unmerge", athlete, title, form=form, done=done)

    def _taken_back(self, request, done, form):
        keep, drop, why = done.keep, done.drop, form.cleaned_data["why"]
        try:
            stayed = identities.unmerge(done, why=why, by=request.user)
        except identities.IdentityError as refusal:
            form.add_error(None, refusal)
            return False
        self.log_change(request, keep, f"{drop} is apart again: {why}")
        self.log_change(request, drop, f"Apart from {keep} again: {why}")
        self.message_user(request, f"{drop} and {keep} are two again.")
        if stayed:
            self.message_user(
                request,
                f"Of the results that had moved, {stayed} stay{'s' if stayed == 1 else ''} where they are: "
                "somebody has changed whose they are since, or taken them out.",
                messages.WARNING,
            )
        return True

    def _athlete(self, request, pk):
        if not identities.may_merge(request.user):
            raise PermissionDenied
        return get_object_or_404(Athlete.objects.select_related("country", "merged_into"), pk=pk)

    def _page(self, request, name, athlete, title, **context):
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": str(athlete),
            "athlete": athlete,
            "opts": self.opts,
            "media": self.media,
        }
        return render(request, f"admin/results/athlete/{name}.html", context)


def _side(athlete, user):
    return Side(
        athlete=athlete,
        born=words.birth(athlete),
        ids=[
            (whose, getattr(athlete, name)) for name, whose in doubles.IDS.items() if getattr(athlete, name)
        ],
        spellings=list(athlete.known_names.values_list("name", flat=True)[:SPELLINGS]),
        held=cited([athlete], user),
    )
