"""The verbs that move a race from its start list to its official result; nothing else changes a status."""

from django.core.exceptions import PermissionDenied, ValidationError

from newsroom.lib import audit
from results import recording
from results.models import Race

SCHEDULED, LIVE, PROVISIONAL, OFFICIAL, REVISED = Race.Status
TRANSITIONS = {
    SCHEDULED: {LIVE, PROVISIONAL, OFFICIAL},
    LIVE: {SCHEDULED, PROVISIONAL, OFFICIAL},
    PROVISIONAL: {LIVE, OFFICIAL},
    OFFICIAL: {REVISED},
    REVISED: set(),
}
WITH_RESULT = {PROVISIONAL, OFFICIAL, REVISED}


class StatusError(ValidationError):
    """A move that may not be made now; its message is for the results desk."""


def call_back(race, *, by=None, why="Back to the start list"):
    """A start that was recalled or postponed."""
    _move(race, SCHEDULED, by, why)


def start(race, *, by=None, why="Started"):
    _move(race, LIVE, by, why)


def make_provisional(race, *, by=None, why="Provisional result"):
    _move(race, PROVISIONAL, by, why)


def make_official(race, *, by=None, why="Official result"):
    _move(race, OFFICIAL, by, why)


def revise(race, *, why, by=None):
    """An official result of which something else is not to be trusted any more; `why` is shown to readers."""
    if not why.strip():
        raise StatusError("Say why the official result is revised.")
    _move(race, REVISED, by, why)


VERBS = {
    SCHEDULED: call_back,
    LIVE: start,
    PROVISIONAL: make_provisional,
    OFFICIAL: make_official,
    REVISED: revise,
}


def _move(race, to, by, why):
    if by is not None and not by.has_perm("results.change_race"):
        raise PermissionDenied("You may not change races.")
    with recording.changes([race], why=why, by=by):
        race.refresh_from_db(fields=["status"])
        _require_move(race, to)
        race.status = to
        race.save(update_fields=["status"])
        audit.record("race moved", race, by=by, to=str(to), why=why)
    race.refresh_from_db(fields=["version", "changed_at"])


def _require_move(race, to):
    now = Race.Status(race.status)
    if to not in TRANSITIONS[now]:
        raise StatusError(f"{race.title} is {_words(now)}: it cannot become {_words(to)}.")
    if to in WITH_RESULT and not race.results.exclude(mark_value=None, status="", place=None).exists():
        raise StatusError(f"{race.title} has no result yet: nobody has a mark, a place or a status.")


def _words(status):
    return "a start list" if status == SCHEDULED else status.label.lower()
