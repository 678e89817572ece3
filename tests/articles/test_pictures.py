"""Pictures come into the library, get their smaller copies, and go with all their files."""

from datetime import timedelta
from io import BytesIO
from threading import Event, Thread

import lxml.html
import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image as Picture
from PIL import features

from articles import pictures
from articles.content import Content
from articles.models import Article, Image, ImageUse
from newsroom.lib import images
from newsroom.lib.images import ImageRefused, read_upload
from results import deleting
from tests.factories.stories import make_draft, make_image, make_section, make_story, make_user

pytestmark = pytest.mark.django_db
needs_avif = pytest.mark.skipif(not features.check("avif"), reason="no AVIF in Pillow")


def drawn(size=(700, 400)):
    target = BytesIO()
    Picture.new("RGB", size, (200, 40, 30)).save(target, "JPEG")
    return target.getvalue()


def uploaded(content=None):
    return pictures.add_picture(read_upload(BytesIO(content or drawn())), by=None)


def there(image):
    return [name for name in pictures.files_of(image) if default_storage.exists(name)]


def copies(image):
    image.refresh_from_db()
    return [(made["format"], made["width"]) for made in image.renditions]


def test_picture_whose_copies_cannot_all_be_stored_leaves_no_file(monkeypatch):
    stored, save = [], default_storage.save

    def full_after_three(name, content, **options):
        if len(stored) == 3:
            raise OSError("No space left on device")
        stored.append(save(name, content, **options))
        return stored[-1]

    monkeypatch.setattr(Image._meta.get_field("file").storage, "save", full_after_three)

    with pytest.raises(OSError, match="No space"):
        uploaded()
    assert (len(stored), [name for name in stored if default_storage.exists(name)]) == (3, [])
    assert not Image.objects.exists()


# The same file


def test_same_file_is_known_again():
    first = uploaded()
    assert pictures.same_file(read_upload(BytesIO(drawn()))) == first
    assert pictures.same_file(read_upload(BytesIO(drawn((8, 8))))) is None


def test_picture_of_before_files_were_noted_is_the_same_as_none():
    make_image()
    assert pictures.same_file(images.CleanImage(b"", "JPEG", 1, 1)) is None


# Smaller copies


AT_ONCE = [(kind, width) for width in (320, 640, 700) for kind in ("WEBP", "JPEG")]
LATER = [("AVIF", width) for width in (320, 640, 700)]


@needs_avif
def test_slow_copies_are_made_once_beside_those_of_the_upload():
    image = uploaded()
    assert copies(image) == AT_ONCE

    assert (pictures.make_renditions(image.pk), pictures.make_renditions(image.pk)) == (3, 0)

    assert copies(image) == AT_ONCE + LATER
    assert len(there(image)) == 10
    with default_storage.open(image.renditions[-1]["name"]) as file, Picture.open(file) as made:
        assert (made.format, made.size) == ("AVIF", (700, 400))


@needs_avif
def test_picture_without_copies_gets_all_of_them():
    image = make_image()
    assert pictures.make_renditions(image.pk) == 3
    assert copies(image) == [("WEBP", 16), ("JPEG", 16), ("AVIF", 16)]


@needs_avif
def test_what_one_is_making_another_leaves(monkeypatch):
    image, others, made = uploaded(), [], images.renditions

    def meanwhile(*args, **options):
        others.append(pictures.make_renditions(image.pk))
        return made(*args, **options)

    monkeypatch.setattr(images, "renditions", meanwhile)
    assert (pictures.make_renditions(image.pk), others) == (3, [0])


@needs_avif
def test_what_somebody_began_and_broke_off_is_taken_up_again():
    image = uploaded()
    name = image.renditions[0]["name"].replace(".webp", ".avif")
    default_storage.save(name, BytesIO(b"half"))
    begun = Image.objects.filter(pk=image.pk)

    begun.update(renditions_begun_at=timezone.now() - timedelta(minutes=50))
    soon = pictures.make_renditions(image.pk)
    begun.update(renditions_begun_at=timezone.now() - timedelta(minutes=61))
    later = pictures.make_renditions(image.pk)

    assert (soon, later, len(there(image))) == (0, 3, 7)
    image.refresh_from_db()
    assert name in [each["name"] for each in image.renditions]
    assert len(there(image)) == 10


