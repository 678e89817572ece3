from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import caches
from django.utils import timezone
from PIL import Image as Picture

from articles import cards
from articles.models import Article, StoryRace
from articles.story_page import StoryPage
from newsroom.lib.cards import Row
from results.models import Race
from tests.articles.test_views import kerr_race
from tests.factories.results import make_athlete, make_competition, make_race, make_result
from tests.factories.stories import PUBLISHED_AT, make_draft, make_image, make_section, make_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
RACE_QUERIES = 4  # the race, its rows, their legs and their trials
KERR = (
    Row("1", "Josh Kerr", "GBR", "3:29.38", "gold"),
    Row("2", "Jakob Ingebrigtsen", "GBR", "3:29.65", "silver"),
    Row("3", "Narve Gilje Nordås", "GBR", "3:29.68", "bronze"),
)


@pytest.fixture(autouse=True)
def drawings(monkeypatch):
    """The cards that are drawn while a test runs; none from the one before."""
    caches["default"].clear()
    drawn, draw = [], cards.draw
    monkeypatch.setattr(cards, "draw", lambda card: (drawn.append(card), draw(card))[1])
    return drawn


def card_of(story):
    return cards.public_card(Article.objects.for_story_page().get(pk=story.pk))


def rows_of(race):
    return card_of(make_story(races=[race])).rows


def race_with(*rows, discipline="1500", **fields):
    """A final of (place, family name, mark)."""
    race = make_race(discipline, **{"decides_medals": True} | fields)
    for place, name, mark in rows:
        make_result(race, make_athlete("", name), place=place, mark=mark)
    return race


def told(rows):
    return [(row.place, row.who, row.mark, row.medal) for row in rows]


# What it says


def test_card_says_the_story_and_the_podium_of_its_race():
    competition = make_competition(short_name="Budapest 2023")
    race = kerr_race()
    race.event.competition = competition
    race.event.save()
    make_result(race, make_athlete("Abel", "Kipsang"), place=4, mark="3:29.89")

    card = card_of(make_story("Kerr wins", races=[race], section=make_section("Track")))

    assert (card.site, card.kicker, card.headline) == ("Bell Lap", "Track", "Kerr wins")
    assert (card.event, card.competition, card.state) == ("Men’s 1500m, final", "Budapest 2023", "")
    assert card.rows == KERR


def test_card_of_a_story_without_a_race_says_its_headline():
    card = card_of(make_story("Kerr wins"))

    assert (card.headline, card.race_line, card.rows) == ("Kerr wins", "", ())


def test_background_race_is_not_on_the_card():
    story = make_story(races=[kerr_race()])
    StoryRace.objects.update(role=StoryRace.Role.BACKGROUND)

    assert (card_of(story).race_line, card_of(story).rows) == ("", ())


def test_first_of_the_main_races_is_on_the_card():
    later, first = race_with((1, "Later", "3:30.00")), race_with((1, "First", "3:29.00"))

    assert [row.who for row in card_of(make_story(races=[first, later])).rows] == ["First"]


@pytest.mark.parametrize(
    ("status", "state", "rows"),
    [
        (Race.Status.SCHEDULED, "", 0),
        (Race.Status.LIVE, "", 0),
        (Race.Status.PROVISIONAL, "Provisional", 3),
        (Race.Status.OFFICIAL, "", 3),
        (Race.Status.REVISED, "Revised", 3),
    ],
)
def test_card_says_how_far_the_result_has_come(status, state, rows):
    race = kerr_race()
    Race.objects.update(status=status)

    card = card_of(make_story(races=[race]))

    assert (card.event, card.state, len(card.rows)) == ("Men’s 1500m, final", state, rows)


def test_shared_gold_is_told_as_shared():
    race = race_with((1, "Moon", "4.90"), (1, "Kennedy", "4.90"), (3, "Murto", "4.80"), discipline="PV")

    assert told(rows_of(race)) == [
        ("1", "Moon", "4.90", "gold"),
        ("1", "Kennedy", "4.90", "gold"),
        ("3", "Murto", "4.80", "bronze"),
    ]


def test_points_of_a_combined_event_are_its_marks():
    race = race_with((1, "Erm", "8764"), (2, "Skotheim", "8635"), discipline="DEC")

    assert [row.mark for row in rows_of(race)] == ["8764", "8635"]


