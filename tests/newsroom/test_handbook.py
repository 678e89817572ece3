"""The documents as pages of the desk."""

import re

import lxml.html
import pytest

from newsroom import handbook
from newsroom.lib import markdown
from tests.desk_forms import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client):
    client.force_login(make_member("Reporter"))
    return client


@pytest.mark.parametrize("name", handbook.PAGES)
def test_every_link_and_picture_of_the_documents_leads_somewhere(reporter, name):
    page = lxml.html.fromstring(reporter.get(f"/admin/handbook/{name}/").content.decode())
    links = page.xpath("//*[@class='document']//a/@href")

    for address in [*links, *page.xpath("//*[@class='document']//img/@src")]:
        if address.startswith("http"):
            continue
        whole, _, anchor = address.partition("#")
        response = reporter.get(whole or f"/admin/handbook/{name}/")
        assert response.status_code == 200, address
        if anchor:
            assert re.search(rf'id="{anchor}"', response.content.decode()), address


def test_handbook_shows_its_pictures_with_words_for_them(reporter):
    page = lxml.html.fromstring(reporter.get("/admin/handbook/editors-handbook/").content.decode())
    pictures = page.xpath("//*[@class='document']//img")

    assert len(pictures) >= 5
    assert all(picture.get("alt") for picture in pictures)
    picture = reporter.get(pictures[0].get("src"))
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["nowhere/", "pictures/nowhere.png", "pictures/../architecture.png"])
def test_no_other_file_is_given(reporter, path):
    assert reporter.get(f"/admin/handbook/{path}").status_code == 404


def test_documents_are_for_the_desk(client):
    assert client.get("/admin/handbook/editors-handbook/").status_code == 302


def test_desk_links_its_handbook(reporter):
    assert 'href="/admin/handbook/editors-handbook/"' in reporter.get("/admin/").content.decode()


def test_manual_names_its_headings_and_runs_no_script():
    html = markdown.manual(
        "# Title\n\n## Two on one story\n\n<script>x</script> [x](javascript:y) ![a](b.png)"
    )

    assert '<h2 id="two-on-one-story">Two on one story</h2>' in html
    assert '<img src="b.png" alt="a">' in html
    assert "<script" not in html
    assert "javascript:" not in re.findall(r'href="([^"]*)"', html)
