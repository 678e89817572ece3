import pytest
from django.contrib.auth import get_user_model

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_editor_logs_in_and_the_console_is_quiet(page):
    get_user_model().objects.create_superuser("editor", password="four laps of a track")
    page.goto("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "four laps of a track")
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")
    assert page.complaints == []
