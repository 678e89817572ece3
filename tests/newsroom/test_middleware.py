import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom import middleware

LONG = "<p>" + "lap after lap " * 100 + "</p>"


def answer(path="/", response=None, method="get"):
    request = getattr(RequestFactory(), method)(path, headers={"accept-encoding": "gzip"})
    inner = middleware.CacheHeaders(lambda request: HttpResponse(LONG) if response is None else response)
    return middleware.CompressPublicPages(inner)(request)


def test_public_page_may_be_kept_and_must_be_asked_for_again():
    assert answer().headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_desk_is_never_kept():
    assert answer("/admin/").headers["Cache-Control"] == "private, no-store"


def test_page_that_sets_a_cookie_is_private():
    response = HttpResponse(LONG)
    response.set_cookie("spoilers", "hidden")
    assert answer(response=response).headers["Cache-Control"] == "private, no-store"


def test_page_that_varies_by_cookie_is_private():
    response = HttpResponse(LONG, headers={"Vary": "Accept-Encoding, Cookie"})
    assert answer(response=response).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("status", [302, 403, 500, 503])
def test_answer_of_the_moment_is_private(status):
    assert answer(response=HttpResponse(LONG, status=status)).headers["Cache-Control"] == "private, no-store"


def test_answer_to_a_form_is_private():
    assert answer(method="post").headers["Cache-Control"] == "private, no-store"


def test_page_that_speaks_for_itself_is_believed():
    response = HttpResponse(LONG, headers={"Cache-Control": "no-store"})
    assert answer(response=response).headers["Cache-Control"] == "no-store"


def test_public_page_is_compressed_and_varies_on_encoding_only():
    response = answer()
    assert gzip.decompress(response.content).decode() == LONG
    assert response.headers["Vary"] == "Accept-Encoding"


def test_desk_is_not_compressed():
    assert answer("/admin/").content.decode() == LONG


def test_public_page_answers_304_to_its_own_etag(client):
    first = client.get("/robots.txt")
    again = client.get("/robots.txt", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_public_page_sets_no_cookie_and_varies_by_none(client):
    response = client.get("/robots.txt")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_public_page_carries_the_headers_a_browser_obeys(client):
    headers = client.get("/robots.txt").headers
    assert {name: headers[name] for name in BROWSER_HEADERS} == BROWSER_HEADERS
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"].split("; ")


BROWSER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": middleware.PERMISSIONS,
}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.1"),
        (1, "not an address", "198.51.100.1"),
        (1, "", "198.51.100.1"),
        (1, "2001:db8:5:6:7:8:9:a", "2001:db8:5:6::"),
        (1, "2001:db8:5:6:b:c:d:e", "2001:db8:5:6::"),
        (1, "fe80::7:8%eth0", "fe80::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_client_address_believes_only_trusted_proxies(proxies, forwarded, address, settings):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", headers={"x-forwarded-for": forwarded})
    assert middleware.client_address(request) == address


@pytest.mark.parametrize("asked", ["q=a%00b", "q%00=ab", "q=%00%00ab%00"])
def test_nul_is_left_out_of_what_is_asked_for(asked):
    passed_on = middleware.WithoutNul(lambda request: request.GET.dict())

    assert passed_on(RequestFactory().get(f"/?{asked}")) == {"q": "ab"}


@pytest.mark.parametrize(
    "path",
    [
        "articles/article/?stage=%00",
        "results/athlete/?sex__exact=%00",
        "results/importbatch/?state=%00",
    ],
)
def test_nul_in_an_address_breaks_no_list(admin_client, path):
    assert admin_client.get(f"/admin/{path}", follow=True).status_code == 200
