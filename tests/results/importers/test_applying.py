"""A staged file written, and taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from results import history, identities, recording, rulings
from results.importers import applying, batches, staging, undoing
from results.importers.applying import ImportRefused
from results.importers.base import ParsedAttempt, ParsedLeg, ParsedResult, ParsedSplit
from results.marks import Mark, Measure, Precision, parse_mark
from results.models import (
    Athlete,
    AthleteName,
    Attempt,
    Best,
    Competition,
    Event,
    ImportBatch,
    Race,
    RelayLeg,
    Result,
    ResultChange,
    Split,
)
from tests.desk_forms import make_member
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_discipline,
    make_event,
    make_race,
    make_result,
)
from tests.factories.stories import make_story
from tests.results.importers.made import CUP, DAY, meet, person, race, row

pytestmark = pytest.mark.django_db
KERR = {"birth_date": date(1997, 10, 8)}


@pytest.fixture(autouse=True)
def _reference():
    for code in ("GBR", "ITA", "NOR"):
        make_country(code)
    for code in ("1500", "LJ", "4X400", "DEC", "100"):
        make_discipline(code)


def imported(parsed, **said):
    return batches.apply_directly(staging.stage(parsed, name="cup.csv"), data_digest="d", **said)


def final_of(*rows, **fields):
    return meet(race(*rows, **fields))


def standing():
    rows = Result.objects.in_table_order().select_related("athlete", "race__discipline")
    return [(row.place or row.status, row.who, str(row.mark or "")) for row in rows]


# What is added


def test_a_whole_new_meet_is_added():
    batch = imported(final_of(row(place=1, mark="3:29.38", who=KERR), row("Jake Wightman", 2, "3:30.00")))

    cup, event, final = Competition.objects.get(), Event.objects.get(), Race.objects.get()
    assert (cup.slug, cup.name, cup.time_zone) == ("spring-cup", "Spring Cup", "Europe/Rome")
    assert (event.slug, final.slug, final.status, final.decides_medals) == (
        "men-1500m",
        "final",
        "official",
        True,
    )
    assert standing() == [(1, "Josh Kerr", "3:29.38"), (2, "Jake Wightman", "3:30.00")]
    assert (batch.status, batch.counts["new"], batch.competition) == ("applied", 2, cup)
    kerr = Athlete.objects.get(family_name="Kerr")
    assert (kerr.sex, kerr.birth_date, kerr.country_id, kerr.name_key, kerr.sort_key) == (
        "M",
        date(1997, 10, 8),
        "GBR",
        "josh kerr",
        "kerr, josh",
    )
    assert Best.objects.filter(athlete=kerr).count() == 2


def test_who_was_merged_since_the_file_was_read_is_matched_anew():
    kept, dropped = make_athlete("Joshua", "Kerr"), make_athlete("Josh", "Kerr", **KERR)
    staged = staging.stage(final_of(row(place=1, mark="3:29.38", who=KERR)), name="cup.csv")
    identities.merge(kept, dropped, why="One man")

    with pytest.raises(ImportRefused, match="Josh Kerr was merged since"):
        applying.apply(staged, batches.store(staged, data_digest="d"))

    assert not Result.objects.exists()


def test_every_part_of_a_row_is_written():
    split = ParsedSplit(400, Mark(56_100, Measure.TIME, Precision.TENTH))
    jump = ParsedAttempt(1, "O", mark_mm=8650, wind=Decimal("-0.3"))
    runner = person("Matt Hudson-Smith")
    relay = ParsedResult(
        country="GBR", place=1, mark=parse_mark("2:58.00", Measure.TIME), legs=(ParsedLeg(1, runner),)
    )
    imported(
        meet(
            race(row(place=1, mark="3:29.38", splits=(split,), reading_ms=209_371, lane=4, bib="7")),
            race(
                row("Long Jumper", 1, "8.65", discipline="LJ", attempts=(jump,), wind=Decimal("-0.3")),
                discipline="LJ",
                title="Long jump",
            ),
            race(relay, discipline="4X400", title="4x400m"),
        )
    )

    assert [(s.distance_m, s.time_ms) for s in Split.objects.all()] == [(400, 56_100)]
    assert [(a.mark_mm, a.wind) for a in Attempt.objects.all()] == [(8650, Decimal("-0.3"))]
    assert [(leg.order, leg.athlete.name) for leg in RelayLeg.objects.all()] == [(1, "Matt Hudson-Smith")]
    team = Result.objects.get(athlete=None)
    assert team.team_name == "Great Britain & N.I."


def test_one_person_in_two_races_is_one_athlete():
    imported(meet(race(row(place=1, mark="3:29.38")), race(row(place=1, mark="3:35.00"), round="heat")))

    assert Athlete.objects.count() == 1


def test_namesakes_with_other_birth_dates_are_two():
    other = {"birth_date": date(1990, 1, 1)}
    imported(final_of(row(place=1, mark="3:29.38", who=KERR), row(place=2, mark="3:30.00", who=other)))

    assert Athlete.objects.count() == 2


def test_parts_of_a_combined_event_belong_to_it():
    imported(
        final_of(row(place=1, mark="10.76", discipline="100"), discipline="100", part_of="DEC", round="part")
    )

    part = Race.objects.get()
    assert (part.event.discipline_id, part.discipline_id, part.slug, part.decides_medals) == (
        "DEC",
        "100",
        "100m",
        False,
    )


# What is changed


def test_the_same_file_again_changes_nothing():
    parsed = final_of(row(place=1, mark="3:29.38", who=KERR))
    imported(parsed)
    changes = ResultChange.objects.count()

    staged = staging.stage(parsed)
    assert staged.does_nothing
    applying.apply(staged, ImportBatch.objects.create(name="again", format="csv", digest="e"))
    assert ResultChange.objects.count() == changes


def test_a_corrected_file_revises_an_official_result_and_leaves_its_history():
    editor = make_member("Results desk")
    imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    batch = imported(final_of(row(place=1, mark="3:29.39", who=KERR)), by=editor)

    assert (standing(), Race.objects.get().status) == ([(1, "Josh Kerr", "3:29.39")], "revised")
    change = ResultChange.objects.get(batch=batch)
    assert (change.by, change.why, change.before["mark"], change.after["mark"]) == (
        editor,
        "Imported from cup.csv",
        "3:29.38",
        "3:29.39",
    )


@pytest.mark.parametrize(
    ("format", "status", "becomes"),
    [("csv", "", "official"), ("lynx", "", "provisional"), ("csv", "provisional", "provisional")],
)
def test_a_result_is_as_official_as_its_source(format, status, becomes):
    parsed = meet(race(row(place=1, mark="3:29.38")), format=format)
    imported(parsed, status=status)

    assert Race.objects.get().status == becomes


def test_a_start_list_stays_one():
    imported(final_of(row(lane=1)))

    assert (Race.objects.get().status, standing()) == ("scheduled", [("", "Josh Kerr", "")])


def test_an_official_race_is_never_moved_back():
    imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    imported(meet(race(row(place=1, mark="3:29.38", who=KERR), note="Rain."), format="lynx"))

    assert (Race.objects.get().status, Race.objects.get().note) == ("official", "Rain.")


def test_who_is_decided_about_is_known_next_time():
    athlete = make_athlete("Josh", "Kerr", **KERR)
    spelt = meet(race(row("Joshua Kerr", 1, "3:29.38", who=KERR | {"given_name": "Joshua"})))
    staged = staging.stage(spelt, resolve=lambda who: athlete)
    batches.apply_directly(staged, data_digest="d")

    assert [(name.athlete, name.name) for name in AthleteName.objects.all()] == [(athlete, "Joshua Kerr")]
    assert Athlete.objects.count() == 1


# What is refused


def test_a_file_with_problems_or_doubts_writes_nothing():
    make_athlete("Josh", "Kerr", **KERR)
    doubtful = final_of(row(place=1, mark="3:29.38"))
    wrong = final_of(row("Jake Wightman", 1, "3:29.38", country="XXX"))

    for parsed, sentence in ((doubtful, "not sure who they are"), (wrong, "The file has problems")):
        with pytest.raises(ImportRefused, match=sentence):
            imported(parsed)
    assert (Competition.objects.count(), Result.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)


def test_an_error_in_the_middle_leaves_nothing(monkeypatch):
    def fails(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(recording, "write_rows", fails)
    with pytest.raises(ZeroDivisionError):
        imported(final_of(row(place=1, mark="3:29.38")))
    assert (Competition.objects.count(), Athlete.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)


def test_a_race_written_to_since_is_not_overwritten():
    imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    staged = staging.stage(final_of(row(place=1, mark="3:29.39", who=KERR)))
    rulings.disqualify(Result.objects.get(), rule="TR17", why="Protest")

    with pytest.raises(recording.StaleRace):
        batches.apply_directly(staged, data_digest="d")
    assert standing() == [("DQ", "Josh Kerr", "")]


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_only_the_results_desk_imports_and_undoes(role):
    parsed = final_of(row(place=1, mark="3:29.38"))
    with pytest.raises(PermissionDenied):
        imported(parsed, by=make_member(role))
    assert not Result.objects.exists()

    batch = imported(parsed, by=make_member("Results desk"))
    with pytest.raises(PermissionDenied):
        undoing.undo(batch, by=make_member(role))
    assert Result.objects.count() == 1


# The way back


def test_undo_takes_away_all_that_was_added():
    batch = imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    undone = undoing.undo(batch, by=make_member("Results desk"))

    assert (undone.status, bool(undone.undone_at)) == ("undone", True)
    for model in (Competition, Event, Race, Result, Athlete, Best):
        assert not model.objects.exists()


def test_undo_restores_what_stood():
    imported(final_of(row(place=1, mark="3:29.38", who=KERR, lane=4), row("Jake Wightman", 2, "3:30.00")))
    before = list(Result.objects.order_by("pk").values())
    batch = imported(
        final_of(row(place=1, mark="3:29.30", who=KERR), row("Neil Gourley", 2, "3:29.90"), note="Rain.")
    )

    undoing.undo(batch)

    assert list(Result.objects.order_by("pk").values()) == before
    assert (Race.objects.get().note, Race.objects.get().status) == ("", "official")
    assert not Athlete.objects.filter(family_name="Gourley").exists()
    assert [str(best.result.mark) for best in Athlete.objects.get(family_name="Kerr").bests.all()] == [
        "3:29.38",
        "3:29.38",
    ]


def test_after_undo_the_file_can_be_imported_again():
    parsed = final_of(row(place=1, mark="3:29.38", who=KERR))
    undoing.undo(imported(parsed))
    imported(parsed)

    assert standing() == [(1, "Josh Kerr", "3:29.38")]


def test_undo_leaves_its_own_history():
    imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    undoing.undo(imported(final_of(row(place=1, mark="3:29.30", who=KERR))))

    latest = history.Past([Race.objects.get()]).writes(Race.objects.get())[0]
    assert latest.why == "Undone: import of cup.csv"


def test_undo_waits_for_what_came_later():
    batch = imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    rulings.disqualify(Result.objects.get(), rule="TR17", why="Protest upheld")

    with pytest.raises(ImportRefused, match=r"was changed since \(.*: Protest upheld\)"):
        undoing.undo(batch)
    assert standing() == [("DQ", "Josh Kerr", "")]


def test_nothing_is_undone_twice():
    batch = imported(final_of(row(place=1, mark="3:29.38")))
    undoing.undo(batch)

    with pytest.raises(ImportRefused, match="is not applied: there is nothing to undo"):
        undoing.undo(batch)


def test_undo_keeps_what_others_have_come_to_need():
    batch = imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    kerr, final = Athlete.objects.get(), Race.objects.get()
    make_story(races=[final])
    make_result(make_race(), kerr, mark="3:35.00", place=1)

    undoing.undo(batch)

    assert list(final.results.all()) == []
    assert Race.objects.filter(pk=final.pk).exists()
    assert Athlete.objects.filter(pk=kerr.pk).exists()


# A file that waits


def waiting(parsed):
    return batches.store(staging.stage(parsed, name="cup.csv"), data_digest="d")


def test_a_batch_waits_is_decided_about_and_applied():
    kerr = make_athlete("Josh", "Kerr", **KERR)
    batch = waiting(
        meet(race(row(place=1, mark="3:29.38")), race(row(place=1, mark="3:35.00"), round="heat"))
    )
    (first, second) = (told.rows.get() for told in batch.races.all())
    assert [row.verdict for row in (first, second)] == ["ambiguous", "ambiguous"]
    assert not Result.objects.exists()

    batch = batches.decide(first, kerr)
    assert {row.verdict for told in batch.races.all() for row in told.rows.all()} == {"new"}
    batches.apply(batch)

    assert {result.athlete for result in Result.objects.all()} == {kerr}
    batch.refresh_from_db()
    assert (batch.status, batch.races.count()) == ("applied", 0)


def test_somebody_new_is_a_decision_as_well():
    kerr = make_athlete("Josh", "Kerr", **KERR)
    batch = waiting(final_of(row(place=1, mark="3:29.38")))

    batches.apply(batches.decide(batch.races.get().rows.get(), staging.SOMEBODY_NEW))

    assert Result.objects.get().athlete != kerr


def test_only_a_candidate_can_be_chosen():
    make_athlete("Josh", "Kerr", **KERR)
    batch = waiting(final_of(row(place=1, mark="3:29.38")))
    told = batch.races.get().rows.get()

    with pytest.raises(ImportRefused, match="is not among those it could be"):
        batches.decide(told, make_athlete("Jake", "Wightman"))
    with pytest.raises(ImportRefused, match="nothing to decide"):
        batches.decide(told, staging.SOMEBODY_NEW, leg=3)


def test_everything_parsed_survives_the_wait():
    split = ParsedSplit(400, Mark(56_100, Measure.TIME, Precision.HAND))
    jump = ParsedAttempt(2, "XO", height_mm=2200, wind=Decimal("1.0"))
    full = row(
        place=1, mark="3:29.4h", who=KERR | {"sex": "M", "tilastopaja_id": 7}, line=3, splits=(split,),
        attempts=(jump,), legs=(ParsedLeg(1, person("A B", **KERR)),), wind=Decimal("-0.3"), points=900,
    )  # fmt: skip
    parsed = meet(race(full, complete=False, decides_medals=False, note="Rain."))

    batch = waiting(parsed)
    batch.refresh_from_db()
    again = batches.staged_of(batch).meet

    assert (again.races[0], again.competition, again.format) == (parsed.races[0], CUP, "csv")


def test_a_race_changed_meanwhile_is_to_be_looked_at_again():
    imported(final_of(row(place=1, mark="3:29.38", who=KERR)))
    batch = waiting(final_of(row(place=1, mark="3:29.39", who=KERR)))
    rulings.disqualify(Result.objects.get(), rule="TR17", why="Protest")

    with pytest.raises(recording.StaleRace):
        batches.apply(batch)
    batches.apply(batches.restage(batch))
    assert standing() == [(1, "Josh Kerr", "3:29.39")]


def test_of_two_who_apply_one_batch_the_second_is_told():
    batch = waiting(final_of(row(place=1, mark="3:29.38")))
    batches.apply(batch)

    for verb in (batches.apply, batches.restage, batches.discard):
        with pytest.raises(ImportRefused, match="does not wait any more: applied"):
            verb(batch)
    assert Result.objects.count() == 1


def test_what_is_put_away_is_never_applied():
    batch = batches.discard(waiting(final_of(row(place=1, mark="3:29.38"))))

    assert batch.status == "discarded"
    with pytest.raises(ImportRefused, match="discarded"):
        batches.apply(batch)
    assert not Result.objects.exists()


@pytest.mark.parametrize("verb", [batches.apply, batches.restage, batches.discard])
@pytest.mark.parametrize(("role", "may"), [("Reporter", False), ("Editor", False), ("Results desk", True)])
def test_a_batch_is_the_results_desk_s(verb, role, may):
    batch, user = waiting(final_of(row(place=1, mark="3:29.38"))), make_member(role)

    if may:
        verb(batch, by=user)
    else:
        with pytest.raises(PermissionDenied):
            verb(batch, by=user)
        batch.refresh_from_db()
        assert batch.status == "staged"


def test_an_import_into_a_held_competition_uses_it():
    cup = make_competition(name="Spring Cup", first_day=DAY, last_day=DAY)
    final = make_race(event=make_event("1500", competition=cup), date=DAY, status="scheduled")
    imported(final_of(row(place=1, mark="3:29.38")))

    assert (Competition.objects.get(), Race.objects.get()) == (cup, final)
