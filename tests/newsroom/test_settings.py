import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import settings as module

KEY = "9f3k2m5x8c1v7b4n6q0w" * 3
NAMES = ("SITE_URL", "HTTPS", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "HSTS_SECONDS", "HSTS_SUBDOMAINS", "DEBUG")


@pytest.fixture
def read(monkeypatch, tmp_path):
    """The settings as another environment would have them."""
    for name in (*NAMES, "SECRET_KEY", "DATABASE_URL", "CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    def read(**environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(module.__file__)

    return read


def test_settings_refuse_to_start_without_a_secret_key(read):
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY "):
        read()


def test_settings_read_the_key_beside_the_data(read, tmp_path):
    (tmp_path / "secret-key").write_text(KEY)
    assert read()["SECRET_KEY"] == KEY


def test_one_data_folder_holds_everything(read, tmp_path):
    settings = read(SECRET_KEY=KEY)
    places = [settings["DATABASES"]["default"]["NAME"], settings["MEDIA_ROOT"], settings["STATIC_ROOT"]]
    assert [Path(place).parent for place in places] == [tmp_path] * 3


def test_debug_is_off_unless_asked_for(read):
    assert read(SECRET_KEY=KEY)["DEBUG"] is False
    assert read(DEBUG="on")["DEBUG"] is True


@pytest.mark.parametrize("environ", [{"SITE_URL": "https://news.example"}, {"HTTPS": "on"}])
def test_https_secures_cookies_and_redirects(environ, read):
    settings = read(SECRET_KEY=KEY, **environ)
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert [settings[name] for name in names] == [True, True, True]
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is False


def test_plain_http_on_this_machine_locks_nobody_out(read):
    settings = read(SECRET_KEY=KEY)
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert [settings[name] for name in names] == [False, False, False, 0]


def test_allowed_hosts_follow_the_site(read):
    assert read(SECRET_KEY=KEY, SITE_URL="https://news.example:8443")["ALLOWED_HOSTS"] == [
        "news.example",
        "127.0.0.1",
        "localhost",
    ]


def test_forwarded_scheme_is_believed_from_a_trusted_proxy_only(read):
    assert read(SECRET_KEY=KEY)["SECURE_PROXY_SSL_HEADER"] is None
    trusted = read(SECRET_KEY=KEY, TRUSTED_PROXIES="1")
    assert trusted["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_editor_widget_points_at_the_desk(read):
    settings = read(SECRET_KEY=KEY)
    paths = [settings["MARKDOWNX_URLS_PATH"], settings["MARKDOWNX_UPLOAD_URLS_PATH"]]
    assert paths == ["/admin/articles/markdownx/preview/", "/admin/articles/markdownx/upload/"]
