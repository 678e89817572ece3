import pytest
from django.apps import apps
from django.urls import reverse

from articles import revisions
from articles.content import Content
from articles.models import Article
from tests.desk_forms import STORY, filled, make_member, query_count
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import (
    make_author,
    make_draft,
    make_editor,
    make_image,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
FRAGMENT = "/admin/articles/markdownx/preview/"


def preview(story):
    return reverse("admin:articles_article_preview", args=[story.pk])


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def rows():
    """How many rows every table of ours has, and what the stories say."""
    models = [model for app in ("articles", "results") for model in apps.get_app_config(app).get_models()]
    return {model: model.objects.count() for model in models}, list(Article.objects.values())


@pytest.fixture
def as_(client):
    def login(*groups):
        client.force_login(make_member(*groups))
        return client

    return login


# The page


def test_preview_of_a_saved_draft_is_the_real_page(as_):
    story = make_draft("Kerr, not yet")

    response = as_("Reporter").get(preview(story))

    assert "articles/story.html" in [template.name for template in response.templates]
    assert "Kerr, not yet" in response.content.decode()


def test_preview_of_a_public_story_shows_what_is_being_written(as_):
    story = make_story()
    written = Content.from_data(Content.of(story).as_data() | {"headline": "Not out yet"})
    revisions.save(story, written, by=make_editor(), seen=1)

    page = as_("Reporter").get(preview(story)).content.decode()

    assert ("Not out yet" in page, "Kerr wins</h1>" in page) == (True, False)


def test_preview_of_unsaved_text_shows_the_whole_form_and_leaves_nothing_behind(as_):
    client, story = as_("Reporter"), make_story(authors=[make_author("Old byline")])
    race = make_race()
    make_result(race, make_athlete("Narve Gilje", "Nordås"), place=3, mark="3:29.68")
    picture = make_image(alt="The finish line", credit="A. Photographer")
    posted = filled(
        client,
        change(story),
        STORY,
        headline="Another headline",
        body="Nordås was third.",
        developing="on",
        section=str(make_section("Field").pk),
        lead_image=str(picture.pk),
        topics=[str(make_topic("Close finishes").pk)],
        **{"authors-0-author": str(make_author("New byline").pk), "races-0-race": str(race.pk)},
    )
    before = rows()

    page = client.post(preview(story), posted | {"_publish": "1"}).content.decode()

    shown = [
        *("Another headline", "Nordås was third.", "More to follow", "Field", "The finish line"),
        *("Close finishes", "New byline", "3:29.68"),
    ]
    assert [words for words in shown if words not in page] == []
    assert "Old byline" not in page
    assert rows() == before


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "x" * 5000, "slug": "no slug!", "seen_version": ""},
        {"section": "99999", "lead_image": "99999", "races-0-race": "99999", "authors-0-author": "99999"},
        {"races-TOTAL_FORMS": "x", "authors-TOTAL_FORMS": "9999999"},
        {"body": "{{ race nowhere/men-100m/final }} \x00 {{ image 99999999999999999999 }}"},
    ],
)
def test_preview_takes_whatever_is_typed(as_, typed):
    client, story = as_("Reporter"), make_draft()

    response = client.post(preview(story), filled(client, change(story), STORY, **typed))

    assert response.status_code == 200


def test_preview_of_unsaved_text_is_that_of_its_writer(as_):
    client, story = as_("Reporter"), make_draft()
    posted = filled(client, change(story), STORY, headline="Only mine")
    client.post(reverse("admin:articles_article_autosave", args=[story.pk]), posted)
    unsaved = f"{preview(story)}?unsaved=1"

    assert "Only mine" in client.get(unsaved).content.decode()
    assert "Only mine" not in as_("Editor").get(unsaved).content.decode()


def test_preview_may_be_framed_by_the_desk_alone_and_runs_nothing(as_):
    client, story = as_("Reporter"), make_draft()
    posted = filled(client, change(story), STORY)

    for response in (client.get(preview(story)), client.post(preview(story), posted)):
        policy = dict(
            directive.split(" ", 1)
            for directive in response.headers["Content-Security-Policy"].split("; ")
            if " " in directive
        )
        assert (policy["frame-ancestors"], policy["sandbox"]) == ("'self'", "allow-same-origin")
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "<script src" not in response.content.decode()
    form = client.get(change(story))
    assert form.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in form.headers["Content-Security-Policy"]


def test_preview_asks_as_many_queries_for_three_races_as_for_one(as_):
    client = as_("Reporter")
    one, three = make_draft(races=[make_race()]), make_draft(races=[make_race() for _ in range(3)])
    query_count(client, preview(one))

    assert query_count(client, preview(three)) == query_count(client, preview(one))


def test_preview_escapes_what_is_no_markup_of_ours(as_):
    client, story = as_("Editor"), make_draft()
    hostile = "<script>alert(1)</script>\n\n[x](javascript:alert)"
    posted = filled(client, change(story), STORY, headline="<script>alert(2)</script>", body=hostile)

    page = client.post(preview(story), posted).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert 'href="javascript' not in page


def test_anonymous_previews_nothing(client):
    story = make_draft("Embargoed secret")

    for response in (client.get(preview(story)), client.post(preview(story), {"headline": "x"})):
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


def test_results_desk_previews_nothing(as_):
    client, story = as_("Results desk"), make_draft()

    assert client.get(preview(story)).status_code == 403
    assert client.post(preview(story), {"headline": "x"}).status_code == 403


def test_retracted_story_is_read_and_not_written_over(as_):
    client, story = as_("Reporter"), make_story(status="retracted", stage="", retraction="It was not so.")

    assert client.get(preview(story)).status_code == 200
    assert client.post(preview(story), {"headline": "x"}).status_code == 403


def test_preview_of_a_story_that_is_not_there_is_not_found(as_):
    assert as_("Editor").get("/admin/articles/article/99999/preview/").status_code == 404


def test_preview_of_unsaved_text_needs_the_form_s_secret(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(make_member("Editor"))

    assert client.post(preview(make_draft()), {"headline": "x"}).status_code == 403


# The fragment beside the text


def test_fragment_is_clean_html_with_its_problems(as_):
    text = "A **bold** <img src=x onerror=alert(1)>\n\n{{ race nowhere/men-100m/final }}"

    shown = as_("Reporter").post(FRAGMENT, {"content": text}).content.decode()

    assert "<strong>bold</strong>" in shown
    assert "<img" not in shown
    assert "<li>Line 3: there is no race “nowhere/men-100m/final”;" in shown


@pytest.mark.parametrize(
    ("groups", "code"), [(["Reporter"], 200), (["Editor"], 200), (["Results desk"], 403)]
)
def test_fragment_is_for_writers(as_, groups, code):
    assert as_(*groups).post(FRAGMENT, {"content": "x"}).status_code == code


def test_fragment_is_not_for_anonymous(client):
    assert client.post(FRAGMENT, {"content": "x"}).status_code == 302


def test_fragment_is_posted_with_the_form_s_secret_only(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(make_member("Editor"))

    assert client.post(FRAGMENT, {"content": "x"}).status_code == 403
    assert client.get(FRAGMENT).status_code == 405


@pytest.mark.parametrize("address", ["/markdownx/markdownify/", "/markdownx/upload/"])
def test_stock_addresses_of_the_editor_do_not_exist(as_, address):
    client = as_("Editor")

    assert client.get(address).status_code == 404
    assert client.post(address, {"content": "x"}).status_code == 404
