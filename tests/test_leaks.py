"""A story that is not public is on no surface of the site, nor is what is being written into a public one.

Each test plants a secret, in each way in which a story can be held back, and walks every address there is
(`tests/surfaces.py`): nothing may say it, and nothing may differ from a site on which it does not exist.
"""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date
from PIL import Image as Picture

from articles import cards, publishing, revisions
from articles.content import Content, RaceLink
from articles.models import Article, Correction, Image
from articles.pictures import add_picture
from newsroom.lib.images import read_upload
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_event,
    make_race,
    make_result,
    make_series,
)
from tests.factories.stories import (
    make_author,
    make_draft,
    make_editor,
    make_section,
    make_story,
    make_topic,
    make_user,
)
from tests.surfaces import SHOW_STORIES, SURFACES, World, ask, desk_routes, paths, public_names, walk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SECRET = "planted"
UNKNOWN = "/stories/999999999/nothing/"
# Addresses that a story has for itself, or brings with its topic and its author.
OWN = {
    "articles:story",
    "articles:story_card",
    "articles:story_history",
    "articles:topic",
    "articles:topic_feed",
    "articles:author",
    "articles:author_feed",
    "media",
}
SAYS_IT_IS_GONE = {"articles:story", "articles:story_card", "articles:story_history"}


