"""What a referee or a jury decides after the finish."""

from django.core.exceptions import PermissionDenied, ValidationError

from newsroom.lib import audit
from results import recording

LONGEST_RULE = 40  # characters


class RulingError(ValidationError):
    """A decision that cannot be carried out; its message is for the results desk."""


def disqualify(result, *, rule, why, by=None, seen=None):
    """Take a result out of its race: place and mark go, and all behind move up.

    Those behind move up one place each and stay in their order, ties included (a second of two who shared
    first leaves one first). `seen` is the race's version as the editor saw it.
    """
    if by is not None and not by.has_perm("results.change_result"):
        raise PermissionDenied("You may not change results.")
    if not rule.strip() or len(rule) > LONGEST_RULE:
        raise RulingError("Name the rule in at most 40 characters, such as TR17.2.3.")
    race = result.race
    with recording.changes([race], why=why, by=by, seen=None if seen is None else {race.pk: seen}):
        result.refresh_from_db()
        if result.status:
            raise RulingError(f"{result.who} has no result to lose: {result.get_status_display()}.")
        place = result.place
        result.mark, result.place, result.reading_ms, result.qualification = None, None, None, ""
        result.record_flags = result.personal_flags = ""
        result.status, result.rule = "DQ", rule.strip()
        result.save()
        if place:
            _move_up(race, place)
        audit.record("disqualified", result, by=by, rule=result.rule, why=why)
    race.refresh_from_db(fields=["status", "version", "changed_at"])


def _move_up(race, place):
    for result in race.results.filter(place__gt=place).select_related("race__event", "race__discipline"):
        result.place -= 1
        result.save()
