"""The public record of a story: its versions as readers saw them, and what each changed."""

from datetime import timedelta
from importlib import import_module

import lxml.html
import pytest
from django.apps import apps
from django.urls import reverse

from articles import history, publishing, revisions
from articles.content import Content
from articles.models import Article, Correction, Revision
from tests.desk_forms import query_count
from tests.factories.moves import approve, put_out, write
from tests.factories.stories import PUBLISHED_AT, make_draft, make_editor, make_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SECRET = "planted"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(PUBLISHED_AT + 10 * HOUR, tick=False)
    return time_machine


def after(hours):
    return PUBLISHED_AT + hours * HOUR


def publish(story, *, at=0, **times):
    """Put a draft or a withdrawn story out, with its times in hours."""
    approve(story, at=after(at))
    plan(story, at=at, **times)
    publishing.publish(story, by=make_editor(), at=after(at))


def plan(story, *, at=0, **times):
    kept = {name: getattr(story, name) for name in ("publish_at", "embargo_until", "unpublish_at")}
    said = {name: None if hours is None else after(hours) for name, hours in times.items()}
    publishing.plan(story, by=make_editor(), at=after(at), front_rank=None, **kept | said)


def draft(headline, **fields):
    return make_draft(headline, standfirst="Gold in 3:29.38.", **fields)


def told(story):
    """Of each version, latest first: from which hour it was seen, and the words that it brought."""
    return [
        (
            (version.at - PUBLISHED_AT) / HOUR,
            "".join(part.text for change in version.texts for part in change.segments if part.kind == "new"),
        )
        for version in history.public_versions(story)
    ]


def page(client, story):
    response = client.get(story.get_history_url())
    assert response.status_code == 200
    return response.content.decode()


# Which versions there are


def test_versions_are_those_that_went_out_each_with_what_it_brought():
    story = draft("Kerr")
    publish(story)
    write(story, headline="Never out", at=after(1))
    put_out(story, headline="Kerr wins", at=after(2))
    put_out(story, headline="Kerr wins gold", at=after(3), material=False)

    assert told(story) == [(3, " gold"), (2, " wins"), (0, "")]


def test_version_under_an_embargo_is_told_from_its_end():
    story = draft("Kerr")
    publish(story, embargo_until=2)

    assert told(story) == [(2, "")]


@pytest.mark.parametrize(
    "times", [{"embargo_until": 3}, {"publish_at": 3}, {"publish_at": 2, "embargo_until": 3}]
)
def test_version_that_was_replaced_before_its_hour_is_never_told(times):
    story = draft("Planted")
    publish(story, **times)
    put_out(story, headline="Kerr", at=after(1))
    put_out(story, headline="Kerr wins", at=after(4))

    assert told(story) == [(4, " wins"), (3, "")]


def test_version_that_was_withdrawn_before_its_hour_is_never_told():
    story = draft("Planted")
    publish(story, publish_at=3)
    publishing.withdraw(story, by=make_editor(), at=after(1))
    plan(story, at=1, publish_at=None)
    put_out(story, headline="Kerr", at=after(2))

    assert told(story) == [(2, "")]


def test_version_of_a_story_that_came_back_under_an_embargo_is_told_only_if_it_was_seen():
    story = draft("Kerr")
    publish(story)
    publishing.withdraw(story, by=make_editor(), at=after(1))
    plan(story, at=1, embargo_until=4)
    put_out(story, headline="Planted", at=after(2))
    put_out(story, headline="Kerr wins", at=after(3))

    assert told(story) == [(4, " wins"), (0, "")]


def test_version_that_was_never_seen_stays_so_when_the_story_is_withdrawn_again():
    story = draft("Kerr")
    publish(story)
    publishing.withdraw(story, by=make_editor(), at=after(1))
    plan(story, at=1, embargo_until=4)
    put_out(story, headline="Planted", at=after(2))
    publishing.withdraw(story, by=make_editor(), at=after(3))
    plan(story, at=3, embargo_until=None)
    put_out(story, headline="Kerr wins", at=after(5))

    assert told(story) == [(5, " wins"), (0, "")]


def test_version_follows_the_times_until_it_is_seen():
    story = draft("Kerr")
    publish(story, embargo_until=2)
    plan(story, at=1, embargo_until=5)
    plan(story, at=3, embargo_until=4)
    plan(story, at=6, unpublish_at=9)

    assert told(story) == [(4, "")]


