"""A file that waits for a person: kept, looked at, decided about, applied or put away."""

import hashlib
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.utils import timezone

from newsroom.lib import audit, bulk
from newsroom.lib.text import fold
from results import recording
from results.importers import applying, base, staging, stored
from results.importers.applying import ImportRefused, require_right
from results.importers.staging import SOMEBODY_NEW
from results.models import Athlete, ImportBatch, StagedRace, StagedRow

STAGED, APPLIED, DISCARDED = (
    ImportBatch.Status.STAGED,
    ImportBatch.Status.APPLIED,
    ImportBatch.Status.DISCARDED,
)
RACE_COLUMNS = ("batch", "position", "title", "data", "race", "seen_version", "message")
ROW_COLUMNS = (
    *("staged_race", "position", "line", "data", "verdict", "result", "athlete", "candidates", "message"),
)
LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_NAME = 200, 300, 200
ROWS_AT_ONCE = 500


def digest(data):
    return hashlib.sha256(data).hexdigest()


def new_batch(staged, *, data_digest, by=None):
    """A batch of a file, unsaved."""
    return ImportBatch(
        by=by,
        name=staged.name[:LONGEST_NAME],
        format=staged.meet.format,
        digest=data_digest,
        competition=staged.competition,
        meet={
            "competition": staged.meet.competition and stored.as_data(staged.meet.competition),
            "problems": [_told(problem, staged) for problem in staged.meet.problems],
        },
        problems=problems(staged),
        counts=staged.counts,
    )


def problems(staged):
    """As `import_results --json` prints them."""
    return [_told(problem, staged) for problem in staged.problems]


def _told(problem, staged):
    return {
        "file": problem.file or staged.name,
        "line": problem.line,
        "field": problem.field,
        "value": problem.value,
        "message": problem.message,
        "severity": str(problem.severity),
    }


@transaction.atomic
def store(staged, *, data_digest, by=None):
    """Keep a staged file for a person to look at."""
    batch = new_batch(staged, data_digest=data_digest, by=by)
    batch.save()
    _keep_rows(batch, staged)
    return batch


def staged_of(batch):
    """The file staged afresh, with what was decided about its people."""
    races = list(batch.races.prefetch_related("rows"))
    decisions = _decisions(races)
    competition, said = batch.meet["competition"], batch.meet["problems"]
    meet = base.ParsedMeet(
        format=batch.format,
        competition=stored.from_data(base.ParsedCompetition, competition) if competition else None,
        races=[_parsed(race) for race in races],
        problems=[base.Problem(**problem) for problem in said],
    )
    return staging.stage(
        meet, name=batch.name, competition=batch.competition, resolve=partial(_answer, decisions)
    )


@transaction.atomic
def restage(batch, *, by=None):
    """Look again at what stands now; decisions stay."""
    require_right(by)
    batch = _waiting(batch)
    staged = staged_of(batch)
    batch.races.all().delete()
    batch.problems, batch.counts, batch.competition = problems(staged), staged.counts, staged.competition
    batch.save(update_fields=["problems", "counts", "competition"])
    _keep_rows(batch, staged)
    return batch


def decide(row, answer, *, leg=0, by=None):
    """Say who a person of a row is: an athlete, or SOMEBODY_NEW. It holds for that person in the whole file.

    Raises ImportRefused where the athlete was not among the candidates.
    """
    told = next((each for each in row.candidates if each["leg"] == leg), None)
    if told is None:
        raise ImportRefused("There is nothing to decide in this row.")
    chosen = answer if answer == SOMEBODY_NEW else answer.pk
    return decide_all(row.staged_race.batch, {told["person"]: chosen}, by=by)


@transaction.atomic
def decide_all(batch, answers, *, by=None):
    """Say who several people are: {person key: an athlete's id, or SOMEBODY_NEW}. See `decide`."""
    require_right(by)
    batch = _waiting(batch)
    rows = list(StagedRow.objects.filter(staged_race__batch=batch).exclude(candidates=[]))
    answered = [(row, told) for row in rows for told in row.candidates if told["person"] in answers]
    if unknown := set(answers) - {told["person"] for _, told in answered}:
        raise ImportRefused(f"There is nothing to decide about {len(unknown)} of these people any more.")
    for _, told in answered:
        told["chosen"] = _allowed(told, answers[told["person"]])
    StagedRow.objects.bulk_update([row for row, _ in answered], ["candidates"], batch_size=ROWS_AT_ONCE)
    return restage(batch, by=by)


def _allowed(told, answer):
    if answer != SOMEBODY_NEW and answer not in [option["athlete"] for option in told["options"]]:
        athlete = Athlete.objects.filter(pk=answer).first()
        raise ImportRefused(f"{athlete or 'Nobody held'} is not among those it could be.")
    return answer


