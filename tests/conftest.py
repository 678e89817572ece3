import os
import shutil

import hypothesis
import pytest
from django.conf import settings as project
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django_redis import get_redis_connection
from django_redis.cache import RedisCache
from redis.exceptions import RedisError

# No test is timed: a busy machine is no failure.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def find_chromium():
    named = os.environ.get("CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_report_header():
    browser = find_chromium() or "none found, so the browser tests are left out (CHROMIUM=… names one)"
    database = project.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    cache = project.CACHES["shared"]["BACKEND"].rpartition(".")[2]
    return [f"chromium: {browser}", f"database: {database}, shared cache: {cache}"]


def pytest_sessionstart():
    if not project.CACHES["shared"]["BACKEND"].startswith("django_redis"):
        return
    try:  # the site would go on without it, and the tests would tell nothing
        get_redis_connection("shared").ping()
    except RedisError:
        pytest.exit("CACHE_URL names a Redis that does not answer.", returncode=3)


def pytest_collection_modifyitems(config, items):
    if find_chromium():
        return
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if browser_tests and IN_CI and "not browser" not in config.option.markexpr:
        raise pytest.UsageError("There is no Chromium, and CI runs the browser tests.")
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path_factory):
    """Uploads of a test go where the next run removes them."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"


@pytest.fixture(autouse=True)
def forget_what_was_cached(request):
    """The database's cache forgets with the test's transaction, or here where it has none.

    A Redis loses this process's own keys only.
    """
    for cache in caches.all(initialized_only=True):
        if isinstance(cache, RedisCache):
            cache.delete_pattern("*")
        elif isinstance(cache, LocMemCache):
            cache.clear()
    if not commits(request):
        yield
        return
    request.getfixturevalue("transactional_db")  # which is let go after what follows
    yield
    for cache in caches.all():
        if isinstance(cache, DatabaseCache):
            cache.clear()


def commits(request):
    marked = request.node.get_closest_marker("django_db")
    named = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(named or (marked and marked.kwargs.get("transaction")))
