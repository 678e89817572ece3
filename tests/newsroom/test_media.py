"""Who gets a file of the picture library, and how it is sent."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from articles.models import Article, ImageUse
from articles.pictures import add_picture
from newsroom.lib.images import read_upload
from tests.factories.stories import make_draft, make_story, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def uploaded():
    """A picture as the desk takes it in, with its smaller copies."""
    drawn = BytesIO()
    Picture.effect_noise((700, 400), 60).save(drawn, "JPEG")
    drawn.seek(0)
    return add_picture(read_upload(drawn), by=None)


def show(image, story, *, live=True):
    ImageUse.objects.create(article=story, image=image, live=live)
    return image


def addresses(image):
    return [f"/media/{name}" for name in (image.file.name, *(made["name"] for made in image.renditions))]


def statuses(client, image):
    return {client.get(address).status_code for address in addresses(image)}


def content(name):
    with default_storage.open(name) as file:
        return file.read()


class Reader(Client):
    """Reads every answer to its end, as a browser does."""

    def request(self, **request):
        response = super().request(**request)
        response.body = b"".join(response.streaming_content) if response.streaming else response.content
        return response


@pytest.fixture
def client():
    return Reader()


@pytest.fixture
def image():
    return show(uploaded(), make_story())


@pytest.fixture
def address(image):
    return addresses(image)[0]


def test_public_gets_the_picture_of_a_public_story_and_its_smaller_copies(client, image):
    assert len(addresses(image)) == 7
    for address in addresses(image):
        response = client.get(address)
        assert (response.status_code, response.body) == (200, content(address.removeprefix("/media/")))


def test_files_come_with_their_type_and_run_nothing(client, image):
    types = {address.rpartition(".")[2]: client.get(address).headers for address in addresses(image)}

    assert {kind: headers["Content-Type"] for kind, headers in types.items()} == {
        "jpg": "image/jpeg",
        "webp": "image/webp",
    }
    for headers in types.values():
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


HELD_BACK = {
    "draft": lambda now: {"status": Article.Status.DRAFT},
    "withdrawn": lambda now: {"status": Article.Status.WITHDRAWN},
    "retracted": lambda now: {"status": Article.Status.RETRACTED, "retraction": "Why"},
    "scheduled": lambda now: {"publish_at": now + HOUR},
    "embargoed": lambda now: {"embargo_until": now + HOUR},
    "off again": lambda now: {"unpublish_at": now - HOUR},
}


@pytest.mark.parametrize("state", HELD_BACK)
def test_public_gets_no_picture_of_a_story_that_is_not_public(client, state):
    image = show(uploaded(), make_story(**HELD_BACK[state](timezone.now())))

    assert statuses(client, image) == {404}


def test_public_gets_no_picture_of_a_working_copy(client):
    assert statuses(client, show(uploaded(), make_story(), live=False)) == {404}


def test_public_gets_no_picture_that_no_story_shows(client):
    make_story()

    assert statuses(client, uploaded()) == {404}


def test_picture_of_two_stories_is_public_while_one_of_them_is(client, image):
    show(image, make_draft())

    assert statuses(client, image) == {200}


def test_picture_is_public_until_its_rights_end(client, image, time_machine):
    image.rights_until = date(2026, 7, 1)
    image.save()

    time_machine.move_to("2026-07-01 22:59:59+00:00", tick=False)  # the last second of the day in London
    before = statuses(client, image)
    time_machine.move_to("2026-07-01 23:00:00+00:00", tick=False)

    assert (before, statuses(client, image)) == ({200}, {404})


def test_picture_that_is_held_back_answers_as_one_that_is_not_there(client):
    held = addresses(show(uploaded(), make_draft()))[0]
    secret, unknown = client.get(held), client.get("/media/pictures/2026/01/none.jpg")

    assert (secret.status_code, secret.content) == (404, unknown.content)
    assert dict(secret.headers) == dict(unknown.headers)


@pytest.mark.parametrize(
    "name",
    [
        "../secret-key",
        "..%2f..%2fsecret-key",
        "pictures/../../secret-key",
        "%2e%2e/secret-key",
        "/etc/passwd",
        "//etc/passwd",
        "pictures/",
        "pictures",
        ".",
        "a%00b.jpg",
        "%ff.jpg",
        "pictures/a.jpg/",
        "-320.jpg",
        "x" * 5000,
        "pictures/*.jpg",
    ],
)
def test_no_path_leads_out_of_the_library(client, image, settings, name):
    (settings.MEDIA_ROOT.parent / "secret-key").write_text("planted")

    assert client.get(f"/media/{name}").status_code == 404


def test_file_in_the_folder_that_is_not_of_the_library_is_not_given(client, image):
    stray = image.file.name.replace(".jpg", "-999.jpg")
    default_storage.save(stray, ContentFile(b"planted"))

    assert client.get(f"/media/{stray}").status_code == 404


def test_picture_whose_file_is_lost_answers_404(client, image, address):
    default_storage.delete(image.file.name)

    assert client.get(address).status_code == 404


def test_picture_costs_the_public_one_query_and_no_session(client, image, address, django_assert_num_queries):
    show(image, make_story())
    client.cookies["sessionid"] = "somebody’s, perhaps".encode().hex()

    with django_assert_num_queries(1):
        response = client.get(address)

    assert response.status_code == 200
    assert "Vary" not in response.headers
    assert not response.cookies


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_picture_is_sent_as_it_is_whatever_the_reader_unpacks(client, image, address, accepted):
    response = client.get(address, headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in response.headers
    assert response.headers["Content-Length"] == str(len(content(image.file.name)))


# The desk


@pytest.mark.parametrize(
    ("permissions", "staff", "status"),
    [
        (["articles.view_image"], True, 200),
        (["articles.change_article"], True, 404),
        ([], True, 404),
        (["articles.view_image"], False, 404),
    ],
)
def test_desk_sees_every_picture_that_its_member_may(client, permissions, staff, status):
    client.force_login(make_user(*permissions, is_staff=staff))
    response = client.get(addresses(show(uploaded(), make_draft()))[1])

    assert (response.status_code, response.headers["Cache-Control"]) == (status, "private, no-store")


def test_desk_gets_public_pictures_as_everybody_does(client, address):
    public = client.get(address)
    client.force_login(make_user("articles.view_image"))
    at_the_desk = client.get(address)

    assert dict(at_the_desk.headers) == dict(public.headers)


def test_desk_gets_nothing_that_is_not_of_the_library(client):
    client.force_login(make_user("articles.view_image"))

    assert client.get("/media/pictures/2026/01/none.jpg").status_code == 404


def test_session_without_its_second_factor_sees_what_the_public_sees(client, image, settings):
    held = addresses(show(uploaded(), make_draft()))[0]
    client.force_login(make_user("articles.view_image", "articles.publish_article"))
    settings.TWO_FACTOR = True

    assert (client.get(held).status_code, client.get(addresses(image)[0]).status_code) == (404, 200)


# How it may be kept


def test_picture_is_kept_for_five_minutes_and_then_asked_for_again(client, address):
    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})

    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=300"


def test_picture_is_kept_no_longer_than_its_last_story_stands(client, image, address, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    Article.objects.update(unpublish_at=now + timedelta(seconds=90))
    alone = client.get(address)
    show(image, make_story(unpublish_at=now + timedelta(seconds=120)))
    with_another = client.get(address)
    show(image, make_story())
    for_good = client.get(address)

    kept = [r.headers["Cache-Control"] for r in (alone, with_another, for_good)]
    assert kept == ["public, max-age=90", "public, max-age=120", "public, max-age=300"]


def test_picture_is_kept_no_longer_than_its_rights(client, image, address, time_machine):
    image.rights_until = date(2026, 1, 1)
    image.save()
    time_machine.move_to("2026-01-01 23:59:30+00:00", tick=False)

    assert client.get(address).headers["Cache-Control"] == "public, max-age=30"


def test_validator_of_a_picture_opens_nothing_once_it_is_not_public(client, image, address):
    etag = client.get(address).headers["ETag"]
    Article.objects.update(status=Article.Status.WITHDRAWN, stage=Article.Stage.APPROVED)

    for headers in ({"If-None-Match": etag}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}):
        assert client.get(address, headers=headers).status_code == 404


def test_address_that_was_asked_for_too_early_is_answered_when_its_moment_comes(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    address = addresses(show(uploaded(), make_story(embargo_until=now + HOUR)))[0]
    early = client.get(address)
    time_machine.move_to(now + HOUR, tick=False)

    assert (early.status_code, early.headers["Cache-Control"]) == (404, "public, max-age=0, must-revalidate")
    assert client.get(address).status_code == 200


# Parts of it


def test_head_says_how_long_the_file_is_and_sends_nothing(client, image, address):
    whole, head = client.get(address), client.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=5-", 5, None),
        ("bytes=-7", -7, None),
        ("bytes=0-99999999", 0, None),
        ("bytes=-99999999", 0, None),
    ],
)
def test_part_of_a_file_is_sent(client, image, address, asked, start, stop):
    whole = content(image.file.name)
    response = client.get(address, headers={"Range": asked})
    first = start if start >= 0 else len(whole) + start

    assert (response.status_code, response.content) == (206, whole[start:stop])
    last = (stop or len(whole)) - 1
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=99999999-100000000", "bytes=-0"])
def test_part_beyond_the_end_is_refused(client, image, address, asked):
    response = client.get(address, headers={"Range": asked})

    size = len(content(image.file.name))
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=9-3", "lines=0-1", "bytes=", "bytes=a-b", "bytes=-"]
)
def test_what_is_no_part_is_answered_with_the_whole(client, image, address, asked):
    response = client.get(address, headers={"Range": asked})

    assert (response.status_code, response.body) == (200, content(image.file.name))


def test_part_is_sent_to_who_holds_the_rest_of_the_same_file_only(client, image, address):
    first = client.get(address)
    asked = {"Range": "bytes=0-9"}
    held = [
        first.headers["ETag"],
        first.headers["Last-Modified"],
        '"another"',
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ]

    answers = [client.get(address, headers=asked | {"If-Range": each}).status_code for each in held]

    assert answers == [206, 206, 200, 200]


# An nginx in front


def test_proxy_is_told_which_file_to_send(client, image, address, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected-media/"
    response = client.get(address)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["X-Accel-Redirect"] == f"/protected-media/{image.file.name}"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_proxy_is_told_nothing_of_a_picture_that_is_held_back(client, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected-media/"
    response = client.get(addresses(show(uploaded(), make_draft()))[0])

    assert (response.status_code, "X-Accel-Redirect" in response.headers) == (404, False)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pictures_are_for_reading(client, address, method):
    assert getattr(client, method)(address).status_code == 405
