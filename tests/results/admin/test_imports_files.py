"""Files and pasted texts taken in at the desk: good ones wait, bad ones are refused in sentences."""

import io
import zipfile
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.admin.importing.forms import MOST_PASTED, ImportForm
from results.importers.base import MOST_BYTES
from results.models import Athlete, Event, ImportBatch, Race, Result, StagedRace
from tests.desk_forms import errors, filled, make_member
from tests.factories.results import make_competition, make_country, make_discipline, make_event, make_race

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[2] / "data"
ROME = Path(__file__).resolve().parents[3] / "newsroom" / "demo" / "data" / "rome2024" / "rome2024.json"
LIF = (DATA / "lynx" / "012-3-01.lif").read_bytes()
ADD = "/admin/results/importbatch/add/"
DAY = date(2024, 6, 8)
HEAD = "event,category,round,place,athlete,country,mark\n"
CSV = HEAD + "1500m,M,final,1,Josh Kerr,GBR,3:29.38\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><newsItem>&b;</newsItem>'
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><newsItem>&a;</newsItem>'
)


def workbook():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return held.getvalue()


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


@pytest.fixture
def cup():
    for code in ("GBR", "POL", "ITA", "LUX", "GER", "FRA", "SUI"):
        make_country(code)
    for code in ("100", "1500", "800"):
        make_discipline(code)
    return make_competition(slug="cup", name="Spring Cup", first_day=DAY, last_day=DAY)


def taken_in(client, data=None, name="results.csv", **answers):
    """The page filled in and sent as a browser does."""
    posted = filled(client, ADD, "importbatch", **answers)
    if data is not None:
        posted["file"] = SimpleUploadedFile(name, data)
    return client.post(ADD, posted)


def problems(response):
    assert response.status_code == 200
    page = lxml.html.fromstring(response.content.decode())
    return [" ".join(item.text_content().split()) for item in page.xpath("//ul[@class='problems']/li")]


def applied(client, response, button="_official"):
    return client.post(response.url, filled(client, response.url, "importbatch", **{button: "on"}))


def said(response):
    page = lxml.html.fromstring(response.content.decode())
    return [item.text_content().strip() for item in page.xpath("//ul[@class='messagelist']/li")]


def stored():
    return ImportBatch.objects.count(), Race.objects.count(), Result.objects.count(), Athlete.objects.count()


# What is taken in


def test_a_file_waits_with_who_brought_it(desk, cup):
    response = taken_in(desk, CSV.encode(), competition=cup.pk)

    batch = ImportBatch.objects.get()
    assert response.url == reverse("admin:results_importbatch_change", args=[batch.pk])
    assert (batch.name, batch.format, batch.status, batch.competition) == (
        "results.csv",
        "csv",
        "staged",
        cup,
    )
    assert (batch.by_id, batch.counts["new"]) == (int(desk.session["_auth_user_id"]), 1)
    assert Result.objects.count() == 0


def test_cells_of_a_spreadsheet_are_pasted(desk, cup):
    taken_in(desk, text=CSV.replace(",", "\t").replace("\n", "\r\n"), competition=cup.pk)

    batch = ImportBatch.objects.get()
    assert (batch.name, batch.counts["new"]) == ("Pasted text", 1)


def test_what_is_here_already_is_said_and_not_stored(desk, cup):
    text = CSV.replace("mark\n", "mark,birth_date\n").replace("3:29.38", "3:29.38,1997-10-08")
    applied(desk, taken_in(desk, text=text, competition=cup.pk))
    before = stored()

    response = taken_in(desk, text=text, competition=cup.pk)

    assert said(desk.get(response.url)) == ["Nothing to do: all of Pasted text is here already."]
    assert stored() == before


def test_the_format_can_be_named(desk, cup):
    response = taken_in(desk, CSV.encode(), format="lynx", competition=cup.pk)

    assert problems(response) != []
    assert stored() == (0, 0, 0, 0)


def test_the_event_of_a_file_that_names_none_survives_another_look(desk, cup):
    event = make_event("100", "W", competition=cup)
    untitled = LIF.replace(b"Women's 100 Metres Final", b"Race 12")

    response = taken_in(desk, untitled, "012-3-01.lif", event=event.pk)
    desk.post(response.url, filled(desk, response.url, "importbatch", _again="on"))
    applied(desk, response, "_provisional")

    race = Race.objects.get()
    assert (race.event, race.discipline_id, race.status, race.results.count()) == (
        event,
        "100",
        "provisional",
        8,
    )


