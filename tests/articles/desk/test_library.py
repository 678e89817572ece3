"""The picture library at the desk: its list, the page of a picture, and deleting one."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import lxml.html
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from articles import pictures, revisions
from articles.models import Image, ImageUse
from newsroom.lib.images import read_upload
from newsroom.models import AuditEntry
from tests.desk_forms import errors, filled, make_member, query_count
from tests.factories.stories import make_draft, make_editor, make_image, make_story

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/image/"
FIT = {"alt": "The finish", "credit": "A. Photographer"}
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-03-02 12:00:00+00:00", tick=False)


@pytest.fixture
def editor():
    return make_member("Editor", first_name="Ann", last_name="Smith")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def page_of(image, page="change"):
    return f"{LIST}{image.pk}/{page}/"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return lxml.html.fromstring(response.content.decode())


def words(elements):
    return [" ".join(each.text_content().split()) for each in elements]


def cards(client, query=""):
    """{name: [notes]} of the list."""
    return {
        words(card.xpath("p[@class='name']"))[0]: words(card.xpath("ul/li"))
        for card in read(client, LIST + query).xpath("//ul[@class='library']/li")
    }


def show(story, **changes):
    """As at the desk: into a draft, or into what waits beside a public story."""
    content = replace(revisions.working_content(story), **changes)
    revisions.save(story, content, by=make_editor(), seen=story.version)
    return story


def in_text(image):
    return {"body": f"Gold.\n\n{{{{ image {image.pk} }}}}"}


# The list


def test_list_tells_in_words_how_each_picture_stands(desk):
    make_image(caption="Bare")
    make_image(caption="Described", alt="The finish")
    make_image(caption="Decorative", decorative=True, credit="B. Else")
    make_image(caption="Named", alt="IMG_1234", credit="B. Else")
    make_image(caption="Ended", **FIT, rights_until=date(2026, 3, 1))
    make_image(caption="Ending", **FIT, rights_until=date(2026, 4, 1))
    make_image(caption="Lasting", **FIT, rights_until=date(2026, 4, 2))
    shown = make_image(caption="Shown", **FIT)
    public = make_story(lead_image=shown)
    ImageUse.objects.create(article=public, image=shown, live=True)
    show(public, headline="Kerr wins again")

    assert cards(desk) == {
        "Bare": ["Needs a credit and a description", "Not used"],
        "Described": ["Needs a credit", "Not used"],
        "Decorative": ["Ready, decorative", "Not used"],
        "Named": ["Described by the name of a file", "Not used"],
        "Ended": ["Ready", "Rights ended on 1 March 2026", "Not used"],
        "Ending": ["Ready", "Rights until 1 April 2026", "Not used"],
        "Lasting": ["Ready", "Rights until 2 April 2026", "Not used"],
        "Shown": ["Ready", "In 1 story"],
    }
    amiss = words(read(desk, LIST).xpath("//ul[@class='notes']/li[@class='amiss']"))
    assert sorted(amiss) == [
        "Described by the name of a file",
        "Needs a credit",
        "Needs a credit and a description",
        "Rights ended on 1 March 2026",
        "Rights until 1 April 2026",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("kerr", {"Kerr wins"}), ("finish photographer", {"Nordas"}), ("else", {"Gourley"}), ("nobody", set())],
)
def test_pictures_are_found_by_caption_description_and_credit(desk, asked, found):
    make_image(caption="Kerr wins")
    make_image(caption="Nordas", **FIT)
    make_image(caption="Gourley", alt="The start", credit="B. Else")

    assert set(cards(desk, f"?q={asked}")) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("texts=lacking", {"Bare", "Uncredited"}),
        ("texts=ready", {"Decorative", "Ended", "Ends today", "Ends later"}),
        ("rights=ended", {"Ended"}),
        ("rights=ending", {"Ends today"}),
        ("use=some", {"Bare", "Ended"}),
        ("use=none", {"Uncredited", "Decorative", "Ends today", "Ends later"}),
        ("whose=mine", {"Decorative"}),
        ("texts=nonsense", {"Bare", "Uncredited", "Decorative", "Ended", "Ends today", "Ends later"}),
    ],
)
def test_library_is_narrowed(desk, editor, query, found):
    bare = make_image(caption="Bare")
    make_image(caption="Uncredited", alt="The finish")
    make_image(caption="Decorative", decorative=True, credit="B. Else", uploaded_by=editor)
    ended = make_image(caption="Ended", **FIT, rights_until=date(2026, 3, 1))
    make_image(caption="Ends today", **FIT, rights_until=TODAY)
    make_image(caption="Ends later", **FIT, rights_until=date(2026, 6, 1))
    show(make_draft(), **in_text(bare))
    show(make_story(), lead_image=ended.pk)

    assert set(cards(desk, f"?{query}")) == found


def test_list_costs_the_same_queries_however_many_there_are(desk):
    make_image()
    alone = query_count(desk, LIST)
    for _ in range(3):
        show(make_draft(), lead_image=make_image(**FIT).pk)

    assert query_count(desk, LIST) == alone


def test_list_shows_small_copies_and_is_paged(desk):
    drawn = BytesIO()
    Picture.new("RGB", (900, 600)).save(drawn, "JPEG")
    drawn.seek(0)
    image = pictures.add_picture(read_upload(drawn), by=None)
    shown = read(desk, LIST).xpath("//ul[@class='library']//img")[0]
    for _ in range(48):
        Image.objects.create(file=image.file.name, width=4, height=4)

    assert (shown.get("src"), shown.get("width")) == (f"/media/{image.renditions[0]['name']}", "320")
    assert (len(read(desk, LIST).xpath("//ul[@class='library']/li")), len(cards(desk, "?p=2"))) == (48, 1)


@pytest.mark.parametrize(
    ("query", "told"),
    [("", "The library is empty."), ("?q=x", "No picture is found."), ("?use=none", "No picture")],
)
def test_list_without_pictures_says_what_to_do(desk, query, told):
    assert words(read(desk, LIST + query).xpath("//p[@class='empty']"))[0].startswith(told)


# A picture


def test_page_shows_the_picture_with_its_focal_point(desk):
    image = make_image(**FIT, focal_x=33, focal_y=100)
    page = read(desk, page_of(image))

    shown = page.xpath("//div[@data-focus]")[0]
    assert shown.get("class") == "focus fx-35 fy-100"
    assert shown.xpath(".//img/@src") == [f"/media/{image.file.name}"] * 4
    assert [page.get_element_by_id(f"id_focal_{axis}").get("value") for axis in "xy"] == ["33", "100"]


def test_page_says_who_uploaded_it_and_when(desk, editor):
    page = read(desk, page_of(make_image(uploaded_by=editor)))

    said = page.xpath("//div[contains(@class, 'field-upload_note')]//div[@class='readonly']")
    assert words(said) == ["2 March 2026, 12:00, by Ann Smith, 16 × 9 pixels"]


def test_page_lists_the_stories_that_show_the_picture(desk):
    image = make_image(**FIT)
    draft = show(make_draft("Draft"), **in_text(image))
    leading = show(make_draft("Leading"), lead_image=image.pk, **in_text(image))
    changed = show(make_story("Changed"), **in_text(image))
    make_story("Another")

    uses = read(desk, page_of(image)).xpath("//section[@aria-labelledby='uses']//li")

    assert sorted(words(uses)) == [
        "Changed Live: in the changes that wait",
        "Draft Draft: in its text",
        "Leading Draft: leads it",
    ]
    assert {use.find("a").get("href") for use in uses} == {
        f"/admin/articles/article/{story.pk}/change/" for story in (draft, leading, changed)
    }


def test_page_of_a_picture_that_stands_everywhere_tells_how_often(desk, monkeypatch):
    image = make_image(**FIT)
    for _ in range(3):
        show(make_draft(), **in_text(image))
    few = query_count(desk, page_of(image))
    monkeypatch.setattr("articles.desk.picture_states.USES_SHOWN", 2)

    uses = words(read(desk, page_of(image)).xpath("//section[@aria-labelledby='uses']//li"))
    show(make_draft(), **in_text(image))

    assert (len(uses), uses[-1]) == (3, "and 1 more")
    assert query_count(desk, page_of(image)) == few


def test_description_that_is_the_name_of_a_file_is_refused(desk):
    image = make_image(alt="IMG_1234", credit="A. Photographer")
    page = page_of(image)

    response = desk.post(page, filled(desk, page, "image"))

    assert words(read(desk, page).xpath("//ul[@class='notes']/li[@class='amiss']")) == [
        "Described by the name of a file"
    ]
    assert errors(response) == ["“IMG_1234” is the name of a file: say what the picture shows."]


def test_last_day_of_the_rights_is_kept(desk):
    image = make_image(**FIT)
    page = page_of(image)

    desk.post(page, filled(desk, page, "image", rights_until="2026-04-30"))

    assert Image.objects.get().rights_until == date(2026, 4, 30)
    assert filled(desk, page, "image")["rights_until"] == "2026-04-30"


def test_copies_that_are_made_while_its_page_is_open_stay(desk, monkeypatch):
    image = make_image(**FIT)
    page = page_of(image)
    data = filled(desk, page, "image", caption="Kerr")
    save = Image.save

    def meanwhile(self, **options):
        Image.objects.update(renditions=[{"name": "x.avif", "format": "AVIF", "width": 1, "height": 1}])
        save(self, **options)

    monkeypatch.setattr(Image, "save", meanwhile)
    desk.post(page, data)

    image.refresh_from_db()
    assert (image.caption, len(image.renditions)) == ("Kerr", 1)


def test_same_file_once_more_is_told(desk):
    drawn = BytesIO()
    Picture.new("RGB", (8, 8)).save(drawn, "JPEG")

    def add():
        upload = SimpleUploadedFile("x.jpg", drawn.getvalue())
        data = FIT | {"focal_x": 50, "focal_y": 50, "upload": upload}
        return desk.post(f"{LIST}add/", data, follow=True).content.decode()

    assert "The same file" not in add()
    first = Image.objects.get()
    assert f'The same file is in the library as <a href="{page_of(first)}">picture {first.pk}</a>.' in add()


# Several at once


SEVERAL = f"{LIST}several/"


def file(name, size=(8, 8), kind="JPEG"):
    drawn = BytesIO()
    Picture.new("RGB", size).save(drawn, kind)
    return SimpleUploadedFile(name, drawn.getvalue())


def test_of_several_files_each_is_taken_or_refused_by_itself(desk, editor):
    sent = [file("a.jpg"), file("b.png"), file("c.jpg", (9, 9)), file("a-again.jpg")]
    response = desk.post(
        SEVERAL, {"files": sent, "credit": "A. Photographer", "rights_until": "2026-04-30"}, follow=True
    )

    first, second = Image.objects.order_by("pk")
    assert words(lxml.html.fromstring(response.content.decode()).xpath("//ul[@class='messagelist']/li")) == [
        f"“a.jpg” is picture {first.pk}.",
        "“b.png”: The picture is named “.png” and is a JPEG file: name it “.jpg” and send it again.",
        f"“c.jpg” is picture {second.pk}.",
        f"“a-again.jpg” is in the library already, as picture {first.pk}.",
    ]
    assert {(image.credit, image.rights_until, image.uploaded_by) for image in (first, second)} == {
        ("A. Photographer", date(2026, 4, 30), editor)
    }
    assert set(cards(desk, "?texts=lacking&whose=mine")) == {str(first), str(second)}
    assert response.redirect_chain == [(f"{LIST}?texts=lacking&whose=mine", 302)]


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (lambda: [], "This field is required."),
        (lambda: [file(f"{n}.jpg", (n, 1)) for n in range(1, 12)], "Choose 10 files at a time, not 11."),
        (lambda: [SimpleUploadedFile("x.jpg", b"")], "The submitted file is empty."),
    ],
)
def test_no_file_and_too_many_are_refused(desk, sent, complaint):
    response = desk.post(SEVERAL, {"files": sent()})

    assert errors(response) == [complaint]
    assert not Image.objects.exists()


# Deleting


@pytest.mark.parametrize("where", ["lead", "text", "changes"])
def test_picture_that_a_story_shows_is_not_deleted_and_the_story_is_named(desk, where):
    image = make_image()
    story = make_story("Kerr wins") if where == "changes" else make_draft("Kerr wins")
    show(story, **({"lead_image": image.pk} if where == "lead" else in_text(image)))

    asked = read(desk, page_of(image, "delete"))
    response = desk.post(page_of(image, "delete"), {"post": "yes"})

    assert words(asked.xpath("//section/h2")) == ["1 story"]
    assert asked.xpath("//section//a/@href") == [f"/admin/articles/article/{story.pk}/change/"]
    assert (response.status_code, Image.objects.count()) == (409, 1)


def test_picture_that_leads_a_story_by_its_row_alone_is_not_deleted(desk):
    image = make_image()
    make_story(lead_image=image)

    assert desk.post(page_of(image, "delete"), {"post": "yes"}).status_code == 409
    assert Image.objects.exists()


def test_of_several_pictures_none_is_deleted_while_one_is_shown(desk):
    free, shown = make_image(), make_image()
    show(make_draft(), **in_text(shown))
    chosen = {"action": "delete_selected", "_selected_action": [free.pk, shown.pk]}

    asked = desk.post(LIST, chosen)
    response = desk.post(LIST, chosen | {"post": "yes"})

    assert "1 story" in asked.content.decode()
    assert (response.status_code, Image.objects.count()) == (409, 2)


@pytest.mark.parametrize("several", [True, False])
def test_pictures_that_no_story_shows_go_with_their_files(desk, several, django_capture_on_commit_callbacks):
    image = make_image()
    show(make_draft(), body=f"{{{{ image {image.pk}1 }}}}")
    path = LIST if several else page_of(image, "delete")
    chosen = {"action": "delete_selected", "_selected_action": [image.pk]} if several else {}

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(path, chosen | {"post": "yes"})

    assert (Image.objects.exists(), default_storage.exists(image.file.name)) == (False, False)
    assert AuditEntry.objects.filter(verb="deleted").count() == 1
