"""Sections, topics and names in bylines are deleted only where no story has them."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles import revisions
from articles.models import Article, Author, Section, Topic
from newsroom.models import AuditEntry
from results import deleting
from tests.desk_forms import make_member, query_count
from tests.factories.stories import (
    make_author,
    make_draft,
    make_editor,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
MAKE = {Section: make_section, Topic: make_topic, Author: make_author}


@pytest.fixture
def desk(client):
    client.force_login(make_member("Editor"))
    return client


def url(obj):
    return reverse(f"admin:articles_{obj._meta.model_name}_delete", args=[obj.pk])


def with_story(model, make=make_draft):
    """One that a story has."""
    obj = MAKE[model]()
    make(
        "Kerr wins",
        **{Section: {"section": obj}, Topic: {"topics": [obj]}, Author: {"authors": [obj]}}[model],
    )
    return obj


@pytest.mark.parametrize("make", [make_draft, make_story])
@pytest.mark.parametrize("model", MAKE)
def test_what_a_story_has_stays_and_the_story_is_named(desk, model, make):
    obj = with_story(model, make)

    page = desk.get(url(obj)).content.decode()
    refused = desk.post(url(obj), {"post": "yes"})

    assert ("Kerr wins" in page, "1 story" in page, 'value="Delete"' in page) == (True, True, False)
    assert (refused.status_code, model.objects.filter(pk=obj.pk).exists()) == (409, True)


@pytest.mark.parametrize("model", MAKE)
def test_what_no_story_has_goes_and_is_told(desk, model):
    obj = MAKE[model]()
    desk.post(url(obj), {"post": "yes"})
    assert (
        model.objects.filter(pk=obj.pk).exists(),
        AuditEntry.objects.get(verb="deleted").object_words,
    ) == (
        False,
        str(obj),
    )


@pytest.mark.parametrize("model", MAKE)
@pytest.mark.parametrize("role", ["Reporter", "Results desk", "Administrator"])
def test_who_may_not_delete_is_refused(client, model, role):
    client.force_login(make_member(role))
    obj = MAKE[model]()
    assert client.post(url(obj), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=obj.pk).exists()


@pytest.mark.parametrize("model", MAKE)
def test_page_takes_constant_queries(desk, model):
    obj = with_story(model)
    few = query_count(desk, url(obj))
    field = {Section: "section", Topic: "topics", Author: "authors"}[model]
    for _ in range(3):
        make_draft(**{field: obj if model is Section else [obj]})
    assert query_count(desk, url(obj)) == few


def test_section_that_only_a_working_copy_names_leaves_the_story_its_own():
    editor, gone = make_editor(), make_section()
    story = make_story()
    own = story.section
    content = replace(revisions.working_content(story), section=gone.pk)
    revisions.save(story, content, by=editor, seen=story.version)
    deleting.delete([gone])

    revisions.working_content(story).write(story)

    assert Article.objects.get().section == own


def test_editor_takes_no_login_from_a_name_in_bylines(desk):
    """It decides whose approval counts."""
    own = make_author(user=make_editor())
    said = {"name": "Ann Smith", "slug": "ann-smith", "bio": "", "user": ""}

    desk.post(reverse("admin:articles_author_change", args=[own.pk]), said)

    kept = Author.objects.get(pk=own.pk)
    assert (kept.name, kept.user_id) == ("Ann Smith", own.user_id)


def test_who_manages_people_says_whose_name_it_is(client):
    client.force_login(make_member("Editor", "Administrator"))
    author, user = make_author(), make_editor()
    said = {"name": "Ann Smith", "slug": "ann-smith", "bio": "", "user": user.pk}

    client.post(reverse("admin:articles_author_change", args=[author.pk]), said)

    assert Author.objects.get(pk=author.pk).user == user