def test_the_event_is_needed_where_the_file_names_none(desk, cup):
    untitled = LIF.replace(b"Women's 100 Metres Final", b"Race 12")

    told = problems(taken_in(desk, untitled, "012-3-01.lif", competition=cup.pk))

    assert told[0] == (
        "Error: “Race 12” tells no discipline that is known here: name its event. "
        "Line 1; field: event; value: “Race 12”"
    )
    assert stored() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("title", "discipline", "category", "sentence"),
    [
        (b"Women's Race", "1500", "M", "“Women's Race” is not of the event named, Men’s 1500m."),
        (b"Race 12", "1500", "W", "10.99 is no mark of the 1500m: nobody comes near 2:00.00."),
        (b"Race 12", "LJ", "W", "10.99 is no mark of the long jump."),
    ],
)
def test_an_event_that_cannot_be_is_refused(desk, cup, title, discipline, category, sentence):
    event = make_event(discipline, category, competition=cup)

    response = taken_in(desk, LIF.replace(b"Women's 100 Metres Final", title), "a.lif", event=event.pk)

    assert [problem for problem in problems(response) if sentence in problem] != []
    assert stored() == (0, 0, 0, 0)


def test_the_day_of_a_race_that_is_not_here_can_be_given(desk, cup):
    cup.last_day = date(2024, 6, 12)
    cup.save()
    (lacking,) = problems(taken_in(desk, LIF, "012-3-01.lif", competition=cup.pk))
    assert "has no day: expected a date such as 2024-06-08." in lacking

    applied(desk, taken_in(desk, LIF, "012-3-01.lif", competition=cup.pk, day="2024-06-09"))

    assert Race.objects.get().date == date(2024, 6, 9)


def test_a_competition_may_come_with_the_address(desk, cup):
    assert filled(desk, f"{ADD}?competition={cup.pk}", "importbatch")["competition"] == str(cup.pk)


@pytest.mark.parametrize("key", ["x", "0", "9" * 30, "-1", "1,2"])
def test_a_competition_that_is_none_is_not_chosen(desk, key):
    assert filled(desk, f"{ADD}?competition={key}", "importbatch")["competition"] == ""
    assert errors(taken_in(desk, text=CSV, competition=key)) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


# What is refused


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "results.csv", "results.csv is empty; expected one of"),
        (b" \n\n ", "results.csv", "results.csv is empty; expected one of"),
        (PNG, "results.csv", "results.csv is a picture (PNG)"),
        (
            workbook(),
            "results.xlsx",
            "results.xlsx is an Excel workbook; save its sheet as CSV and take that.",
        ),
        (CSV.encode().replace(b"Josh", b"Jo\0sh"), "results.csv", "NUL"),
        (CSV.encode("utf-16"), "results.csv", "UTF-16"),
        (BOMB, "results.xml", ""),
        (OUTSIDE, "results.xml", ""),
        (b'{"events":' + b"[" * 100_000, "results.json", ""),
        (b"[" * 5_000 + b"]" * 5_000, "results.json", ""),
        (b"What a race that was!", "results.txt", "results.txt is in no format known here; expected one of"),
        (CSV.encode()[:60], "results.csv", ""),
    ],
)
def test_what_is_no_result_is_refused_in_a_sentence(desk, cup, data, name, sentence):
    told = problems(taken_in(desk, data, name, competition=cup.pk))

    assert [problem.startswith("Error: ") for problem in told][:1] == [True]
    assert sentence in told[0]
    assert "root:" not in told[0]
    assert stored() == (0, 0, 0, 0)


def test_formulas_are_text_and_never_markup(desk, cup):
    text = CSV + "1500m,M,final,2,=HYPERLINK(0),GBR,3:30.00\n1500m,M,final,3,<script>x</script>,GBR,3:31.00\n"

    response = taken_in(desk, text=text, competition=cup.pk)
    page = desk.get(response.url) if response.status_code == 302 else response

    assert b"<script>x" not in page.content
    assert Result.objects.count() == 0


def test_the_same_problem_in_many_lines_is_told_once(desk, cup):
    text = HEAD + "".join(f"1500m,M,final,{place},Runner {place},XXX,3:4{place}.00\n" for place in (1, 2, 3))

    response = taken_in(desk, text=text, competition=cup.pk)

    assert problems(response) == [
        "Error: “XXX” is no country here: expected three letters such as GBR. "
        "Lines 2, 3, 4; field: athlete; value: “Runner 1”, “Runner 2”, “Runner 3”"
    ]
    assert "Nothing of Pasted text is stored" in response.content.decode()
    assert (
        lxml.html.fromstring(response.content.decode()).get_element_by_id("id_text").text.split()
        == text.split()
    )


class Endless(UploadedFile):
    """An upload of 200 MB that is nowhere: it tells how much of it was asked for."""

    asked = 0

    def read(self, size=-1):
        assert size >= 0, "the whole of it was asked for"
        self.asked += size
        return b"x" * size


