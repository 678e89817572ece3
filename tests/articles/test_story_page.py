from datetime import timedelta

import pytest

from articles.models import Revision, StoryRace
from articles.story_page import StoryPage
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result
from tests.factories.stories import PUBLISHED_AT, make_image, make_section, make_story

pytestmark = pytest.mark.django_db


def race_of(*names, **fields):
    race = make_race(decides_medals=True, **fields)
    for place, name in enumerate(names, start=1):
        given, family = name.split()
        make_result(race, make_athlete(given, family), place=place, mark=f"3:3{place}.00")
    return race


def people(body, race):
    return [row.who for row in StoryPage(make_story("H", standfirst="S", body=body, races=[race])).people]


def test_people_are_those_whom_the_text_names():
    assert people("Kerr wins from Nordas.", race_of("Josh Kerr", "Narve Nordås", "Abel Kipsang")) == [
        "Josh Kerr",
        "Narve Nordås",
    ]


def test_people_of_one_family_name_are_told_apart_by_their_full_names():
    race = race_of("Timothy Cheruiyot", "Reynold Cheruiyot")

    assert people("Timothy Cheruiyot wins. Cheruiyot led.", race) == ["Timothy Cheruiyot"]


def test_cards_leave_out_a_race_that_the_body_shows_itself():
    race = race_of("Josh Kerr")
    shown = make_story(body=f"One.\n\n{{{{ race {race.key} }}}}", races=[race])
    beside = make_story(body="One.", races=[race])

    assert [len(StoryPage(story).cards) for story in (shown, beside)] == [0, 1]


def drawn(*, discipline="1500", marks=("3:29.38", "3:29.65"), image=None, **fields):
    """What leads a story of such a race: “finish”, “gaps” or nothing."""
    race = make_race(discipline, **fields)
    for place, mark in enumerate(marks, start=1):
        make_result(race, place=place, mark=mark)
    page = StoryPage(make_story(races=[race], lead_image=image))
    return [name for name, what in (("finish", page.finish_picture), ("gaps", page.gap_chart)) if what]


@pytest.mark.parametrize(
    ("race", "picture"),
    [
        ({}, ["finish"]),
        ({"marks": ["3:29.38"]}, ["finish"]),
        ({"complete": False}, ["finish"]),
        ({"status": "provisional"}, ["finish"]),
        ({"discipline": "LJ", "marks": ["8.65", "8.38"]}, ["gaps"]),
        ({"discipline": "HJ", "marks": ["2.37", "2.29"]}, ["gaps"]),
        ({"discipline": "DEC", "marks": ["8764", "8635"]}, ["gaps"]),
        ({"discipline": "LJ", "marks": ["8.65"]}, []),
        ({"status": "scheduled", "marks": []}, []),
        ({"status": "live"}, []),
        ({"discipline": "LJ", "marks": ["8.65", "8.38"], "status": "live"}, []),
    ],
)
def test_story_without_a_photograph_is_led_by_what_can_be_drawn_of_its_race(race, picture):
    assert drawn(**race) == picture


@pytest.mark.parametrize("race", [{}, {"discipline": "LJ", "marks": ["8.65", "8.38"]}])
def test_photograph_leads_before_any_drawing(race):
    assert drawn(**race, image=make_image()) == []


def test_nothing_is_drawn_of_a_story_without_a_race():
    page = StoryPage(make_story())

    assert (page.finish_picture, page.gap_chart) == (None, None)


def test_drawing_that_leads_a_story_shows_as_many_as_a_final_has():
    race = make_race("DEC")
    for place in range(1, 12):
        make_result(race, place=place, mark=str(9000 - place))

    assert len(StoryPage(make_story(races=[race])).gap_chart.rows) == 8


@pytest.mark.parametrize("path", ["", "/"])
def test_gaps_lead_the_page_and_the_front(client, path):
    race = make_race("LJ")
    for place, mark in enumerate(["8.65", "8.38"], start=1):
        make_result(race, place=place, mark=mark)
    story = make_story(races=[race])

    page = client.get(path or story.get_absolute_url()).content.decode()

    assert page.count("Gaps to the winner of the Men’s long jump, final") == 1
    assert ("The gaps as a table" in page) == (path == "")


def test_background_races_get_no_card():
    story = make_story(races=[race_of("Josh Kerr")])
    StoryRace.objects.update(role=StoryRace.Role.BACKGROUND)

    page = StoryPage(story)

    assert (page.cards, page.main_race) == ([], None)


def test_related_are_of_the_race_then_the_competition_then_the_section():
    competition, section = make_competition(), make_section()
    race = race_of("Josh Kerr", event=make_event(competition=competition))
    other = race_of("Abel Kipsang", event=make_event("800", competition=competition))
    make_story("Of the section", section=section)
    make_story("Of the competition", races=[other])
    make_story("Of the race", races=[race])
    make_story("Of nothing")
    story = make_story("Itself", races=[race], section=section)

    assert [related.headline for related in StoryPage(story).related] == [
        "Of the race",
        "Of the competition",
        "Of the section",
    ]


def test_lists_of_a_competition_leave_out_stories_that_only_look_back_to_it(client):
    race = race_of("Josh Kerr")
    make_story("Looks back", races=[race])
    StoryRace.objects.update(role=StoryRace.Role.BACKGROUND)

    pages = [race.event.competition, race.event, race.results.get().athlete]
    shown = ["Looks back" in client.get(page.get_absolute_url()).content.decode() for page in pages]

    assert shown == [False, False, True]


def history_of(*versions):
    """The events of the versions that readers are told of."""
    story = make_story()
    for hours, event, seen in versions:
        at = PUBLISHED_AT + timedelta(hours=hours)
        Revision.objects.create(article=story, event=event, at=at, seen_at=at if seen else None, content={})
    return [version.event for version in StoryPage(story).history]


def test_history_tells_of_what_was_seen_alone_from_first_to_last():
    unseen = [(1, "saved", False), (2, "updated", False), (4, "withdrawn", False)]

    assert history_of((0, "published", True), *unseen, (3, "updated", True)) == ["published", "updated"]


def test_history_is_empty_while_there_is_one_version():
    assert history_of((0, "published", True), (1, "saved", False)) == []
