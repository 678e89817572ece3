import re

import pytest
from django.template.loader import render_to_string

HEADINGS = {
    "400": "That request made no sense to us.",
    "403": "This is not for you to see.",
    "404": "No page at this address.",
    "500": "Something broke on our side.",
}


@pytest.mark.parametrize("code", HEADINGS)
def test_error_page_renders_with_no_context_and_no_database(code):
    html = render_to_string(f"{code}.html")
    assert re.findall("<h1>(.*)</h1>", html) == [HEADINGS[code]]


@pytest.mark.parametrize("code", HEADINGS)
def test_error_page_is_kept_out_of_search_engines_and_feeds(code):
    html = render_to_string(f"{code}.html")
    assert re.findall('name="robots" content="([^"]*)"', html) == ["noindex"]
    assert "application/rss+xml" not in html


def test_masthead_names_the_sections_where_there_are_some():
    class Section:
        name = "Road running"

        def get_absolute_url(self):
            return "/sections/road/"

    html = render_to_string("navigation/masthead.html", {"nav_sections": [Section()]})
    assert re.findall('<a href="(/sections/[^"]*)">([^<]*)</a>', html) == [
        ("/sections/road/", "Road running")
    ]