def test_a_file_that_is_too_large_is_not_read_at_all():
    upload = Endless(name="huge.csv", size=200 * 1024 * 1024)

    form = ImportForm({}, {"file": upload})

    assert form.errors["file"] == ["huge.csv has 200 MB; expected at most 20: one competition a file."]
    assert upload.asked == 0


def test_of_a_file_that_lies_about_its_size_no_more_is_read_than_is_needed_to_refuse_it():
    upload = Endless(name="huge.csv", size=10)
    form = ImportForm({}, {"file": upload})

    assert form.is_valid()
    assert (len(form.content), upload.asked) == (MOST_BYTES + 1, MOST_BYTES + 1)


@pytest.mark.parametrize(
    ("answers", "data", "sentence"),
    [
        ({}, None, "Nothing is given yet: choose a file, or paste a text."),
        ({"text": CSV}, CSV.encode(), "Both a file and a text are given: which of them is it?"),
        ({"text": "a\0b"}, None, "Null characters are not allowed."),
        (
            {"text": "x" * (MOST_PASTED + 1)},
            None,
            f"Ensure this value has at most {MOST_PASTED} characters (it has {MOST_PASTED + 1}).",
        ),
        ({"format": "pdf"}, CSV.encode(), "Select a valid choice. pdf is not one of the available choices."),
        ({"day": "8 June"}, CSV.encode(), "Enter a valid date."),
    ],
)
def test_a_form_that_does_not_fit_says_why(desk, answers, data, sentence):
    assert errors(taken_in(desk, data, **answers)) == [sentence]


def test_an_event_of_another_competition_is_refused(desk, cup):
    event = make_event("1500")

    assert errors(taken_in(desk, CSV.encode(), competition=cup.pk, event=event.pk)) == [
        f"Men’s 1500m is an event of {event.competition}: choose one of both."
    ]


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_only_the_results_desk_takes_files_in(client, cup, role):
    client.force_login(make_member(role))

    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"text": CSV, "competition": cup.pk}).status_code == 403
    assert ImportBatch.objects.count() == 0


@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")),
        st.tuples(st.integers(0, len(LIF) - 1), st.binary(max_size=6)).map(
            lambda cut: LIF[: cut[0]] + cut[1] + LIF[cut[0] :]
        ),
        st.lists(
            st.sampled_from(
                ["1", "1500m", "M", "Josh Kerr", "GBR", "3:29.38", "DQ", "", "=1", "x" * 300, "-9"]
            ),
            max_size=8,
        ).map(lambda cells: (HEAD + ",".join(cells)).encode()),
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_taken_in_is_answered(desk, cup, data):
    response = taken_in(desk, data, "a.lif", competition=cup.pk)

    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert desk.get(response.url).status_code == 200


# Real files from end to end


@pytest.fixture
def _reference():
    call_command("load_reference", verbosity=0)


@pytest.mark.usefixtures("_reference")
@pytest.mark.parametrize(
    ("path", "races", "rows"),
    [
        (DATA / "lynx" / "012-3-01.lif", 1, 8),
        (DATA / "sportsml" / "oly2020-ATHM800M.xml", 10, 81),
        (ROME, 180, 2345),
    ],
    ids=["lynx", "sportsml", "rome"],
)
def test_a_real_file_is_imported_said_to_be_here_and_undone(desk, path, races, rows):
    place = make_competition(slug="held", name="Held", first_day=DAY, last_day=DAY)
    told = taken_in(desk, path.read_bytes(), path.name, competition=place.pk)

    assert applied(desk, told).status_code == 302
    assert (ImportBatch.objects.get().status, Race.objects.count(), Result.objects.count()) == (
        "applied",
        races,
        rows,
    )
    assert StagedRace.objects.count() == 0
    again = taken_in(desk, path.read_bytes(), path.name, competition=place.pk)
    assert said(desk.get(again.url)) == [f"Nothing to do: all of {path.name} is here already."]
    assert ImportBatch.objects.count() == 1

    applied(desk, told, "_undo")

    assert ImportBatch.objects.get().status == "undone"
    assert (Event.objects.count(), *stored()) == (0, 1, 0, 0, 0)


@pytest.mark.usefixtures("_reference")
def test_a_file_of_the_timing_system_fills_the_start_list(desk):
    place = make_competition(slug="held", name="Held", first_day=DAY, last_day=DAY)
    final = make_race(event=make_event("100", "W", competition=place), status="scheduled", date=DAY)

    applied(desk, taken_in(desk, LIF, "012-3-01.lif", competition=place.pk), "_provisional")

    final.refresh_from_db()
    assert (final.status, str(final.wind), final.results.count()) == ("provisional", "0.7", 8)
    assert final.results.get(place=1).who == "Dina Asher-Smith"