@pytest.fixture(autouse=True)
def clock(time_machine, monkeypatch):
    """Time stands, and what follows a commit follows at once: the test's own transaction never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda callback, **options: callback())
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def cards_in_words(monkeypatch):
    """A card sends what it would draw as text: a secret in a picture could not be found."""
    monkeypatch.setattr(cards, "draw", lambda card: repr(card).encode())


@pytest.fixture
def world():
    competition = make_competition(series=make_series())
    race = make_race(event=make_event(competition=competition), decides_medals=True)
    winner, second = make_athlete("Josh", "Kerr"), make_athlete("Jakob", "Ingebrigtsen", country="NOR")
    for place, (who, mark) in enumerate([(winner, "3:29.38"), (second, "3:29.65")], start=1):
        make_result(race, who, place=place, mark=mark)
    section, author, topic = make_section(), make_author(), make_topic()
    opened = {"publish_at": NOW - HOUR, "first_published_at": NOW - HOUR}
    plain = make_story(section=section, authors=[author], topics=[topic], races=[race], **opened)
    return World(section, author, topic, race, winner, second, plain)


def content_of_the_secret(world):
    """What must not be known, in every field that there is."""
    world.pictures = [_picture("lead"), _picture("in the text")]
    world.topics = [make_topic("Planted topic", slug="planted-topic", description="Planted about a topic")]
    world.authors = [make_author("Planted Author", slug="planted-author", bio="Planted life")]
    lead, in_the_text = world.pictures
    return Content(
        headline="Planted headline",
        slug="planted-slug",
        standfirst="Planted standfirst.",
        section=world.section.pk,
        body=f"Planted body.\n\n{{{{ image {in_the_text.pk} }}}}\n\nPlanted end.",
        developing=True,
        lead_image=lead.pk,
        topics=tuple(sorted(topic.pk for topic in [world.topic, *world.topics])),
        authors=tuple(author.pk for author in [world.author, *world.authors]),
        races=(RaceLink(world.race.pk),),
    )


def _picture(name):
    drawn = BytesIO()
    Picture.new("RGB", (400, 300)).save(drawn, "JPEG")
    drawn.seek(0)
    texts = {"alt": f"Planted alt, {name}", "caption": "Planted caption", "credit": "Planted credit"}
    return add_picture(read_upload(drawn), by=None, image=Image(**texts))


def plant(world):
    """A draft that holds the secret."""
    content = content_of_the_secret(world)
    world.secret = make_draft("Planted first line", slug="planted", section=world.section)
    revisions.save(world.secret, content, by=make_editor(), seen=world.secret.version, note="Planted note")
    Correction.objects.create(article=world.secret, at=NOW, text="Planted correction", old="Planted old")
    return world.secret


def approve(story):
    publishing.submit(story, by=make_editor())
    publishing.approve(story, by=make_editor())


def timed(story, *, publish=None, embargo=None, end=None):
    """Set the times of a story, in hours from NOW."""
    at = {"publish_at": publish, "embargo_until": embargo, "unpublish_at": end}
    times = {name: NOW + hours * HOUR if hours is not None else None for name, hours in at.items()}
    publishing.plan(story, by=make_editor(), front_rank=1, **times)


def publish(story, **times):
    approve(story)
    timed(story, **times)
    publishing.publish(story, by=make_editor(), note="Planted note")


def publish_and_then_time(story, *, publish, **times):
    """The other order: out for some time first, then told more."""
    approve(story)
    timed(story, publish=publish)
    publishing.publish(story, by=make_editor(), note="Planted note")
    timed(story, publish=publish, **times)


def withdraw(story):
    publishing.withdraw(story, by=make_editor(), note="Planted reason")


def out_of(story, clock, *, verb):
    publish(story)
    clock.shift(HOUR)
    verb(story)


def run_out(story, clock):
    publish(story, end=2)
    clock.move_to(NOW + 2 * HOUR, tick=False)


def withdrawn_early(story):
    publish(story, publish=1)
    withdraw(story)


# How a story can be held back that nobody outside saw.
HELD_BACK = {
    "draft": lambda story: None,
    "autosaved": lambda story: revisions.autosave(
        story, Content(headline="Planted anew"), by=make_editor(), seen=story.version
    ),
    "submitted": lambda story: publishing.submit(story, by=make_editor()),
    "approved": approve,
    "draft with a time that has passed": lambda story: timed(story, publish=-1, embargo=-1),
    "approved with a time that has passed": lambda story: (approve(story), timed(story, publish=-1)),
    "scheduled": lambda story: publish(story, publish=1),
    "embargoed": lambda story: publish(story, embargo=1),
    "scheduled and embargoed": lambda story: publish(story, publish=1, embargo=2),
    "embargoed and out of time": lambda story: publish(story, publish=-1, embargo=2),
    "scheduled, embargoed and with an end": lambda story: publish(story, publish=2, embargo=1, end=3),
    "withdrawn before it came out": withdrawn_early,
}
# How one can be taken off that the public saw.
TAKEN_OFF = {
    "withdrawn": lambda story, clock: out_of(story, clock, verb=withdraw),
    "at its end": run_out,
    "at its end, after an embargo": lambda story, clock: (
        publish(story, embargo=1, end=2),
        clock.move_to(NOW + 2 * HOUR, tick=False),
    ),
}
# What can be written into a public story without its being public.
WRITTEN = {
    "autosaved": lambda story, content: revisions.autosave(
        story, content, by=make_editor(), seen=story.version
    ),
    "saved": lambda story, content: _save(story, content),
    "submitted": lambda story, content: (_save(story, content), publishing.submit(story, by=make_editor())),
    "approved": lambda story, content: (_save(story, content), approve(story)),
    "named": lambda story, content: _save(story, content, name="Planted name"),
    "written over": lambda story, content: (_save(story, content), _save(story, Content.of(story))),
    "thrown away": lambda story, content: (
        _save(story, content),
        revisions.discard_working(story, by=make_editor()),
    ),
}


def _save(story, content, **more):
    revisions.save(story, content, by=make_editor(), seen=story.version, note="Planted note", **more)


def telling(answers):
    return [path for path, answer in answers.items() if SECRET in answer.text.replace(path, "")]


def differing(before, after):
    return [path for path, answer in before.items() if after[path] != answer]


def own(world):
    """The addresses that are there for the secret alone, by path, each with its name."""
    shared = {path for _, path in paths(world.without_the_secret())}
    return {path: name for name, path in paths(world) if path not in shared}


def assert_no_date_is_to_come(answers):
    to_come = [
        path
        for path, answer in answers.items()
        if answer.last_modified and parse_http_date(answer.last_modified) > timezone.now().timestamp()
    ]
    assert to_come == []


def test_every_public_address_is_walked():
    assert public_names() == set(SURFACES)


def test_walk_reaches_what_it_asks_for(client, world):
    statuses = {path: answer.status for path, answer in walk(client, world).items()}

    assert {path: status for path, status in statuses.items() if status not in {200, 204}} == {}


@pytest.mark.parametrize("state", HELD_BACK)
def test_nothing_tells_of_a_story_that_is_held_back(client, world, state):
    before = walk(client, world)
    HELD_BACK[state](plant(world))
    after = walk(client, world)

    assert telling(after) == []
    assert differing(before, after) == []
    assert_no_date_is_to_come(after)


@pytest.mark.parametrize("state", HELD_BACK)
def test_addresses_of_a_story_that_is_held_back_answer_as_unknown_ones(client, world, state):
    HELD_BACK[state](plant(world))
    unknown = ask(client, UNKNOWN)

    answers = {path: ask(client, path) for path in own(world)}

    assert set(own(world).values()) == OWN
    assert unknown.status == 404
    assert [path for path, answer in answers.items() if answer != unknown] == []


@pytest.mark.parametrize("state", TAKEN_OFF)
def test_story_that_was_taken_off_is_nowhere_and_its_page_says_so(client, world, clock, state):
    before = walk(client, world)
    TAKEN_OFF[state](plant(world), clock)
    after = walk(client, world)

    assert telling(after) == []
    assert differing(before, after) == []
    gone = {(name in SAYS_IT_IS_GONE, ask(client, path).status) for path, name in own(world).items()}
    assert gone == {(True, 410), (False, 404)}


def test_story_that_was_retracted_is_on_no_list_and_its_text_nowhere(client, world):
    story = plant(world)
    publish(story)
    publishing.retract(story, by=make_editor(), reason="The race was not run.")

    answers = walk(client, world)

    assert [path for path in telling(answers) if "feed" not in path] == []
    told = " ".join(answer.text for answer in answers.values())
    assert [word for word in ("body", "standfirst", "caption", "credit") if f"{SECRET} {word}" in told] == []
    assert {answer.status for path, answer in answers.items() if path.startswith("/media/")} == {404}


def test_picture_goes_everywhere_with_the_last_day_of_its_rights_and_the_story_stays(client, world, clock):
    story = plant(world)
    Image.objects.update(rights_until=NOW.date())
    publish(story)
    on_its_last_day = walk(client, world)
    clock.move_to(NOW + 12 * HOUR, tick=False)
    after = walk(client, world)

    def showing(answers):
        texts = [f"{SECRET} {word}" for word in ("alt", "caption", "credit")]
        texts += [file["path"] for file in world.files()]
        return {path for path, each in answers.items() if any(text in each.text for text in texts)}

    shown = showing(on_its_last_day)
    assert {"/", story.get_absolute_url(), "/feed.rss", "/feed.atom", "/feed.json"} <= shown
    assert showing(after) == set()
    assert f"{SECRET} headline" in after[story.get_absolute_url()].text
    assert {each.status for path, each in after.items() if path.startswith("/media/")} == {404}


@pytest.mark.parametrize("state", WRITTEN)
def test_nothing_tells_of_what_is_written_into_a_public_story(client, world, state):
    before = walk(client, world)
    WRITTEN[state](world.plain, content_of_the_secret(world))
    after = walk(client, world)

    assert telling(after) == []
    assert differing(before, after) == []
    assert {ask(client, path).status for path in own(world)} == {404}


def test_version_that_was_replaced_before_the_embargo_ended_is_never_told(client, world, clock):
    story = plant(world)
    publish(story, embargo=2)
    clock.move_to(NOW + HOUR, tick=False)
    harmless = Content.of(world.plain).as_data() | {"headline": "Harmless", "slug": "harmless"}
    _save(story, Content.from_data(harmless))
    approve(story)
    publishing.update(story, by=make_editor(), note="")
    Correction.objects.filter(article=story).delete()
    clock.move_to(NOW + 3 * HOUR, tick=False)

    answers = walk(client, world)

    assert "harmless" in answers["/"].text
    assert telling(answers) == []


@pytest.mark.parametrize("held", [HELD_BACK, TAKEN_OFF], ids=["held back", "taken off"])
def test_site_is_the_same_for_the_desk(client, world, clock, held):
    """For who is logged in as well; only pictures are shown to the desk before they are public."""
    state = "withdrawn" if held is TAKEN_OFF else "scheduled and embargoed"
    held[state](plant(world), clock) if held is TAKEN_OFF else held[state](plant(world))
    anonymous = walk(client, world)
    reporter = Client()
    reporter.force_login(make_user("articles.change_article", "articles.view_article"))

    at_the_desk = walk(reporter, world)

    assert [path for path in differing(anonymous, at_the_desk) if not path.startswith("/media/")] == []
    assert telling(at_the_desk) == []


def shown_on(client, world):
    """The names of the addresses that say the secret, or send its pictures."""
    answers = walk(client, world)
    told = set(telling(answers))
    sent = {path for path, answer in answers.items() if answer.is_picture and path.startswith("/media/")}
    return {name for name, path in paths(world) if path in told | sent}


# How it is planned, its times, and the hour at which it comes out.
COMING_OUT = {
    "scheduled": (publish, {"publish": 1}, 1),
    "embargoed": (publish, {"embargo": 1}, 1),
    "scheduled and embargoed for longer": (publish, {"publish": 1, "embargo": 2}, 2),
    "scheduled, then embargoed for longer": (publish_and_then_time, {"publish": 1, "embargo": 2}, 2),
    "scheduled, then embargoed for less": (publish_and_then_time, {"publish": 2, "embargo": 1}, 2),
}


@pytest.mark.parametrize("state", COMING_OUT)
def test_story_comes_out_on_every_surface_in_its_second_and_goes_in_another(client, world, clock, state):
    in_order, times, hour = COMING_OUT[state]
    before = walk(client, world)
    in_order(plant(world), end=3, **times)

    clock.move_to(NOW + hour * HOUR - SECOND, tick=False)
    just_before = walk(client, world)
    clock.move_to(NOW + hour * HOUR, tick=False)
    out = shown_on(client, world)
    clock.move_to(NOW + 3 * HOUR - SECOND, tick=False)
    still_out = shown_on(client, world)
    clock.move_to(NOW + 3 * HOUR, tick=False)
    after = walk(client, world)

    assert (telling(just_before), differing(before, just_before)) == ([], [])
    assert (out, still_out) == (set(SHOW_STORIES), set(SHOW_STORIES))
    assert (telling(after), differing(before, after)) == ([], [])


def test_who_guesses_learns_nothing(client, world):
    """Addresses beside the right ones: another slug, none, and lists that begin after the secret."""
    story = plant(world)
    publish(story, publish=1, embargo=2)
    lists = [
        *("/archive/2026/03/", world.section.get_absolute_url()),
        *(world.topic.get_absolute_url(), world.author.get_absolute_url()),
    ]

    def answers(pk):
        pages = [f"/stories/{pk}/another-slug/", f"/stories/{pk}/", f"/stories/{pk}"]
        return [ask(client, path) for path in [*pages, *(f"{path}?before={pk}" for path in lists)]]

    assert answers(story.pk) == answers(999999)
    assert {answer.status for answer in answers(story.pk)} == {404}


def test_head_and_options_tell_no_more_than_get(client, world):
    publish(plant(world), publish=1)

    for path in [*own(world), "/", world.section.get_absolute_url()]:
        for method in (client.head, client.options):
            response = method(path)
            assert SECRET not in f"{response.headers} {response.content}".lower(), path


# What anybody may see of the desk: its door.
DOOR = {"admin/login/", "admin/jsi18n/"}
FILLED = {"app_label": "articles", "url": "anything", "kind": "races"}


def filled(route, story):
    """The path of a route, with the story's id wherever something is to be named."""
    plain = re.sub(r"\^?\(\?P<(\w+)>[^)]*\)|\$", lambda found: FILLED.get(found[1] or "", ""), route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: FILLED.get(found[1], str(story.pk)), plain)


def test_desk_shows_its_door_and_nothing_else_to_who_is_not_logged_in(client, world):
    story = plant(world)
    publish(story, publish=1, embargo=2)
    query = {
        "q": "headline",
        "term": "headline",
        "unsaved": "1",
        "content": f"{{{{ image {world.pictures[0].pk} }}}}",
    }

    for route in desk_routes():
        for method in (client.get, client.post):
            response = method(filled(route, story), query)
            assert SECRET not in f"{response.headers} {response.content.decode()}".lower(), route
            if response.status_code in {301, 302}:
                assert response.url.startswith("/admin/"), route
            elif route not in DOOR:
                assert response.status_code in {401, 403, 404, 405}, route


def test_desk_addresses_are_found():
    assert len(desk_routes()) > 50
    assert Article.objects.count() == 0
