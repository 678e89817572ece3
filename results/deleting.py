"""Taking something out for good: only what nothing speaks of any more."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from newsroom.lib import audit, caching
from newsroom.lib.text import sentence_list
from results import citations


class StillCited(ValidationError):
    """Something speaks of what was to be deleted; its message is for the desk."""


@transaction.atomic
def delete(objects, *, by=None):
    """Delete objects of one model, all or none. Raises StillCited where something cites one of them."""
    objects = list(objects)
    if not objects:
        return
    model = type(objects[0])
    opts = model._meta
    if by is not None and not by.has_perm(f"{opts.app_label}.delete_{opts.model_name}"):
        raise PermissionDenied(f"You may not delete {opts.verbose_name_plural}.")
    # Held until the transaction ends: what is to cite them waits, and finds them gone.
    held = list(model.objects.select_for_update().filter(pk__in=[each.pk for each in objects]).order_by("pk"))
    if found := citations.of(held):
        raise StillCited(f"Nothing is deleted: {sentence_list([each.what for each in found])} still cite it.")
    for each in held:
        audit.record("deleted", each, by=by)
        _delete(each)
    caching.raise_generation()


def _delete(each):
    try:
        each.delete()
    except (ProtectedError, RestrictedError) as needed:
        rows = needed.protected_objects if isinstance(needed, ProtectedError) else needed.restricted_objects
        kinds = sorted({str(row._meta.verbose_name_plural) for row in rows})
        raise StillCited(f"Nothing is deleted: {each} is still needed by {sentence_list(kinds)}.") from needed