@transaction.atomic
def apply(batch, *, by=None, status=""):
    """Write a batch that waited.

    Raises ImportRefused, and recording.StaleRace where a race was written to since it was looked at.
    """
    require_right(by)
    batch = _waiting(batch)
    staged, told = staged_of(batch), batch.races.all()
    if any(race.race and kept.race_id is None for kept, race in zip(told, staged.races, strict=True)):
        raise recording.StaleRace("A race of the file was new here, and somebody added it since.")
    seen = {race.race_id: race.seen_version for race in told if race.race_id}
    applying.apply(staged, batch, by=by, status=status, seen=seen)
    told.delete()  # what it did is in the history now
    audit.record("import applied", batch, by=by, rows=batch.counts)
    return batch


@transaction.atomic
def apply_directly(staged, *, data_digest, by=None, status=""):
    """Write a file that needs nobody to look at it; see `apply`."""
    batch = new_batch(staged, data_digest=data_digest, by=by)
    batch.save()
    seen = {race.race.pk: race.race.version for race in staged.races if race.race}
    applying.apply(staged, batch, by=by, status=status, seen=seen)
    audit.record("import applied", batch, by=by, rows=batch.counts)
    return batch


@transaction.atomic
def discard(batch, *, by=None):
    """Put away a file that waited; when and by whom stands where an undone one says it."""
    require_right(by)
    batch = _waiting(batch)
    batch.status, batch.undone_at, batch.undone_by = DISCARDED, timezone.now(), by
    batch.save(update_fields=["status", "undone_at", "undone_by"])
    batch.races.all().delete()
    audit.record("import put away", batch, by=by)
    return batch


def _waiting(batch):
    """The batch, held until the transaction ends: of two who apply it one comes too late."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status != STAGED:
        raise ImportRefused(f"{batch.name} does not wait any more: {batch.get_status_display().lower()}.")
    return batch


def _keep_rows(batch, staged):
    races = [
        (
            batch.pk,
            position,
            race.title[:LONGEST_TITLE],
            stored.as_data(race.parsed, without=("results",)),
            race.race.pk if race.race else None,
            race.race.version if race.race else None,
            _race_words(race)[:LONGEST_MESSAGE],
        )
        for position, race in enumerate(staged.races)
    ]
    bulk.insert(StagedRace, RACE_COLUMNS, races)
    kept = dict(StagedRace.objects.filter(batch=batch).values_list("position", "pk"))
    bulk.insert(
        StagedRow,
        ROW_COLUMNS,
        (
            _row(kept[number], position, row)
            for number, race in enumerate(staged.races)
            for position, row in enumerate(race.rows)
        ),
    )


def _row(race_pk, position, row):
    return (
        race_pk,
        position,
        row.parsed.line,
        stored.as_data(row.parsed),
        row.verdict.value,
        row.standing["pk"] if row.standing else None,
        row.athlete.pk if row.athlete else None,
        [_options(who) for who in row.who if who.candidates],
        row.message[:LONGEST_MESSAGE],
    )


def _options(who):
    chosen = (who.athlete.pk if who.athlete else SOMEBODY_NEW) if who.decided else None
    return {
        "leg": who.leg,
        "name": who.person.name,
        "person": person_key(who.person),
        "options": [{"athlete": each.athlete.pk, "reason": each.reason} for each in who.candidates],
        "chosen": chosen,
    }


def person_key(person):
    """Who is one person throughout a file, as text."""
    said = (person.tilastopaja_id, person.world_athletics_id, fold(person.name), person.country)
    return "|".join(str(each or "") for each in (*said, person.birth_date, person.sex))


def _decisions(races):
    """{person key: athlete or SOMEBODY_NEW}; who was merged since is the one who stands for both."""
    chosen = {
        told["person"]: told["chosen"]
        for race in races
        for row in race.rows.all()
        for told in row.candidates
        if told["chosen"]
    }
    athletes = Athlete.objects.select_related("merged_into").in_bulk(
        [pk for pk in chosen.values() if pk != SOMEBODY_NEW]
    )
    meant = {pk: athlete.merged_into or athlete for pk, athlete in athletes.items()}
    return {key: SOMEBODY_NEW if pk == SOMEBODY_NEW else meant.get(pk) for key, pk in chosen.items()}


def _answer(decisions, who):
    return decisions.get(person_key(who.person))


def _parsed(race):
    results = tuple(stored.from_data(base.ParsedResult, row.data) for row in race.rows.all())
    return replace(stored.from_data(base.ParsedRace, race.data), results=results)


def _race_words(race):
    if race.race is None:
        return "New here"
    return f"Would change: {', '.join(race.changed)}" if race.changed else ""
