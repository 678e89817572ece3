"""A story read from a file, and a file that is none."""

from datetime import UTC, datetime

import pytest

from articles.factcheck import files

FRONT = """+++
headline = "Kerr wins"
standfirst = "In 3:29.38."
published = 2023-08-23T21:22:00+02:00
races = ["budapest-2023/men-1500m/final"]
+++
Body.
"""


def test_front_matter_gives_texts_races_and_moment():
    story = files.read(FRONT)

    assert story.texts == {"headline": "Kerr wins", "standfirst": "In 3:29.38.", "body": "Body.\n"}
    assert story.races == ("budapest-2023/men-1500m/final",)
    assert story.at == datetime(2023, 8, 23, 19, 22, tzinfo=UTC)


def test_races_may_be_tables_with_a_key_as_in_the_demo():
    assert files.read('+++\n[[races]]\nkey = "a/b/c"\nrole = "main"\n+++\nBody').races == ("a/b/c",)


def test_first_heading_is_the_headline_where_nothing_stands_in_front():
    story = files.read("# Kerr wins\n\nHe ran.")

    assert (story.texts["headline"], story.texts["body"].strip()) == ("Kerr wins", "He ran.")
    assert (story.races, story.at) == ((), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+++\nheadline = 1", "no second one"),
        ("+++\nheadline =\n+++\n", "is no TOML"),
        ("+++\nheadline = 1\n+++\n", "must be text"),
        ("+++\nraces = [1]\n+++\n", "races must be a list"),
        ('+++\npublished = "soon"\n+++\n', "published must be a moment"),
    ],
)
def test_what_is_no_story_is_told_in_a_sentence(text, message):
    with pytest.raises(files.StoryFileError, match=message):
        files.read(text)
