"""The desk's first page: who wants somebody, and what each role sees of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import revisions
from articles.content import Content
from articles.desk import dashboard
from articles.models import StoryRace
from results.models import Finding, ImportBatch, Race
from tests.desk_forms import make_member, query_count
from tests.factories.results import make_race
from tests.factories.stories import make_draft, make_story, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def chief():
    return make_user(is_superuser=True)


def shown(user, key):
    """[(words, note)] of a panel."""
    lines = next(lines for panel, lines in dashboard.board(user, NOW) if panel.key == key)
    return [(line.words, line.note) for line in lines]


def test_unsaved_text_is_told_to_its_writer_alone(chief):
    story, reporter = make_draft("Half a story"), make_member("Reporter")
    revisions.autosave(story, Content(headline="More"), by=reporter, seen=1)

    assert shown(reporter, "unsaved") == [("Half a story", "Open it to take the text back")]
    assert shown(chief, "unsaved") == []


def test_live_races_are_there_with_the_next_step(chief):
    race = make_race(status=Race.Status.LIVE)
    make_race(status=Race.Status.SCHEDULED)

    lines = next(lines for panel, lines in dashboard.board(chief, NOW) if panel.key == "live")

    assert [line.words for line in lines] == [str(race)]
    assert lines[0].action == ("Write the story", f"/admin/articles/article/add/?race={race.pk}")


def test_final_without_a_story_is_missed_for_two_days(chief):
    fields = {"decides_medals": True, "status": Race.Status.OFFICIAL}
    untold = make_race(date=NOW.date(), **fields)
    told = make_race(date=NOW.date(), **fields)
    looked_back_to = make_race(date=NOW.date(), **fields)
    make_race(date=(NOW - timedelta(days=3)).date(), **fields)
    make_race(date=NOW.date(), decides_medals=True, status=Race.Status.SCHEDULED)
    make_story(races=[told])
    StoryRace.objects.create(article=make_story(), race=looked_back_to, role="background")

    assert sorted(shown(chief, "untold")) == sorted(
        [(str(untold), "Official"), (str(looked_back_to), "Official")]
    )


def test_due_next_is_what_goes_out_and_comes_off_the_soonest_first(chief):
    make_story("Later", publish_at=NOW + 3 * HOUR)
    make_story("Off", unpublish_at=NOW + 2 * HOUR)
    make_story("Soon", publish_at=NOW + HOUR)
    make_story("Live")
    make_draft("A draft with a time", publish_at=NOW + HOUR)

    assert shown(chief, "due") == [("Soon", "goes out"), ("Off", "comes off"), ("Later", "goes out")]


def test_stages_are_told_with_who_took_the_story_there(chief):
    ann = make_user(username="ann")
    make_draft("Submitted", stage="submitted", stage_by=ann, stage_at=NOW)
    make_story("Changed", stage="submitted", stage_at=NOW - HOUR)
    make_draft("Approved", stage="approved", stage_by=ann, stage_at=NOW)
    make_draft("Being written")

    assert shown(chief, "submitted") == [("Submitted", "from ann"), ("Changed", "")]
    assert shown(chief, "approved") == [("Approved", "approved by ann")]


def test_developing_story_nags_after_two_hours_without_a_new_version(chief):
    make_story("Stale", developing=True, last_published_at=NOW - 2 * HOUR - timedelta(seconds=1))
    make_story("Fresh", developing=True, last_published_at=NOW - 2 * HOUR + timedelta(seconds=1))
    make_story("Done", last_published_at=NOW - 9 * HOUR)
    make_draft("Not out", developing=True, last_published_at=NOW - 9 * HOUR)

    assert shown(chief, "developing") == [("Stale", "last went out")]


def test_embargoes_stand_by_their_end(chief):
    make_story("Second", embargo_until=NOW + 2 * HOUR)
    make_draft("First", embargo_until=NOW + HOUR)
    make_story("Over", embargo_until=NOW - HOUR)

    assert [words for words, _ in shown(chief, "embargoed")] == ["First", "Second"]


def test_public_story_on_results_in_question_is_contradicted(chief):
    race, warned, accepted = make_race(), make_race(), make_race()
    Finding.objects.create(race=race, rule="places", severity="error", message="x", key="1")
    Finding.objects.create(race=warned, rule="wind", severity="warning", message="x", key="1")
    Finding.objects.create(
        race=accepted, rule="x", severity="error", message="x", key="1", accepted_at=NOW, reason="So it was."
    )
    make_story("Wrong", races=[race])
    make_story("Warned", races=[warned, accepted])
    make_draft("Draft", races=[race])

    assert shown(chief, "contradicted") == [("Wrong", f"{race.title}: its results are in question")]


def test_imports_that_wait_come_before_those_done(chief):
    ImportBatch.objects.create(name="done.lif", status="applied", at=NOW)
    ImportBatch.objects.create(name="waits.csv", status="staged", at=NOW - HOUR)

    assert shown(chief, "imports") == [("waits.csv", "Waits for a person"), ("done.lif", "Applied")]


@pytest.mark.parametrize(
    ("role", "panels"),
    [
        (
            "Reporter",
            [
                *("unsaved", "contradicted", "live", "untold", "submitted", "approved"),
                *("due", "developing", "embargoed", "imports"),
            ],
        ),
        ("Results desk", ["live", "imports"]),
    ],
)
def test_role_sees_its_panels(role, panels):
    assert [panel.key for panel, _ in dashboard.board(make_member(role), NOW)] == panels


def test_results_desk_reads_no_headline(client):
    make_draft("A secret", stage="submitted")
    make_story("Another secret", publish_at=NOW + HOUR)
    client.force_login(make_member("Results desk"))

    assert "secret" not in client.get("/admin/").content.decode()


def test_page_takes_as_many_queries_for_three_of_each_as_for_one(client, chief):
    client.force_login(chief)

    def one_of_each():
        race = make_race(status=Race.Status.LIVE)
        Finding.objects.create(race=race, rule="places", severity="error", message="x", key="1")
        make_race(date=NOW.date(), decides_medals=True)
        make_story(races=[race])
        make_story(publish_at=NOW + HOUR, embargo_until=NOW + HOUR, unpublish_at=NOW + 2 * HOUR)
        make_story(developing=True, last_published_at=NOW - 9 * HOUR)
        make_draft(stage="submitted", stage_by=chief)
        make_draft(stage="approved", stage_by=chief)
        revisions.autosave(make_draft(), Content(headline="x"), by=chief, seen=1)
        ImportBatch.objects.create(name="x.lif")

    one_of_each()
    once = query_count(client, "/admin/")
    one_of_each()
    one_of_each()

    assert query_count(client, "/admin/") == once
