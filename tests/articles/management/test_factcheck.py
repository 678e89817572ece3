"""`manage.py factcheck`: what it prints, and with which code it ends."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.articles.factcheck.conftest import world  # noqa: F401
from tests.factories.stories import make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def run(*arguments):
    """(what was printed, the code)"""
    out = StringIO()
    try:
        call_command("factcheck", *map(str, arguments), stdout=out)
    except CommandError as problem:
        return str(problem), problem.returncode
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "story.md"
        path.write_text(text, encoding="utf-8")
        return path

    return write


TRUE = "# Kerr wins the men’s 1500m in Budapest\n\nJosh Kerr won in 3:29.38."
FALSE = "# Kerr wins the men’s 1500m in Budapest\n\nJosh Kerr won in 3:29.83."


def test_true_story_ends_with_0_and_its_counts(written):
    told, code = run("--file", written(TRUE), "--at", "2023-08-23T22:00+02:00")

    assert code == 0
    assert "4 confirmed, 0 contradicted, 0 unsupported" in told


def test_false_mark_ends_with_1_and_the_right_one(written):
    told, code = run("--file", written(FALSE))

    assert code == 1
    assert (
        "contradicted: body 18: mark “3:29.83” of Josh Kerr. It should be 3:29.38. 1. Josh Kerr GBR" in told
    )


def test_json_has_every_part_of_a_claim(written):
    told, code = run("--file", written(FALSE), "--json")

    said = json.loads(told)
    [mark] = [claim for claim in said["claims"] if claim["kind"] == "mark"]
    assert code == 1
    assert said["counts"] == {"confirmed": 3, "contradicted": 1, "unsupported": 0}
    assert mark == mark | {
        **{"field": "body", "start": 18, "end": 25, "text": "3:29.83", "subject": "Josh Kerr"},
        **{"value": "3:29.83", "verdict": "contradicted", "expected": "3:29.38"},
    }


def test_races_that_are_named_are_taken(written, world):  # noqa: F811
    path = written("Josh Kerr ran 3:30.06.")

    assert run("--file", path)[1] == 0  # no race, nothing known
    assert run("--file", path, "--race", f"eugene-2022/{world.earlier.event.slug}")[1] == 1


def test_story_of_the_site_is_held_against_its_races(world):  # noqa: F811
    story = make_story(body="Josh Kerr won in 3:29.83.", races=[world.final])

    assert run("--article", story.pk)[1] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--article", "999"), "There is no story 999."),
        (("--file", "/nowhere.md"), "No such file"),
        (("--file", "{written}", "--at", "soon"), "“soon” is no moment"),
        (("--file", "{written}", "--at", "2023-13-45T99:00"), "is no moment"),
        (("--file", "{written}", "--race", "nowhere/at-all"), "no race or event “nowhere/at-all”"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(written, arguments, message):
    path = written("Text.")
    told, code = run(*(argument.replace("{written}", str(path)) for argument in arguments))

    assert code == 2
    assert message in told


def test_file_that_is_no_text_is_told(tmp_path):
    path = tmp_path / "story.md"
    path.write_bytes(b"\xff\xfe\x00")

    assert run("--file", path)[1] == 2
