import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture

from articles.models import Image
from tests.desk_forms import errors, filled, make_member

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/articles/markdownx/upload/"
ADD = "/admin/articles/image/add/"
FINISH = {"alt": "The finish", "credit": "A. Photographer", "focal_x": 50, "focal_y": 50}
GPS = 0x8825


def encoded(kind="JPEG", size=(900, 600), **options):
    target = BytesIO()
    Picture.new("RGB", size, (200, 40, 30)).save(target, kind, **options)
    return target.getvalue()


def jpeg_with_place():
    exif = Picture.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010E] = "SECRET-CAMERA"
    return encoded(exif=exif)


def png_of_a_size(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
REFUSED = {
    "svg": ("x.svg", SVG),
    "svg named jpg": ("x.jpg", SVG),
    "html named jpg": ("x.jpg", HTML),
    "gif": ("x.gif", encoded("GIF")),
    "gif and script in one": ("x.jpg", b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)"),
    "too many pixels": ("x.png", png_of_a_size(60_000, 60_000)),
    "cut short": ("x.jpg", encoded()[:400]),
    "page behind a picture": ("x.jpg", encoded() + b"<script>alert(1)</script>"),
    "named as another format": ("x.png", encoded()),
    "named as a page": ("x.html", encoded()),
    "empty": ("x.jpg", b""),
}


def upload(client, content, name="x.jpg", kind="image/jpeg"):
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, content, kind)})


def stored_files():
    media = Path(settings.MEDIA_ROOT)
    return {path for path in media.rglob("*") if path.is_file()}


@pytest.fixture
def reporter(client):
    client.force_login(make_member("Reporter"))
    return client


# Dropped into the text


def test_dropped_picture_joins_the_library_and_the_text(reporter):
    answer = upload(reporter, encoded()).json()

    image = Image.objects.get()
    assert answer == {
        "image_code": f"\n{{{{ image {image.pk} }}}}\n",
        "reminder": f"Picture {image.pk} is in the library; it needs a credit and alternative text.",
        "describe_url": reverse("admin:articles_image_change", args=[image.pk]),
    }
    assert (image.width, image.height, image.uploaded_by_id) == (
        900,
        600,
        int(reporter.session["_auth_user_id"]),
    )


@pytest.mark.parametrize("fault", REFUSED)
def test_hostile_file_is_refused_without_a_word_in_the_text(reporter, fault):
    before = stored_files()
    name, content = REFUSED[fault]

    response = upload(reporter, content, name)

    assert response.status_code == 200
    assert response.json()["image_code"].strip() == ""
    assert response.json()["error"].endswith(".")
    assert (Image.objects.count(), stored_files()) == (0, before)


def test_same_file_once_more_is_the_picture_that_there_is(reporter):
    upload(reporter, encoded())
    known = Image.objects.get()
    again = upload(reporter, encoded()).json()
    Image.objects.update(alt="The finish", credit="A. Photographer")
    described = upload(reporter, encoded()).json()

    assert Image.objects.get() == known
    assert again["image_code"] == described["image_code"] == f"\n{{{{ image {known.pk} }}}}\n"
    assert [answer["reminder"] for answer in (again, described)] == [
        f"Picture {known.pk} was in the library already; it needs a credit and alternative text.",
        f"Picture {known.pk} was in the library already: “The finish”.",
    ]


def test_request_without_a_file_is_refused(reporter):
    assert reporter.post(UPLOAD).json() == {"image_code": "\n", "error": "No picture arrived."}


def test_place_and_camera_are_dropped(reporter):
    upload(reporter, jpeg_with_place())

    image = Image.objects.get()
    with image.file.open() as stored:
        content = stored.read()
    assert b"SECRET-CAMERA" not in content
    assert dict(Picture.open(BytesIO(content)).getexif()) == {}


def test_name_on_disk_is_ours(reporter):
    upload(reporter, encoded("PNG"), "../../evil.html.png", "text/html")

    image = Image.objects.get()
    assert re.fullmatch(r"pictures/\d{4}/\d\d/[0-9a-f]{32}\.png", image.file.name)


def test_smaller_copies_are_made_and_stored(reporter):
    upload(reporter, encoded())

    image = Image.objects.get()
    assert [(r["width"], r["height"], r["format"]) for r in image.renditions][:3] == [
        (320, 213, "WEBP"),
        (320, 213, "JPEG"),
        (640, 427, "WEBP"),
    ]
    assert [image.file.storage.exists(r["name"]) for r in image.renditions] == [True] * len(image.renditions)


@pytest.mark.parametrize(
    ("groups", "code"), [(["Reporter"], 200), (["Editor"], 200), (["Results desk"], 403)]
)
def test_upload_is_for_writers(client, groups, code):
    client.force_login(make_member(*groups))

    assert upload(client, encoded(size=(4, 4))).status_code == code


def test_upload_is_not_for_anonymous(client):
    assert upload(client, encoded(size=(4, 4))).status_code == 302
    assert not Image.objects.exists()


def test_upload_needs_the_form_s_secret_and_a_post(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(make_member("Editor"))

    assert upload(client, encoded(size=(4, 4))).status_code == 403
    assert client.get(UPLOAD).status_code == 405


# The library


def test_library_takes_a_picture_with_its_texts(reporter):
    reporter.post(ADD, FINISH | {"upload": SimpleUploadedFile("x.jpg", encoded())})

    image = Image.objects.get()
    assert (image.alt, image.credit, image.width, image.is_ready) == (
        "The finish",
        "A. Photographer",
        900,
        True,
    )
    assert image.file.name.endswith(".jpg")


@pytest.mark.parametrize("fault", [fault for fault in REFUSED if fault != "empty"])
def test_library_refuses_a_hostile_file_by_its_reason(reporter, fault):
    name, content = REFUSED[fault]

    response = reporter.post(ADD, FINISH | {"upload": SimpleUploadedFile(name, content)})

    assert [error.startswith("The picture ") for error in errors(response)] == [True]
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"alt": ""}, "Say what the picture shows, or mark it as decorative."),
        ({"credit": ""}, "Say whose picture it is."),
        ({"decorative": "on"}, "A decorative picture has no alternative text: clear one of the two."),
        ({"focal_x": 101}, "Ensure this value is less than or equal to 100."),
    ],
)
def test_library_asks_for_the_texts(reporter, texts, complaint):
    response = reporter.post(ADD, FINISH | texts | {"upload": SimpleUploadedFile("x.jpg", encoded())})

    assert errors(response) == [complaint]


def test_texts_are_changed_and_the_file_is_not(reporter):
    upload(reporter, encoded(size=(4, 4)))
    image = Image.objects.get()
    page = reverse("admin:articles_image_change", args=[image.pk])

    reporter.post(page, filled(reporter, page, "image", **FINISH))

    changed = Image.objects.get()
    assert (changed.alt, changed.file.name, changed.renditions) == (
        "The finish",
        image.file.name,
        image.renditions,
    )
