import pytest
from django.urls import reverse

from articles.models import Article, Revision
from tests.desk_forms import filled, make_member
from tests.factories.stories import make_author, make_draft, make_section, make_story

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
NEW = "/admin/articles/article/add/preview/"
FRAGMENT = "/admin/articles/markdownx/preview/"


def preview(story):
    return reverse("admin:articles_article_preview", args=[story.pk])


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


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
    assert response.headers["Cache-Control"] == "private, no-store"


def test_preview_of_unsaved_text_shows_it_and_saves_nothing(as_):
    client, story = as_("Editor"), make_story()
    posted = filled(client, change(story), "article", headline="Another headline", body="Not kept.")

    response = client.post(preview(story), posted)

    assert "Another headline" in response.content.decode()
    assert "Not kept." in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    story.refresh_from_db()
    assert (story.headline, story.body, story.version) == (
        "Kerr wins",
        "Josh Kerr is the world champion.\n\nHe ran 3:29.38.",
        1,
    )
    assert not Revision.objects.exists()


def test_preview_of_a_new_story_shows_its_byline_and_saves_nothing(as_):
    client, author = as_("Reporter"), make_author("A. Reporter")
    texts = {"headline": "New", "standfirst": "S.", "body": "B.", "section": str(make_section().pk)}
    posted = filled(client, ADD, "article", **texts) | {"bylines-0-author": author.pk}

    response = client.post(NEW, posted)

    assert "A. Reporter" in response.content.decode()
    assert not Article.objects.exists()


def test_preview_with_publish_in_the_form_does_not_publish(as_):
    client, story = as_("Editor"), make_draft()

    client.post(preview(story), filled(client, change(story), "article", _publish="1"))

    story.refresh_from_db()
    assert story.status == "draft"


def test_preview_of_an_incomplete_form_says_what_is_missing(as_):
    client, story = as_("Editor"), make_draft()

    response = client.post(preview(story), filled(client, change(story), "article", headline=""))

    assert response.status_code == 422
    assert "Headline: This field is required." in response.content.decode()


def test_preview_escapes_what_is_no_markup_of_ours(as_):
    client, story = as_("Editor"), make_draft()
    hostile = "<script>alert(1)</script>\n\n[x](javascript:alert)"
    posted = filled(client, change(story), "article", headline="<script>alert(2)</script>", body=hostile)

    page = client.post(preview(story), posted).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert 'href="javascript' not in page


def test_anonymous_previews_nothing(client):
    story = make_draft("Embargoed secret")

    for response in (
        client.get(preview(story)),
        client.post(preview(story), {"headline": "x"}),
        client.post(NEW, {}),
    ):
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


def test_results_desk_previews_nothing(as_):
    client, story = as_("Results desk"), make_draft()

    assert client.get(preview(story)).status_code == 403
    assert client.post(preview(story), {"headline": "x"}).status_code == 403
    assert client.post(NEW, {"headline": "x"}).status_code == 403


def test_reporter_reads_a_public_story_s_preview_and_writes_none(as_):
    client, story = as_("Reporter"), make_story()

    assert client.get(preview(story)).status_code == 200
    assert client.post(preview(story), {"headline": "x"}).status_code == 403


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
