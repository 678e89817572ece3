"""What an authenticator app shows."""

import time
from binascii import unhexlify

from django.contrib.auth import get_user_model
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import two_factor

PASSWORD = "four laps of a track"


def code_of(key, *, steps=0):
    """The six digits of a key; `steps` half minutes from now."""
    clock = TOTP(unhexlify(key))
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06d}"


def wrong_code(key):
    """One that is right at none of the moments that are accepted."""
    near = {code_of(key, steps=steps) for steps in range(-3, 4)}
    return next(code for code in map(str, range(300000, 300010)) if code not in near)


def make_superuser(name="editor"):
    return get_user_model().objects.create_superuser(name, password=PASSWORD)


def give_device(user):
    """A second factor that was set up a while ago: its current code is not used up yet."""
    return TOTPDevice.objects.create(user=user, name="app", key=two_factor.new_key())


def log_in(client, user, **extra):
    form = {"username": user.username, "password": PASSWORD, "next": "/admin/"}
    return client.post("/admin/login/", form, **extra)


def log_in_with_code(client, user, **extra):
    """All the way to the desk."""
    log_in(client, user, **extra)
    device = two_factor.device_of(user)
    device.throttle_reset()
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    answer = client.post("/admin/two-factor/code/", {"code": code_of(device.key)}, **extra)
    assert answer.status_code == 302
    return client
