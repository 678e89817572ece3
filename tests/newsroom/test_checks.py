import pytest
from django.urls import include, path

from newsroom import checks


@pytest.mark.parametrize(
    ("site", "https", "found"),
    [
        ("https://news.example", True, []),
        ("http://127.0.0.1:8000", False, []),
        ("http://news.example", False, ["newsroom.W001"]),
        ("http://news.example", True, ["newsroom.W002"]),
    ],
)
def test_https_is_asked_for_on_a_public_address(site, https, found, settings):
    settings.SITE_URL, settings.HTTPS = site, https
    messages = checks.readers_come_by_https(None) + checks.https_and_site_url_agree(None)
    assert [message.id for message in messages] == found


def test_missing_second_factor_is_a_warning(settings):
    settings.TWO_FACTOR = True
    assert checks.two_factor_is_on(None) == []
    settings.TWO_FACTOR = False
    assert [message.id for message in checks.two_factor_is_on(None)] == ["newsroom.W003"]


def test_missing_data_folder_is_an_error(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "absent"
    assert [message.id for message in checks.data_folder_can_be_written(None)] == ["newsroom.E001"]
    settings.DATA_DIR = tmp_path
    assert checks.data_folder_can_be_written(None) == []


class WithStockViews:
    urlpatterns = [path("markdownx/", include("markdownx.urls"))]


def test_stock_upload_view_is_an_error(settings):
    assert checks.stock_markdownx_views_are_not_mounted(None) == []
    settings.ROOT_URLCONF = WithStockViews
    assert [message.id for message in checks.stock_markdownx_views_are_not_mounted(None)] == ["newsroom.E002"]
