from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import features

from articles.management.commands import make_renditions
from articles.models import Image
from newsroom.lib import caching
from tests.factories.stories import make_image

pytestmark = pytest.mark.django_db
needs_avif = pytest.mark.skipif(not features.check("avif"), reason="no AVIF in Pillow")


def run():
    """(exit code, what it said, what it complained of)."""
    out, complaints = StringIO(), StringIO()
    try:
        call_command("make_renditions", stdout=out, stderr=complaints)
    except SystemExit as end:
        return end.code, out.getvalue().strip(), complaints.getvalue().strip()
    return 0, out.getvalue().strip(), complaints.getvalue().strip()


@needs_avif
def test_what_lacks_is_made_and_never_twice():
    make_image()
    make_image()

    assert run() == (0, "Made 6 copies of 2 pictures.", "")
    assert run() == (0, "Nothing to make.", "")
    assert [len(image.renditions) for image in Image.objects.all()] == [3, 3]


@needs_avif
def test_picture_whose_file_is_lost_is_named_and_stops_no_other():
    lost, _ = make_image(), make_image()
    default_storage.delete(lost.file.name)

    complaint = f"Picture {lost.pk}: its file is lost."
    assert run() == (1, "Made 3 copies of 1 picture, 1 failed.", complaint)
    assert run() == (1, "Made 0 copies of 0 pictures, 1 failed.", complaint)


@needs_avif
def test_pages_are_made_anew_where_there_is_something_new(django_capture_on_commit_callbacks):
    def token_after_a_run():
        with django_capture_on_commit_callbacks(execute=True):
            run()
        return caching.generation().token

    before = caching.generation().token
    nothing = token_after_a_run()
    make_image()

    assert nothing == before
    assert token_after_a_run() != before


def test_where_pillow_cannot_it_says_so(monkeypatch):
    monkeypatch.setattr(make_renditions.features, "check", lambda name: False)

    with pytest.raises(CommandError) as fault:
        run()
    assert (str(fault.value), fault.value.returncode) == (
        "Pillow is built without AVIF here: nothing is made.",
        2,
    )
