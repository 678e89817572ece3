"""Into the picture library: decoded, re-encoded, named by us, with smaller copies beside it."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.models import Image
from newsroom.lib import images

# The editor's script types whatever `image_code` holds into the story, and “Invalid response” where it holds
# nothing or the status is an error. So a refusal is an answer as well: an empty line to type, and `error`,
# which our own script shows beside the text.
NOTHING_TO_TYPE = "\n"


def add_picture(clean, *, by, image=None):
    """A `CleanImage` as an `Image` of the library, its texts as set on `image` beforehand."""
    image = image or Image()
    image.uploaded_by = by
    name = f"{uuid4().hex}.{clean.extension}"
    image.file.save(name, ContentFile(clean.content, name), save=False)
    image.renditions = [_store(image, made) for made in images.renditions(clean.content)]
    image.save()
    return image


def _store(image, made):
    whole = PurePosixPath(image.file.name)
    wanted = whole.with_name(f"{whole.stem}-{made.width}.{made.extension}")
    name = image.file.storage.save(str(wanted), ContentFile(made.content))
    return {"name": name, "format": made.format, "width": made.width, "height": made.height}


@require_POST
def upload(request):
    """From a picture dropped into the text; answers what the editor's script understands, always with 200."""
    if not request.user.has_perm("articles.add_image"):
        raise PermissionDenied
    try:
        clean = images.read_upload(_sent_file(request))
    except images.ImageRefused as refusal:
        return JsonResponse({"image_code": NOTHING_TO_TYPE, "error": str(refusal)})
    image = add_picture(clean, by=request.user)
    return JsonResponse(
        {
            "image_code": f"\n{{{{ image {image.pk} }}}}\n",
            "reminder": f"Picture {image.pk} is in the library; it needs a credit and alternative text.",
            "describe_url": reverse("admin:articles_image_change", args=[image.pk]),
        }
    )


def _sent_file(request):
    if "image" not in request.FILES:
        raise images.ImageRefused("No picture arrived.")
    return request.FILES["image"]
