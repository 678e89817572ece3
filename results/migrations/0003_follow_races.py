"""What rows now keep of their races, bests worked out anew, and the keys by which athletes are listed."""

from django.db import migrations

from newsroom.lib.text import fold
from results import legality
from results.marks import Mark, Measure, Precision, parse_mark

BATCH = 2000
WITH_RESULT = {"provisional", "official", "revised"}
KEPT = ["discipline", "category", "date", "season", "list_key", "medal_place"]


def set_sort_keys(apps, schema_editor):
    athletes = apps.get_model("results", "Athlete").objects.all()
    for batch in batches(athletes):
        for athlete in batch:
            athlete.sort_key = fold(f"{athlete.family_name}, {athlete.given_name}")
        athletes.bulk_update(batch, ["sort_key"], batch_size=BATCH)


def follow_races(apps, schema_editor):
    results = apps.get_model("results", "Result").objects.select_related("race__discipline", "race__event")
    for batch in batches(results):
        for result in batch:
            follow(result)
        results.bulk_update(batch, KEPT, batch_size=500)


def follow(result):
    race = result.race
    result.discipline_id, result.category = race.discipline_id, race.event.category
    result.date, result.season = race.date, race.date.year
    has_result = race.status in WITH_RESULT
    wins = race.decides_medals and has_result and result.place and result.place <= 3
    result.medal_place = result.place if wins else None
    result.list_key = None
    if has_result and not result.status and result.mark_value is not None:
        mark = Mark(result.mark_value, Measure(race.discipline.measure), Precision(result.mark_precision))
        if legality.is_listed(race.discipline, mark, race.wind, result.wind):
            result.list_key = mark.sort_key


def work_out_bests(apps, schema_editor):
    best_model = apps.get_model("results", "Best")
    best_model.objects.all().delete()
    listed = apps.get_model("results", "Result").objects.filter(athlete__isnull=False, list_key__isnull=False)
    best = {}
    for row in listed.order_by("list_key", "date", "pk").iterator(BATCH):
        for season in (row.season, None):
            best.setdefault((row.athlete_id, row.discipline_id, season), row)
    best_model.objects.bulk_create(
        (
            best_model(
                athlete_id=athlete,
                discipline_id=discipline,
                category=row.category,
                season=season,
                result_id=row.pk,
                list_key=row.list_key,
                date=row.date,
            )
            for (athlete, discipline, season), row in best.items()
        ),
        batch_size=BATCH,
    )


def complete_changes(apps, schema_editor):
    """Changes written before rows could be restored from them: the mark as numbers, the parts as they were told."""
    changes = apps.get_model("results", "ResultChange").objects.select_related("race__discipline")
    for batch in batches(changes):
        for change in batch:
            for row in filter(None, (change.before, change.after)):
                complete(row, change.race)
        changes.bulk_update(batch, ["before", "after"], batch_size=500)


def complete(row, race):
    if "mark_value" in row:
        return
    mark = parse_mark(row["mark"], Measure(race.discipline.measure)) if row.get("mark") else None
    row["mark_value"] = mark.value if mark else None
    row["mark_precision"] = mark.precision.value if mark else ""
    row["race_id"], row["discipline_id"] = race.pk, race.discipline_id
    row["told"] = {name: row.get(name) for name in ("splits", "attempts", "legs")}
    row |= {"splits": [], "attempts": [], "legs": []}


def batches(rows):
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def nothing(apps, schema_editor):
    """The columns go with the migration before; what was worked out needs no undoing."""


class Migration(migrations.Migration):
    dependencies = [("results", "0002_results_desk")]

    operations = [
        migrations.RunPython(step, nothing)
        for step in (set_sort_keys, follow_races, work_out_bests, complete_changes)
    ]
