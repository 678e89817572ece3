"""The pages that delete: they show what cites a thing, and delete it only where nothing does."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from results import citations, deleting


@dataclass(frozen=True)
class Shown:
    """A citation as a person may see it: with links, or no more than how many there are."""

    what: str
    lines: list  # [(words, address or "")]
    more: str
    hidden: bool


def cited(objs, user):
    """[Shown]: what cites these objects of one model, as the user may see it."""
    return [_shown(citation, user) for citation in citations.of(objs)]


class DeletesTheUncited:
    """For a ModelAdmin of what others cite."""

    delete_confirmation_template = "admin/results/delete.html"
    delete_selected_confirmation_template = "admin/results/delete_selected.html"
    goes_along = ""  # what is deleted with it, in a sentence

    def get_deleted_objects(self, objs, request):
        """What is deleted, how many of a kind, rights that lack (asked before), and what is in the way."""
        objs = list(objs)
        return [str(each) for each in objs], {}, set(), cited(objs, request.user)

    def delete_view(self, request, object_id, extra_context=None):
        context = {"goes_along": self.goes_along} | (extra_context or {})
        try:
            return _answer(request, super().delete_view(request, object_id, context))
        except deleting.StillCited as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
            return redirect(request.get_full_path())

    def delete_model(self, request, obj):
        deleting.delete([obj], by=request.user)

    def delete_queryset(self, request, queryset):
        deleting.delete(queryset, by=request.user)

    def response_action(self, request, queryset):
        """All that are chosen, or none: also where something came to cite one of them a moment ago."""
        try:
            with transaction.atomic():
                return _answer(request, super().response_action(request, queryset))
        except deleting.StillCited as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
            return redirect(request.get_full_path())


def _answer(request, response):
    """Who confirmed and is shown the page once more was refused."""
    if response is not None and response.status_code == HTTPStatus.OK and "post" in request.POST:
        response.status_code = HTTPStatus.CONFLICT
    return response


def _shown(citation, user):
    if not user.has_perm(citation.right):
        return Shown(citation.what, [], "", hidden=True)
    return Shown(
        citation.what,
        [(line.words, _address(line.target)) for line in citation.lines],
        citation.more,
        hidden=False,
    )


def _address(target):
    if target is None:
        return ""
    opts = target._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[target.pk])
