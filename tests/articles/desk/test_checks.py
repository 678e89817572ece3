"""The fragment beside the form."""

import lxml.html
import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.urls import reverse

from articles.checks import Finding, Level
from articles.content import Content
from articles.desk import checks
from articles.desk.checks import Group, Panel
from tests.desk_forms import STORY, filled, make_member
from tests.factories.stories import make_draft, make_section, make_story, make_user

pytestmark = pytest.mark.django_db
BODY = "Kerr  wins.\n\n[](/about/)\n\n[the desk](/admin/)"


@pytest.fixture
def writer():
    return make_user("articles.change_article")


def asked(rf, user):
    request = rf.post("/")
    request.user = user
    return request


def fragment(response):
    assert response.status_code == 200
    return lxml.html.fragment_fromstring(response.content.decode(), create_parent=True)


def panel_of(*levels):
    groups = [Group(level, [Finding(level, "body", "Words.")] * number) for level, number in levels]
    return Panel([group for group in groups if group.findings])


def test_panel_groups_what_is_found_by_level_with_counts(rf, writer):
    content = Content(headline="Kerr wins.", body=BODY, section=make_section().pk)

    panel = fragment(checks.panel(asked(rf, writer), make_draft(), content))

    assert [" ".join(title.text_content().split()) for title in panel.xpath("//h3")] == [
        "Stops publishing 3",
        "Look again 2",
        "Good to know 2",
    ]
    assert [link.text_content() for link in panel.xpath("//section[1]//a")] == [
        "The standfirst is empty: say in a sentence or two what the story tells.",
        "Line 3: The link to /about/ has no words: write what it leads to.",
        "Line 5: The link /admin/ leads into the desk: readers cannot go there.",
    ]


def test_each_message_leads_to_its_field_and_its_place(rf, writer):
    content = Content(headline="Kerr wins.", body=BODY, section=make_section().pk)

    panel = fragment(checks.panel(asked(rf, writer), None, content))

    assert [dict(link.attrib) for link in panel.xpath("//a")] == [
        {"href": "#id_standfirst", "data-field": "standfirst", "data-code": "standfirst-empty"},
        {
            **{"href": "#id_body", "data-field": "body", "data-code": "link-empty"},
            **{"data-line": "3", "data-start": "13", "data-end": "24"},
        },
        {
            **{"href": "#id_body", "data-field": "body", "data-code": "link-broken"},
            **{"data-line": "5", "data-start": "26", "data-end": "45"},
        },
        {"href": "#id_authors-0-author", "data-field": "authors", "data-code": "byline-missing"},
        {"href": "#id_races-0-race", "data-field": "races", "data-code": "race-missing"},
        {
            **{"href": "#id_headline", "data-field": "headline", "data-code": "headline-stop"},
            **{"data-start": "9", "data-end": "10"},
        },
        {
            **{"href": "#id_body", "data-field": "body", "data-code": "space-double"},
            **{"data-line": "1", "data-start": "4", "data-end": "6"},
        },
    ]


def test_panel_sums_up_in_one_line_that_is_read_out(rf, writer):
    panel = fragment(checks.panel(asked(rf, writer), None, Content()))

    assert [line.text_content() for line in panel.xpath("//*[@role='status']")] == [
        "4 stop publishing and 2 to look at again."
    ]


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], "Nothing to say against it."),
        ([("blocking", 1)], "1 stops publishing."),
        ([("blocking", 2), ("warning", 1)], "2 stop publishing and 1 to look at again."),
        (
            [("blocking", 1), ("warning", 2), ("information", 3)],
            "1 stops publishing, 2 to look at again and 3 to know.",
        ),
        ([("warning", 1), ("information", 1)], "Nothing stops publishing; 1 to look at again and 1 to know."),
    ],
)
def test_summary(levels, words):
    assert panel_of(*((Level(level), number) for level, number in levels)).summary == words


