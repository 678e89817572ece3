"""The demo's stories as files: front matter, limits, race keys and embeds."""

import re
import tomllib
from datetime import datetime

import pytest

from newsroom.lib import markdown
from tests.newsroom.demo.story_sources import DEMO, STORIES, text_of

KERR = "kerr-beats-ingebrigtsen-to-world-1500m-gold"
RACE_KEY = re.compile(r"[a-z]+-\d{4}/(men|women|mixed)-[a-z0-9-]+/[a-z0-9-]+")
EMBEDS = {"race", "finish", "gaps", "medals", "figure"}
DESK = tomllib.loads((DEMO / "desk.toml").read_text(encoding="utf-8"))
each_story = pytest.mark.parametrize("slug", STORIES)


def embeds_of(slug):
    return [block for block in markdown.blocks(text_of(slug)) if isinstance(block, markdown.Embed)]


def words_of(slug):
    prose = (line for line in STORIES[slug][1].splitlines() if not line.startswith("{{"))
    return len(" ".join(prose).split())


def test_stories_are_enough_and_named_after_their_slug():
    assert len(STORIES) >= 16
    assert [front["slug"] for front, _ in STORIES.values()] == list(STORIES)


@each_story
def test_front_matter_keeps_the_limits(slug):
    front, _ = STORIES[slug]

    assert 0 < len(front["headline"]) <= 110
    assert 0 < len(front["standfirst"]) <= 240
    assert front["kind"] in {"report", "analysis", "preview", "news"}
    assert front["section"] in {row["slug"] for row in DESK["section"]}
    assert set(front["topics"]) <= {row["slug"] for row in DESK["topic"]}
    assert set(front["authors"]) <= {row["slug"] for row in DESK["author"]}
    assert front["authors"]


@each_story
def test_times_have_an_offset_and_run_forward(slug):
    front, _ = STORIES[slug]
    times = [front["published"], front.get("updated", front["published"])]

    assert all(isinstance(time, datetime) and time.tzinfo for time in times)
    assert times == sorted(times)
    assert all(version["at"] < times[-1] for version in front.get("versions", []))
    assert all(times[0] < c["at"] <= times[-1] for c in front.get("corrections", []))


@each_story
def test_race_keys_are_well_formed_and_linked_once(slug):
    front, _ = STORIES[slug]
    keys = [race["key"] for race in front["races"]]

    assert [key for key in keys if not RACE_KEY.fullmatch(key)] == []
    assert len(keys) == len(set(keys))
    assert {race["role"] for race in front["races"]} <= {"main", "background"}


@each_story
def test_embeds_are_known_and_show_linked_races(slug):
    shown = {embed.args[0] for embed in embeds_of(slug) if embed.name in {"race", "finish", "gaps"}}

    assert markdown.syntax_problems(text_of(slug)) == []
    assert {embed.name for embed in embeds_of(slug)} <= EMBEDS
    assert shown <= {race["key"] for race in STORIES[slug][0]["races"]}


@each_story
def test_a_long_story_has_crossheads(slug):
    assert words_of(slug) <= 180 or "\n## " in STORIES[slug][1]


def test_kerr_story_is_told_in_full():
    front, body = STORIES[KERR]
    shown = {embed.name for embed in embeds_of(KERR)}

    assert words_of(KERR) >= 450
    assert body.count("\n## ") >= 3
    assert {"gaps", "figure", "medals"} <= shown
    assert (front["section"], front["races"][0]["key"]) == ("athletics", "budapest-2023/men-1500m/final")
    assert [version["developing"] for version in front["versions"]] == [True]
    assert front["developing"] is False
