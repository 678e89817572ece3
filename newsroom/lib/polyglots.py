"""Files that are a picture and something else as well: a page, an archive, a script. Read without decoding.

What is kept of an upload is encoded anew and holds nothing of this; but who sends such a file means harm, or
was sent it by somebody who does. Phones do hang things behind a JPEG (a second picture, a film, zeros): these
are no reason to refuse it.
"""

import re

MOST_SCANS = 100  # of a progressive JPEG: each is decoded over the whole picture, and ten are plenty
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 22 + 65_535  # bytes before the end of a file in which an archive's directory has to end
PDF_HEAD = 1024  # bytes in which a reader of documents looks for its mark
PAGE = re.compile(rb"<script|<!doctype html|<html[\s>]|<iframe[\s>]|<\?php\s", re.IGNORECASE)
ARCHIVE = re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c")
TEXT = re.compile(rb"[\s\x00]*[\x20-\x7e]{8}")
AVIF_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"uuid", b"mini", b"styp"}
# In the coded part of a JPEG: a marker that is neither a stuffed byte nor a restart.
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
END_OF_IMAGE, START_OF_SCAN = 0xD9, 0xDA


def fault(content: bytes, kind: str) -> str:
    """What else the file is, in a sentence for the editor; empty where it is a picture and no more."""
    if kind == "JPEG" and _scans(content) > MOST_SCANS:
        return "The picture is built of more layers than any camera writes: save it anew and send that."
    what = _second_format(content, kind)
    if not what:
        return ""
    return (
        f"The picture is not only a picture, there is {what} in it: save it anew as a picture and send that."
    )


def _second_format(content, kind):
    if PAGE.search(content):
        return "a web page or a script"
    if ZIP_END in content[-ZIP_TAIL:] or ARCHIVE.search(content):
        return "an archive"
    if b"%PDF-" in content[:PDF_HEAD]:
        return "a document"
    if (
        content.startswith(b"\xff\xd8\xff") and content[4:6] == b"/*"
    ):  # the length of a segment, and a comment
        return "a script"
    tail = content[ENDS[kind](content) :]
    if tail.strip(b"\x00") and (kind != "JPEG" or TEXT.match(tail)):
        return "something else behind its end"
    return ""


def _jpeg_markers(content):
    """(marker, where the next begins) of its segments, up to its end or to what is no marker."""
    at = 2
    while content[at : at + 1] == b"\xff" and at + 1 < len(content):
        marker = content[at + 1]
        if marker == 0xFF:  # a filling
            at += 1
            continue
        at += 2
        if marker not in {0x01, END_OF_IMAGE, *range(0xD0, 0xD9)}:
            at += max(2, int.from_bytes(content[at : at + 2]))
        if marker == START_OF_SCAN:
            found = NEXT_MARKER.search(content, at)
            at = found.start() if found else len(content)
        yield marker, at
        if marker == END_OF_IMAGE:
            return


def _scans(content):
    return sum(marker == START_OF_SCAN for marker, _ in _jpeg_markers(content))


def _jpeg_end(content):
    """Where it is damaged, the whole: its decoder says so."""
    return next((at for marker, at in _jpeg_markers(content) if marker == END_OF_IMAGE), len(content))


def _png_end(content):
    at = 8
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    return len(content)


def _webp_end(content):
    size = int.from_bytes(content[4:8], "little")
    return 8 + size + size % 2


def _avif_end(content):
    at = 0
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16])
        if kind not in AVIF_BOXES:
            return at
        if length < 8:  # 0: up to the end of the file
            return len(content)
        at += length
    return at


ENDS = {"JPEG": _jpeg_end, "PNG": _png_end, "WEBP": _webp_end, "AVIF": _avif_end}
