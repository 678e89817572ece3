import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.stories import make_draft, make_image, make_story

pytestmark = pytest.mark.django_db
BROKEN = "One.\n\n[Gone](/athletes/999999/gone/)\n\n{{ race gone/gone/gone }}"


def run(capsys, *arguments):
    """Exit code and what was said."""
    code = 0
    try:
        call_command("check_stories", *arguments)
    except SystemExit as left:
        code = left.code
    return code, capsys.readouterr().out


def test_sound_stories_are_counted_and_nothing_is_listed(capsys):
    make_story()
    make_story()

    assert run(capsys) == (0, "Nothing blocks 2 public stories.\n")


def test_what_would_block_today_is_listed_with_its_story(capsys, settings):
    settings.SITE_URL = "https://bell.example"
    image = make_image(alt="A", credit="B", rights_until="2023-08-24")
    story = make_story("Kerr wins", body=BROKEN, lead_image=image)
    make_story("Wightman wins")

    code, said = run(capsys)

    assert code == 1
    assert said.splitlines() == [
        f"Kerr wins (https://bell.example/stories/{story.pk}/kerr-wins/)",
        "  body        Line 3: The link /athletes/999999/gone/ leads nowhere: there is no athlete “999999”.",
        "  body        Line 5: there is no race “gone/gone/gone”; "
        "expected {{ race budapest-2023/men-1500m/final }}.",
        "  lead_image  The lead picture might be shown until 24 August 2023 only: "
        "choose another, or renew its rights.",
        "",
        "Something blocks 1 of 2 public stories.",
    ]


def test_stories_that_nobody_reads_are_left_alone(capsys):
    make_draft(body=BROKEN)
    make_story(body=BROKEN, status="withdrawn", stage="writing")

    assert run(capsys) == (0, "Nothing blocks 0 public stories.\n")


def test_for_programs_each_finding_is_a_line(capsys, settings):
    settings.SITE_URL = "https://bell.example"
    story = make_story("Kerr wins", body="One.\n\n[the desk](/admin/)")

    code, said = run(capsys, "--json")

    assert code == 1
    assert [json.loads(line) for line in said.splitlines()] == [
        {
            "story": story.pk,
            "url": f"https://bell.example/stories/{story.pk}/kerr-wins/",
            "headline": "Kerr wins",
            "field": "body",
            "line": 3,
            "code": "link-broken",
            "message": "The link /admin/ leads into the desk: readers cannot go there.",
        }
    ]


def test_stories_are_read_a_bounded_number_at_a_time(capsys, monkeypatch):
    monkeypatch.setattr("articles.management.commands.check_stories.AT_A_TIME", 2)
    for number in range(5):
        make_story(f"Story {number}")

    with CaptureQueriesContext(connection) as captured:
        run(capsys)

    bylines = [query for query in captured.captured_queries if "articles_byline" in query["sql"]]
    assert len(bylines) == 3
