"""The second factor: a code of an app on one's own device, or one of the recovery codes kept on paper.

A session that has shown it holds the device's number; with another device, or none, it has not.
"""

import math
import secrets
import time
from base64 import b32encode
from binascii import unhexlify

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from newsroom.accounts import sessions
from newsroom.lib import audit

# Who may do one of these may do harm with a stolen password.
DEMANDING = (
    *("articles.publish_article", "articles.approve_article"),
    *(f"auth.{action}_{model}" for model in ("user", "group") for action in ("add", "change", "delete")),
)
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10  # of 31 signs: nearly 50 bits
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
DIGITS = 6
KEY_BYTES = 20
TOLERANCE = 1  # steps of half a minute, before and after
IN_SESSION = "second_factor"
WRONG = "That code is wrong, or was used already: take the one that the app shows now."
WRONG_RECOVERY = "That is none of your recovery codes, or it was used already."
NO_DEVICE = "There is no second factor to ask for: set it up first."


class CodeError(ValidationError):
    """A code that does not let anybody in; its message says why."""


class ResetError(ValidationError):
    """A second factor that may not be reset this way; its message says which way is right."""


def must_have(user):
    """Whether the desk stays closed to them without a second factor."""
    return any(user.has_perm(right) for right in DEMANDING)


def device_of(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def has_shown(session, device):
    return session.get(IN_SESSION) == device.pk


def note_shown(session, device):
    """The session may do more from now on: it gets another key, which nobody can have planted."""
    session.cycle_key()
    session[IN_SESSION] = device.pk


# Asking for it


def spend(user, code):
    """Use up a code of the app or a recovery code; returns the device of the app. Raises CodeError.

    Not inside a transaction that the error would end: wrong codes are counted, and slow down the next ones.
    """
    code = _plain(code)
    if len(code) == DIGITS and code.isdecimal():
        refusal = _refusal(TOTPDevice, user, code, WRONG)
    else:
        refusal = _refusal(StaticDevice, user, _kept(code), WRONG_RECOVERY)
    if refusal:
        raise CodeError(refusal)
    return device_of(user)


@transaction.atomic
def _refusal(model, user, token, wrong):
    device = model.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk").first()
    if device is None:
        return NO_DEVICE
    allowed, pause = device.verify_is_allowed()
    if not allowed:
        return f"Too many wrong codes: wait {_wait(pause['locked_until'])} and try again."
    return "" if device.verify_token(token) else wrong


def _wait(until):
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    if seconds > 90:
        return f"{math.ceil(seconds / 60)} minutes"
    return "1 second" if seconds == 1 else f"{seconds} seconds"


def _plain(code):
    return "".join(code.lower().replace("-", "").split())


def _kept(code):
    """How a recovery code lies in the database: who reads a backup cannot log in with it."""
    return salted_hmac("newsroom.recovery-code", code, algorithm="sha256").hexdigest()[:16]


# Setting it up


def new_key():
    return random_hex(KEY_BYTES)


def app_address(user, key):
    """What the QR code says to the app."""
    return TOTPDevice(user=user, key=key).config_url


def key_words(key):
    """The key as a person types it, in groups of four."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def require_code_of(key, code):
    """That an app holds this key. Nothing is used up. Raises CodeError."""
    code = _plain(code)
    clock = TOTP(unhexlify(key))
    clock.time = time.time()
    if not (code.isdecimal() and clock.verify(int(code), TOLERANCE)):
        raise CodeError("That is not the code of this key: take the one that the app shows now.")


@transaction.atomic
def enrol(user, key, code):
    """Make this key the user's second factor, shown by a first code; returns device and recovery codes.

    A device that was there before is none any more. Raises CodeError.
    """
    require_code_of(key, code)
    User.objects.select_for_update().get(pk=user.pk)  # of two that enrol at once the later one holds
    TOTPDevice.objects.filter(user=user).delete()
    device = TOTPDevice.objects.create(user=user, name="app", key=key, tolerance=TOLERANCE)
    device.verify_token(_plain(code))  # so that this code lets nobody in again
    audit.record("second factor set up", user, by=user)
    return device, renew_recovery_codes(user)


@transaction.atomic
def renew_recovery_codes(user):
    """Ten new ones in place of all that were left; nobody can read them again later."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(_plain(code))) for code in codes)
    return codes


def recovery_codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


def _recovery_code():
    signs = "".join(secrets.choice(SIGNS) for _ in range(RECOVERY_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


# Taking it away


@transaction.atomic
def reset(user, *, by=None):
    """Take a lost second factor away and end the user's sessions; the next login sets up a new one.

    `by` is None from the command line. Raises ResetError, PermissionDenied.
    """
    if by is not None:
        _require_reset(user, by)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    sessions.end_all(user)
    audit.record("second factor reset", user, by=by)


def _require_reset(user, by):
    if not by.has_perm("auth.change_user") or (user.is_superuser and not by.is_superuser):
        raise PermissionDenied("You may not reset this person’s second factor.")
    if user.pk == by.pk:
        raise ResetError("Nobody resets their own second factor: replace the device under “Second factor”.")
