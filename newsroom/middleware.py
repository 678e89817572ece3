"""What every response says about caching, compression and the browser's permissions.

A page outside the desk is public: it sets no cookie, reads no session, and any cache may keep it as long as
it asks again each time. A public page that did touch the session is marked private, so that it cannot leak.
"""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import QueryDict
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header, patch_cache_control

DESK = "/admin/"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/avif")
SHARED_STATUSES = {200, 301, 304, 404, 410}


def client_address(request):
    """As the outermost trusted proxy saw it; what stands before that in the header is anybody's word."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(forwarded) >= proxies:
        return as_address(forwarded[-proxies]) or as_address(request.META.get("REMOTE_ADDR", ""))
    return as_address(request.META.get("REMOTE_ADDR", ""))


def as_address(text):
    """Of IPv6 the network of 64 bits: one customer of a provider may take any address in it."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    return str(address if address.version == 4 else IPv6Address(int(address) >> 64 << 64))


def is_public(request, response):
    return (
        request.method in {"GET", "HEAD"}
        and not request.path.startswith(DESK)
        and response.status_code in SHARED_STATUSES
        and not response.cookies
        and not has_vary_header(response, "Cookie")
    )


class CacheHeaders:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(DESK):
            response.headers["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response.headers:
            if is_public(request, response):
                patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            else:
                patch_cache_control(response, private=True, no_store=True)
        return response


class WithoutNul:
    """What no person types and PostgreSQL refuses to look for is left out of whatever a page is asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META["QUERY_STRING"]:
            request.GET = _without_nul(request.GET)
        return self.get_response(request)


def _without_nul(asked):
    cleaned = QueryDict(mutable=True)
    for name, values in asked.lists():
        cleaned.setlist(name.replace("\x00", ""), [value.replace("\x00", "") for value in values])
    return cleaned


class CompressPublicPages(GZipMiddleware):
    """The desk's pages hold a form's secret, and compressed length would tell of it. Pictures are small."""

    def process_response(self, request, response):
        is_picture = response.get("Content-Type", "").startswith(PICTURES)
        if "public" not in response.get("Cache-Control", "") or is_picture:
            return response
        return super().process_response(request, response)


class PermissionsPolicy:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
