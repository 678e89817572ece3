"""Every format that is read: recognised from its content, refused by name where it is none of them."""

from dataclasses import replace

from results.importers import (
    bell_lap,
    csv_file,
    lynx,
    opentrack,
    sportsml,
    tilastopaja,
    world_athletics,
)
from results.importers.base import MOST_BYTES, MOST_ROWS, ParsedMeet, Problem
from results.importers.checks import check_race
from results.importers.located import Found, shown
from results.importers.reading import decode

# In the order in which they are tried: the surest first.
MODULES = (bell_lap, sportsml, world_athletics, tilastopaja, opentrack, lynx, csv_file)
FORMATS = {module.NAME: module for module in MODULES}

AS_CSV = "save its sheet as CSV and take that"
SIGNATURES = (
    (b"%PDF-", "a PDF file", "ask for the results as CSV"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file", AS_CSV),
    (b"\x89PNG\r\n", "a picture (PNG)", ""),
    (b"\xff\xd8\xff", "a picture (JPEG)", ""),
    (b"GIF8", "a picture (GIF)", ""),
    (b"II*\0", "a picture (TIFF)", ""),
    (b"MM\0*", "a picture (TIFF)", ""),
    (b"BM", "a picture (BMP)", ""),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first"),
    (b"BZh", "compressed (bzip2)", "unpack it first"),
    (b"\xfd7zXZ\0", "compressed (xz)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)", "unpack it first"),
    (b"Rar!\x1a\x07", "an archive (RAR)", "unpack it first"),
    (b"SQLite format 3\0", "an SQLite database", ""),
    (b"{\\rtf", "an RTF document", ""),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90\0", "a program", ""),
)
ZIPPED = (  # what an archive holds tells what it is
    (b"xl/", "an Excel workbook", AS_CSV),
    (b"word/", "a Word document", "copy its table into a spreadsheet and save that as CSV"),
    (b"ppt/", "a PowerPoint file", ""),
    (b"opendocument.spreadsheet", "a LibreOffice spreadsheet", AS_CSV),
    (b"opendocument", "a LibreOffice document", ""),
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
WEB_PAGE = (b"<!doctype html", b"<html")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 8192  # bytes of an archive, whose first names stand at its beginning
BLANK = b"\xef\xbb\xbf \t\r\n"


def read(data, name="", format=""):
    """The meet of a file; each problem names the file. Nothing of what `MOST_BYTES` exceeds is looked at."""
    problem = _refusal(data, name) or _unknown_name(format)
    module = None if problem else FORMATS[format] if format else recognise(data, name)
    if problem is None and module is None:
        problem = Problem(f"{_called(name)} is in no format known here; expected one of {_labels()}.")
    if problem:
        return ParsedMeet(format, problems=(replace(problem, file=name),))
    return _checked(module.parse(data, name), name)


def recognise(data, name=""):
    """The module that reads it; None where there is none."""
    return next((module for module in MODULES if module.recognises(data, name)), None)


def read_file(path):
    """Its bytes, never more than one beyond `MOST_BYTES`: for `read` to refuse them. Raises OSError."""
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def _refusal(data, name):
    called = _called(name)
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1024**2} MB"
        return Problem(f"{called} is larger than {most}; expected one competition a file.")
    if not data.strip(BLANK):
        return Problem(f"{called} is empty; expected one of {_labels()}.")
    if kind := _foreign(data):
        what, advice = kind
        hint = f"; {advice}" if advice else ""
        return Problem(f"{called} is {what}{hint}. Expected one of {_labels()}.")
    if b"\0" in data or data.startswith(UTF_16):
        return decode(data)[1]
    return None


def _foreign(data):
    """(what it is, what to do) of a kind of file that holds no results for us."""
    if data.startswith(ZIP):
        inside = data[:LOOKED_AT] + data[-LOOKED_AT:]
        found = next(((what, advice) for mark, what, advice in ZIPPED if mark in inside), None)
        return found or ("an archive (ZIP)", "unpack it first")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a picture (WebP)", ""
    if data[:LOOKED_AT].strip(BLANK).lower().startswith(WEB_PAGE):
        return "a web page", "copy its table into a spreadsheet and save that as CSV"
    is_text = b"\0" not in data
    known = (kind for kind in SIGNATURES if data.startswith(kind[0]) and not (kind[0] == b"BM" and is_text))
    return next(((what, advice) for _, what, advice in known), None)


def _unknown_name(format):
    if not format or format in FORMATS:
        return None
    return Problem(f"“{shown(format)}” is no format known here; expected one of {', '.join(FORMATS)}.")


def _checked(meet, name):
    """With what every format's rows are checked for, as long as there is not too much of it."""
    found = Found()
    rows = sum(len(race.results) for race in meet.races)
    if rows > MOST_ROWS and not meet.refused:
        found.add(Problem(f"There are more than {MOST_ROWS:,} rows; expected one competition a file."))
    for race in meet.races if rows <= MOST_ROWS else ():
        for problem in check_race(race):
            found.add(problem)
    problems = (*meet.problems, *found.problems)
    if not meet.races and not meet.refused:
        problems = (*problems, Problem(f"{_called(name)} holds no race; expected at least one."))
    return replace(meet, problems=tuple(replace(problem, file=name) for problem in problems))


def _called(name):
    return shown(name) if name else "The text"


def _labels():
    return ", ".join(module.LABEL for module in MODULES)
