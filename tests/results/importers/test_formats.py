import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import base, formats
from results.importers.base import Severity
from tests.results.importers.fuzzing import assert_sound

DATA = Path(__file__).resolve().parents[2] / "data"
LABELS = ", ".join(module.LABEL for module in formats.MODULES)
CSV = b"event,category,place,athlete,country,mark\n1500m,M,1,Josh Kerr,GBR,3:29.38\n"
REAL = {
    DATA / "lynx" / "012-3-01.lif": "lynx",
    DATA / "lynx" / "031-2-01.lif": "lynx",
    DATA / "sportsml" / "oly2020-ATHM800M.xml": "sportsml",
    DATA / "world-athletics" / "tj-final.json": "world-athletics",
    DATA / "opentrack" / "programme_surreytf_2016.json": "opentrack",
}


def zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def said(data, name="results.bin", **kinds):
    meet = formats.read(data, name, **kinds)
    assert meet.refused and meet.races == ()
    return [problem.message for problem in meet.problems]


@pytest.mark.parametrize(("path", "name"), REAL.items(), ids=lambda value: getattr(value, "name", value))
def test_formats_are_recognised_from_their_content(path, name):
    meet = formats.read(path.read_bytes(), "no name that helps")
    assert (meet.format, meet.refused, bool(meet.races)) == (name, False, True)


def test_csv_is_recognised_by_its_header():
    assert formats.read(CSV).format == "csv"


@pytest.mark.parametrize("format", formats.FORMATS)
def test_a_format_that_is_named_is_taken(format):
    assert formats.read(b"x,y,z\n1,2,3\n", format=format).format == format


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF file; ask for the results as CSV"),
        (zipped("xl/workbook.xml"), "an Excel workbook; save its sheet as CSV and take that"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
            "an old Excel or Word file; save its sheet as CSV and take that",
        ),
        (
            zipped("word/document.xml"),
            "a Word document; copy its table into a spreadsheet and save that as CSV",
        ),
        (zipped("results.csv"), "an archive (ZIP); unpack it first"),
        (gzip.compress(CSV, mtime=0), "compressed (gzip); unpack it first"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"RIFF\0\0\0\0WEBP", "a picture (WebP)"),
        (b"SQLite format 3\0", "an SQLite database"),
        (
            b"\n<!DOCTYPE html><p>Results</p>",
            "a web page; copy its table into a spreadsheet and save that as CSV",
        ),
        (b"<html><body>", "a web page; copy its table into a spreadsheet and save that as CSV"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(data, kind):
    assert said(data) == [f"results.bin is {kind}. Expected one of {LABELS}."]


def test_text_of_no_known_format_is_refused():
    assert said(b"Kerr won.") == [f"results.bin is in no format known here; expected one of {LABELS}."]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t"])
def test_an_empty_file_is_refused(data):
    assert said(data) == [f"results.bin is empty; expected one of {LABELS}."]


def test_a_pasted_text_has_no_name():
    assert said(b"", "") == [f"The text is empty; expected one of {LABELS}."]


def test_an_unknown_format_is_refused():
    assert said(CSV, format="excel") == [
        f"“excel” is no format known here; expected one of {', '.join(formats.FORMATS)}."
    ]


def test_nul_bytes_and_utf_16_are_refused_with_their_line():
    meet = formats.read(CSV + b"1500m,\0M", "results.csv")
    assert [(problem.line, problem.message) for problem in meet.problems] == [
        (3, "The file holds NUL bytes, so it is binary or UTF-16; expected text in UTF-8 or Windows-1252.")
    ]
    assert said(CSV.decode().encode("utf-16")) == [
        "The file is written in UTF-16; expected text in UTF-8 or Windows-1252."
    ]


def test_a_file_is_read_no_further_than_its_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "MOST_BYTES", 1000)
    path = tmp_path / "long.csv"
    path.write_bytes(CSV * 100)
    data = formats.read_file(path)
    assert len(data) == 1001
    assert formats.read(data, "long.csv").refused


def test_a_file_above_the_limit_is_refused():
    assert said(b"x" * (base.MOST_BYTES + 1)) == [
        "results.bin is larger than 20 MB; expected one competition a file."
    ]


def test_too_many_rows_are_refused():
    row = b"1500m,M,,A B,GBR,\n"
    meet = formats.read(CSV + row * base.MOST_ROWS, "many.csv")
    assert [problem.message for problem in meet.problems if "rows" in problem.message] == [
        "There are more than 50,000 rows; expected one competition a file."
    ]
    assert sum(len(race.results) for race in meet.races) <= base.MOST_ROWS


def test_a_file_without_a_race_is_refused():
    assert said(CSV.splitlines()[0] + b"\n") == ["results.bin holds no race; expected at least one."]


def test_every_problem_names_its_file():
    meet = formats.read(CSV.replace(b"3:29.38", b"fast"), "results.csv")
    assert [(problem.file, problem.line, problem.field) for problem in meet.problems] == [
        ("results.csv", 2, "mark"),
    ]


@pytest.mark.parametrize("path", list(REAL)[:2], ids=lambda path: path.name)
def test_rows_are_checked_whatever_the_format(path):
    data = path.read_bytes().replace(b"\n2,", b"\n1,")
    assert [(p.line, p.field, p.severity) for p in formats.read(data, path.name).problems] == [
        (3, "place", Severity.ERROR)
    ]


@given(st.binary(max_size=300), st.sampled_from(["", *formats.FORMATS]))
def test_any_bytes_make_a_meet(data, format):
    assert_sound(formats.read(data, "x", format))


@given(
    st.sampled_from([path.read_bytes() for path in REAL]),
    st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=5), st.integers(0, 20)), max_size=3),
)
def test_any_change_of_a_real_file_makes_a_meet(data, changes):
    for position, inserted, removed in changes:
        data = data[:position] + inserted + data[position + removed :]
    assert_sound(formats.read(data, "x"))
