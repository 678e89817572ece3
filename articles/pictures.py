"""Pictures come into the library, get their smaller copies, and go with all their files."""

from functools import partial
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.models import Image
from newsroom.lib import images
from results import deleting

KINDS = tuple(images.RENDITION_OPTIONS)  # of smaller copies


def add_picture(clean, *, by, image=None):
    """A `CleanImage` as an `Image` of the library, its texts as set on `image` beforehand.

    Where its files cannot all be stored, none is.
    """
    image = image or Image()
    image.uploaded_by, image.digest = by, clean.digest
    name = f"{uuid4().hex}.{clean.extension}"
    image.file.save(name, ContentFile(clean.content, name), save=False)
    image.renditions = []
    try:
        for made in images.renditions(clean.content):
            image.renditions.append(_store(image, made))
        image.save()
    except Exception:
        _remove(image.file.storage, files_of(image))
        raise
    return image


def same_file(clean):
    """The first picture of the library that was made of the same file; None where there is none."""
    return Image.objects.filter(digest=clean.digest).exclude(digest="").order_by("pk").first()


@transaction.atomic
def delete(pictures, *, by):
    """All or none, with their files: what is taken out, perhaps for its rights, stays at no address.

    Raises StillCited where a story shows one of them, as it stands or in its working copy.
    """
    pictures = list(pictures)
    deleting.delete(pictures, by=by)
    for image in pictures:
        transaction.on_commit(partial(_remove, image.file.storage, files_of(image)))


def files_of(image):
    """The names of all its files."""
    return [image.file.name, *(made["name"] for made in image.renditions)]


def make_renditions(pk):
    """Make the copies that a picture lacks, and give back how many; 0 where another is at it.

    Raises OSError where its file cannot be opened, and ImageRefused where it cannot be read; whoever asks
    next tries again.
    """
    begun_at = timezone.now()
    # One statement finds it free and takes it: of two who ask at once one is told 0.
    if not Image.objects.lacking_renditions(begun_at).filter(pk=pk).update(renditions_begun_at=begun_at):
        return 0
    ours = Image.objects.filter(pk=pk, renditions_begun_at=begun_at)
    image = ours.get()
    try:
        made = _missing_renditions(image)
    except (OSError, images.ImageRefused):
        ours.update(renditions_begun_at=None)
        raise
    held = image.renditions + made
    if not ours.update(renditions=held, renditions_complete=True, renditions_begun_at=None):
        _remove(image.file.storage, [each["name"] for each in made])  # the picture was deleted meanwhile
        return 0
    return len(made)


def _missing_renditions(image):
    held = {made["format"] for made in image.renditions}
    missing = tuple(kind for kind in KINDS if kind not in held)
    if not missing:
        return []
    with image.file.open() as file:
        content = file.read()
    return [_store(image, made) for made in images.renditions(content, kinds=missing)]


def _store(image, made):
    whole = PurePosixPath(image.file.name)
    wanted = str(whole.with_name(f"{whole.stem}-{made.width}.{made.extension}"))
    image.file.storage.delete(wanted)  # of somebody who broke off
    name = image.file.storage.save(wanted, ContentFile(made.content))
    return {"name": name, "format": made.format, "width": made.width, "height": made.height}


def _remove(storage, names):
    for name in names:
        storage.delete(name)
