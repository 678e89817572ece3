"""What the tests of the reader's pages share."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

# Every tag but those that stand inside a sentence.
OWN_LINE = re.compile(r"<(?!/?(?:a|abbr|data|time)\b)[^>]*>")


def text_of(response):
    """The words of a page's main part, as a reader sees them."""
    body = "<main" + response.content.decode().partition("<main")[2]
    return " ".join(unescape(strip_tags(OWN_LINE.sub(" ", body))).split())


def query_count(client, path):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured)


def is_shareable(response):
    """Any cache may keep it: no cookie, and it depends on nothing but the encoding."""
    return not response.cookies and response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
