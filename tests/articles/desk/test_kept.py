"""Whatever stands against saving, what was typed comes back."""

import lxml.html
import pytest
from django.urls import reverse

from articles.models import Article
from tests.desk_forms import STORY, filled, make_member
from tests.factories.stories import make_draft, make_section

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
WORK = "An hour of <b>work</b>."
SHOWN = "An hour of &lt;b&gt;work&lt;/b&gt;."


def url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def sent_on(response):
    page = lxml.html.fromstring(response.content.decode())
    forms = page.xpath("//form[@method='post'][.//button[@name='_save']]")
    return (forms[0].get("action"), dict(forms[0].form_values())) if forms else None


@pytest.fixture
def reporter():
    return make_member("Reporter")


def test_who_lost_the_right_meanwhile_gets_the_text_back(client, reporter):
    story = make_draft()
    client.force_login(reporter)
    posted = filled(client, url(story), STORY, body=WORK, _save="1")
    reporter.groups.clear()
    reporter.user_permissions.set(make_member("Results desk").groups.get().permissions.all())
    reporter.user_permissions.add(view_stories())

    response = client.post(url(story), posted)

    assert (response.status_code, SHOWN in response.content.decode()) == (403, True)
    assert sent_on(response) is None
    story.refresh_from_db()
    assert story.version == 1


def view_stories():
    permissions = make_member("Reporter").groups.get().permissions
    return permissions.get(codename="view_article")


def test_who_presses_what_is_not_theirs_gets_the_text_back(client, reporter):
    story = make_draft(stage="approved")
    client.force_login(reporter)

    response = client.post(url(story), filled(client, url(story), STORY, body=WORK, _publish="1"))

    assert (response.status_code, SHOWN in response.content.decode()) == (403, True)
    story.refresh_from_db()
    assert (story.status, story.version) == ("draft", 1)


def test_who_was_logged_out_gets_the_text_back_and_saves_it_after_the_login(client, reporter):
    story = make_draft()
    client.force_login(reporter)
    posted = filled(client, url(story), STORY, body=WORK, _submit="1")
    client.logout()

    response = client.post(url(story), posted)
    assert (response.status_code, SHOWN in response.content.decode()) == (401, True)
    assert 'href="/admin/login/"' in response.content.decode()
    story.refresh_from_db()
    assert story.version == 1

    client.force_login(reporter)
    path, again = sent_on(response)
    assert client.post(path, again | {"_save": "1"}).status_code == 302
    story.refresh_from_db()
    assert (story.body, story.stage) == (WORK, "writing")


def test_page_that_is_older_than_the_login_gives_the_text_back_with_a_new_secret(client, reporter):
    story = make_draft()
    client.handler.enforce_csrf_checks = True
    client.force_login(reporter)
    posted = filled(client, url(story), STORY, body=WORK, _save="1") | {"csrfmiddlewaretoken": "x" * 64}

    response = client.post(url(story), posted, headers={"Origin": "http://testserver"})
    assert (response.status_code, SHOWN in response.content.decode()) == (403, True)

    path, again = sent_on(response)
    assert (
        client.post(path, again | {"_save": "1"}, headers={"Origin": "http://testserver"}).status_code == 302
    )
    story.refresh_from_db()
    assert story.body == WORK


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_what_another_site_sent_is_not_made_ready_to_be_saved(client, reporter, origin):
    story = make_draft()
    client.handler.enforce_csrf_checks = True
    client.force_login(reporter)

    response = client.post(url(story), {"body": WORK, "seen_version": "1"}, headers=origin)

    assert (response.status_code, sent_on(response)) == (403, None)
    story.refresh_from_db()
    assert story.version == 1


def test_other_forms_are_refused_as_django_has_it(client, reporter):
    client.handler.enforce_csrf_checks = True
    client.force_login(reporter)

    response = client.post("/admin/articles/image/add/", {"alt": "x"})

    assert (response.status_code, "CSRF" in response.content.decode()) == (403, True)


def test_story_that_was_deleted_meanwhile_gives_the_text_back(client, reporter):
    story = make_draft()
    client.force_login(reporter)
    posted = filled(client, url(story), STORY, body=WORK, _save="1")
    path = url(story)
    story.delete()

    response = client.post(path, posted)

    assert (response.status_code, SHOWN in response.content.decode()) == (410, True)


def test_new_story_of_who_was_logged_out_is_begun_after_the_login(client, reporter):
    section = make_section()
    response = client.post(ADD, {"headline": "Kerr wins gold", "section": section.pk})
    assert response.status_code == 401

    client.force_login(reporter)
    path, again = sent_on(response)
    client.post(path, again | {"_save": "1"})

    assert Article.objects.get().headline == "Kerr wins gold"


def test_decisions_of_who_was_logged_out_come_back(client):
    story = make_draft()
    posted = {"headline": "Mine", "body": WORK, "take-headline": "mine", "met": "2", "seen_version": "1"}

    response = client.post(f"/admin/articles/article/{story.pk}/conflict/", posted)

    path, again = sent_on(response)
    assert (response.status_code, path) == (401, f"/admin/articles/article/{story.pk}/conflict/")
    assert {name: again[name] for name in posted} == posted
