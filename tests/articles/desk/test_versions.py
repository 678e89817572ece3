"""The versions of a story at the desk: their list, one of them, two compared, a name and the way back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing, revisions
from articles.content import Content, RaceLink
from articles.models import Revision
from results import rulings
from tests.desk_forms import make_member, query_count
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_author, make_draft, make_editor, make_image, make_story

pytestmark = pytest.mark.django_db


def url(name, *ids):
    return reverse(f"admin:articles_article_{name}", args=ids)


def said(response):
    assert response.status_code == 200
    return response.content.decode()


def write(story, by=None, at=None, name="", **changes):
    content = Content.from_data(revisions.working_content(story).as_data() | changes)
    return revisions.save(story, content, by=by or make_editor(), seen=story.version, at=at, name=name)


@pytest.fixture
def editor(client):
    client.force_login(make_member("Editor"))
    return client


@pytest.fixture
def story():
    return make_draft(body="Kerr won in 3:29.83.")


# The list


def test_list_tells_of_each_version_the_latest_first(editor, story):
    ann = make_member("Reporter", first_name="Ann", last_name="Smith")
    write(story, by=ann, body="One.")
    write(story, by=ann, body="Two.", name="As the lawyer saw it")

    page = said(editor.get(url("versions", story.pk)))

    assert page.index("As the lawyer saw it") < page.index("2 · Saved")
    assert "Ann Smith" in page


def test_what_was_saved_by_itself_is_no_version(editor, story):
    other = make_editor()
    revisions.autosave(story, Content(body="Unsaved secret"), by=other, seen=story.version)
    held = Revision.objects.get()

    assert "No version is kept yet" in said(editor.get(url("versions", story.pk)))
    assert editor.get(url("version", story.pk, held.pk)).status_code == 404
    assert editor.get(url("compare", story.pk), {"new": held.pk}).status_code == 404
    assert editor.get(url("preview", story.pk), {"version": held.pk}).status_code == 404


def test_list_asks_as_often_for_one_version_as_for_twenty(editor, story):
    write(story, body="One.")
    few = query_count(editor, url("versions", story.pk))
    for number in range(20):
        write(story, body=f"Text {number}")

    assert query_count(editor, url("versions", story.pk)) == few


def test_list_pages_by_key(editor, story, monkeypatch):
    monkeypatch.setattr("articles.desk.versions.ON_A_PAGE", 2)
    made = [write(story, body=f"Text {number}") for number in range(3)]

    first = said(editor.get(url("versions", story.pk)))
    second = said(editor.get(url("versions", story.pk), {"before": made[1].pk}))

    assert f"?before={made[1].pk}" in first
    assert url("version", story.pk, made[0].pk) not in first
    assert url("version", story.pk, made[0].pk) in second
    assert editor.get(url("versions", story.pk), {"before": "x"}).status_code == 404


# One version


def test_version_shows_the_page_as_it_was(editor, story):
    held = write(story, body="Before.")
    write(story, body="After.")

    page = said(editor.get(url("version", story.pk, held.pk)))
    shown = said(editor.get(url("preview", story.pk), {"version": held.pk}))

    assert f"{url('preview', story.pk)}?version={held.pk}" in page
    assert "Before." in shown
    assert "After." not in shown


def test_version_of_another_story_is_not_found(editor, story):
    other = write(make_draft("Other"), body="Secret.")

    assert editor.get(url("version", story.pk, other.pk)).status_code == 404
    assert editor.get(url("compare", story.pk), {"new": other.pk}).status_code == 404
    assert editor.get(url("preview", story.pk), {"version": other.pk}).status_code == 404


def test_name_is_kept_and_taken_away(editor, story):
    held = write(story, body="Before.")

    editor.post(url("version", story.pk, held.pk), {"_name": "1", "name": " For the \x00lawyer "})
    held.refresh_from_db()
    assert held.name == "For the lawyer"

    editor.post(url("version", story.pk, held.pk), {"_name": "1", "name": ""})
    held.refresh_from_db()
    assert held.name == ""


def test_restore_makes_a_new_version_and_keeps_what_was_written_since(editor, story):
    held = write(story, body="Before.")
    write(story, body="After.")

    response = editor.post(
        url("version", story.pk, held.pk), {"_restore": "1", "seen_version": story.version}
    )

    assert response.status_code == 302
    story.refresh_from_db()
    assert story.body == "Before."
    assert list(story.revisions.values_list("event", flat=True)) == ["restored", "saved", "saved"]


def test_restore_over_what_another_saved_meanwhile_is_refused(editor, story):
    held = write(story, body="Before.")
    seen = story.version
    write(story, body="After.")

    response = editor.post(url("version", story.pk, held.pk), {"_restore": "1", "seen_version": seen})

    assert "Somebody else saved this story" in said(response)
    story.refresh_from_db()
    assert story.body == "After."


def test_restored_version_of_a_live_story_is_not_public(editor):
    story = make_story(body="Live.")
    held = write(story, body="Never went out.")
    revisions.discard_working(story, by=make_editor())

    editor.post(url("version", story.pk, held.pk), {"_restore": "1", "seen_version": story.version})

    story.refresh_from_db()
    assert story.body == "Live."
    assert revisions.working_content(story).body == "Never went out."


def test_retracted_story_is_read_and_not_restored(editor):
    story = make_draft()
    held = write(story, body="Before.")
    type(story).objects.filter(pk=story.pk).update(
        status="retracted", stage="", retraction="Not run.", retracted_at=timezone.now()
    )

    page = said(editor.get(url("version", story.pk, held.pk)))

    assert "_restore" not in page
    assert editor.post(url("version", story.pk, held.pk), {"_restore": "1"}).status_code == 403


# Two compared


def compared(client, story, **asked):
    return said(client.get(url("compare", story.pk), {name: revision.pk for name, revision in asked.items()}))


def test_words_that_changed_are_marked(editor, story):
    write(story, body="Kerr won in 3:29.83.\n\nHe was glad.")
    new = write(story, body="Kerr won in 3:29.38.\n\nHe was glad.")

    page = compared(editor, story, new=new)

    assert "83<" in page.split("<del>")[1].split("</del>")[0]
    assert "38<" in page.split("<ins>")[1].split("</ins>")[0]


def test_first_version_has_none_before_it(editor, story):
    assert "there is none before it" in compared(editor, story, new=write(story, body="One."))


def test_two_are_compared_from_the_earlier_to_the_later_whatever_was_asked(editor, story):
    old, new = write(story, headline="Old words"), write(story, headline="New words")

    there, back = compared(editor, story, old=old, new=new), compared(editor, story, old=new, new=old)

    for page in (there, back):
        assert "Old<" in page.split("<del>")[1]
        assert "New<" in page.split("<ins>")[1]


def test_pictures_races_and_byline_that_changed_are_named(editor, story):
    was, now = make_image(alt="Kerr at the bell"), make_image(alt="Kerr at the line")
    author, race = make_author("Ann Smith"), make_race()
    old = write(story, lead_image=was.pk)
    new = write(
        story, lead_image=now.pk, authors=[author.pk], races=[{"race": race.pk, "role": "main", "rows": 8}]
    )

    page = compared(editor, story, old=old, new=new)

    for words in ("Kerr at the bell</del>", "Kerr at the line</ins>", "Ann Smith</ins>", f"{race}</ins>"):
        assert words in page


def test_picture_that_was_deleted_since_is_told_by_its_number(editor, story):
    picture = make_image()
    old, new = write(story, lead_image=picture.pk), write(story, lead_image=None)
    number = picture.pk
    picture.delete()

    assert f"No. {number}, deleted since" in compared(editor, story, old=old, new=new)


@pytest.mark.parametrize("shown_by", ["a link", "the text"])
def test_results_that_changed_between_the_two_are_told(editor, story, shown_by):
    race = make_race()
    make_result(race, make_athlete("Jakob", "Ingebrigtsen", "NOR"), place=1, mark="3:29.65")
    second = make_result(race, make_athlete("Josh", "Kerr"), place=2, mark="3:29.98")
    shows = (
        {"races": [{"race": race.pk, "role": "main", "rows": 8}]}
        if shown_by == "a link"
        else {"body": f"{{{{ race {race.key} }}}}"}
    )
    earlier = timezone.now() - timedelta(hours=1)
    old = write(story, at=earlier, **shows)
    rulings.disqualify(second, rule="TR17.2.3", why="Obstruction", by=None)
    new = write(story, headline="Afterwards")

    page = compared(editor, story, old=old, new=new)

    row = page.split("Josh Kerr")[1].split("</tr>")[0]
    assert "<del>2. 3:29.98</del>" in row
    assert "<ins>DQ</ins>" in row
    assert "Jakob Ingebrigtsen" not in page


def test_versions_that_say_the_same_are_said_to(editor, story):
    old = write(story, body="One.")
    new = write(story, body="One.", name="Named")

    assert "They say the same." in compared(editor, story, old=old, new=new)


@pytest.mark.parametrize(
    "asked", [{}, {"new": "x"}, {"new": "²"}, {"new": "9" * 40}, {"new": "1", "old": "x"}]
)
def test_rubbish_for_a_version_is_not_found(editor, story, asked):
    assert editor.get(url("compare", story.pk), asked).status_code == 404


def test_compare_asks_as_often_for_one_race_as_for_five(editor, story):
    def two(count):
        races = [RaceLink(make_race().pk) for _ in range(count)]
        data = Content(races=tuple(races)).as_data()["races"]
        old, new = write(story, races=data), write(story, races=data, headline=f"{count} races")
        return f"{url('compare', story.pk)}?old={old.pk}&new={new.pk}"

    assert query_count(editor, two(1)) == query_count(editor, two(5))


# Who


@pytest.mark.parametrize(
    ("role", "status"), [("Reporter", 200), ("Results desk", 403), ("Administrator", 403)]
)
def test_versions_are_for_who_may_read_the_story(client, story, role, status):
    held = write(story, body="Before.")
    client.force_login(make_member(role))

    assert client.get(url("versions", story.pk)).status_code == status
    assert client.get(url("version", story.pk, held.pk)).status_code == status
    assert client.get(url("compare", story.pk), {"new": held.pk}).status_code == status
    if status == 403:
        assert client.post(url("version", story.pk, held.pk), {"_restore": "1"}).status_code == 403


def test_form_leads_to_the_versions(editor, story):
    assert url("versions", story.pk) in said(editor.get(url("change", story.pk)))


def test_published_version_stays_named_by_what_happened(editor):
    story = make_draft(stage="approved", standfirst="Gold.", races=[make_race()])
    publishing.publish(story, by=make_editor())

    assert "Published" in said(editor.get(url("versions", story.pk)))
