"""Where the desk's verbs keep what they tell `newsroom.lib.audit`."""

from newsroom.models import AuditEntry

LONGEST_VERB = AuditEntry._meta.get_field("verb").max_length
LONGEST_WORDS = AuditEntry._meta.get_field("object_words").max_length


def keep(verb, obj, *, by, detail):
    AuditEntry.objects.create(
        by=by,
        by_name=by.get_username() if by else "",
        verb=verb[:LONGEST_VERB],
        object_type=obj._meta.label_lower if obj else "",
        object_id=str(obj.pk) if obj else "",
        object_words=str(obj)[:LONGEST_WORDS] if obj else "",
        detail=detail,
    )
