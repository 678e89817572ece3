import logging

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/

Sitemap: {site}/sitemap.xml
Sitemap: {site}/news-sitemap.xml
"""

log = logging.getLogger(__name__)


@require_safe
@cache_control(no_store=True)
def healthz(request):
    """The process answers; asks nothing of the database, so that a restart never follows its outage."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def readyz(request):
    """Whether to send readers here: 503 names what is missing. Without Redis the site is slow, but ready."""
    answers = {name: check() for name, check in READINESS.items()}
    ready = all(answer in {"ok", "slow"} for answer in answers.values())
    return JsonResponse(answers, status=200 if ready else 503)


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("The database does not answer")
        return "not answering"
    return "ok"


def migrations_are_applied():
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown"
    return f"{len(waiting)} to apply" if waiting else "ok"


def cache_answers():
    try:
        caches["shared"].set("readyz", "ok", 60)
        answer = caches["shared"].get("readyz")
    except DatabaseError:
        log.exception("The shared cache does not answer")
        return "not answering"
    return "ok" if answer == "ok" else "slow"


READINESS = {"database": database_answers, "migrations": migrations_are_applied, "cache": cache_answers}


@require_safe
def robots(request):
    return HttpResponse(ROBOTS.format(site=settings.SITE_URL), content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def favicon(request):
    """Pages name their icon themselves; who asks for this one blindly is not worth a page of apology."""
    return HttpResponse(status=204)


def locked_out(request, response=None, credentials=None):
    """After too many wrong passwords."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    locked = render(request, "locked_out.html", {"minutes": minutes}, status=429)
    locked.headers["Retry-After"] = str(minutes * 60)
    return locked