def test_version_that_went_out_when_the_story_was_over_is_told_from_when_it_was_seen():
    story = draft("Kerr")
    publish(story, unpublish_at=1)
    put_out(story, headline="Planted", at=after(2))
    put_out(story, headline="Kerr wins", at=after(3))
    plan(story, at=4, unpublish_at=None)

    assert told(story) == [(4, " wins"), (0, "")]


def test_version_that_a_correction_made_is_told():
    story = draft("Kerr")
    publish(story)
    publishing.correct(
        story, by=make_editor(), text="Gold in 3:29.38.", old="Gold", new="Silver", replace=True, at=after(1)
    )

    assert told(story) == [(1, "Silver"), (0, "")]


def test_versions_of_before_this_was_kept_are_told_by_the_first_public_moment():
    """What the migration makes of them: what stood at that moment, and all that went out later."""
    story = make_story(first_published_at=after(2))
    make_draft()
    for hours, event in [(0, "published"), (1, "updated"), (2, "saved"), (3, "updated"), (4, "withdrawn")]:
        Revision.objects.create(article=story, event=event, at=after(hours), content={})

    import_module("articles.migrations.0008_versions_that_were_seen").tell_which_versions_were_seen(
        apps, None
    )

    kept = story.revisions.order_by("at").values_list("seen_at", flat=True)
    assert list(kept) == [None, after(2), None, after(3), None]


# The page


def test_page_shows_what_was_taken_out_and_put_in(client):
    story = draft("Kerr wins", body="Gourley ran 3:31.01.\n\nHe was *ninth*.")
    publish(story)
    put_out(story, body="Gourley ran 3:31.10.\n\nHe was *ninth*.", at=after(1), note="Adds a hundredth")

    shown = lxml.html.fromstring(page(client, story))
    heads = [head.text_content() for head in shown.xpath("//main//h2")]

    assert [element.text_content() for element in shown.xpath("//main//del | //main//ins")] == [
        "[taken out: 01]",
        "[put in: 10]",
    ]
    assert heads == ["23 August 2023, 21:30 BST: updated", "23 August 2023, 20:30 BST: first published"]
    assert "Adds a hundredth" in shown.text_content()
    assert "*" not in shown.xpath("//main")[0].text_content()


def test_page_shows_corrections_with_what_was_and_what_is(client):
    story = make_story()
    Correction.objects.create(article=story, at=after(1), text="Put right.", old="3:31.01", new="3:31.10")

    shown = lxml.html.fromstring(page(client, story)).xpath("//main")[0]

    assert "Correction" in shown.text_content()
    assert [each.text for each in shown.xpath(".//del | .//ins")] == ["3:31.01", "3:31.10"]


@pytest.mark.parametrize("path", [Article.get_absolute_url, Article.get_history_url])
def test_correction_that_put_the_words_right_is_told_once(client, path):
    story = draft("Kerr")
    publish(story)
    publishing.correct(
        story, by=make_editor(), text="Not gold.", old="Gold", new="Silver", replace=True, at=after(1)
    )

    shown = client.get(path(story)).content.decode()

    assert shown.count("Not gold.") == 1 + (path is Article.get_absolute_url)  # there in its JSON-LD as well


# What stands in the desk's books of a public story, and nowhere else.
AT_THE_DESK = {
    "saved": lambda story, content: revisions.save(
        story, content, by=make_editor(), seen=story.version, note=SECRET, name=SECRET
    ),
    "autosaved": lambda story, content: revisions.autosave(
        story, content, by=make_editor(), seen=story.version
    ),
    "approved": lambda story, content: (write(story, headline=SECRET), approve(story)),
    "thrown away": lambda story, content: (
        write(story, headline=SECRET),
        revisions.discard_working(story, by=make_editor()),
    ),
    "sent back": lambda story, content: (
        write(story, headline=SECRET),
        publishing.submit(story, by=make_editor()),
        publishing.send_back(story, by=make_editor(), note=SECRET),
    ),
}


@pytest.mark.parametrize("state", AT_THE_DESK)
def test_page_is_the_same_whatever_is_being_written(client, state):
    story = draft("Kerr wins")
    publish(story)
    put_out(story, headline="Kerr wins gold", at=after(1))
    before = page(client, story)

    AT_THE_DESK[state](
        story, Content.from_data(Content.of(story).as_data() | {"headline": SECRET, "body": SECRET})
    )

    assert page(client, story) == before