def test_relay_is_told_by_its_teams():
    race = make_race("4X400", decides_medals=True)
    make_result(race, team_name="Netherlands", country="NED", place=1, mark="3:20.72")

    assert rows_of(race) == (Row("1", "Netherlands", "NED", "3:20.72", "gold"),)


def test_who_was_disqualified_is_not_on_the_podium():
    race = race_with((1, "Kerr", "3:29.38"), (2, "Nordås", "3:29.68"))
    make_result(race, make_athlete("", "Fast"), status="DQ", rule="TR17.2.3")
    make_result(race, make_athlete("", "Slow"), status="DNF")

    assert [row.who for row in rows_of(race)] == ["Kerr", "Nordås"]


def test_heat_shows_its_first_three_without_medals():
    race = race_with((1, "Kerr", "3:34.00"), (2, "Hocker", "3:34.10"), decides_medals=False, round="heat")

    assert told(rows_of(race)) == [("1", "Kerr", "3:34.00", ""), ("2", "Hocker", "3:34.10", "")]


def test_places_that_many_share_are_no_podium():
    race = race_with(
        *((1, f"Qualified {number}", "1.92") for number in range(7)),
        discipline="HJ",
        decides_medals=False,
        round="qualification",
    )

    assert rows_of(race) == ()


def test_place_without_a_mark_is_told():
    assert told(rows_of(race_with((1, "Kerr", "")))) == [("1", "Kerr", "", "gold")]


@pytest.mark.parametrize("races", [1, 3])
def test_card_is_gathered_in_a_constant_number_of_queries(django_assert_num_queries, races):
    story = make_story(races=[kerr_race() for _ in range(races)])
    article = Article.objects.for_story_page().get(pk=story.pk)

    with django_assert_num_queries(RACE_QUERIES):
        cards.public_card(article)


# Which picture is shared


def shared(story):
    return StoryPage(Article.objects.for_story_page().get(pk=story.pk)).social_image


