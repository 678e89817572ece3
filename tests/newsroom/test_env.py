from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env


@pytest.mark.parametrize(
    ("value", "meaning"),
    [("on", True), ("TRUE", True), ("1", True), ("off", False), ("No", False), ("0", False)],
)
def test_boolean_reads_the_usual_words(value, meaning):
    assert env.boolean({"DEBUG": value}, "DEBUG", not meaning) is meaning


def test_boolean_refuses_a_misspelt_word_instead_of_guessing():
    with pytest.raises(ImproperlyConfigured, match=r"^DEBUG must be on or off, not 'flase'\.$"):
        env.boolean({"DEBUG": "flase"}, "DEBUG")


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_means_the_default(value):
    assert env.boolean({"DEBUG": value}, "DEBUG", True) is True
    assert env.integer({"PORT": value}, "PORT", 8000) == 8000
    assert env.words({"HOSTS": value}, "HOSTS", ["a"]) == ["a"]


def test_choice_refuses_what_is_not_offered():
    assert env.choice({}, "LOG_LEVEL", "INFO", ["INFO", "ERROR"]) == "INFO"
    with pytest.raises(ImproperlyConfigured, match=r"^LOG_LEVEL must be one of INFO, ERROR, not 'LOUD'\.$"):
        env.choice({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL", "INFO", ["INFO", "ERROR"])


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.5", "eight", "٣"])
def test_integer_refuses_what_is_outside_its_bounds(value):
    with pytest.raises(ImproperlyConfigured, match="^PORT must be a whole number from 1 to 65535, not "):
        env.integer({"PORT": value}, "PORT", 8000, least=1, most=65535)


def test_integer_reads_both_bounds():
    read = [env.integer({"PORT": text}, "PORT", 8000, least=1, most=65535) for text in ("1", "65535")]
    assert read == [1, 65535]


def test_words_are_split_at_commas_and_stripped():
    assert env.words({"HOSTS": "news.example, www.news.example"}, "HOSTS") == [
        "news.example",
        "www.news.example",
    ]


def test_words_refuse_an_empty_part():
    with pytest.raises(ImproperlyConfigured, match="HOSTS"):
        env.words({"HOSTS": "a,,b"}, "HOSTS")


def test_hosts_refuse_an_address():
    with pytest.raises(ImproperlyConfigured, match="^ALLOWED_HOSTS must list host names"):
        env.hosts({"ALLOWED_HOSTS": "https://news.example"}, "ALLOWED_HOSTS")


def test_folder_refuses_a_file(tmp_path):
    file = tmp_path / "data"
    file.write_text("")
    with pytest.raises(ImproperlyConfigured, match="^DATA_DIR must be a folder"):
        env.folder({"DATA_DIR": str(file)}, "DATA_DIR", tmp_path)


@pytest.mark.parametrize("value", ["Europe/Lodnon", "../etc/passwd", "/etc/localtime"])
def test_time_zone_refuses_an_unknown_name(value):
    with pytest.raises(ImproperlyConfigured, match="^TIME_ZONE must be a time zone"):
        env.time_zone({"TIME_ZONE": value}, "TIME_ZONE", "Europe/London")


def test_site_url_loses_its_last_slash():
    assert env.site_url({"SITE_URL": "https://news.example/"}, "SITE_URL", "") == "https://news.example"


@pytest.mark.parametrize(
    "value", ["news.example", "ftp://news.example", "https://", "https://a/b", "http://[::1"]
)
def test_site_url_refuses_anything_but_an_origin(value):
    with pytest.raises(ImproperlyConfigured, match="^SITE_URL "):
        env.site_url({"SITE_URL": value}, "SITE_URL", "")


def test_secret_key_comes_from_its_file_when_the_environment_has_none(tmp_path):
    path = tmp_path / "secret-key"
    path.write_text("0123456789" * 5 + "\n")
    assert env.secret_key({}, "SECRET_KEY", path) == "0123456789" * 5


@pytest.mark.parametrize("value", ["", "short", "a" * 60, "django-insecure-" + "0123456789" * 5])
def test_secret_key_that_is_absent_or_weak_is_refused(value, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY must be at least 50 random characters"):
        env.secret_key({"SECRET_KEY": value}, "SECRET_KEY", tmp_path / "secret-key")


def test_secret_key_may_be_absent_in_development_only(tmp_path):
    assert len(env.secret_key({}, "SECRET_KEY", tmp_path / "secret-key", debug=True)) >= 50


def test_database_is_sqlite_by_default_and_writers_wait_for_each_other():
    database = env.database({}, "DATABASE_URL", Path("/data/newsroom.sqlite3"))
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == "/data/newsroom.sqlite3"
    assert database["OPTIONS"] == {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA cache_size=-16000",
    }


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///data/site.sqlite3", "/base/data/site.sqlite3"),
        ("sqlite:////srv/site.sqlite3", "/srv/site.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_database_url_names_a_sqlite_file(url, name):
    assert env.database({"DATABASE_URL": url}, "DATABASE_URL", Path("x"), Path("/base"))["NAME"] == name


def test_database_url_names_a_postgresql_server():
    url = "postgres://desk:p%40ss%2Fword@db.example:5433/news?sslmode=require"
    database = env.database({"DATABASE_URL": url}, "DATABASE_URL", Path("x"))
    assert {
        key: database[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    } == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "news",
        "USER": "desk",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url",
    ["mysql://a:secret@b/c", "postgres://a:secret@b", "postgres://a:secret@b:port/c", "sqlite://", "secret"],
)
def test_database_url_is_refused_without_telling_the_password(url):
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL ") as refusal:
        env.database({"DATABASE_URL": url}, "DATABASE_URL", Path("x"))
    assert "secret" not in str(refusal.value)


def test_caches_are_memory_and_the_database_by_default():
    caches = env.caches({}, "CACHE_URL")
    assert {name: cache["BACKEND"].rpartition(".")[2] for name, cache in caches.items()} == {
        "default": "LocMemCache",
        "shared": "DatabaseCache",
    }
    assert caches["shared"]["LOCATION"] == "shared_cache"


def test_cache_url_puts_both_caches_on_redis_and_survives_its_death():
    caches = env.caches({"CACHE_URL": "redis://127.0.0.1:6379/3"}, "CACHE_URL")
    assert [cache["BACKEND"] for cache in caches.values()] == ["django_redis.cache.RedisCache"] * 2
    assert [cache["OPTIONS"]["IGNORE_EXCEPTIONS"] for cache in caches.values()] == [True, True]
    assert caches["default"]["KEY_PREFIX"] != caches["shared"]["KEY_PREFIX"]


@pytest.mark.parametrize("url", ["memcached://a", "redis://", "redis://a:b/0", "127.0.0.1:6379"])
def test_cache_url_is_refused_by_name(url):
    with pytest.raises(ImproperlyConfigured, match="^CACHE_URL "):
        env.caches({"CACHE_URL": url}, "CACHE_URL")


def test_inner_address_begins_and_ends_with_a_slash():
    assert env.inner_address({}, "MEDIA_ACCEL_PREFIX") == ""
    assert env.inner_address({"MEDIA_ACCEL_PREFIX": "/kept/"}, "MEDIA_ACCEL_PREFIX") == "/kept/"
    for value in ("kept/", "/kept", "kept"):
        with pytest.raises(ImproperlyConfigured, match="^MEDIA_ACCEL_PREFIX must begin and end with a slash"):
            env.inner_address({"MEDIA_ACCEL_PREFIX": value}, "MEDIA_ACCEL_PREFIX")
