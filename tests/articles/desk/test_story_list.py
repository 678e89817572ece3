"""The list of stories: where each stands, narrowed to what one looks for, and moved on by the verbs."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk.admin import ArticleAdmin
from articles.models import Article
from newsroom.models import AuditEntry
from tests.desk_forms import make_member, query_count
from tests.factories.stories import make_author, make_draft, make_section, make_story

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def login(client):
    def as_(role):
        client.force_login(make_member(role))
        return client

    return as_


@pytest.fixture
def editor(login):
    return login("Editor")


def listed(client, query=""):
    return sorted(story.headline for story in client.get(f"{LIST}?{query}").context["cl"].result_list)


def act(client, action, *stories):
    chosen = [story.pk for story in stories]
    return client.post(LIST, {"action": action, "_selected_action": chosen}, follow=True).content.decode()


def where(story):
    story.refresh_from_db()
    return story.status, story.stage


def test_list_finds_the_stories_of_each_state(editor):
    make_draft("A")
    make_story("B")
    make_story("C", publish_at=TOMORROW)
    make_story("D", embargo_until=TOMORROW)
    make_story("E", status="withdrawn")
    make_story("F", status="retracted", stage="", retraction="It was not so.")
    make_story("G", unpublish_at=timezone.now() - timedelta(hours=1))

    rows = {state: listed(editor, f"state={state}") for state in ("draft", "scheduled", "live", "over")}
    rows |= {state: listed(editor, f"state={state}") for state in ("withdrawn", "retracted", "nonsense")}

    assert rows == {
        "draft": ["A"],
        "scheduled": ["C", "D"],
        "live": ["B"],
        "over": ["G"],
        "withdrawn": ["E"],
        "retracted": ["F"],
        "nonsense": ["A", "B", "C", "D", "E", "F", "G"],
    }


def test_list_says_where_each_stands(editor):
    make_story("Live", stage="submitted")
    make_draft("", stage="approved")

    page = editor.get(LIST).content.decode()

    assert ["Live · changes submitted" in page, "Draft · approved" in page, "No headline yet" in page] == [
        True
    ] * 3


def test_list_is_narrowed_to_the_stage_of_the_text(editor):
    make_draft("A", stage="submitted")
    make_story("B", stage="submitted")
    make_draft("C")

    assert listed(editor, "text=submitted") == ["A", "B"]


def test_list_is_narrowed_to_what_one_began_or_signs(client):
    user = make_member("Reporter")
    client.force_login(user)
    make_draft("Began", created_by=user)
    make_draft("Signs", authors=[make_author(user=user), make_author()])
    make_draft("Another’s")

    assert listed(client, "whose=mine") == ["Began", "Signs"]


def test_list_asks_as_many_queries_for_three_as_for_one(editor):
    make_story(section=make_section())
    one = query_count(editor, LIST)
    for headline in ("Two", "Three"):
        make_story(headline, section=make_section())

    assert query_count(editor, LIST) == one


def test_list_never_counts_all_stories(editor):
    make_story()

    with CaptureQueriesContext(connection) as captured:
        editor.get(f"{LIST}?whose=mine")

    counts = [
        query["sql"] for query in captured if "COUNT(" in query["sql"] and "articles_article" in query["sql"]
    ]
    assert counts
    assert [sql for sql in counts if "LIMIT 2000" not in sql] == []


def test_actions_call_the_verbs(editor):
    story = make_draft()

    for action, state in (
        ("submit_stories", ("draft", "submitted")),
        ("publish_stories", ("draft", "submitted")),
        ("approve_stories", ("draft", "submitted")),
    ):
        act(editor, action, story)
        assert where(story) == state
    story.stage_by = None
    story.save()
    act(editor, "approve_stories", story)
    assert where(story) == ("draft", "approved")
    act(editor, "publish_stories", story)
    assert where(story) == ("published", "")
    act(editor, "withdraw_stories", story)
    assert where(story) == ("withdrawn", "approved")


def test_action_tells_what_it_could_not_do_and_does_the_rest(editor):
    broken = make_draft("Broken", stage="approved", body="{{ race nowhere/men-100m/final }}")
    whole = make_draft("Whole", stage="approved")

    page = act(editor, "publish_stories", broken, whole)

    assert "Broken: " in page
    assert "Whole is published." in page
    assert (where(broken), broken.version) == (("draft", "approved"), 1)
    assert where(whole) == ("published", "")


@pytest.mark.parametrize("action", ["approve_stories", "publish_stories", "withdraw_stories"])
def test_reporter_has_no_actions_of_an_editor(login, action):
    stories = [make_draft(stage="submitted"), make_draft(stage="approved"), make_story()]
    before = [where(story) for story in stories]

    act(login("Reporter"), action, *stories)

    assert [where(story) for story in stories] == before


@pytest.mark.parametrize("status", ["published", "withdrawn", "retracted"])
def test_what_was_public_cannot_be_deleted(editor, status):
    fields = {"stage": "", "retraction": "It was not so."} if status == "retracted" else {}
    story = make_story(status=status, **fields)

    assert editor.post(f"{LIST}{story.pk}/delete/", {"post": "yes"}).status_code == 403
    editor.post(LIST, {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"})

    assert Article.objects.filter(pk=story.pk).exists()


def test_editor_deletes_a_draft_and_a_reporter_does_not(login):
    story = make_draft()

    assert login("Reporter").post(f"{LIST}{story.pk}/delete/", {"post": "yes"}).status_code == 403
    login("Editor").post(f"{LIST}{story.pk}/delete/", {"post": "yes"})

    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("address", "chosen"),
    [("{pk}/delete/", {}), ("", {"action": "delete_selected"})],
)
def test_draft_that_was_published_a_moment_before_stays(editor, monkeypatch, address, chosen):
    story = make_story()
    monkeypatch.setattr(ArticleAdmin, "has_delete_permission", lambda *asked: True)  # it was a draft then

    sent = {"post": "yes", "_selected_action": [story.pk]} | chosen
    page = editor.post(LIST + address.format(pk=story.pk), sent, follow=True).content.decode()

    assert "What was public once is withdrawn, never deleted." in page
    assert where(story) == ("published", "")
    assert LogEntry.objects.count() == AuditEntry.objects.filter(verb="deleted").count() == 0
