"""The story form: each button, with each role, in each state."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Byline, Image
from newsroom.lib import caching
from tests.desk_forms import buttons, errors, filled, make_member, query_count
from tests.factories.results import make_race
from tests.factories.stories import PUBLISHED_AT, make_author, make_draft, make_section, make_story, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
LIST = "/admin/articles/article/"
ROLES = ["Reporter", "Editor", "Results desk", "superuser"]


def member(role):
    return make_user(is_superuser=True) if role == "superuser" else make_member(role)


def url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


@pytest.fixture
def login(client):
    def as_(role):
        client.force_login(member(role))
        return client

    return as_


@pytest.fixture
def editor(login):
    return login("Editor")


def new_story(client, **changes):
    texts = {"headline": "Kerr wins gold", "standfirst": "In 3:29.38.", "body": "Josh Kerr is the champion."}
    return filled(client, ADD, "article", section=str(make_section().pk), **texts | changes)


# Roles


def test_anonymous_is_sent_to_the_login(client):
    response = client.get(url(make_draft()))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize(
    ("role", "status", "offered"),
    [
        ("Reporter", "draft", ["Save draft", "Save draft and continue", "Preview"]),
        ("Editor", "draft", ["Save draft", "Save draft and continue", "Save and publish", "Preview"]),
        ("superuser", "draft", ["Save draft", "Save draft and continue", "Save and publish", "Preview"]),
        ("Reporter", "published", []),
        ("Editor", "published", ["Update", "Update, typing error only", "Withdraw", "Preview"]),
        ("Reporter", "withdrawn", []),
        (
            "Editor",
            "withdrawn",
            ["Save, still withdrawn", "Save draft and continue", "Save and publish", "Preview"],
        ),
    ],
)
def test_form_offers_the_buttons_of_role_and_state(login, role, status, offered):
    story = make_story(status=status)

    assert buttons(login(role).get(url(story)), "article") == offered


def test_results_desk_sees_no_story(login):
    assert login("Results desk").get(url(make_draft())).status_code == 403


@pytest.mark.parametrize(
    ("role", "status", "button", "code", "after"),
    [
        ("Reporter", "draft", "_save", 302, "draft"),
        ("Reporter", "draft", "_publish", 403, "draft"),
        ("Reporter", "published", "_save", 403, "published"),
        ("Reporter", "published", "_update", 403, "published"),
        ("Reporter", "published", "_withdraw", 403, "published"),
        ("Reporter", "withdrawn", "_save", 403, "withdrawn"),
        ("Reporter", "withdrawn", "_publish", 403, "withdrawn"),
        ("Results desk", "draft", "_save", 403, "draft"),
        ("Results desk", "published", "_withdraw", 403, "published"),
        ("Editor", "draft", "_save", 302, "draft"),
        ("Editor", "draft", "_publish", 302, "published"),
        ("Editor", "draft", "_update", 200, "draft"),
        ("Editor", "draft", "_withdraw", 200, "draft"),
        ("Editor", "published", "_save", 302, "published"),
        ("Editor", "published", "_update", 302, "published"),
        ("Editor", "published", "_typing_error", 302, "published"),
        ("Editor", "published", "_publish", 200, "published"),
        ("Editor", "published", "_withdraw", 302, "withdrawn"),
        ("Editor", "withdrawn", "_save", 302, "withdrawn"),
        ("Editor", "withdrawn", "_publish", 302, "published"),
        ("superuser", "draft", "_publish", 302, "published"),
        ("superuser", "published", "_withdraw", 302, "withdrawn"),
    ],
)
def test_button_does_what_role_and_state_allow(client, login, role, status, button, code, after):
    story = make_story(status=status)
    client.force_login(member("superuser"))
    posted = filled(client, url(story), "article", headline="Changed", **{button: "1"})

    response = login(role).post(url(story), posted)

    story.refresh_from_db()
    assert (response.status_code, story.status) == (code, after)
    assert story.headline == ("Changed" if code == 302 else "Kerr wins")


def test_anonymous_post_changes_nothing(client):
    story = make_draft()

    client.post(url(story), {"headline": "Changed", "_publish": "1"})

    story.refresh_from_db()
    assert (story.headline, story.status) == ("Unfinished", "draft")


def test_refused_reporter_gets_the_text_back(client, login):
    story = make_story()

    response = login("Reporter").post(url(story), {"body": "An hour of <b>work</b>.", "_save": "1"})

    assert "An hour of &lt;b&gt;work&lt;/b&gt;." in response.content.decode()


# Saving


def test_saved_and_published_story_stands_at_once_on_home(editor, client):
    editor.post(ADD, new_story(editor, _publish="1"))
    client.logout()

    assert "Kerr wins gold" in client.get("/").content.decode()


def test_draft_stands_nowhere(editor, client):
    editor.post(ADD, new_story(editor, _save="1"))
    story = Article.objects.get()
    client.logout()

    assert (story.status, story.created_by.is_staff) == ("draft", True)
    assert "Kerr wins gold" not in client.get("/").content.decode()
    assert client.get(story.get_absolute_url()).status_code == 404


def test_new_story_by_a_reporter_is_theirs(login):
    reporter = login("Reporter")

    reporter.post(ADD, new_story(reporter, _save="1"))

    assert Article.objects.get().created_by_id == int(reporter.session["_auth_user_id"])


def test_slug_is_settled_where_it_is_left_empty(editor):
    editor.post(ADD, new_story(editor, headline="Nordås: “I’m third” – again", _save="1"))

    assert Article.objects.get().slug == "nordas-im-third-again"


@pytest.mark.parametrize(("field", "limit"), [("headline", 110), ("standfirst", 240)])
def test_limit_of_a_line_is_held_by_the_server(editor, field, limit):
    response = editor.post(ADD, new_story(editor, **{field: "x" * (limit + 1)}, _save="1"))

    assert errors(response) == [f"Ensure this value has at most {limit} characters (it has {limit + 1})."]
    assert not Article.objects.exists()


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_broken_embed_is_refused_by_its_line_and_the_text_stays(editor, button):
    body = "One.\n\n{{ race nowhere/men-100m/final }}\n\nAn hour of work."

    response = editor.post(ADD, new_story(editor, body=body, **{button: "1"}))

    assert [error[:52] for error in errors(response)] == [
        "Line 3: there is no race “nowhere/men-100m/final”; e"
    ]
    assert "An hour of work." in response.content.decode()
    assert not Article.objects.exists()


def test_story_whose_embed_broke_can_be_withdrawn(editor):
    story = make_story(body="{{ race nowhere/men-100m/final }}")

    editor.post(url(story), filled(editor, url(story), "article", _withdraw="1"))

    story.refresh_from_db()
    assert story.status == "withdrawn"


def test_refused_publication_keeps_text_and_leaves_no_trace(editor):
    picture = Image.objects.create(file="pictures/x.jpg", width=8, height=8, alt="The finish")

    response = editor.post(
        ADD, new_story(editor, lead_image=str(picture.pk), body="An hour of work.", _publish="1")
    )

    assert errors(response) == ["The lead picture needs a credit, and a description unless it is decorative."]
    assert "An hour of work." in response.content.decode()
    assert not Article.objects.exists()


def test_material_update_moves_last_updated_and_a_typing_error_does_not(editor):
    story = make_story()

    editor.post(url(story), filled(editor, url(story), "article", body="Better.", _typing_error="1"))
    story.refresh_from_db()
    assert (story.body, story.updated_at) == ("Better.", PUBLISHED_AT)

    editor.post(url(story), filled(editor, url(story), "article", body="Best.", _update="1"))
    story.refresh_from_db()
    assert (story.body, story.updated_at > PUBLISHED_AT) == ("Best.", True)


def test_plain_save_of_a_public_story_is_an_update_with_its_revision(editor):
    story = make_story()

    editor.post(url(story), filled(editor, url(story), "article", body="Better.", _save="1"))

    assert [revision.content["body"] for revision in story.revisions.all()] == ["Better."]


def test_published_story_keeps_its_time(editor):
    story = make_story()
    posted = filled(editor, url(story), "article", publish_at_0="", publish_at_1="", _update="1")

    assert errors(editor.post(url(story), posted)) == ["A published story keeps its time."]


def test_time_keeps_its_fraction_of_a_second(editor):
    at = PUBLISHED_AT + timedelta(microseconds=250_000)
    story = make_story(publish_at=at)

    editor.post(url(story), filled(editor, url(story), "article", _typing_error="1"))

    story.refresh_from_db()
    assert (story.publish_at, story.version) == (at, 2)


def test_reporter_cannot_set_time_embargo_or_front(login):
    reporter = login("Reporter")
    tomorrow = {"publish_at_0": "2030-01-01", "publish_at_1": "12:00", "front_rank": "1"}

    reporter.post(ADD, new_story(reporter, _save="1", **tomorrow))

    story = Article.objects.get()
    assert (story.publish_at, story.front_rank) == (None, None)


def test_bylines_are_kept_in_order(editor):
    first, second = make_author("One"), make_author("Two")
    posted = new_story(editor, _save="1") | {
        "bylines-TOTAL_FORMS": "2",
        **{"bylines-0-author": second.pk, "bylines-0-order": 1},
        **{"bylines-1-author": first.pk, "bylines-1-order": 0},
    }

    editor.post(ADD, posted)

    assert list(Byline.objects.values_list("author__name", flat=True)) == ["One", "Two"]


@pytest.mark.django_db(transaction=True)
def test_publishing_raises_the_generation_and_a_draft_does_not(client):
    caches["shared"].clear()
    client.force_login(member("superuser"))
    posted = new_story(client, _save="1")
    before = caching.generation().token

    client.post(ADD, posted)
    assert caching.generation().token == before

    story = Article.objects.get()
    client.post(url(story), filled(client, url(story), "article", _publish="1"))
    assert caching.generation().token != before


@pytest.mark.django_db(transaction=True)
def test_renamed_section_raises_the_generation(client):
    section = make_section()
    client.force_login(make_user(is_superuser=True))
    page = reverse("admin:articles_section_change", args=[section.pk])
    before = caching.generation().token

    client.post(page, filled(client, page, "section", name="Road"))

    section.refresh_from_db()
    assert (section.name, caching.generation().token == before) == ("Road", False)


# Two savers


def test_second_saver_is_refused_and_keeps_the_text(editor):
    story = make_story()
    mine, theirs = (
        filled(editor, url(story), "article", body=body, _update="1") for body in ("Mine.", "Theirs.")
    )
    editor.post(url(story), theirs)

    response = editor.post(url(story), mine)

    story.refresh_from_db()
    assert [error[:43] for error in errors(response)] == ["Somebody else saved this story while you we"]
    assert ">\nMine.</textarea>" in response.content.decode()
    assert (story.body, story.version, story.revisions.count()) == ("Theirs.", 2, 1)


def test_stale_copy_stays_refused_when_it_is_sent_again(editor):
    story = make_story()
    mine = filled(editor, url(story), "article", body="Mine.", _update="1")
    editor.post(url(story), filled(editor, url(story), "article", body="Theirs.", _update="1"))

    refused = editor.post(url(story), mine)
    version = refused.content.decode().partition('name="seen_version" value="')[2][:1]

    assert version == "1"
    assert errors(editor.post(url(story), mine | {"seen_version": version}))
    story.refresh_from_db()
    assert story.body == "Theirs."


def test_invalid_form_does_not_use_up_the_version(editor):
    story = make_story()
    posted = filled(editor, url(story), "article", headline="", _update="1")

    editor.post(url(story), posted)
    response = editor.post(url(story), posted | {"headline": "Mended"})

    assert response.status_code == 302


def test_form_without_a_version_is_refused(editor):
    story = make_story()
    posted = filled(editor, url(story), "article", body="Mine.", _update="1")
    del posted["seen_version"]

    assert errors(editor.post(url(story), posted)) == [
        "The form came without the version of the story: open the story again."
    ]


def test_action_of_a_colleague_makes_an_open_form_stale(editor):
    story = make_draft()
    mine = filled(editor, url(story), "article", body="Mine.", _save="1")
    editor.post(LIST, {"action": "publish_stories", "_selected_action": [story.pk]})

    assert len(errors(editor.post(url(story), mine))) == 1
    story.refresh_from_db()
    assert story.body != "Mine."


# The list


def test_actions_call_the_verbs(editor):
    story = make_draft()

    editor.post(LIST, {"action": "publish_stories", "_selected_action": [story.pk]})
    story.refresh_from_db()
    assert (story.status, story.revisions.count(), story.version) == ("published", 1, 2)

    editor.post(LIST, {"action": "withdraw_stories", "_selected_action": [story.pk]})
    story.refresh_from_db()
    assert (story.status, story.revisions.count()) == ("withdrawn", 2)


def test_action_tells_what_it_could_not_do(editor):
    story = make_draft(body="{{ race nowhere/men-100m/final }}")

    response = editor.post(LIST, {"action": "publish_stories", "_selected_action": [story.pk]}, follow=True)

    assert "Unfinished: Line 1: there is no race" in response.content.decode()
    story.refresh_from_db()
    assert (story.status, story.version) == ("draft", 1)


@pytest.mark.parametrize("action", ["publish_stories", "withdraw_stories"])
def test_reporter_has_no_actions(login, action):
    status = "draft" if action == "publish_stories" else "published"
    story = make_story(status=status)

    login("Reporter").post(LIST, {"action": action, "_selected_action": [story.pk]})

    story.refresh_from_db()
    assert story.status == status


@pytest.mark.parametrize("role", ["Editor", "superuser"])
@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_was_public_cannot_be_deleted(login, role, status):
    story, client = make_story(status=status), login(role)

    assert client.post(f"{LIST}{story.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"})

    assert Article.objects.filter(pk=story.pk).exists()


def test_editor_deletes_a_draft_and_a_reporter_does_not(login):
    story = make_draft()

    assert login("Reporter").post(f"{LIST}{story.pk}/delete/", {"post": "yes"}).status_code == 403
    login("Editor").post(f"{LIST}{story.pk}/delete/", {"post": "yes"})

    assert not Article.objects.exists()


def test_list_names_each_state(editor):
    tomorrow = timezone.now() + timedelta(days=1)
    make_draft("A")
    make_story("B")
    make_story("C", publish_at=tomorrow)
    make_story("D", embargo_until=tomorrow)
    make_story("E", status="withdrawn")

    rows = {}
    for state in ("draft", "scheduled", "live", "withdrawn"):
        cl = editor.get(f"{LIST}?state={state}").context["cl"]
        rows[state] = sorted(story.headline for story in cl.result_list)

    assert rows == {"draft": ["A"], "scheduled": ["C", "D"], "live": ["B"], "withdrawn": ["E"]}


def test_list_asks_as_many_queries_for_three_as_for_one(editor):
    make_story(section=make_section())
    one = query_count(editor, LIST)
    for headline in ("Two", "Three"):
        make_story(headline, section=make_section())

    assert query_count(editor, LIST) == one


def test_form_asks_as_many_queries_for_three_races_as_for_one(editor):
    one, three = make_story(races=[make_race()]), make_story(races=[make_race() for _ in range(3)])
    query_count(editor, url(one))

    assert query_count(editor, url(three)) == query_count(editor, url(one))


# Corrections


def test_correction_is_public_at_once(editor, client):
    story = make_story()
    page = reverse("admin:articles_article_correct", args=[story.pk])

    editor.post(page, {"kind": "correction", "text": "Gourley was ninth.", "old": "eighth", "new": "ninth"})
    client.logout()

    assert "Gourley was ninth." in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("role", "code"), [("Reporter", 403), ("Results desk", 403), ("Editor", 302)])
def test_correction_is_an_editor_s(login, role, code):
    story = make_story()
    page = reverse("admin:articles_article_correct", args=[story.pk])

    response = login(role).post(page, {"kind": "correction", "text": "Was wrong."})

    assert (response.status_code, story.corrections.count()) == (code, 1 if code == 302 else 0)


def test_correction_of_a_draft_is_refused_with_its_reason(editor):
    story = make_draft()
    page = reverse("admin:articles_article_correct", args=[story.pk])

    response = editor.post(page, {"kind": "correction", "text": "Was wrong."})

    assert errors(response) == ["A story that was never published needs no correction: change its text."]
