"""The demo's stories as the desk would have left them."""

import pytest
from django.core.management import call_command

from articles.content import Content
from articles.models import Article, Revision, Section
from newsroom.demo import load_stories
from results.models import Competition
from tests.newsroom.demo.story_sources import STORIES

KERR = "kerr-beats-ingebrigtsen-to-world-1500m-gold"

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


@pytest.fixture
def kerr():
    load_stories.load()
    return Article.objects.get(slug=KERR)


def test_every_file_is_a_public_story_with_its_time_and_section(kerr):
    told = Article.objects.published().values_list("slug", "publish_at", "section__slug")

    assert set(told) == {(slug, front["published"], front["section"]) for slug, (front, _) in STORIES.items()}


def test_bylines_topics_and_races_stand_as_the_file_has_them(kerr):
    front, _ = STORIES[KERR]

    assert [byline.author.slug for byline in kerr.bylines.all()] == front["authors"]
    assert {topic.slug for topic in kerr.topics.all()} == set(front["topics"])
    assert [
        (link.race.key, link.role) for link in kerr.race_links.select_related("race__event__competition")
    ] == [(race["key"], race["role"]) for race in front["races"]]


def test_the_developing_version_and_the_one_that_stands_are_kept(kerr):
    history = kerr.revisions.order_by("at")

    assert [(version.event, version.developing) for version in history] == [
        (Revision.Event.PUBLISHED, True),
        (Revision.Event.UPDATED, False),
    ]
    assert (kerr.version, [revision.version for revision in history]) == (2, [1, 2])
    assert Content.from_data(history[1].content) == Content.of(kerr)
    assert history[0].content["body"] == STORIES[KERR][0]["versions"][0]["body"]
    assert (kerr.version, [version.version for version in history]) == (2, [1, 2])
    assert Content.from_data(history[1].content) == Content.of(kerr)


def test_update_and_correction_have_the_times_of_the_file(kerr):
    front, _ = STORIES[KERR]

    assert (kerr.first_published_at, kerr.updated_at) == (front["published"], front["updated"])
    assert [(c.at, c.old, c.new) for c in kerr.corrections.all()] == [
        (c["at"], c["old"], c["new"]) for c in front["corrections"]
    ]


def test_loading_again_leaves_what_an_editor_wrote(kerr, django_assert_max_num_queries):
    Article.objects.filter(pk=kerr.pk).update(headline="By an editor", version=2)
    Section.objects.filter(slug="track").update(name="By an editor, too")

    with django_assert_max_num_queries(200) as asked:
        assert load_stories.load() == 0

    assert {query["sql"].split()[0] for query in asked.captured_queries} & {"INSERT", "UPDATE"} == set()
    assert Article.objects.get(uuid=kerr.uuid).headline == "By an editor"


def test_a_story_whose_address_an_editor_changed_does_not_come_twice(kerr):
    Article.objects.filter(pk=kerr.pk).update(slug="kerr-wins")

    assert load_stories.load() == 0


def test_command_leaves_a_site_that_holds_a_competition_alone(capsys):
    call_command("demo", "--if-empty")

    assert (capsys.readouterr().out, Article.objects.count()) == ("", 0)


def test_command_tells_each_step(capsys):
    call_command("demo")

    assert capsys.readouterr().out.splitlines() == [
        "271 countries, 80 disciplines and 324 records are up to date.",
        "0 new races loaded.",
        f"{len(STORIES)} new stories loaded.",
    ]
    assert Competition.objects.count() == 6
