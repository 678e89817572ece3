from datetime import timedelta

import pytest

from articles.models import Article, Correction, Revision
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import (
    PUBLISHED_AT,
    make_author,
    make_draft,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db


def kerr_race():
    race = make_race(decides_medals=True)
    for place, (given, family, mark) in enumerate(
        [
            ("Josh", "Kerr", "3:29.38"),
            ("Jakob", "Ingebrigtsen", "3:29.65"),
            ("Narve Gilje", "Nordås", "3:29.68"),
        ],
        1,
    ):
        make_result(race, make_athlete(given_name=given, family_name=family), place=place, mark=mark)
    return race


def test_story_shows_its_race_beside_it(client):
    race = kerr_race()
    story = make_story(races=[race], authors=[make_author("Track desk")])

    page = client.get(story.get_absolute_url()).content.decode()

    assert "<h1>Kerr wins</h1>" in page
    assert page.index("Josh Kerr") < page.index("Jakob Ingebrigtsen") < page.index("Narve Gilje Nordås")
    assert "+0.27" in page
    assert "Track desk" in page


def test_story_with_another_slug_leads_to_its_address(client):
    story = make_story()

    response = client.get(f"/stories/{story.pk}/another-slug/")

    assert (response.status_code, response.url) == (301, story.get_absolute_url())


@pytest.mark.parametrize(
    "path", ["/stories/999999/x/", "/stories/x/x/", "/archive/2023/13/", "/archive/2023/01/"]
)
def test_addresses_of_nothing_answer_404_in_the_house_style(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "Bell Lap" in response.content.decode()


def test_draft_answers_404_and_says_nothing_of_itself(client):
    story = make_draft("Secret headline")

    response = client.get(story.get_absolute_url())

    assert response.status_code == 404
    assert "Secret headline" not in response.content.decode()


def test_withdrawn_story_answers_410_without_its_text(client):
    story = make_story("Secret headline", status=Article.Status.WITHDRAWN)

    response = client.get(story.get_absolute_url())

    assert response.status_code == 410
    assert "Secret headline" not in response.content.decode()


def test_draft_that_was_withdrawn_before_it_was_public_answers_404(client):
    story = make_story(status=Article.Status.WITHDRAWN, first_published_at=None)

    assert client.get(story.get_absolute_url()).status_code == 404


def test_story_says_more_to_follow_while_it_develops(client):
    story = make_story(developing=True)

    assert "More to follow" in client.get(story.get_absolute_url()).content.decode()


def test_story_tells_its_corrections_and_versions(client):
    story = make_story()
    Correction.objects.create(article=story, at=PUBLISHED_AT, text="Gourley’s time was 3:31.10.")
    for minutes, developing in [(0, True), (40, False)]:
        Revision.objects.create(
            article=story,
            event=Revision.Event.UPDATED if minutes else Revision.Event.PUBLISHED,
            at=PUBLISHED_AT + timedelta(minutes=minutes),
            seen_at=PUBLISHED_AT + timedelta(minutes=minutes),
            developing=developing,
            content={},
        )

    page = client.get(story.get_absolute_url()).content.decode()

    assert "Gourley’s time was 3:31.10." in page
    assert page.count("More to follow") == 1


def test_hostile_text_is_escaped_everywhere(client):
    nasty = "<script>alert(1)</script> O'Brien & Sons"
    story = make_story(
        nasty,
        standfirst=nasty,
        body=f'{nasty}\n\n[x](javascript:alert(1))\n\n{{{{ quote "{nasty}" by="{nasty}" }}}}',
        authors=[make_author(nasty)],
        topics=[make_topic(nasty)],
    )

    for path in ["/", story.get_absolute_url(), story.section.get_absolute_url(), "/feed.rss", "/feed.atom"]:
        page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert 'href="javascript:' not in page, path


LISTS = {
    "home": lambda story: "/",
    "section": lambda story: story.section.get_absolute_url(),
    "topic": lambda story: story.topics.get().get_absolute_url(),
    "author": lambda story: story.authors.get().get_absolute_url(),
    "archive": lambda story: "/archive/2023/08/",
    "athlete": lambda story: story.races.get().results.first().athlete.get_absolute_url(),
    "competition": lambda story: story.races.get().event.competition.get_absolute_url(),
    "country": lambda story: story.races.get().results.first().country.get_absolute_url(),
    "site feed": lambda story: "/feed.rss",
    "section feed": lambda story: f"{story.section.get_absolute_url()}feed.atom",
    "athlete feed": lambda story: f"{story.races.get().results.first().athlete.get_absolute_url()}feed.json",
    "sitemap": lambda story: "/sitemap-stories.xml",
}
HIDDEN = {
    "draft": {"status": Article.Status.DRAFT},
    "withdrawn": {"status": Article.Status.WITHDRAWN},
    "scheduled": {"publish_at": PUBLISHED_AT.replace(year=2199)},
    "embargoed": {"embargo_until": PUBLISHED_AT.replace(year=2199)},
}


@pytest.fixture
def shown_story():
    return make_story(
        "Shown headline", slug="shown", races=[kerr_race()], authors=[make_author()], topics=[make_topic()]
    )


@pytest.mark.parametrize("surface", LISTS)
def test_surfaces_show_a_published_story(client, shown_story, surface):
    page = client.get(LISTS[surface](shown_story)).content.decode()

    assert shown_story.get_absolute_url() in page


@pytest.mark.parametrize("surface", LISTS)
@pytest.mark.parametrize("state", HIDDEN)
def test_surfaces_never_show_a_story_that_is_not_public(client, shown_story, surface, state):
    story = make_story(
        "Planted secret",
        slug="planted-secret",
        section=shown_story.section,
        races=shown_story.races.all(),
        authors=shown_story.authors.all(),
        topics=shown_story.topics.all(),
        **HIDDEN[state],
    )
    Correction.objects.create(article=story, at=PUBLISHED_AT, text="Planted secret correction")

    page = client.get(LISTS[surface](shown_story)).content.decode()

    assert "lanted secret" not in page
    assert "planted-secret" not in page


@pytest.mark.parametrize("path", ["section", "topic", "author", "archive"])
def test_lists_page_by_key(client, path):
    section, topic, author = make_section(), make_topic(), make_author()
    stories = [make_story(f"Story {n}", section=section, topics=[topic], authors=[author]) for n in range(22)]
    address = LISTS[path](stories[0])

    first = client.get(address).content.decode()
    older = client.get(f"{address}?before={stories[2].pk}").content.decode()

    assert f'href="?before={stories[2].pk}"' in first
    assert ("Story 21" in first, "Story 1<" in first) == (True, False)
    assert ("Story 21" in older, "Story 1<" in older, "Story 0<" in older) == (False, True, True)


@pytest.mark.parametrize("before", ["x", "-1", "0", "1' OR 1", "9" * 40, "²"])
def test_lists_answer_404_to_a_page_that_is_none(client, shown_story, before):
    assert client.get(shown_story.section.get_absolute_url(), {"before": before}).status_code == 404


def test_lists_answer_404_to_a_page_after_a_draft_without_a_time(client, shown_story):
    draft = make_draft(section=shown_story.section)

    assert client.get(shown_story.section.get_absolute_url(), {"before": draft.pk}).status_code == 404


def test_corrections_page_asks_the_same_number_of_queries_of_one_and_of_three(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    Correction.objects.create(article=make_story(), at=PUBLISHED_AT, text="The first correction")
    with django_assert_max_num_queries(5) as one:
        page = client.get("/corrections/")
    for _ in range(2):
        Correction.objects.create(article=make_story(), at=PUBLISHED_AT, text="Another")
    with django_assert_num_queries(len(one.captured_queries)):
        client.get("/corrections/")

    assert "The first correction" in page.content.decode()


@pytest.mark.parametrize("state", HIDDEN)
def test_corrections_page_never_shows_one_of_a_story_that_is_not_public(client, state):
    story = make_story(**HIDDEN[state])
    Correction.objects.create(article=story, at=PUBLISHED_AT, text="Planted secret")

    assert "Planted secret" not in client.get("/corrections/").content.decode()


@pytest.mark.parametrize("surface", [name for name in LISTS if name != "sitemap"])
def test_surfaces_ask_the_same_number_of_queries_of_one_story_and_of_three(
    client, shown_story, surface, django_assert_num_queries, django_assert_max_num_queries
):
    address = LISTS[surface](shown_story)
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    for number in range(2):
        make_story(
            f"Another {number}",
            section=shown_story.section,
            races=shown_story.races.all(),
            authors=[make_author(f"Second {number}"), *shown_story.authors.all()],
            topics=shown_story.topics.all(),
        )
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(address)


@pytest.mark.parametrize("surface", LISTS)
def test_surfaces_set_no_cookie_and_vary_on_nothing_personal(client, shown_story, surface):
    response = client.get(LISTS[surface](shown_story))

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "public" in response.headers["Cache-Control"]


@pytest.mark.parametrize("surface", LISTS)
def test_surfaces_answer_304_to_their_own_etag(client, shown_story, surface):
    address = LISTS[surface](shown_story)
    etag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
