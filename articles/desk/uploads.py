"""A picture that is dropped into the text goes to the library, and a line that shows it into the text."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.pictures import add_picture, same_file
from newsroom.lib import images

# The editor's script types whatever `image_code` holds into the story, and “Invalid response” where it holds
# nothing or the status is an error. So a refusal is an answer as well: an empty line to type, and `error`,
# which our own script shows beside the text.
NOTHING_TO_TYPE = "\n"


@require_POST
def upload(request):
    """From a picture dropped into the text; answers what the editor's script understands, always with 200."""
    if not request.user.has_perm("articles.add_image"):
        raise PermissionDenied
    try:
        sent = _sent_file(request)
        clean = images.read_upload(sent, sent.name)
    except images.ImageRefused as refusal:
        return JsonResponse({"image_code": NOTHING_TO_TYPE, "error": str(refusal)})
    known = same_file(clean)
    image = known or add_picture(clean, by=request.user)
    return JsonResponse(
        {
            "image_code": f"\n{{{{ image {image.pk} }}}}\n",
            "reminder": _reminder(image, known),
            "describe_url": reverse("admin:articles_image_change", args=[image.pk]),
        }
    )


def _reminder(image, known):
    """The same file once more is no second picture."""
    where = "was in the library already" if known else "is in the library"
    if image.is_ready:
        return f"Picture {image.pk} {where}: “{image}”."
    return f"Picture {image.pk} {where}; it needs a credit and alternative text."


def _sent_file(request):
    if "image" not in request.FILES:
        raise images.ImageRefused("No picture arrived.")
    return request.FILES["image"]
