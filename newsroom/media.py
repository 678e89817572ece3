"""Files of the picture library: the public gets those that a public story shows, the desk all of them."""

import re
from mimetypes import types_map
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles import picture_files
from newsroom.accounts.middleware import step_missing

CONTENT_TYPES = types_map | {".avif": "image/avif", ".webp": "image/webp"}
# A browser that opens a picture by itself is to run nothing that it might hold.
POLICY = "default-src 'none'; sandbox"
MOST_AGE = 300  # seconds: a story that is withdrawn takes its pictures along
RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,15})-(?P<last>[0-9]{0,15})|-(?P<tail>[0-9]{1,15}))")


@require_safe
def picture(request, path):
    """404 for whatever is not for this reader, as for what is not there."""
    now = timezone.now()
    shown = picture_files.shown(path, now)
    if shown:
        response = _file(request, path)
        response.headers["Cache-Control"] = f"public, max-age={_age(shown, now)}"
    elif _is_at_the_desk(request) and picture_files.in_library(path):
        response = _file(request, path)
        response.headers["Cache-Control"] = "private, no-store"
    else:
        raise Http404("No file at this address.")
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _age(shown, now):
    """How long it may be kept unasked: never beyond the moment at which it goes."""
    left = int((shown.until - now).total_seconds()) if shown.until else MOST_AGE
    return min(MOST_AGE, left)


def _is_at_the_desk(request):
    """Who brings no session cookie is not asked for one: the public's answers stay free of sessions."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    if not (user.is_staff and user.has_perm("articles.view_image")):
        return False
    return not (settings.TWO_FACTOR and step_missing(request))


def _file(request, name):
    if settings.MEDIA_ACCEL_PREFIX:
        accel = {"X-Accel-Redirect": settings.MEDIA_ACCEL_PREFIX + quote(name)}
        return HttpResponse(content_type=_content_type(name), headers=accel)
    try:
        size, modified = default_storage.size(name), int(default_storage.get_modified_time(name).timestamp())
        etag = f'"{modified:x}-{size:x}"'
        response = get_conditional_response(request, etag=etag, last_modified=modified)
        if response is None:
            response = _content(request, name, size, {etag, http_date(modified)})
    except FileNotFoundError:
        raise Http404("No file at this address.") from None
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _content(request, name, size, validators):
    """The whole file, or the part that is asked for by who holds the rest of the same file."""
    kind = _content_type(name)
    if request.method == "HEAD":
        return HttpResponse(content_type=kind, headers={"Content-Length": size})
    part = _part(request.headers.get("Range", ""), size)
    if part is None or request.headers.get("If-Range") not in {None, *validators}:
        whole = FileResponse(default_storage.open(name), content_type=kind)
        del whole.headers["Content-Disposition"]
        return whole
    if not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with default_storage.open(name) as file:
        file.seek(part.start)
        headers = {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
        return HttpResponse(file.read(len(part)), status=206, content_type=kind, headers=headers)


def _part(asked, size):
    """The bytes of a Range header: empty beyond the end of the file, None where all of it is to be sent."""
    found = RANGE.fullmatch(asked)
    if not found:
        return None
    if found["tail"]:
        return range(max(0, size - int(found["tail"])), size)
    first, last = int(found["first"]), int(found["last"]) if found["last"] else None
    if last is None:
        return range(first, size)
    return range(first, min(last + 1, size)) if first <= last else None


def _content_type(name):
    return CONTENT_TYPES.get(name[name.rfind(".") :].lower(), "application/octet-stream")
