"""The desk in a real browser: nothing breaks its security policy, and the editor's traps are closed."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from PIL import Image as Picture

from articles.models import Image
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """([name, type, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const event = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector("#id_body").dispatchEvent(event);
}"""


@pytest.fixture
def desk(page):
    get_user_model().objects.create_superuser("editor", password="four laps of a track")
    page.goto("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "four laps of a track")
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


@pytest.fixture
def race():
    race = make_race()
    make_result(race, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    return race


def test_pages_of_the_desk_leave_the_console_quiet(desk, race):
    for path in (
        "articles/article/",
        "articles/article/add/",
        f"articles/article/{make_draft(races=[race]).pk}/change/",
        "articles/image/add/",
        "results/race/",
        f"results/race/{race.pk}/change/",
        f"results/result/{race.results.get().pk}/change/",
        "results/athlete/add/",
    ):
        desk.goto(f"/admin/{path}")
        desk.wait_for_load_state("networkidle")

    assert desk.complaints == []


def test_dropped_picture_is_typed_and_a_refused_one_is_not(desk):
    target = BytesIO()
    Picture.new("RGB", (8, 8)).save(target, "JPEG")
    desk.goto(f"/admin/articles/article/{make_draft(body='').pk}/change/")

    desk.evaluate(DROP, ["x.jpg", "image/jpeg", list(target.getvalue())])
    desk.wait_for_selector(".upload-notice a")
    typed = f"\n{{{{ image {Image.objects.get().pk} }}}}\n"
    assert desk.input_value("#id_body") == typed

    desk.evaluate(DROP, ["x.svg", "image/svg+xml", list(b"<svg/>")])
    desk.wait_for_selector(".upload-notice.errornote")
    assert desk.text_content(".upload-notice") == "The picture must be one of JPEG, PNG, WebP or AVIF."
    assert desk.input_value("#id_body").strip() == typed.strip()
    assert desk.complaints == []