def photograph(width=1200, **fields):
    image = make_image(alt="Kerr at the line", credit="Agency", **fields)
    type(image).objects.filter(pk=image.pk).update(width=width, height=width // 2)
    image.refresh_from_db()
    return image


def test_story_with_a_podium_is_shared_with_its_card_whatever_leads_it():
    story = make_story(races=[kerr_race()], lead_image=photograph())

    image = shared(story)

    assert (
        image["url"]
        == f"http://127.0.0.1:8000/stories/{story.pk}/kerr-wins/card.png?v={card_of(story).digest}"
    )
    assert (image["width"], image["height"]) == (1200, 630)
    assert image["alt"].startswith("Kerr wins. Men’s 1500m, final · ")


def test_story_without_a_podium_is_shared_with_its_photograph():
    story = make_story(lead_image=photograph())

    assert shared(story)["alt"] == "Kerr at the line"
    assert shared(story)["url"].endswith(".jpg")
    assert (shared(story)["width"], shared(story)["height"]) == (1200, 600)


@pytest.mark.parametrize("kept", [{"width": 599}, {"rights_until": PUBLISHED_AT.date()}])
def test_photograph_that_is_small_or_out_of_rights_is_not_shared(kept):
    story = make_story(lead_image=photograph(**kept))

    assert "/card.png?v=" in shared(story)["url"]


def test_preview_of_a_story_never_saved_shows_the_house_card():
    assert StoryPage(Article(headline="New")).social_image["url"].endswith("/img/card.png")


def test_head_and_structured_data_name_the_card(client):
    story = make_story(races=[kerr_race()])
    address = shared(story)["url"]

    page = client.get(story.get_absolute_url()).content.decode()

    assert f'<meta property="og:image" content="{address}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert f'"image": ["{address}"]' in page or f'"image":["{address}"]' in page


def test_address_is_another_once_the_result_is():
    race = kerr_race()
    story = make_story(races=[race])
    before = shared(story)["url"]
    race.results.filter(place=1).update(mark_value=209370)

    assert shared(story)["url"] != before


@pytest.mark.parametrize("format", ["rss", "atom", "json"])
def test_feeds_bring_the_card_where_no_photograph_leads(client, format):
    make_story("With a photograph", races=[kerr_race()], lead_image=photograph(), slug="photograph")
    make_story("With a race", races=[kerr_race()], slug="race")
    make_story("With nothing", slug="nothing")

    feed = client.get(f"/feed.{format}").content.decode()

    assert [f"/{slug}/card.png?v=" in feed for slug in ("photograph", "race", "nothing")] == [
        False,
        True,
        False,
    ]


def test_page_names_the_card_that_its_address_sends(client):
    race = kerr_race()
    make_result(race, make_athlete("Abel", "Kipsang"), place=4, mark="3:29.89")
    story = make_story(races=[race])

    tag = client.get(story.get_card_url()).headers["ETag"].strip('"')

    assert shared(story)["url"].endswith(f"?v={tag}")


# Who may see it


def test_card_is_a_picture_of_the_story(client, drawings):
    story = make_story(races=[kerr_race()])

    response = client.get(story.get_card_url())

    picture = Picture.open(BytesIO(response.content))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert drawings == [card_of(story)]


def test_another_slug_leads_to_the_card(client):
    story = make_story()

    response = client.get(f"/stories/{story.pk}/another-slug/card.png")

    assert (response.status_code, response.url) == (301, f"/stories/{story.pk}/kerr-wins/card.png")


def coming(**hours):
    now = timezone.now()
    return make_story(
        **{"first_published_at": None} | {name: now + each * HOUR for name, each in hours.items()}
    )


NOT_PUBLIC = {
    "draft": (lambda: make_draft(), 404),
    "scheduled": (lambda: coming(publish_at=1), 404),
    "embargoed": (lambda: coming(publish_at=-1, embargo_until=1), 404),
    "over before it was seen": (lambda: coming(publish_at=-2, embargo_until=1, unpublish_at=-1), 404),
    "at its end": (lambda: make_story(unpublish_at=PUBLISHED_AT + HOUR), 410),
    "withdrawn": (lambda: make_story(status=Article.Status.WITHDRAWN, stage="writing"), 410),
    "retracted": (
        lambda: make_story(status=Article.Status.RETRACTED, retraction="The race was not run."),
        410,
    ),
}


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_card_of_a_story_that_is_not_public_is_never_drawn(client, drawings, state):
    make, status = NOT_PUBLIC[state]
    story = make()

    for slug in (story.slug, "another-slug"):
        response = client.get(f"/stories/{story.pk}/{slug}/card.png")

        assert (response.status_code, response.headers["Content-Type"][:9]) == (status, "text/html")
    assert drawings == []


def test_card_that_was_drawn_goes_with_its_story(client):
    story = make_story()
    client.get(story.get_card_url())
    Article.objects.update(status=Article.Status.WITHDRAWN, stage="writing")

    assert client.get(story.get_card_url()).status_code == 410


def test_card_is_drawn_once_until_it_says_something_else(client, drawings):
    story = make_story("Kerr wins")
    first, again = (client.get(story.get_card_url()).content for _ in range(2))
    Article.objects.update(headline="Kerr wins gold")
    other = client.get(story.get_card_url()).content

    assert [card.headline for card in drawings] == ["Kerr wins", "Kerr wins gold"]
    assert (first == again, first == other) == (True, False)


def test_card_may_be_kept_as_long_as_it_is_asked_for_each_time(client):
    story = make_story()

    response = client.get(story.get_card_url())
    again = client.get(story.get_card_url(), headers={"If-None-Match": response.headers["ETag"]})

    assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    assert (response.cookies, response.headers.get("Vary")) == ({}, None)
    assert (again.status_code, again.content) == (304, b"")


def test_card_with_another_headline_has_another_tag(client):
    story = make_story()
    tag = client.get(story.get_card_url()).headers["ETag"]
    Article.objects.update(headline="Kerr wins gold")

    assert client.get(story.get_card_url(), headers={"If-None-Match": tag}).status_code == 200


def test_card_says_when_the_site_last_changed(client, time_machine):
    time_machine.move_to(PUBLISHED_AT + HOUR, tick=False)
    story = make_story()
    client.get(story.get_card_url())
    time_machine.move_to(PUBLISHED_AT + 2 * HOUR, tick=False)

    assert "Last-Modified" in client.get(story.get_card_url()).headers
