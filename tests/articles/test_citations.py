"""Which stories speak of what is to be deleted: as they stand, and in their working copies."""

from dataclasses import replace

import pytest

from articles import embeds, publishing, revisions
from articles.content import Content, RaceLink
from articles.models import Article, ResultsUse
from results import citations, deleting
from results.models import Athlete, Competition, Event, Race, RelayLeg
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result
from tests.factories.stories import make_draft, make_editor, make_story

pytestmark = pytest.mark.django_db
STATES = ["draft", "published", "withdrawn", "retracted"]


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def race():
    event = make_event(competition=make_competition(slug="budapest-2023"), slug="men-1500m")
    return make_race(event=event)


def write(story, editor, **changes):
    """As at the desk: into the row of a draft, into the working copy of a public story."""
    content = replace(revisions.working_content(story), **changes)
    revisions.save(story, content, by=editor, seen=story.version)
    return story


def stories(obj):
    """What the stories say against deleting it."""
    return [
        (each.what, [line.target for line in each.lines])
        for each in citations.of([obj])
        if each.right == "articles.view_article"
    ]


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("role", ["main", "background"])
def test_race_is_cited_by_every_story_that_links_it(race, status, role):
    said = {"retraction": "Wrong."} if status == "retracted" else {}
    stage = {"stage": ""} if status == "retracted" else {}
    story = make_story(races=[race], status=status, **said, **stage)
    story.race_links.update(role=role)
    assert stories(race) == [("1 story", [story])]


@pytest.mark.parametrize("embed", ["race", "finish", "gaps", "RACE"])
def test_race_is_cited_by_a_story_that_shows_it_in_its_text(race, editor, embed):
    story = write(make_draft(), editor, body=f"Kerr won.\n\n{{{{ {embed} {race.key} rows=3 }}}}")
    assert stories(race) == [("1 story", [story])]


def test_race_is_cited_by_a_working_copy_that_shows_or_links_it(race, editor):
    showing = write(make_story("One"), editor, body=f"{{{{ race {race.key} }}}}")
    linking = write(make_story("Two"), editor, races=(RaceLink(race.pk),))
    assert stories(race) == [("2 stories", [linking, showing])]


def test_working_copy_that_is_thrown_away_cites_nothing(race, editor):
    story = write(make_story(), editor, body=f"{{{{ race {race.key} }}}}", races=(RaceLink(race.pk),))
    revisions.discard_working(story, by=editor)
    assert (stories(race), ResultsUse.objects.count()) == ([], 0)


def test_what_goes_out_still_cites_and_what_it_replaced_does_not(race, editor):
    other = make_race(event=race.event)
    story = write(make_draft(), editor, body="{{ race " + race.key + " }}")
    write(story, editor, body="{{ race " + other.key + " }}")
    assert (stories(race), stories(other)) == ([], [("1 story", [story])])


def test_embed_of_a_race_that_was_not_there_yet_cites_it(race, editor):
    key = race.key
    Race.objects.all().delete()
    story = write(make_draft(), editor, body=f"{{{{ race {key} }}}}")
    assert stories(make_race(event=race.event)) == [("1 story", [story])]


def test_earlier_versions_cite_nothing(race, editor):
    story = write(make_draft(), editor, body=f"{{{{ race {race.key} }}}}", races=(RaceLink(race.pk),))
    write(story, editor, body="Kerr won.", races=())
    assert stories(race) == []
    race.delete()
    revisions.restore(story, story.revisions.earliest("pk"), by=editor, seen=story.version)
    assert list(story.races.all()) == []


def test_another_race_and_mere_words_are_no_citation(race, editor):
    other = make_race(event=race.event)
    write(make_draft(), editor, body=f"{race.key} was won by Kerr.\n\n{{{{ race {other.key} }}}}")
    make_story(races=[other])
    assert stories(race) == []


def test_story_that_cites_in_several_ways_is_named_once(race, editor):
    story = make_story(races=[race])
    write(story, editor, body=f"{{{{ race {race.key} }}}}\n\n{{{{ gaps {race.key} }}}}")
    assert stories(race) == [("1 story", [story])]


def test_competition_is_cited_by_its_medal_table(editor):
    competition = make_competition(slug="rome-2024")
    story = write(make_draft(), editor, body="{{ medals rome-2024 }}")
    write(make_draft(), editor, body="{{ medals budapest-2023 }}")
    assert stories(competition) == [("1 story", [story])]


def test_event_is_cited_through_its_races_only(race):
    make_story(races=[race])
    assert stories(race.event) == []
    assert [each.what for each in citations.of([race.event])] == ["1 race"]


