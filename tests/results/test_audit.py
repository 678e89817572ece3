"""What the results desk decides is told to the audit log, and what it was refused is not."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from newsroom.lib import audit
from results import findings, history, recording, rulings, status
from results.importers import batches, staging, undoing
from results.models import Finding, Race, Result
from tests.desk_forms import make_member
from tests.factories.results import make_athlete, make_country, make_discipline, make_race, make_result
from tests.factories.stories import make_user
from tests.results.importers.made import meet, race, row

pytestmark = pytest.mark.django_db
MAY = ["results.change_race", "results.change_result", "results.change_finding"]


@pytest.fixture
def told(monkeypatch):
    """[(verb, object, by, detail)], of a keeper that this test listens with."""
    said = []
    keeper = lambda verb, obj, *, by, detail: said.append((verb, obj, by, detail))  # noqa: E731
    monkeypatch.setattr(audit, "_keepers", [keeper])
    return said


@pytest.fixture
def desk():
    return make_user(*MAY)


@pytest.fixture
def final():
    final = make_race(status="provisional")
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    return final


def staged():
    for code in ("GBR", "ITA"):
        make_country(code)
    make_discipline("1500")
    return staging.stage(meet(race(row(place=1, mark="3:29.38"))), name="cup.csv")


def test_moved_race_is_told(told, final, desk):
    status.make_official(final, by=desk)
    assert told == [("race moved", final, desk, {"to": "official", "why": "Official result"})]


def test_disqualification_is_told_with_its_rule(told, final, desk):
    result = final.results.get()
    rulings.disqualify(result, rule="TR17.2.3", why="Lane infringement", by=desk)
    assert told == [("disqualified", result, desk, {"rule": "TR17.2.3", "why": "Lane infringement"})]


def test_change_that_is_taken_back_is_told(told, final, desk):
    rulings.disqualify(final.results.get(), rule="TR17.2.3", why="Lane infringement", by=desk)
    ruled = history.Past([final]).revisions(final)[0]
    told.clear()

    final.refresh_from_db()
    history.take_back(final, ruled.at, why="Appeal upheld", by=desk)

    assert told == [("change taken back", final, desk, {"why": "Appeal upheld"})]


def test_finding_that_is_let_stand_and_looked_at_again_is_told(told, desk):
    swapped = make_race()
    make_result(swapped, make_athlete("Jakob", "Ingebrigtsen", "NOR"), place=1, mark="3:29.65")
    make_result(swapped, make_athlete("Josh", "Kerr"), place=2, mark="3:29.38")
    findings.refresh([swapped.pk])
    finding = Finding.objects.get()

    findings.accept(finding, "Confirmed by the federation", desk)
    findings.reopen(finding, desk)

    assert told == [
        ("finding accepted", finding, desk, {"reason": "Confirmed by the federation"}),
        ("finding reopened", finding, desk, {}),
    ]


def test_import_is_told_when_it_is_applied_and_when_it_is_undone(told):
    member = make_member("Results desk")
    told.clear()
    batch = batches.store(staged(), data_digest="d", by=member)
    assert told == []
    batch = batches.apply(batch, by=member)
    undoing.undo(batch, by=member)
    assert [(verb, obj, by) for verb, obj, by, _ in told] == [
        ("import applied", batch, member),
        ("import undone", batch, member),
    ]
    assert told[0][3]["rows"]["new"] == 1


def test_import_that_needs_nobody_and_one_that_is_put_away_are_told(told):
    file = staged()
    put_away = batches.discard(batches.store(file, data_digest="d"))
    applied = batches.apply_directly(file, data_digest="d")
    assert [(verb, obj, by) for verb, obj, by, _ in told] == [
        ("import put away", put_away, None),
        ("import applied", applied, None),
    ]


def test_nothing_is_told_of_what_was_refused(told, final, desk):
    stranger, result = make_user(), final.results.get()
    batch = batches.store(staged(), data_digest="d")
    for refused in (
        lambda: status.make_official(final, by=stranger),
        lambda: status.call_back(final, by=desk),
        lambda: rulings.disqualify(result, rule="TR17", why="No", by=stranger),
        lambda: rulings.disqualify(result, rule=" ", why="No", by=desk),
        lambda: rulings.disqualify(result, rule="TR17", why="No", by=desk, seen=99),
        lambda: batches.apply(batch, by=stranger),
        lambda: batches.discard(batch, by=stranger),
        lambda: undoing.undo(batch),
    ):
        with pytest.raises((PermissionDenied, ValidationError, recording.StaleRace)):
            refused()
    assert told == []


def test_what_cannot_be_told_is_not_done(monkeypatch, final, desk):
    def full(verb, obj, *, by, detail):
        raise OSError("No space left")

    monkeypatch.setattr(audit, "_keepers", [full])
    for verb in (
        lambda: status.make_official(final, by=desk),
        lambda: rulings.disqualify(final.results.get(), rule="TR17", why="No", by=desk),
    ):
        with pytest.raises(OSError, match="No space left"):
            verb()
    assert (Race.objects.get().status, Result.objects.get().status) == ("provisional", "")
