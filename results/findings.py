"""What the validators find, kept: worked out again with every write, accepted with a reason, reopened."""

from itertools import islice

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from newsroom.lib import audit
from results.models import Finding, Race
from results.validators import check, loading

RACES_ASKED = 1000  # ids in a statement
EVENTS_AT_A_TIME = 60  # some two hundred races
ROWS_WRITTEN = 500  # a statement
OF_A_FINDING = ("severity", "message", "result_id")
LONGEST_REASON = Finding._meta.get_field("reason").max_length


class FindingError(ValidationError):
    """What may not be done with a finding now; its message is for the results desk."""


def standing():
    """What nobody has mended or accepted."""
    return Finding.objects.filter(accepted_at=None)


def check_races(race_ids):
    """What the rules find in these races; nothing is stored."""
    wanted = set(race_ids)
    return [found for races in _batches(wanted) for found in _check(races) if found.race_id in wanted]


def refresh(race_ids):
    """Work out the findings of these races again, and of all others of their events, which they bear on.

    What is found anew is added and what is mended goes; what says the same stays as it is, accepted or not.
    """
    for races in _batches(race_ids):
        with transaction.atomic():
            _store(races, _check(races))


def accept(finding, reason, by):
    """It stands as it is, for this reason. Raises FindingError."""
    reason = reason.strip()
    _require_right(by)
    if not reason:
        raise FindingError("Say why it may stand: “Confirmed by the federation”.")
    if len(reason) > LONGEST_REASON:
        raise FindingError(f"The reason has {len(reason)} characters; there is room for {LONGEST_REASON}.")
    accepted = standing().filter(pk=finding.pk)
    with transaction.atomic():
        if not accepted.update(accepted_at=timezone.now(), accepted_by=by, reason=reason):
            raise FindingError("Somebody else has accepted it already, or it is mended by now.")
        audit.record("finding accepted", finding, by=by, reason=reason)
    finding.refresh_from_db()


def reopen(finding, by):
    """It is to be looked at again. Raises FindingError."""
    _require_right(by)
    accepted = Finding.objects.filter(pk=finding.pk).exclude(accepted_at=None)
    with transaction.atomic():
        if not accepted.update(accepted_at=None, accepted_by=None, reason=""):
            raise FindingError("It is open already, or it is mended by now.")
        audit.record("finding reopened", finding, by=by)
    finding.refresh_from_db()


def _require_right(by):
    if by is not None and not by.has_perm("results.change_finding"):
        raise PermissionDenied("You may not accept findings.")


def _batches(race_ids):
    """Lists of races, events whole."""
    waiting = iter(sorted(set(race_ids)))
    events = set()
    while asked := list(islice(waiting, RACES_ASKED)):
        events.update(Race.objects.filter(pk__in=asked).order_by().values_list("event_id", flat=True))
    waiting = iter(sorted(events))
    while asked := list(islice(waiting, EVENTS_AT_A_TIME)):
        yield list(Race.objects.filter(event__in=asked).order_by().values_list("pk", flat=True))


def _check(races):
    return check(*loading.load(races))


def _store(races, found):
    due = {(one.race_id, one.key): one for one in found}
    kept = {(finding.race_id, finding.key): finding for finding in Finding.objects.filter(race__in=races)}
    gone = [finding.pk for key, finding in kept.items() if key not in due]
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_create(
        (_finding(one) for key, one in due.items() if key not in kept),
        batch_size=ROWS_WRITTEN,
        ignore_conflicts=True,  # two who check one event at a time find the same
    )
    said_anew = [finding for key, finding in kept.items() if key in due and _say(finding, due[key])]
    Finding.objects.bulk_update(said_anew, OF_A_FINDING, batch_size=ROWS_WRITTEN)


def _finding(found):
    return Finding(
        race_id=found.race_id,
        result_id=found.result_id,
        rule=found.rule,
        severity=found.severity.value,
        message=found.message,
        key=found.key,
    )


def _say(finding, found):
    """Bring the words of a kept finding up to date; whether they differ."""
    before = [getattr(finding, name) for name in OF_A_FINDING]
    after = [found.severity.value, found.message, found.result_id]
    for name, value in zip(OF_A_FINDING, after, strict=True):
        setattr(finding, name, value)
    return before != after
