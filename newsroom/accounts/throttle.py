"""Wrong passwords, counted three ways; each count rests a quarter of an hour after its last wrong one.

| counted by | limit | against |
|---|---|---|
| account and address | 5 | guessing at one account |
| account, from anywhere | 30 | guessing at one account from many addresses |
| address, any account | 30 | trying one password on many accounts |

The second would let anyone keep a colleague out, so it does not hold in a browser in which that account was
logged in before: there, only the first and the third do. While a login is paused nothing is counted, so a
pause ends, however hard somebody goes on trying.
"""

from datetime import timedelta

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Sum

BY_ACCOUNT = 30
BY_ADDRESS = 30
COOKIE = "desk_browser"
COOKIE_PATH = "/admin/"
REMEMBERED = timedelta(days=180)
SALT = "newsroom.known-browser"


class Throttle(AxesDatabaseHandler):
    def get_failures(self, request, credentials=None):
        """Those of account and address together; as many as it takes where one of the other limits is met."""
        failures = super().get_failures(request, credentials)
        return max(failures, settings.AXES_FAILURE_LIMIT) if _paused(request, credentials) else failures


def _paused(request, credentials):
    account, address = get_client_username(request, credentials), request.axes_ip_address
    recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
    if address and _failures(recent.filter(ip_address=address)) >= BY_ADDRESS:
        return True
    attacked = bool(account) and _failures(recent.filter(username=account)) >= BY_ACCOUNT
    return attacked and not is_known_browser(request, account)


def _failures(attempts):
    return attempts.order_by().aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def remember_browser(response, user):
    """The account was logged in here: a cookie that says so and opens nothing."""
    response.set_cookie(
        COOKIE,
        signing.dumps(user.get_username(), salt=SALT),
        max_age=REMEMBERED,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def is_known_browser(request, account):
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=REMEMBERED)
    except signing.BadSignature:
        return False
    return known == account