def test_page_tells_nothing_that_was_written_while_the_story_was_off(client):
    story = draft("Kerr wins")
    publish(story)
    publishing.withdraw(story, by=make_editor(), at=after(1), note=SECRET)
    write(story, headline=SECRET, body=SECRET, note=SECRET, at=after(2))
    put_out(story, headline="Kerr wins gold", body="All new.", at=after(3))

    assert SECRET not in page(client, story)


def test_hostile_text_is_escaped_in_the_differences(client):
    story = draft("Kerr wins", body="<script>alert(1)</script>")
    publish(story)
    put_out(
        story, headline="<img src=x onerror=alert(2)>", body="<script>alert(3)</script> & more", at=after(1)
    )

    shown = page(client, story)

    assert ("<script>alert" in shown, "<img src=x" in shown) == (False, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Article.Status.DRAFT, "stage": "writing", "first_published_at": None},
        {
            "embargo_until": PUBLISHED_AT.replace(year=2199),
            "first_published_at": PUBLISHED_AT.replace(year=2199),
        },
        {
            "publish_at": PUBLISHED_AT.replace(year=2199),
            "first_published_at": PUBLISHED_AT.replace(year=2199),
        },
    ],
    ids=["draft", "embargoed", "scheduled"],
)
def test_page_of_a_story_that_nobody_saw_answers_as_one_that_is_not_there(client, fields):
    story = make_story("Planted", slug="planted", **fields)
    Revision.objects.create(article=story, event="published", at=PUBLISHED_AT, content={}, note="Planted")

    answer = client.get(story.get_history_url())

    assert answer.status_code == 404
    assert answer.content == client.get("/stories/999999/planted/history/").content


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Article.Status.WITHDRAWN, "stage": "writing"},
        {"status": Article.Status.RETRACTED, "stage": "", "retraction": "No.", "retracted_at": PUBLISHED_AT},
        {"unpublish_at": PUBLISHED_AT + HOUR},
    ],
    ids=["withdrawn", "retracted", "over"],
)
def test_page_of_a_story_that_was_taken_off_says_so_and_no_more(client, fields):
    story = make_story("Planted", slug="s", **fields)
    Revision.objects.create(
        article=story, event="published", at=PUBLISHED_AT, seen_at=PUBLISHED_AT, content={}, note="Planted"
    )

    answer = client.get(story.get_history_url())

    assert answer.status_code == 410
    assert "Planted" not in answer.content.decode()
    assert (
        answer.content.decode().replace("/history", "")
        == client.get(story.get_absolute_url()).content.decode()
    )


def test_another_slug_leads_to_the_address(client):
    story = make_story()

    answer = client.get(reverse("articles:story_history", args=[story.pk, "another"]))

    assert (answer.status_code, answer.url) == (301, story.get_history_url())


def test_page_is_public_and_answers_304_to_its_own_etag(client):
    story = make_story()
    address = story.get_history_url()
    first = client.get(address)

    assert first.headers["Cache-Control"] == client.get(story.get_absolute_url()).headers["Cache-Control"]
    assert (first.cookies, "Cookie" in first.headers.get("Vary", "")) == ({}, False)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    put_out(story, headline="Kerr wins gold")
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_page_asks_the_same_number_of_queries_whatever_the_number_of_versions(client):
    story = draft("Kerr wins")
    publish(story)
    put_out(story, headline="Kerr wins gold", at=after(1))
    first = query_count(client, story.get_history_url())
    for hours in range(2, 5):
        put_out(story, headline=f"Kerr wins gold {hours}", at=after(hours))
        Correction.objects.create(article=story, at=after(hours), text="Put right.")

    assert query_count(client, story.get_history_url()) == first <= 8


# Where it is linked


def links_to_history(client, story, path=None):
    shown = lxml.html.fromstring(client.get(path or story.get_absolute_url()).content.decode())
    return len(shown.xpath(f"//main//a[@href='{story.get_history_url()}']"))


def test_story_links_its_record_where_there_is_one(client):
    plain, updated, corrected = draft("Plain"), draft("Updated"), draft("Corrected")
    for story in (plain, updated, corrected):
        publish(story)
    put_out(updated, headline="Updated anew", at=after(1))
    publishing.correct(corrected, by=make_editor(), text="Put right.", at=after(1))

    assert [links_to_history(client, each) for each in (plain, updated, corrected)] == [0, 1, 1]
    assert links_to_history(client, corrected, "/corrections/") == 1
