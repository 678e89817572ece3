"""Who is logged in where, and the end of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from newsroom.accounts.browsers import browser_words
from newsroom.lib import audit
from newsroom.models import DeskSession
from newsroom.models.sessions import BROWSER, STARTED


def begin(request):
    """Note with what the session that has just been logged in was started."""
    request.session[STARTED] = timezone.now().isoformat()
    request.session[BROWSER] = browser_words(request.headers.get("User-Agent", ""))


def sessions_of(user):
    """Those that still let the user in, the one used last first."""
    held = DeskSession.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-last_seen")
    return [session for session in held if session.stands(user)]


def end_one(user, handle):
    """End one of the user's own sessions; whether there was such a one."""
    for session in DeskSession.objects.filter(user=user):
        if session.handle == handle:
            session.delete()
            return True
    return False


def end_all(user, *, but=None):
    """End every session of a user but the one with this key; returns how many."""
    ended, _ = DeskSession.objects.filter(user=user).exclude(session_key=but or "").delete()
    return ended


@transaction.atomic
def end_for(user, *, by):
    """An administrator ends every session of somebody else."""
    if not by.has_perm("auth.change_user") or (user.is_superuser and not by.is_superuser):
        raise PermissionDenied("You may not end this person’s sessions.")
    ended = end_all(user)
    audit.record("sessions ended", user, by=by, sessions=ended)
    return ended