def test_athlete_is_cited_by_stories_about_own_races(race):
    kerr = make_athlete("Josh", "Kerr")
    make_result(race, kerr, place=1, mark="3:29.38")
    story = make_story("Kerr wins", races=[race])
    background = make_story("Wightman wins", races=[race])
    background.race_links.update(role="background")
    assert stories(kerr) == [("1 story", [story])]


def test_athlete_is_cited_by_stories_about_relays(race):
    kerr, relay = make_athlete("Josh", "Kerr"), make_race("4X400")
    RelayLeg.objects.create(result=make_result(relay, team_name="Britain"), order=1, athlete=kerr)
    story = make_story(races=[relay])
    assert stories(kerr) == [("1 story", [story])]


def test_line_tells_headline_and_state(race):
    make_story("Kerr wins", races=[race])
    make_draft("", races=[race])
    [citation] = citations.of([race])
    assert [line.words for line in citation.lines] == ["No headline yet (draft)", "Kerr wins (published)"]


def test_first_stories_are_shown_and_the_rest_is_counted(race):
    for number in range(23):
        make_draft(f"{number}", races=[race])
    [citation] = citations.of([race])
    assert (citation.what, len(citation.lines), citation.more) == ("23 stories", 20, "and 3 more")


def test_more_than_anybody_counts_are_many(race, monkeypatch):
    monkeypatch.setattr(citations, "MOST_COUNTED", 21)
    for number in range(23):
        make_draft(f"{number}", races=[race])
    [citation] = citations.of([race])
    assert (citation.what, citation.more) == ("more than 21 stories", "and many more")


@pytest.mark.parametrize("model", [Athlete, Race, Competition, Event])
def test_citations_take_constant_queries(race, editor, model, django_assert_num_queries):
    kerr = make_athlete("Josh", "Kerr")
    make_result(race, kerr, place=1, mark="3:29.38")
    write(make_draft(races=[race]), editor, body="{{ race " + race.key + " }}\n\n{{ medals budapest-2023 }}")
    obj = {Athlete: kerr, Race: race, Competition: race.event.competition, Event: race.event}[model]
    expected = {Athlete: 9, Race: 7, Competition: 4, Event: 1}[model]
    for _ in range(2):
        with django_assert_num_queries(expected):
            citations.of([obj])
        for _ in range(3):
            write(make_draft(races=[race]), editor, body="{{ race " + race.key + " }}")


def test_race_of_a_draft_is_not_deleted_and_its_link_stays(race):
    story = make_draft(races=[race])
    with pytest.raises(deleting.StillCited, match="1 story still cite"):
        deleting.delete([race])
    assert list(story.races.all()) == [race]


def test_race_in_a_working_copy_is_not_deleted(race, editor):
    write(make_story(), editor, races=(RaceLink(race.pk),))
    with pytest.raises(deleting.StillCited):
        deleting.delete([race])
    assert Race.objects.count() == 1


def test_keys_are_read_as_the_page_reads_them():
    embedded = ["{{ race a/b/c }}", "{{ medals x }}", "{{ image 7 }}", "{{ race }}"]
    text = "\n\n".join([*embedded, "In a line {{ race d/e/f }}", "    {{ race g/h/i }}"])
    assert embeds.results_in(text) == {"a/b/c", "x"}


def test_key_that_no_race_can_have_is_not_kept(editor):
    write(make_draft(), editor, body="{{ race " + "a" * 211 + " }}")
    assert ResultsUse.objects.count() == 0


def test_deleted_story_cites_nothing(race, editor):
    write(make_draft(), editor, body=f"{{{{ race {race.key} }}}}").delete()
    assert (stories(race), Article.objects.count()) == ([], 0)


def test_content_of_a_story_written_again_keeps_one_use(race, editor):
    story = write(make_draft(), editor, body=f"{{{{ race {race.key} }}}}")
    Content.of(story).write(story)
    assert list(ResultsUse.objects.values_list("key", "live")) == [(race.key, True)]


def test_published_working_copy_becomes_the_row_s(race, editor, settings):
    settings.APPROVE_OWN_STORIES = True
    story = write(make_story(), editor, body=f"Kerr won.\n\n{{{{ medals {race.event.competition.slug} }}}}")
    publishing.submit(story, by=editor)
    publishing.approve(story, by=editor)
    publishing.update(story, by=editor)
    assert list(ResultsUse.objects.values_list("key", "live")) == [("budapest-2023", True)]
