import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning
from django.urls import NoReverseMatch, reverse

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def readers_come_by_https(app_configs, **kwargs):
    """Without HTTPS on a public address, an editor's password crosses the network in the open."""
    if settings.HTTPS or urlsplit(settings.SITE_URL).hostname in LOOPBACK:
        return []
    return [
        Warning(
            "SITE_URL is public and HTTPS is off.",
            hint="Set SITE_URL=https://… or HTTPS=on.",
            id="newsroom.W001",
        )
    ]


def https_and_site_url_agree(app_configs, **kwargs):
    if settings.HTTPS and settings.SITE_URL.startswith("http://"):
        return [
            Warning(
                "HTTPS is on and SITE_URL starts with http://: feeds would lead readers astray.",
                id="newsroom.W002",
            )
        ]
    return []


def two_factor_is_on(app_configs, **kwargs):
    """Without it a password that was guessed or found publishes in the newsroom's name."""
    if settings.TWO_FACTOR:
        return []
    return [
        Warning("TWO_FACTOR is off: a password alone may publish.", hint="Leave it on.", id="newsroom.W003")
    ]


def data_folder_can_be_written(app_configs, databases=None, **kwargs):
    if os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            "DATA_DIR is missing or cannot be written.",
            hint="Make the folder, or set DATA_DIR.",
            id="newsroom.E001",
        )
    ]


def stock_markdownx_views_are_not_mounted(app_configs, **kwargs):
    """Its upload view stores a file from anyone."""
    try:
        reverse("markdownx_upload")
    except NoReverseMatch:
        return []
    return [Error("markdownx.urls is mounted.", id="newsroom.E002")]