def test_every_level_has_a_title():
    assert set(checks.TITLES) == set(Level)


def test_panel_is_for_those_who_may_write(rf):
    for user in (make_user(), make_user("articles.view_article"), make_user("articles.publish_article")):
        with pytest.raises(PermissionDenied):
            checks.panel(asked(rf, user), make_story(), Content(body="Secret."))


def test_panel_writes_nothing(rf, writer):
    story = make_draft(version=3)

    checks.panel(asked(rf, writer), story, Content(headline="Other"))

    story.refresh_from_db()
    assert (story.headline, story.version, story.revisions.count()) == ("Unfinished", 3, 0)


def test_what_was_typed_is_text_and_no_markup():
    found = Finding(Level.WARNING, "body", "<script>alert(1)</script>", 3)

    made = render_to_string(checks.TEMPLATE, {"checks": Panel([Group(Level.WARNING, [found])])})

    assert "<script" not in made
    assert "Line 3: &lt;script&gt;" in made


# In the form


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def address(story):
    return reverse("admin:articles_article_checks", args=[story.pk])


@pytest.fixture
def reporter(client):
    client.force_login(make_member("Reporter"))
    return client


def messages(response):
    return [link.text_content() for link in fragment(response).xpath("//a[@data-code]")]


def test_form_is_opened_with_its_checks_and_each_leads_to_a_control(reporter):
    page = lxml.html.fromstring(reporter.get(change(make_draft(body=BODY))).content.decode())

    links = page.xpath("//*[@id='checks-panel']//a[@data-code]")
    assert [link.get("data-code") for link in links] == [
        *("link-empty", "link-broken"),
        *("byline-missing", "race-missing"),
        "space-double",
    ]
    ids = {each.get("id") for each in page.xpath("//input | //select | //textarea")}
    assert [link.get("href") for link in links if link.get("href")[1:] not in ids] == []


@pytest.mark.parametrize(
    "field", ["headline", "slug", "standfirst", "section", "body", "lead_image", "developing"]
)
def test_every_field_of_a_finding_has_its_control(reporter, field):
    page = lxml.html.fromstring(reporter.get(change(make_draft())).content.decode())

    assert len(page.xpath(f"//*[@id='id_{field}']")) == 1


def test_checks_follow_what_is_typed_and_not_saved(reporter):
    story = make_draft()
    typed = filled(reporter, change(story), STORY, headline="Kerr wins.", standfirst="", body="[](/about/)")

    found = messages(reporter.post(address(story), typed))

    assert found[:2] == [
        "The standfirst is empty: say in a sentence or two what the story tells.",
        "Line 1: The link to /about/ has no words: write what it leads to.",
    ]
    story.refresh_from_db()
    assert (story.headline, story.version) == ("Unfinished", 1)


def test_checks_answer_a_form_that_could_not_be_saved(reporter):
    story = make_draft()
    typed = filled(reporter, change(story), STORY, headline="K" * 400, kind="poem", body="x" * 200_001)

    found = messages(reporter.post(address(story), typed))

    assert found[:2] == [
        "The headline has 400 characters: 110 at most.",
        "The text has 200,001 characters: 200,000 at most.",
    ]


def test_checks_of_a_published_story_are_of_its_working_copy(reporter):
    story = make_story()
    typed = filled(reporter, change(story), STORY, headline="")

    assert messages(reporter.post(address(story), typed))[0] == (
        "The headline is empty: write what happened."
    )


def test_checks_tell_nothing_to_others(client):
    story = make_draft(body="A secret with [](/about/)")

    assert client.post(address(story)).status_code == 401
    client.force_login(make_user("articles.view_article"))
    response = client.post(address(story), {"body": "A secret"})
    assert response.status_code == 403
    assert "secret" not in response.content.decode()


def test_checks_are_asked_by_post_only(reporter):
    assert reporter.get(address(make_draft())).status_code == 405
