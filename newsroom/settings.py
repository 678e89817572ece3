"""Everything that differs between two installations comes from the environment, through `newsroom.env`.

The default is one small server: SQLite, local files, a cache in memory, DEBUG off, plain HTTP here.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from newsroom import env

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRON = os.environ

# Where things are kept

DATA_DIR = env.folder(ENVIRON, "DATA_DIR", BASE_DIR / "var")
DATABASES = {"default": env.database(ENVIRON, "DATABASE_URL", DATA_DIR / "newsroom.sqlite3", BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = env.caches(ENVIRON, "CACHE_URL")
MEDIA_ROOT = env.folder(ENVIRON, "MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
# Where an nginx in front keeps the media as `internal`: it sends them once we have said who may have them.
MEDIA_ACCEL_PREFIX = env.inner_address(ENVIRON, "MEDIA_ACCEL_PREFIX")
STATIC_ROOT = env.folder(ENVIRON, "STATIC_ROOT", DATA_DIR / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

# The installation

DEBUG = env.boolean(ENVIRON, "DEBUG", False)
SECRET_KEY = env.secret_key(ENVIRON, "SECRET_KEY", DATA_DIR / "secret-key", debug=DEBUG)
SITE_NAME = env.text(ENVIRON, "SITE_NAME", "Bell Lap")
SITE_URL = env.site_url(ENVIRON, "SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.hosts(ENVIRON, "ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost"])
# Whether readers come by HTTPS, here or at a proxy in front: secure cookies, HSTS and the redirect follow it.
HTTPS = env.boolean(ENVIRON, "HTTPS", SITE_URL.startswith("https://"))
# How many proxies stand in front and add to X-Forwarded-For; their headers are believed only then.
TRUSTED_PROXIES = env.integer(ENVIRON, "TRUSTED_PROXIES", 0, most=5)

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.time_zone(ENVIRON, "TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True

# The house

INSTALLED_APPS = [
    "newsroom",
    "articles",
    "results",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "markdownx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.PermissionsPolicy",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.CompressPublicPages",
    "django.middleware.http.ConditionalGetMiddleware",
    "newsroom.middleware.CacheHeaders",
    "newsroom.middleware.WithoutNul",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.accounts.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context_processors.site",
            ],
        },
    },
]
PLAIN_STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
HASHED_STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN_STATIC_FILES if DEBUG else HASHED_STATIC_FILES},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a championship's entry list on one desk page

# Who may log in

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "admin:login"
SESSION_ENGINE = "newsroom.models.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
# Whether who may publish or manage people needs a second factor; off only for a trial on one's own machine.
TWO_FACTOR = env.boolean(ENVIRON, "TWO_FACTOR", True)
OTP_TOTP_ISSUER = SITE_NAME
# How wrong passwords are counted: newsroom.accounts.throttle
AXES_HANDLER = "newsroom.accounts.throttle.Throttle"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "newsroom.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "newsroom.middleware.client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Whether who wrote a story may approve it as well: for a desk of one person.
APPROVE_OWN_STORIES = env.boolean(ENVIRON, "APPROVE_OWN_STORIES", False)

# What a browser is told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.integer(ENVIRON, "HSTS_SECONDS", 365 * 24 * 60 * 60) if HTTPS else 0
# Off unless asked for: a year of HTTPS for every other name under the domain is its owner's decision.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.boolean(ENVIRON, "HSTS_SUBDOMAINS", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the two that would have it on
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "articles.desk.kept.csrf_failed"

# The editor's widget; its own URLs are never mounted, these two are the desk's

MARKDOWNX_URLS_PATH = "/admin/articles/markdownx/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/articles/markdownx/upload/"

# Logs go to standard output and name no person and no address

LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stdout"},
    },
    "root": {"handlers": ["stdout"], "level": env.choice(ENVIRON, "LOG_LEVEL", "INFO", LOG_LEVELS)},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
        "django.request": {"level": "ERROR"},  # a wrong address is the reader's affair
        "axes": {"level": "ERROR"},  # its warnings name who tried to log in
    },
}
