"""Two who write one story: the second sees both, and what they came from, and decides; nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles import publishing, revisions
from articles.content import Content, RaceLink
from articles.desk import conflicts
from articles.models import Revision
from tests.desk_forms import STORY, filled, make_member
from tests.factories.results import make_race
from tests.factories.stories import make_author, make_draft, make_editor, make_story, make_topic

pytestmark = pytest.mark.django_db
BODY = "One.\n\nTwo.\n\nThree."


def url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def saved(story, by, **changes):
    """The story saved once more, by somebody else."""
    story.refresh_from_db()
    content = replace(revisions.working_content(story), **changes)
    return revisions.save(story, content, by=by, seen=story.version)


@pytest.fixture
def other():
    return make_member("Reporter", first_name="Bo", last_name="Jones")


@pytest.fixture
def writer(client):
    client.force_login(make_member("Reporter", first_name="Ann", last_name="Smith"))
    return client


@pytest.fixture
def story(other):
    story = make_draft("Base", slug="base", standfirst="Base.", body="")
    saved(story, other, body=BODY)
    return story


def conflict(response):
    """The form of the page with both versions, as a browser would send it, and what the page says."""
    assert response.status_code == 409
    page = lxml.html.fromstring(response.content.decode())
    (form,) = page.xpath("//form[contains(@action, '/conflict/')]")
    for area in form.xpath(".//textarea"):
        area.text = (area.text or "").removeprefix("\n")
    words = " ".join(page.get_element_by_id("content").text_content().split())
    fields = [(name, value) for name, value in form.form_values()]
    posted = {name: [v for n, v in fields if n == name] for name, _ in fields}
    return form.get("action"), posted, words


def undecided(response):
    page = lxml.html.fromstring(response.content.decode())
    return page.xpath("//fieldset/legend/text()")


def text_of(story):
    story.refresh_from_db()
    return revisions.working_content(story)


def test_second_saver_is_shown_both_and_nothing_is_overwritten(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs")

    response = writer.post(url(story), mine)

    _, _, words = conflict(response)
    assert undecided(response) == ["Headline"]
    assert ["Bo Jones" in words, "Mine" in words, "Theirs" in words, "Base" in words] == [True] * 4
    assert text_of(story).headline == "Theirs"
    kept = Revision.objects.get(event="autosaved")
    assert (kept.by_id, kept.content["headline"]) == (int(writer.session["_auth_user_id"]), "Mine")


@pytest.mark.parametrize(
    ("take", "headline"), [("mine", "Mine"), ("theirs", "Theirs"), ("written", "Both of us")]
)
def test_second_saver_decides_field_by_field(writer, story, other, take, headline):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs")
    action, posted, _ = conflict(writer.post(url(story), mine))

    answer = posted | {"take-headline": take, "written-headline": "Both of us"}
    response = writer.post(action, answer)

    assert (response.status_code, text_of(story).headline) == (302, headline)
    assert list(
        story.revisions.kept().order_by("version").values_list("content__headline", flat=True)
    ) == list(dict.fromkeys(["Base", "Theirs", headline]))


def test_what_only_one_changed_is_joined_by_itself(writer, story, other):
    mine = filled(writer, url(story), STORY, standfirst="Mine.", body=BODY.replace("One", "Mine"), _save="1")
    saved(story, other, kind="analysis", body=BODY.replace("Three", "Theirs"))

    response = writer.post(url(story), mine)
    action, posted, words = conflict(response)
    assert (undecided(response), "both are kept" in words) == ([], True)
    writer.post(action, posted)

    text = text_of(story)
    assert (text.standfirst, text.kind, text.body) == ("Mine.", "analysis", "Mine.\n\nTwo.\n\nTheirs.")


def test_decision_left_out_is_asked_for_again(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs")
    action, posted, _ = conflict(writer.post(url(story), mine))

    for take in ({}, {"take-headline": "nobody"}):
        response = writer.post(action, posted | take)
        assert "Choose one for each field" in conflict(response)[2]
    assert text_of(story).headline == "Theirs"


def test_third_who_saved_meanwhile_is_a_conflict_again(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", body=BODY.replace("One", "Mine"), _save="1")
    saved(story, other, headline="Theirs")
    action, posted, _ = conflict(writer.post(url(story), mine))
    saved(story, other, headline="Later")

    again = writer.post(action, posted | {"take-headline": "mine"})

    assert undecided(again) == ["Headline"]
    assert text_of(story).headline == "Later"
    action, posted, _ = conflict(again)
    writer.post(action, posted | {"take-headline": "mine"})
    assert (text_of(story).headline, text_of(story).body) == ("Mine", BODY.replace("One", "Mine"))


def test_same_person_in_two_tabs_is_told_as_well(writer, story):
    first = filled(writer, url(story), STORY, headline="First tab", _save="1")
    second = filled(writer, url(story), STORY, headline="Second tab", _save="1")

    assert writer.post(url(story), first).status_code == 302
    assert undecided(writer.post(url(story), second)) == ["Headline"]
    assert text_of(story).headline == "First tab"


def test_story_that_was_only_moved_on_asks_nothing_but_a_look(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    story.refresh_from_db()
    publishing.submit(story, by=other)

    response = writer.post(url(story), mine)
    action, posted, words = conflict(response)
    assert (undecided(response), "Bo Jones" in words) == ([], True)
    writer.post(action, posted)

    story.refresh_from_db()
    assert (story.headline, story.stage) == ("Mine", "submitted")


def test_stale_button_moves_nothing(client, story, other):
    client.force_login(make_member("Editor"))
    publish = filled(client, url(story), STORY, _publish="1")
    story.refresh_from_db()
    publishing.submit(story, by=other)
    publishing.approve(story, by=make_editor())
    saved(story, other, headline="A libel")
    story.refresh_from_db()
    publishing.approve(story, by=make_editor())

    response = client.post(url(story), publish)

    story.refresh_from_db()
    assert (response.status_code, story.status, story.stage) == (409, "draft", "approved")


def test_public_story_s_working_copies_are_joined_and_stay_apart(writer, other):
    story = make_story()
    saved(story, other, headline="Second")
    mine = filled(writer, url(story), STORY, standfirst="Mine.", _save="1")
    saved(story, other, headline="Third")

    action, posted, _ = conflict(writer.post(url(story), mine))
    writer.post(action, posted)

    text = text_of(story)
    assert (text.headline, text.standfirst, story.headline) == ("Third", "Mine.", "Kerr wins")


def test_times_that_were_typed_are_told_and_not_forced(client, story, other):
    client.force_login(make_member("Editor"))
    mine = filled(client, url(story), STORY, embargo_until="2031-01-01T12:00", _save="1")
    saved(story, other, headline="Theirs")

    action, posted, words = conflict(client.post(url(story), mine))
    client.post(action, posted)

    story.refresh_from_db()
    assert ("embargo until: 2031-01-01T12:00" in words, story.embargo_until) == (True, None)


def test_decisions_are_for_who_may_change_the_story(client, story):
    client.force_login(make_member("Results desk"))

    assert client.post(f"/admin/articles/article/{story.pk}/conflict/", {"met": "1"}).status_code == 403


def test_what_was_written_too_long_is_refused_and_stays_in_its_box(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs")
    action, posted, _ = conflict(writer.post(url(story), mine))
    answer = posted | {"take-headline": "written", "written-headline": "x" * 301}

    _, posted, words = conflict(writer.post(action, answer))

    assert "Headline: at most 300 characters can be stored." in words
    assert (posted["written-headline"], posted["take-headline"]) == (["x" * 301], ["written"])
    assert text_of(story).headline == "Theirs"


def test_headline_that_was_written_in_two_lines_is_one(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs")
    action, posted, _ = conflict(writer.post(url(story), mine))

    writer.post(action, posted | {"take-headline": "written", "written-headline": "Kerr\r\nwins \x00"})

    assert text_of(story).headline == "Kerr wins"


def test_story_that_was_retracted_meanwhile_gives_the_text_back(writer, other):
    story = make_story()
    mine = filled(writer, url(story), STORY, body="An hour of work.", _save="1")
    publishing.retract(story, by=make_editor(), reason="It was not so.")

    response = writer.post(url(story), mine)

    assert (response.status_code, "An hour of work." in response.content.decode()) == (403, True)


def test_decision_left_out_after_a_third_save_is_asked_of_what_stands_now(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs")
    action, posted, _ = conflict(writer.post(url(story), mine))
    saved(story, other, headline="Later")

    _, posted, words = conflict(writer.post(action, posted))

    assert ("Later" in words, posted["met"]) == (True, ["4"])


@pytest.mark.parametrize("met", ["", "x", "-1", "9" * 40])
def test_decisions_that_met_no_version_save_nothing(writer, story, met):
    posted = filled(writer, url(story), STORY, headline="Mine", met=met)

    response = writer.post(f"/admin/articles/article/{story.pk}/conflict/", posted)

    assert (response.status_code, text_of(story).headline) == (200, "Base")


# Field by field


def told(base, mine, theirs):
    return {each.name: (each.by, each.settled) for each in conflicts.differences(base, mine, theirs)}


def test_topics_of_both_are_joined():
    base, mine, theirs = (Content(topics=topics) for topics in ((1, 2), (2, 3), (1, 2, 4)))

    assert told(base, mine, theirs) == {"topics": ("both", (2, 3, 4))}


def test_order_of_names_and_races_is_for_a_person_to_say():
    base = Content(authors=(1,), races=(RaceLink(1),))
    mine = Content(authors=(1, 2), races=(RaceLink(1, "main", 3),))
    theirs = Content(authors=(3, 1), races=())

    assert told(base, mine, theirs) == {"authors": ("", None), "races": ("", None)}


def test_address_that_follows_the_headline_is_no_question_of_its_own(writer, story, other):
    mine = filled(writer, url(story), STORY, headline="Mine", _save="1")
    saved(story, other, headline="Theirs", slug="theirs")

    action, posted, _ = conflict(writer.post(url(story), mine))
    writer.post(action, posted | {"take-headline": "written", "written-headline": "Both of us"})

    assert text_of(story).slug == "both-of-us"


def test_without_what_they_came_from_each_difference_is_to_decide():
    assert told(None, Content(headline="a"), Content(headline="b", developing=True)) == {
        "headline": ("", None),
        "developing": ("", None),
    }


def test_text_to_begin_with_holds_what_both_have_once():
    (body,) = conflicts.differences(None, Content(body="a\nmine\nz"), Content(body="a\ntheirs\nz"))

    assert body.draft == "a\nmine\ntheirs\nz"


def test_values_are_told_in_words(writer, story, other):
    race, author, topic = make_race(), make_author("Track desk"), make_topic("Budapest 2023")
    mine = filled(writer, url(story), STORY, **{"authors-0-author": str(author.pk)}, _save="1")
    mine |= {"races-0-race": str(race.pk), "races-0-rows": "3", "developing": "on"}
    saved(
        story, other, authors=(make_author("Desk").pk,), races=(RaceLink(make_race().pk),), topics=(topic.pk,)
    )

    response = writer.post(url(story), mine)

    assert undecided(response) == ["Byline", "Races"]
    words = conflict(response)[2]
    assert ["Track desk" in words, "What the story is about, 3 rows" in words] == [True, True]


# On a real database


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_once_one_wins_and_the_others_are_told():
    story = make_draft("Base")
    clients = [Client() for _ in range(4)]
    for number, client in enumerate(clients):
        client.force_login(make_member("Reporter", username=f"writer-{number}"))
    posts = [filled(c, url(story), STORY, headline=f"Of {n}", _save="1") for n, c in enumerate(clients)]
    together = Barrier(len(clients))

    def save(client, posted):
        together.wait()
        try:
            return client.post(url(story), posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        codes = sorted(pool.map(save, clients, posts))

    story.refresh_from_db()
    assert (codes, story.version) == ([302, 409, 409, 409], 2)
