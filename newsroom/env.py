"""Strict readers of environment variables.

Each takes the environment, a name and a default, and raises `ImproperlyConfigured` with one sentence that
names the variable and what it accepts. An unset or empty variable means the default. Values are never echoed
where they may hold a password.
"""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

WORDS = {
    "on": True,
    "true": True,
    "yes": True,
    "1": True,
    "off": False,
    "false": False,
    "no": False,
    "0": False,
}
SQLITE_OPTIONS = {
    "timeout": 20,  # seconds a writer waits for another
    "transaction_mode": "IMMEDIATE",  # a reader that turns writer would fail at once instead of waiting
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA cache_size=-16000",  # 16 MB of pages a connection
}
CONNECTION_AGE = 60  # seconds


def text(environ, name, default=""):
    return environ.get(name, "").strip() or default


def choice(environ, name, default, choices):
    value = text(environ, name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def boolean(environ, name, default=False):
    value = text(environ, name)
    if not value:
        return default
    try:
        return WORDS[value.lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.") from None


def integer(environ, name, default, *, least=0, most=None):
    value = text(environ, name)
    if not value:
        return default
    bounds = f"from {least} to {most}" if most is not None else f"of {least} or more"
    if not (value.isascii() and value.isdecimal()) or not least <= int(value) <= (
        int(value) if most is None else most
    ):
        raise ImproperlyConfigured(f"{name} must be a whole number {bounds}, not {value!r}.")
    return int(value)


def words(environ, name, default=()):
    """A list written with commas: `news.example,www.news.example`."""
    value = text(environ, name)
    items = [item.strip() for item in value.split(",")] if value else list(default)
    if not all(items):
        raise ImproperlyConfigured(f"{name} must be a list with commas and no empty part, not {value!r}.")
    return items


def hosts(environ, name, default=()):
    found = words(environ, name, default)
    for host in found:
        if "/" in host or "://" in host or " " in host:
            raise ImproperlyConfigured(f"{name} must list host names without scheme or path, not {host!r}.")
    return found


def folder(environ, name, default):
    path = Path(text(environ, name, str(default))).expanduser()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder, and {str(path)!r} is a file.")
    return path.absolute()


def inner_address(environ, name, default=""):
    """A place below which a proxy keeps files for us, or nothing."""
    value = text(environ, name, default)
    if value and not (value.startswith("/") and value.endswith("/")):
        raise ImproperlyConfigured(
            f"{name} must begin and end with a slash, as in /protected-media/, not {value!r}."
        )
    return value


def time_zone(environ, name, default):
    value = text(environ, name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name} must be a time zone such as Europe/London, not {value!r}."
        ) from None
    return value


def site_url(environ, name, default):
    """The site's own address, without a path and without a slash at its end."""
    value = text(environ, name, default).rstrip("/")
    parts = _split(name, value)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise ImproperlyConfigured(f"{name} must be an address such as https://news.example, not {value!r}.")
    return value


def secret_key(environ, name, path, *, debug=False):
    """From the environment, else from a file beside the data; only development may do without."""
    value = text(environ, name) or (path.read_text().strip() if path.is_file() else "")
    if not value and debug:
        return "development only: never signs anything that matters " + "-" * 10
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            f"{name} must be at least 50 random characters: set it, or let `make run` write {path.name}."
        )
    return value


def database(environ, name, default_path, base=Path()):
    """`sqlite:///file.sqlite3`, or `postgres://user:password@host:5432/name?sslmode=require`."""
    value = text(environ, name)
    if not value:
        return _sqlite(default_path)
    parts = _split(name, value)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return _sqlite(":memory:" if parts.path == "/:memory:" else base / unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        return _postgres(parts, _port(name, parts))
    raise ImproperlyConfigured(
        f"{name} must be sqlite:///path/to/file or postgres://user:password@host:port/database."
    )


def caches(environ, name):
    """The `default` and the `shared` cache: Redis for both, or this process's memory and the database."""
    value = text(environ, name)
    if not value:
        return {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
            "shared": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "shared_cache",
                "TIMEOUT": None,
            },
        }
    parts = _split(name, value)
    _port(name, parts)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must be redis://host:port/number or rediss://host:port/number.")
    redis = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": value,
        # A dead Redis makes pages slower, never absent.
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
    }
    return {
        "default": redis | {"KEY_PREFIX": "newsroom"},
        "shared": redis | {"KEY_PREFIX": "newsroom-shared", "TIMEOUT": None},
    }


def _split(name, value):
    try:
        return urlsplit(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not an address that can be read.") from None


def _port(name, parts):
    try:
        return parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} has a port that is not a number from 0 to 65535.") from None


def _sqlite(path):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": CONNECTION_AGE,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _postgres(parts, port):
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": CONNECTION_AGE,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
