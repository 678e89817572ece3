"""The command as an operator and a program call it."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from results.importers import undoing
from results.importers.base import MOST_BYTES
from results.models import Competition, ImportBatch, Race, Result, ResultChange
from tests.factories.results import make_athlete, make_competition, make_event, make_race

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[2] / "data"
ROME = Path(__file__).resolve().parents[3] / "newsroom" / "demo" / "data" / "rome2024" / "rome2024.json"
CSV = "competition,event,category,round,date,place,athlete,country,birth_date,mark\n"
KERR = "cup,1500m,M,final,2023-08-23,1,Josh Kerr,GBR,1997-10-08,3:29.38\n"


@pytest.fixture(autouse=True)
def _cup():
    call_command("load_reference", verbosity=0)
    make_competition(slug="cup", name="Cup", city="Rome")


def imported(*files, **options):
    """(exit code, what was printed)."""
    out = io.StringIO()
    try:
        call_command("import_results", *map(str, files), stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "cup.csv"
    path.write_text(CSV + KERR)
    return path


def test_what_is_sure_is_applied_and_again_does_nothing(csv):
    code, said = imported(csv, yes=True)
    assert (code, said.splitlines()[0], said.splitlines()[-1]) == (
        0,
        "cup.csv: csv, 1 races, 1 new.",
        "Applied.",
    )
    changes = ResultChange.objects.count()

    code, said = imported(csv, yes=True)
    assert (code, said.splitlines()[-1]) == (0, "Nothing to do: all of it is held already.")
    assert (ResultChange.objects.count(), Result.objects.count()) == (changes, 1)


def test_programs_are_told_in_the_agreed_shape(csv):
    code, said = imported(csv, yes=True, json=True)

    told = json.loads(said)
    assert (code, sorted(told)) == (0, ["applied", "counts", "format", "problems", "races"])
    (race,) = told["races"]
    assert (told["format"], told["applied"], race["event"], race["round"], race["number"]) == (
        "csv",
        True,
        "men-1500m",
        "final",
        None,
    )
    (row,) = race["results"]
    assert [row[name] for name in ("place", "athlete", "country", "mark", "status")] == [
        1,
        "Josh Kerr",
        "GBR",
        "3:29.38",
        "",
    ]
    assert told["counts"] == {"new": 1, "same": 0, "changed": 0, "ambiguous": 0, "refused": 0}


def test_a_problem_is_told_with_its_place_and_nothing_is_stored(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(CSV + KERR.replace("3:29.38", "fast"))

    code, said = imported(path, yes=True, json=True)
    told = json.loads(said)
    assert (code, told["applied"], Result.objects.count(), ImportBatch.objects.count()) == (1, False, 0, 0)
    (problem,) = [each for each in told["problems"] if each["severity"] == "error"]
    assert sorted(problem) == ["field", "file", "line", "message", "severity", "value"]
    assert (problem["file"], problem["line"], problem["field"], problem["value"]) == (
        "bad.csv",
        2,
        "mark",
        "fast",
    )


def test_a_trial_stores_nothing(csv):
    code, said = imported(csv, dry_run=True)

    assert (code, said.splitlines()[-1]) == (0, "Nothing is stored: this was a trial.")
    assert (Result.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_without_leave_it_waits_for_a_person(csv):
    code, said = imported(csv)

    batch = ImportBatch.objects.get()
    assert (code, said.splitlines()[-1]) == (
        1,
        f"Waits for a person: /admin/results/importbatch/{batch.pk}/change/",
    )
    assert (batch.status, Result.objects.count()) == ("staged", 0)


def test_who_is_not_sure_waits_even_with_leave(tmp_path):
    make_athlete("Josh", "Kerr")
    path = tmp_path / "cup.csv"
    path.write_text(CSV + KERR.replace("1997-10-08", ""))

    assert imported(path, yes=True)[0] == 1
    assert (ImportBatch.objects.get().status, Result.objects.count()) == ("staged", 0)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"competition": "none"}, "There is no competition “none”."),
        ({"competition": "cup", "event": "none"}, "There is no event “none”."),
        ({"event": "men-1500m"}, "--event needs --competition."),
        ({"format": "pdf"}, "“pdf” is no format"),
    ],
)
def test_a_wrong_command_is_told_apart_from_a_wrong_file(csv, options, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        imported(csv, **options)
    assert refused.value.returncode == 2


def test_a_missing_file_is_a_wrong_command(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file") as refused:
        imported(tmp_path / "none.csv")
    assert refused.value.returncode == 2


def test_what_the_file_does_not_say_is_said_by_the_command(tmp_path):
    event = make_event("1500", competition=Competition.objects.get(), slug="men-1500m")
    make_race(event=event, status="scheduled", date=event.competition.first_day)
    path = tmp_path / "031-2-01.lif"
    path.write_bytes((DATA / "lynx" / "031-2-01.lif").read_bytes().replace(b"1500m M, Final", b"Final"))

    code, _ = imported(path, yes=True, competition="cup", event="men-1500m")
    assert (code, Race.objects.get().results.count()) == (0, 17)


def test_standard_input_is_read(monkeypatch):
    class Stdin:
        buffer = io.BytesIO((CSV + KERR).encode())

        def isatty(self):
            return False

    monkeypatch.setattr("sys.stdin", Stdin())
    assert imported("-", yes=True)[0] == 0
    assert Result.objects.count() == 1


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    code, said = imported(path, yes=True)
    assert (code, "is larger than 20 MB" in said) == (1, True)
    assert MOST_BYTES < 200 * 1024 * 1024


def test_several_files_are_one_document_and_one_bad_file_stops_no_other(tmp_path, csv):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")

    code, said = imported(bad, csv, yes=True, json=True)
    assert (code, [told["applied"] for told in json.loads(said)]) == (1, [False, True])
    assert Result.objects.count() == 1


def rows():
    return sorted(
        str(sorted(row.items()))
        for row in Result.objects.values(
            *("athlete__name", "team_name", "place", "mark_value", "status", "rule", "qualification"),
            *("record_flags", "personal_flags", "points", "reaction_ms", "wind", "race__slug", "list_key"),
        )
    )


def test_rome_is_imported_imported_again_and_undone():
    assert imported(ROME, yes=True)[0] == 0
    assert (Result.objects.count(), Race.objects.count()) == (2_345, 180)
    first = rows()

    code, said = imported(ROME, yes=True)
    assert (code, said.splitlines()[-1]) == (0, "Nothing to do: all of it is held already.")

    undoing.undo(ImportBatch.objects.get())
    assert (Result.objects.count(), Race.objects.count(), Competition.objects.count()) == (0, 0, 1)
    assert imported(ROME, yes=True)[0] == 0
    assert rows() == first


def test_the_sample_of_iptc_gives_its_81_rows():
    tokyo = make_competition(slug="tokyo-2020", time_zone="Asia/Tokyo")
    sample = DATA / "sportsml" / "oly2020-ATHM800M.xml"

    assert imported(sample, yes=True, competition="tokyo-2020")[0] == 0
    assert Result.objects.filter(race__event__competition=tokyo).count() == 81
    assert (
        imported(sample, yes=True, competition="tokyo-2020")[1].splitlines()[-1].startswith("Nothing to do")
    )


@pytest.mark.parametrize("name", ["012-3-01.lif", "014-1-01.lif", "031-2-01.lif"])
def test_a_timing_system_s_file_finds_its_race_and_is_undone(name):
    imported(ROME, yes=True)
    rome = Competition.objects.get(external_id="13075167")
    before = rows()

    assert imported(DATA / "lynx" / name, yes=True, competition=rome.slug)[0] == 0
    assert Result.objects.count() == 2_345
    again = imported(DATA / "lynx" / name, yes=True, competition=rome.slug)
    assert again[1].splitlines()[-1].startswith("Nothing to do")

    undoing.undo(ImportBatch.objects.first())
    assert rows() == before
