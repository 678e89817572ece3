"""The project's settings, without what a test would only wait for.

The database and the caches stay as the environment says, so that one suite runs on SQLite and PostgreSQL.
"""

import os

os.environ.setdefault("SECRET_KEY", "tests only: signs nothing that outlives the run, 0123456789")

from newsroom.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": PLAIN_STATIC_FILES}}
for cache in CACHES.values():
    cache["KEY_PREFIX"] = "tests-" + cache.get("KEY_PREFIX", "")
