import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django_redis.cache import RedisCache

from newsroom import views


def test_healthz_answers_without_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_tells_of_every_part(client):
    response = client.get("/readyz")
    assert response.json() == {"database": "ok", "migrations": "ok", "cache": "ok"}
    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_counts_migrations_that_wait(client):
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "1 to apply")


def test_readyz_names_a_database_that_does_not_answer(client, monkeypatch):
    monkeypatch.setattr(views, "connection", SilentConnection())
    monkeypatch.setitem(views.READINESS, "migrations", lambda: "unknown")
    monkeypatch.setitem(views.READINESS, "cache", lambda: "ok")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "not answering")


def test_a_dead_redis_makes_the_site_slow_but_ready(monkeypatch):
    dead = RedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"IGNORE_EXCEPTIONS": True}})
    monkeypatch.setattr(views, "caches", {"shared": dead})
    assert views.cache_answers() == "slow"


@pytest.mark.django_db
def test_a_missing_cache_table_is_not_ready(monkeypatch):
    monkeypatch.setattr(views, "caches", {"shared": DatabaseCache("no_such_table", {})})
    with transaction.atomic():
        assert views.cache_answers() == "not answering"
        transaction.set_rollback(True)


def test_robots_names_both_sitemaps_by_their_full_address(client, settings):
    settings.SITE_URL = "https://news.example"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[-2:] == [
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/news-sitemap.xml",
    ]


class SilentConnection:
    def cursor(self):
        raise OperationalError("the server is away")
