"""The project's settings, without what a test would only wait for.

The database and the caches stay as the environment says, so that one suite runs on SQLite and PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests only: signs nothing that outlives the run, 0123456789")

from newsroom.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TWO_FACTOR = False  # a test that is about it switches it on
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as on the site: a database in memory holds no two writers, and a page of the test before that is
    # still asking would lock the next test out. What a crash of the machine would lose is no test's concern.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir(), f"bell-lap-{os.getpid()}.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": PLAIN_STATIC_FILES}}
# Of each process that tests its own keys: they forget them between tests.
for cache in CACHES.values():
    cache["KEY_PREFIX"] = f"tests-{os.environ.get('PYTEST_XDIST_WORKER', '')}-" + cache.get("KEY_PREFIX", "")
