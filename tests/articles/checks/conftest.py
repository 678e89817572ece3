"""A story against which nothing stands, to spoil in one place a test."""

from dataclasses import replace

import pytest

from articles import checks
from articles.content import Content
from tests.factories.results import make_race, make_result
from tests.factories.stories import make_author, make_section

BODY = "Josh Kerr is the world champion.\n\n## The pass\n\nHe went past inside the final 200 metres."


@pytest.fixture
def sound():
    race = make_race()
    make_result(race, place=1, mark="3:29.38")
    return Content.from_data(
        {
            "headline": "Kerr beats Ingebrigtsen to world 1500m gold",
            "standfirst": "The Briton takes gold in 3:29.38.",
            "section": make_section().pk,
            "body": BODY,
            "authors": [make_author().pk],
            "races": [{"race": race.pk, "role": "main", "rows": 8}],
        }
    )


@pytest.fixture
def told(sound):
    """What is found when the sound story is changed: level, field, code and line of each finding."""

    def look(article=None, at=None, **changes):
        found = checks.look(replace(sound, **changes), article, at=at)
        return [(finding.level, finding.field, finding.code, finding.line) for finding in found]

    return look
