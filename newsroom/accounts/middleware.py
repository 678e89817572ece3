"""The door of the desk. It stands before /admin/ and nowhere else: public pages read no session."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse

from newsroom.accounts.two_factor import device_of, has_shown, must_have
from newsroom.middleware import DESK

CODE, ENROL = "two_factor_code", "two_factor_enrol"
ALWAYS_OPEN = {"desk_login", "admin:logout", "admin:jsi18n"}
OPEN_BEFORE = {
    CODE: {CODE},
    ENROL: {ENROL, "two_factor_qr", "admin:password_change", "admin:password_change_done"},
}


class SecondFactor:
    """Lets nobody on who has a second factor and has not shown it, or must have one and has none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(DESK) or not request.user.is_authenticated:
            return None
        request.session.note_use()
        missing = step_missing(request) if settings.TWO_FACTOR and request.user.is_staff else None
        if missing is None or request.resolver_match.view_name in ALWAYS_OPEN | OPEN_BEFORE[missing]:
            return None
        if request.method in {"GET", "HEAD"}:
            return redirect(reverse(missing, query={"next": request.get_full_path()}))
        # To what is sent they are nobody yet: the view answers as to one who was logged out, and the story's
        # form gives its text back.
        request.user = AnonymousUser()
        return None


def step_missing(request):
    """The page that stands between this session and the desk, or None."""
    device = device_of(request.user)
    if device is None:
        return ENROL if must_have(request.user) else None
    return None if has_shown(request.session, device) else CODE
