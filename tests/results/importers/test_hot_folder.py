"""The hot folder of a meeting, with real files."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from results import status
from results.importers import batches, formats, staging, undoing
from results.importers.hot_folder import PATIENCE, HotFolder
from results.models import Athlete, ImportBatch, Race, Result
from tests.factories.results import make_competition

pytestmark = pytest.mark.django_db
LIF = Path(__file__).resolve().parents[2] / "data" / "lynx" / "012-3-01.lif"
START_LIST = "start list.csv"


@pytest.fixture
def meeting(tmp_path):
    """A meeting whose start list is the women’s 100m final of Rome, and its empty folder."""
    call_command("load_reference", verbosity=0)
    rome = make_competition(slug="rome", first_day=date(2024, 6, 9), last_day=date(2024, 6, 9))
    lines = LIF.read_bytes().decode("cp1252").splitlines()[1:]
    head = "event,category,round,date,athlete,family_name,given_name,country,lane,bib,external_id"
    rows = [head]
    for line in lines:
        _, bib, lane, family, given, country, *_ = line.split(",")
        rows.append(
            f"100m,W,final,2024-06-09,{given} {family},{family},{given},{country},{lane},{bib},lynx:12-3-1"
        )
    read = formats.read("\n".join(rows).encode(), START_LIST)
    staged = staging.stage(read, name=START_LIST, competition=rome)
    assert [problem.message for problem in staged.problems] == []
    batches.apply_directly(staged, data_digest="start")
    return HotFolder(tmp_path, rome)


def looked(folder, times=2):
    for _ in range(times):
        folder.look()


def dropped(folder, data=None, name=LIF.name):
    path = folder.folder / name
    path.write_bytes(LIF.read_bytes() if data is None else data)
    return path


def imports():
    return list(ImportBatch.objects.exclude(name=START_LIST).order_by("pk").values_list("name", "status"))


def marks():
    return [
        str(result.mark or "")
        for result in Result.objects.in_table_order().select_related("race__discipline")
    ]


def test_a_file_that_matches_the_start_list_is_applied_as_provisional(meeting):
    dropped(meeting)

    looked(meeting)

    race = Race.objects.get()
    assert (race.status, str(race.wind), marks()[0], race.results.count()) == (
        "provisional",
        "0.7",
        "10.99",
        8,
    )
    assert imports() == [(LIF.name, "applied")]
    assert Athlete.objects.count() == 8


def test_one_look_is_not_enough(meeting):
    dropped(meeting)

    looked(meeting, 1)
    assert imports() == []


def test_what_was_taken_in_is_left_alone(meeting):
    dropped(meeting)
    looked(meeting, 5)
    looked(HotFolder(meeting.folder, meeting.competition), 5)

    assert imports() == [(LIF.name, "applied")]


def test_a_file_that_changes_is_taken_in_anew(meeting):
    path = dropped(meeting)
    looked(meeting)
    path.write_bytes(LIF.read_bytes().replace(b"10.99", b"10.98"))
    looked(meeting)

    assert (marks()[0], Race.objects.get().status) == ("10.98", "provisional")
    assert imports() == [(LIF.name, "applied")] * 2


@pytest.mark.parametrize("cut", [-30, -1, None])
def test_a_half_written_file_is_waited_for(meeting, cut):
    """In the middle of a row, at the end of one, and after whole rows of which others are still to come."""
    whole = LIF.read_bytes()
    part = whole[:cut] if cut else b"\n".join(whole.split(b"\n")[:5]) + b"\n"
    path = dropped(meeting, part)
    looked(meeting, PATIENCE - 2)
    assert (imports(), marks()[0]) == ([], "") if cut != -1 else ([], marks()[0])

    path.write_bytes(whole)
    looked(meeting)
    assert (imports(), marks()[0]) == ([(LIF.name, "applied")], "10.99")


def test_a_file_that_stays_half_written_waits_for_a_person(meeting):
    dropped(meeting, LIF.read_bytes()[:-30])
    looked(meeting, PATIENCE + 2)

    assert (imports(), marks()[0]) == ([(LIF.name, "staged")], "")


def test_who_is_not_on_the_start_list_waits_for_a_person(meeting):
    dropped(
        meeting,
        LIF.read_bytes().replace(b"Asher-Smith,Dina", b"Nobody,Known").replace(b",100,1,", b",199,1,"),
    )
    looked(meeting, PATIENCE + 2)

    assert (imports(), marks()[0]) == ([(LIF.name, "staged")], "")
    assert Athlete.objects.count() == 8


def test_a_later_state_overtakes_one_that_waits(meeting):
    path = dropped(meeting, LIF.read_bytes()[:-30])
    looked(meeting, PATIENCE + 2)
    path.write_bytes(LIF.read_bytes())
    looked(meeting)

    assert imports() == [(LIF.name, "discarded"), (LIF.name, "applied")]


def test_an_official_race_is_not_touched(meeting):
    path = dropped(meeting)
    looked(meeting)
    status.make_official(Race.objects.get())
    path.write_bytes(LIF.read_bytes().replace(b"10.99", b"10.98"))
    looked(meeting, PATIENCE + 2)

    assert (marks()[0], Race.objects.get().status) == ("10.99", "official")
    assert imports()[-1] == (LIF.name, "staged")


def test_what_a_person_undid_is_not_done_again(meeting):
    dropped(meeting)
    looked(meeting)
    undoing.undo(ImportBatch.objects.get(name=LIF.name))
    looked(HotFolder(meeting.folder, meeting.competition), 3)

    assert (imports(), marks()[0]) == ([(LIF.name, "undone")], "")


def test_a_crash_between_two_looks_loses_nothing(meeting):
    dropped(meeting)
    looked(meeting, 1)
    looked(HotFolder(meeting.folder, meeting.competition))

    assert imports() == [(LIF.name, "applied")]


def test_one_bad_file_stops_no_other_and_is_tried_again(meeting, monkeypatch, caplog):
    dropped(meeting, name="000-1-01.lif")
    shutil.copy(LIF, meeting.folder / LIF.name)
    real = formats.read_file

    def fails_once(path):
        if path.name == "000-1-01.lif":
            raise OSError("Asher-Smith is in the way")
        return real(path)

    monkeypatch.setattr(formats, "read_file", fails_once)
    looked(meeting)
    assert imports() == [(LIF.name, "applied")]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "000-1-01.lif: could not be taken in (OSError)"
    ]

    monkeypatch.setattr(formats, "read_file", real)
    looked(meeting, PATIENCE + 1)
    assert meeting.sights[meeting.folder / "000-1-01.lif"].done


def test_other_files_and_a_folder_that_is_gone_are_passed_over(meeting):
    dropped(meeting, name="notes.txt")
    looked(meeting, PATIENCE + 2)
    shutil.rmtree(meeting.folder)
    looked(meeting)

    assert imports() == []
