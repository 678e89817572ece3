"""Two records of one person made one, and two again: what moves, what is refused, and what is remembered."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from newsroom.lib import audit, caching
from results import history, identities, interests, recording, rulings
from results.identities import IdentityError, merge, unmerge
from results.importers import batches, staging, undoing
from results.importers.applying import ImportRefused
from results.marks import Precision
from results.models import (
    Athlete,
    AthleteMerge,
    AthleteName,
    Best,
    Finding,
    Race,
    Record,
    RelayLeg,
    Result,
    ResultChange,
    StagedRow,
)
from results.pages.event import EventPage
from results.statistics import bests
from tests.factories.results import (
    make_athlete,
    make_country,
    make_discipline,
    make_event,
    make_race,
    make_result,
)
from tests.factories.stories import make_user
from tests.results.importers.made import meet, race, row

pytestmark = pytest.mark.django_db
WHY = "Same birth date, confirmed by the federation"


@pytest.fixture
def josh():
    return make_athlete("Josh", "Kerr")


@pytest.fixture
def other():
    """The same man, as another source wrote him."""
    return make_athlete("J.", "Kerr")


@pytest.fixture
def desk():
    return make_user(*identities.RIGHTS)


@pytest.fixture
def told(monkeypatch):
    said = []
    keeper = lambda verb, obj, *, by, detail: said.append((verb, obj, by, detail))  # noqa: E731
    monkeypatch.setattr(audit, "_keepers", [keeper])
    return said


def run(athlete, mark="3:29.38", **fields):
    race = make_race(**fields)
    with recording.changes([race], why="Finish"):
        return make_result(race, athlete, place=1, mark=mark)


def refused(keep, drop, **said):
    """What the verb says, and that it stored nothing."""
    before = everything()
    with pytest.raises(IdentityError) as refusal:
        merge(keep, drop, **{"why": WHY} | said)
    assert everything() == before
    return refusal.value.messages


def everything():
    models = (Athlete, AthleteName, AthleteMerge, Result, RelayLeg, Record, Best, ResultChange)
    return [list(model.objects.order_by("pk").values()) for model in models]


def facts(*athletes):
    for athlete in athletes:
        athlete.refresh_from_db()
    return [(each.world_athletics_id, each.tilastopaja_id, each.birth_date) for each in athletes]


# What moves


def test_results_move_and_each_leaves_its_change(josh, other, desk):
    result = run(other)

    merge(josh, other, why=WHY, by=desk)

    result.refresh_from_db()
    change = ResultChange.objects.latest("at")
    assert result.athlete == josh
    assert (change.why, change.by, change.result) == (WHY, desk, result)
    assert (change.before["athlete_id"], change.after["athlete_id"]) == (other.pk, josh.pk)


def test_nothing_stays_at_the_one_who_goes(josh, other):
    run(other)
    RelayLeg.objects.create(
        result=make_result(make_race("4X400"), team_name="Britain"), order=1, athlete=other
    )
    Record.objects.create(
        **{"scope": "NR", "discipline": make_discipline("1500"), "category": "M", "country": josh.country},
        **{
            "athlete": other,
            "holder": "J. Kerr",
            "mark_value": 209380,
            "mark_precision": Precision.HUNDREDTH,
        },
        date=date(2023, 8, 23),
    )

    merge(josh, other, why=WHY)

    assert [
        getattr(each, related).count()
        for each in (other, josh)
        for related in ("results", "relay_legs", "records")
    ] == [0, 0, 0, 1, 1, 1]
    other.refresh_from_db()
    assert (other.merged_into, Record.objects.get().holder) == (josh, "J. Kerr")


def test_bests_are_worked_out_again_of_both(josh, other):
    slow, fast = run(josh, "3:35.00"), run(other, "3:29.38", date=date(2023, 7, 1))

    merge(josh, other, why=WHY)

    assert set(Best.objects.values_list("athlete", "season", "result")) == {
        (josh.pk, None, fast.pk),
        (josh.pk, 2023, fast.pk),
    }
    assert bests.personal_best(josh, slow.discipline) == fast


def test_a_declared_record_follows_its_result(josh, other):
    result = run(other)
    with recording.changes([result.race], why="Flag"):
        Result.objects.update(record_flags="NR")

    merge(josh, other, why=WHY)

    assert list(Record.objects.values_list("athlete", "holder")) == [(josh.pk, "Josh Kerr")]


def test_spellings_move_and_the_name_becomes_one(josh, other):
    josh.known_names.create(name="Joshua Kerr")
    for name in ("Joshua KERR", "Josh KERR", "Kerr Josh"):
        other.known_names.create(name=name)

    merge(josh, other, why=WHY)

    assert list(josh.known_names.values_list("name", flat=True)) == ["J. Kerr", "Joshua Kerr", "Kerr Josh"]


def test_facts_that_only_the_other_has_are_taken_over(josh, other):
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=14)
    Athlete.objects.filter(pk=other.pk).update(tilastopaja_id=7, birth_date=date(1997, 10, 8))

    merge(josh, other, why=WHY)

    assert facts(josh, other) == [(14, 7, date(1997, 10, 8)), (None, None, date(1997, 10, 8))]


def test_a_birth_date_known_better_stands(josh, other):
    Athlete.objects.filter(pk=josh.pk).update(birth_date=date(1997, 1, 1), birth_date_precision="year")
    Athlete.objects.filter(pk=other.pk).update(birth_date=date(1997, 10, 8))

    merge(josh, other, why=WHY)

    josh.refresh_from_db()
    assert (josh.birth_date, josh.birth_date_precision) == (date(1997, 10, 8), "day")


def test_a_birth_date_known_worse_does_not(josh, other):
    Athlete.objects.filter(pk=josh.pk).update(birth_date=date(1997, 10, 8))
    Athlete.objects.filter(pk=other.pk).update(birth_date=date(1997, 1, 1), birth_date_precision="year")

    merge(josh, other, why=WHY)

    josh.refresh_from_db()
    assert (josh.birth_date, josh.birth_date_precision) == (date(1997, 10, 8), "day")


def test_whoever_was_merged_before_is_merged_on(josh, other):
    third = make_athlete("Joshua", "Kerr")
    merge(other, third, why=WHY)

    merge(josh, other, why=WHY)

    third.refresh_from_db()
    assert third.merged_into == josh


def test_what_waits_to_be_imported_goes_to_the_one_who_stays(josh, other):
    for code in ("GBR", "ITA"):
        make_country(code)
    make_discipline("1500")
    batches.store(staging.stage(meet(race(row(place=1, mark="3:29.38"))), name="cup.csv"), data_digest="d")
    StagedRow.objects.update(athlete=other)

    merge(josh, other, why=WHY)

    assert StagedRow.objects.get().athlete == josh


def test_decision_of_a_waiting_import_for_the_other_is_one_for_the_one_who_stays(josh):
    for code in ("GBR", "ITA"):
        make_country(code)
    make_discipline("1500")
    batch = batches.store(
        staging.stage(meet(race(row(place=1, mark="3:29.38"))), name="cup.csv"), data_digest="d"
    )
    batches.decide(StagedRow.objects.get(), josh)
    kept = make_athlete("Joshua", "Kerr")

    merge(kept, josh, why=WHY)
    batches.apply(batch)

    assert [result.athlete for result in Result.objects.all()] == [kept]


def test_findings_and_those_with_an_interest_are_told(
    josh, other, monkeypatch, django_capture_on_commit_callbacks
):
    result, heard = run(other), []
    monkeypatch.setattr(interests, "_interested", [heard.append])
    Finding.objects.create(race=result.race, rule="gone", severity="error", message="Mended", key="k")
    generation = caching.generation()

    with django_capture_on_commit_callbacks(execute=True):
        merge(josh, other, why=WHY)

    assert (heard, list(Finding.objects.filter(rule="gone"))) == ([{result.race_id}], [])
    assert caching.generation() != generation


def test_merge_without_a_result_tells_the_caches_too(josh, other, django_capture_on_commit_callbacks):
    generation = caching.generation()
    with django_capture_on_commit_callbacks(execute=True):
        merge(josh, other, why=WHY)
    assert caching.generation() != generation


def test_an_official_result_stays_official(josh, other):
    result = run(other)
    merge(josh, other, why=WHY)
    assert Race.objects.get(pk=result.race_id).status == "official"


def test_readers_are_not_told_of_a_revision(josh, other):
    result = run(other)
    revise(result.race)
    before = [write.why for write in history.Past([result.race]).since_out(result.race)]

    merge(josh, other, why=WHY)

    [block] = EventPage(result.race.event).rounds[0].blocks
    assert [write.why for write, _ in block.revisions] == before == ["Wind"]
    assert next(write.why for write in history.Past([result.race]).writes(result.race)) == WHY


def revise(race):
    """Something of the official result is put right, so that it is a revised one."""
    race.refresh_from_db()
    with recording.changes([race], why="Wind"):
        Result.objects.filter(race=race).update(reaction_ms=150)


def test_merge_is_told_to_the_audit_log(josh, other, desk, told):
    run(other)
    merge(josh, other, why=f" {WHY} ", by=desk)
    assert told == [
        ("merged", other, desk, {"into": "Josh Kerr", "into_id": josh.pk, "why": WHY, "results": 1})
    ]


def test_merge_takes_constant_queries(josh, other, django_assert_max_num_queries):
    event = make_event()
    for _ in range(6):
        make_result(make_race(event=event), other, place=1, mark="3:29.38")
    with django_assert_max_num_queries(70):
        merge(josh, other, why=WHY)


# What is refused


def test_two_ids_of_one_list_are_two_people(josh, other):
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=14)
    Athlete.objects.filter(pk=other.pk).update(world_athletics_id=15)
    assert refused(josh, other) == ["They have two ids of World Athletics: 14 and 15."]


def test_ids_of_different_lists_are_no_contradiction(josh, other):
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=14)
    Athlete.objects.filter(pk=other.pk).update(tilastopaja_id=15)
    merge(josh, other, why=WHY)
    assert facts(josh) == [(14, 15, None)]


def test_a_man_and_a_woman_are_two_people(josh):
    woman = make_athlete("Jo", "Kerr", sex="W")
    assert refused(josh, woman) == ["Josh Kerr is held as a man, Jo Kerr as a woman."]


@pytest.mark.parametrize(
    ("born", "precision", "words"),
    [
        (date(1997, 10, 9), "day", "9 October 1997"),
        (date(1997, 9, 1), "month", "September 1997"),
        (date(1996, 1, 1), "year", "1996"),
    ],
)
def test_births_that_contradict_are_two_people(josh, other, born, precision, words):
    Athlete.objects.filter(pk=josh.pk).update(birth_date=date(1997, 10, 8))
    Athlete.objects.filter(pk=other.pk).update(birth_date=born, birth_date_precision=precision)
    assert refused(josh, other) == [f"Josh Kerr was born 8 October 1997, J. Kerr {words}."]


def test_two_in_one_race_are_two_people(josh, other):
    result = run(josh)
    make_result(result.race, other, place=2, mark="3:29.65")
    assert refused(josh, other) == [f"Both were in one race: {result.race}."]


@pytest.mark.parametrize("teams", [1, 2])
def test_two_runners_of_one_relay_are_two_people(josh, other, teams):
    race = make_race("4X400")
    rows = [make_result(race, team_name=f"Team {number}") for number in range(teams)]
    RelayLeg.objects.create(result=rows[0], order=1, athlete=josh)
    RelayLeg.objects.create(result=rows[-1], order=2, athlete=other)
    assert refused(josh, other) == [f"Both were in one race: {race}."]


def test_nobody_is_merged_with_himself(josh):
    assert refused(josh, josh) == ["These are one record already: choose another."]


def test_who_is_merged_is_not_merged_again(josh, other):
    third = make_athlete("Third")
    merge(josh, other, why=WHY)
    assert refused(third, other) == ["J. Kerr was merged into Josh Kerr already."]
    assert refused(other, third) == ["J. Kerr was merged into Josh Kerr already."]


def test_who_was_deleted_meanwhile_is_not_merged(josh, other):
    gone = Athlete.objects.get(pk=other.pk)
    other.delete()
    assert refused(josh, gone) == ["One of the two is deleted by now."]


def test_every_objection_is_told_at_once(josh):
    woman = make_athlete("Jo", "Kerr", sex="W", world_athletics_id=15)
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=14)
    assert len(refused(josh, woman)) == 2


@pytest.mark.parametrize(
    ("why", "complaint"),
    [(" ", "Say why: "), ("w" * 201, "The reason has 201 characters; there is room for 200.")],
)
def test_a_merge_has_a_reason(josh, other, why, complaint):
    assert refused(josh, other, why=why)[0].startswith(complaint)


@pytest.mark.parametrize("rights", [[], identities.RIGHTS[:1], identities.RIGHTS[1:]])
def test_whoever_may_not_both_change_and_delete_athletes_merges_none(josh, other, rights):
    run(other)
    done = merge(josh, other, why=WHY)
    third = make_athlete("Third")
    before = everything()
    for refused_verb in (
        lambda by: merge(josh, third, why=WHY, by=by),
        lambda by: unmerge(done, why=WHY, by=by),
    ):
        with pytest.raises(PermissionDenied):
            refused_verb(make_user(*rights))
    assert everything() == before


def test_what_cannot_be_told_is_not_done(josh, other, monkeypatch):
    run(other)
    before = everything()

    def full(verb, obj, *, by, detail):
        raise OSError("No space left")

    monkeypatch.setattr(audit, "_keepers", [full])
    with pytest.raises(OSError, match="No space left"):
        merge(josh, other, why=WHY)
    assert everything() == before


# Made two again


def test_taking_back_restores_what_stood(josh, other, desk):
    Athlete.objects.filter(pk=other.pk).update(
        world_athletics_id=14, tilastopaja_id=7, birth_date=date(1997, 10, 8)
    )
    other.known_names.create(name="Kerr Josh")
    run(josh, "3:35.00"), run(other)
    RelayLeg.objects.create(
        result=make_result(make_race("4X400"), team_name="Britain"), order=1, athlete=other
    )
    bests.refresh({(each.pk, "1500") for each in (josh, other)})
    standing = (Athlete, AthleteName, AthleteMerge, Result, RelayLeg)
    before = [list(model.objects.order_by("pk").values()) for model in standing]
    best = set(Best.objects.values_list("athlete", "season", "result"))

    back = unmerge(merge(josh, other, why=WHY, by=desk), why="Two brothers after all", by=desk)

    assert back == 0
    assert [list(model.objects.order_by("pk").values()) for model in standing] == before
    assert set(Best.objects.values_list("athlete", "season", "result")) == best
    assert ResultChange.objects.latest("pk").why == "Two brothers after all"


def test_taking_back_is_told_to_the_audit_log(josh, other, desk, told):
    unmerge(merge(josh, other, why=WHY, by=desk), why="Brothers", by=desk)
    assert told[1:] == [
        ("merge taken back", other, desk, {"out_of": "Josh Kerr", "out_of_id": josh.pk, "why": "Brothers"})
    ]


def test_what_changed_since_stays_and_is_counted(josh, other):
    gone, moved, kept = run(other), run(other), run(other)
    done = merge(josh, other, why=WHY)
    third = make_athlete("Third")
    Result.objects.filter(pk=moved.pk).update(athlete=third)
    gone.delete()
    later = run(josh)
    Athlete.objects.filter(pk=josh.pk).update(birth_date=date(1997, 10, 8))

    assert unmerge(done, why="Brothers") == 2

    assert dict(Result.objects.values_list("pk", "athlete")) == {
        moved.pk: third.pk,
        kept.pk: other.pk,
        later.pk: josh.pk,
    }
    assert facts(josh, other)[0][2] == date(1997, 10, 8)


def test_facts_changed_since_are_left_alone(josh, other):
    Athlete.objects.filter(pk=other.pk).update(world_athletics_id=14, birth_date=date(1997, 10, 8))
    done = merge(josh, other, why=WHY)
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=99, birth_date=date(1997, 10, 9))

    unmerge(done, why="Brothers")

    assert facts(josh, other) == [(99, None, date(1997, 10, 9)), (None, None, date(1997, 10, 8))]


def test_a_chain_is_taken_back_from_its_end(josh, other):
    third = make_athlete("Joshua", "Kerr")
    result = run(third)
    first, second = merge(other, third, why=WHY), merge(josh, other, why=WHY)
    with pytest.raises(IdentityError, match="J. Kerr was itself merged into Josh Kerr later"):
        unmerge(first, why="Brothers")

    unmerge(second, why="Brothers")
    third.refresh_from_db()
    result.refresh_from_db()
    assert (third.merged_into, result.athlete) == (other, other)

    unmerge(first, why="Brothers")
    third.refresh_from_db()
    result.refresh_from_db()
    assert (third.merged_into, result.athlete) == (None, third)


def test_a_merge_is_taken_back_once(josh, other):
    done = merge(josh, other, why=WHY)
    unmerge(AthleteMerge.objects.get(), why="Brothers")
    with pytest.raises(IdentityError, match="taken back already"):
        unmerge(done, why="Brothers")


@pytest.mark.parametrize("why", ["", " ", "w" * 201])
def test_taking_back_has_a_reason(josh, other, why):
    done = merge(josh, other, why=WHY)
    with pytest.raises(IdentityError):
        unmerge(done, why=why)
    assert AthleteMerge.objects.count() == 1


# With what else steps back


def test_a_ruling_before_a_merge_is_still_taken_back_and_the_merge_stays(josh, other):
    result = run(other)
    race = result.race
    rulings.disqualify(result, rule="TR17", why="Obstruction")
    merge(josh, other, why=WHY)
    race.refresh_from_db()
    write = history.Past([race]).revisions(race)[0]

    history.take_back(race, write.at, why="Appeal upheld")

    result.refresh_from_db()
    assert (result.athlete, str(result.mark), result.status) == (josh, "3:29.38", "")


def test_a_merge_is_not_taken_back_race_by_race(josh, other):
    result = run(other)
    merge(josh, other, why=WHY)
    race = Race.objects.get(pk=result.race_id)
    with pytest.raises(history.HistoryError):
        history.take_back(race, history.Past([race]).writes(race)[0].at, why="No")
    result.refresh_from_db()
    assert result.athlete == josh


def test_a_row_of_somebody_who_is_deleted_is_not_written_again(josh):
    result = run(josh)
    race = result.race
    with recording.changes([race], why="Not him"):
        result.delete()
    josh.delete()
    race.refresh_from_db()
    with pytest.raises(history.HistoryError, match="deleted by now"):
        history.take_back(race, history.Past([race]).writes(race)[0].at, why="It was him")
    assert Result.objects.count() == 0


def test_an_import_is_undone_once_the_merge_is_taken_back():
    kept = make_athlete("Joe", "Cairns")
    for code in ("GBR", "ITA"):
        make_country(code)
    make_discipline("1500")
    staged = staging.stage(meet(race(row(place=1, mark="3:29.38"))), name="cup.csv")
    batch = batches.apply(batches.store(staged, data_digest="d"))
    came = Athlete.objects.get(pk=batch.created["athlete"][0])
    done = merge(kept, came, why=WHY)
    with pytest.raises(ImportRefused, match="was changed since"):
        undoing.undo(batch)

    unmerge(done, why="Brothers")
    undoing.undo(batch)

    assert list(Athlete.objects.all()) == [kept]