@needs_avif
def test_copies_of_a_picture_that_is_deleted_meanwhile_are_removed(monkeypatch):
    image, made = uploaded(), images.renditions

    def meanwhile(*args, **options):
        Image.objects.all().delete()
        return made(*args, **options)

    monkeypatch.setattr(images, "renditions", meanwhile)
    before = set(there(image))

    assert pictures.make_renditions(image.pk) == 0
    folder = image.file.name.rpartition("/")[0]
    stem = image.file.name.rpartition("/")[2].partition(".")[0]
    left = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1] if name.startswith(stem)}
    assert left == before


@pytest.mark.parametrize(("content", "raised"), [(None, FileNotFoundError), (b"damaged", ImageRefused)])
def test_picture_whose_file_fails_is_free_for_the_next_try(content, raised):
    image = uploaded()
    default_storage.delete(image.file.name)
    if content:
        default_storage.save(image.file.name, BytesIO(content))

    for _ in range(2):
        with pytest.raises(raised):
            pictures.make_renditions(image.pk)


@needs_avif
def test_page_offers_the_smallest_format_first_once_it_is_there():
    image = uploaded()

    def offered():
        markup = render_to_string("components/picture.html", {"image": image})
        return lxml.html.fromstring(markup).xpath("//source/@type")

    before = offered()
    pictures.make_renditions(image.pk)
    image.refresh_from_db()

    assert (before, offered()) == (["image/webp"], ["image/avif", "image/webp"])
    assert image.avif_set.split(", ")[0] == f"/media/{image.file.name.replace('.jpg', '-320.avif')} 320w"


# Deleting


@pytest.fixture
def editor():
    return make_user("articles.delete_image")


def test_picture_goes_with_all_its_files_once_that_is_certain(editor, django_capture_on_commit_callbacks):
    image = uploaded()

    with django_capture_on_commit_callbacks() as callbacks:
        pictures.delete([image], by=editor)
    before = len(there(image))
    for callback in callbacks:
        callback()

    assert (Image.objects.count(), before, there(image)) == (0, 7, [])


def test_picture_that_a_story_shows_stays_with_its_files(editor, django_capture_on_commit_callbacks):
    free, shown = uploaded(), uploaded(drawn((8, 8)))
    ImageUse.objects.create(article=make_draft(), image=shown, live=False)

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(deleting.StillCited) as refusal,
        transaction.atomic(),
    ):
        pictures.delete([free, shown], by=editor)

    assert refusal.value.messages == ["Nothing is deleted: 1 story still cite it."]
    assert (Image.objects.count(), len(there(free))) == (2, 7)


@pytest.mark.django_db(transaction=True)
def test_story_that_is_saved_while_its_picture_is_deleted_keeps_it(editor):
    """Its save has begun and is not committed: who deletes waits for it."""
    image, story = make_image(), make_story(section=make_section())
    content = Content(headline="Kerr wins", section=story.section_id, lead_image=image.pk)
    written, go_on, refused = Event(), Event(), []

    def save():
        with transaction.atomic():
            content.keep_uses(Article.objects.get(pk=story.pk), live=False)
            written.set()
            go_on.wait(10)
        connection.close()

    def delete():
        try:
            pictures.delete([image], by=editor)
        except deleting.StillCited as refusal:
            refused.extend(refusal.messages)
        connection.close()

    saving, deletion = Thread(target=save), Thread(target=delete)
    saving.start()
    written.wait(10)
    deletion.start()
    deletion.join(0.3)
    waited = deletion.is_alive()
    go_on.set()
    saving.join(10)
    deletion.join(10)

    assert (waited, len(refused)) == (True, 1)
    assert ImageUse.objects.get().image == image
