"""The audit log as an administrator reads it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.lib import audit
from newsroom.models import AuditEntry
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db
LOG = "/admin/newsroom/auditentry/"
NIGHT = datetime(2023, 8, 23, 19, 30, tzinfo=UTC)


@pytest.fixture
def reader(client):
    client.force_login(make_user("newsroom.view_auditentry", username="reader"))
    return client


def entries(*verbs, by=None, at=NIGHT):
    return [
        AuditEntry.objects.create(
            verb=verb, by=by, by_name=by.username if by else "", object_words=f"Story {n}", at=at
        )
        for n, verb in enumerate(verbs)
    ]


def shown(client, **query):
    return [entry.verb for entry in client.get(LOG, query).context["page"].items]


def test_latest_comes_first_and_those_of_one_moment_keep_their_order(reader):
    entries("first", "second")
    entries("third", at=NIGHT + timedelta(days=1))
    assert shown(reader) == ["third", "second", "first"]


def test_filters_narrow_it_down_together(reader):
    anna = make_user(username="anna")
    entries("published", "approved", by=anna)
    entries("published", at=NIGHT + timedelta(days=1))
    assert shown(reader, verb="published") == ["published", "published"]
    assert shown(reader, person=anna.pk) == ["approved", "published"]
    assert shown(reader, person=anna.pk, verb="published") == ["published"]
    assert shown(reader, since="2023-08-24") == ["published"]
    assert shown(reader, until="2023-08-23") == ["approved", "published"]
    assert shown(reader, words="story 1") == ["approved"]
    assert shown(reader, words="ANNA") == ["approved", "published"]
    assert shown(reader, words="nobody") == []


@pytest.mark.parametrize("query", [{"verb": "no such"}, {"person": "x"}, {"since": "yesterday"}])
def test_filter_that_makes_no_sense_says_so(reader, query):
    entries("published")
    page = reader.get(LOG, query)
    assert (page.status_code, 'class="errorlist"' in page.content.decode()) == (200, True)


@pytest.mark.parametrize("key", ["x", "0", "-1", "9" * 30])
def test_page_that_never_was_is_not_found(reader, key):
    assert reader.get(LOG, {"before": key}).status_code == 404


def test_long_log_pages_by_key_and_keeps_the_filter(reader):
    entries(*["published"] * 60, "approved")
    first = reader.get(LOG, {"verb": "published"})
    assert len(first.context["page"].items) == 50
    second = reader.get(f"{LOG}{first.context['older']}")
    assert [entry.verb for entry in second.context["page"].items] == ["published"] * 10
    assert (second.context["older"], second.context["newest"]) == ("", "?verb=published")


def test_log_costs_the_same_however_long_it_is_and_counts_nothing(reader):
    entries("published")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            reader.get(LOG)
        costs.append(len(asked))
        entries(*["approved"] * 60)
    assert costs[0] == costs[1]
    assert [query["sql"] for query in asked if "COUNT(" in query["sql"].upper()] == []


def test_detail_is_told_in_words(reader):
    change = {
        "groups": {"added": ["Editor"], "taken": []},
        "staff": {"from": False, "to": True},
        "rows": {"new": 12, "same": 0},
        "sessions": 2,
        "why": None,
    }
    audit.record("rights changed", Group.objects.create(name="Reporter"), **change)
    page = reader.get(LOG)
    (entry,) = page.context["page"].items
    assert entry.told == [
        ("groups", "+ Editor"),
        ("rows", "new 12"),
        ("sessions", "2"),
        ("staff", "from no, to yes"),
    ]
    assert entry.address.startswith("/admin/auth/group/")
    assert "The command line" in page.content.decode()


def test_words_of_a_story_are_no_markup_here(reader):
    AuditEntry.objects.create(
        verb="published", object_words="<script>alert(1)</script>", detail={"<b>": "<i>"}
    )
    page = reader.get(LOG).content.decode()
    assert "<script>alert" not in page
    assert "<i>" not in page


def test_entry_is_read_and_nothing_else(reader):
    (entry,) = entries("published")
    page = f"{LOG}{entry.pk}/change/"
    assert reader.get(page).status_code == 200
    assert reader.post(page, {"verb": "nothing"}).status_code == 403
    assert reader.post(f"{LOG}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert reader.post(f"{LOG}add/", {"verb": "nothing"}).status_code == 403
    answer = reader.post(LOG, {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"})
    assert answer.status_code in {200, 405}
    assert AuditEntry.objects.get().verb == "published"


def test_who_has_no_right_to_it_sees_nothing_of_it(client):
    client.force_login(make_user("articles.publish_article", "auth.change_user", "results.change_race"))
    entries("published")
    assert client.get(LOG).status_code == 403
