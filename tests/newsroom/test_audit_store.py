"""The audit log: written at its end, and nowhere else."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from newsroom.lib import audit
from newsroom.models import AppendOnly, AuditEntry
from tests.factories.stories import make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    audit.record("published", make_story("Kerr wins gold"), by=make_user(username="anna"), version=4)
    return AuditEntry.objects.get()


def test_entry_says_who_did_what_to_what(entry):
    assert (entry.by.username, entry.by_name, entry.verb) == ("anna", "anna", "published")
    assert (entry.object_type, entry.object_words, entry.detail) == (
        "articles.article",
        "Kerr wins gold",
        {"version": 4},
    )


def test_what_is_rolled_back_was_never_done():
    story = make_story()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("published", story)
        raise ZeroDivisionError
    assert AuditEntry.objects.count() == 0


def test_command_line_has_no_name_and_long_words_are_cut():
    audit.record("v" * 100, Group.objects.create(name="g" * 140), by=None)
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.by_name, len(entry.verb), len(entry.object_words)) == (None, "", 60, 140)


def test_entry_is_not_changed(entry):
    entry.verb = "nothing"
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.save(update_fields=["verb"])
    assert AuditEntry.objects.get().verb == "published"


def test_entry_is_not_written_over_by_a_new_one_of_its_number(entry):
    with pytest.raises(Exception, match=r"UNIQUE|unique"), transaction.atomic():
        AuditEntry(pk=entry.pk, verb="nothing").save()
    assert AuditEntry.objects.get().verb == "published"


@pytest.mark.parametrize(
    "write",
    [
        lambda entries: entries.update(verb="nothing"),
        lambda entries: entries.filter(verb="published").update(verb="nothing"),
        lambda entries: entries.bulk_update([entries.get()], ["verb"]),
        lambda entries: entries.update_or_create(verb="published", defaults={"detail": {}}),
        lambda entries: entries.all().delete(),
        lambda entries: entries.get().delete(),
    ],
)
def test_log_is_written_at_its_end_only(entry, write):
    with pytest.raises(AppendOnly):
        write(AuditEntry.objects)
    assert list(AuditEntry.objects.values_list("verb", "detail")) == [("published", {"version": 4})]


def test_entry_outlives_person_and_object(entry):
    entry.by.delete()
    kept = AuditEntry.objects.get()
    assert (kept.by, kept.by_name, kept.object_words) == (None, "anna", "Kerr wins gold")
