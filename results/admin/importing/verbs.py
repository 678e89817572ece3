"""The buttons of an import's page, and the verb behind each.

Each takes the batch and the request and returns the sentence that says what it did; a verb that refuses
raises, and nothing of it is stored.
"""

from functools import partial

from results.admin.importing import people, races
from results.importers import batches, undoing
from results.importers.applying import ImportRefused
from results.models import ImportBatch, Race

LOOK_AGAIN = "Nothing is stored. “Look again” shows what the file would do now."
LATER = "Your decisions are kept. Look at what the file would do now, then apply it."


def _decide(batch, request):
    _require_seen(batch, request)
    given = people.answers(batch, request.POST)
    if not given:
        raise ImportRefused("Nobody is chosen yet.")
    batches.decide_all(batch, given, by=request.user)
    return f"Kept: {len(given)} {'decision' if len(given) == 1 else 'decisions'}."


def _look_again(batch, request):
    if given := people.answers(batch, request.POST):
        batches.decide_all(batch, given, by=request.user)
    else:
        batches.restage(batch, by=request.user)
    return "Looked again: this is what the file would do now."


def _apply(batch, request, status=""):
    """What was chosen on the page and not looked at yet is kept, and nothing applied."""
    _require_seen(batch, request)
    if given := people.answers(batch, request.POST):
        batches.decide_all(batch, given, by=request.user)
        return LATER
    try:
        applied = batches.apply(batch, by=request.user, status=status)
    except ImportRefused as refusal:
        raise ImportRefused(f"{refusal.message} {LOOK_AGAIN}" if _waits(batch) else refusal.message) from None
    return f"Applied: {races.words(applied.counts)}."


def _discard(batch, request):
    batches.discard(batch, by=request.user)
    return f"{batch.name} is put away; nothing of it is stored."


def _undo(batch, request):
    undoing.undo(batch, by=request.user)
    return f"{batch.name} is undone: what stood before stands again."


BUTTONS = {
    "_decide": _decide,
    "_provisional": partial(_apply, status=Race.Status.PROVISIONAL),
    "_official": partial(_apply, status=Race.Status.OFFICIAL),
    "_apply": _apply,
    "_again": _look_again,
    "_discard": _discard,
    "_undo": _undo,
}


def seen(batch):
    """Which look at the file a page shows: each new look gives its races new keys."""
    return batch.races.order_by("pk").values_list("pk", flat=True).first()


def _waits(batch):
    """Held until the transaction ends."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    return held.status == ImportBatch.Status.STAGED


def _require_seen(batch, request):
    if _waits(batch) and request.POST.get("seen") != str(seen(batch)):
        raise ImportRefused(
            "Somebody else looked again or decided since you opened this page. Below is what the file would "
            "do now; nothing is stored yet."
        )
