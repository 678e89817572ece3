"""What RFC 5545 asks of a calendar, checked line by line, without a reader that forgives."""

from collections import Counter

ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "CALSCALE", "METHOD"},
    "VEVENT": {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "URL"),
        *("STATUS", "TRANSP", "SEQUENCE", "LAST-MODIFIED", "CLASS", "CREATED", "ORGANIZER", "PRIORITY"),
    },
}
REQUIRED = {"VCALENDAR": {"PRODID", "VERSION"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}}
STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def faults_of(data):
    """Sentences; none for a valid calendar."""
    return [*_faults_of_lines(data), *_faults_of_components(data)]


def content_lines(data):
    """Unfolded: [(name without parameters, the whole line), …]."""
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    return [(line.partition(":")[0].partition(";")[0], line) for line in lines]


def _faults_of_lines(data):
    lines = data.split(b"\r\n")
    if lines.pop() != b"":
        yield "the last line has no end"
    for line in lines:
        if len(line) > 75:
            yield f"{len(line)} octets in a line: {line}"
        if b"\r" in line or b"\n" in line:
            yield f"a bare break in {line}"
        if line.decode("utf-8", "replace").encode() != line:
            yield f"a torn character in {line}"
        if not line.strip():
            yield "an empty line"


def _faults_of_components(data):
    open_components, names, uids = [], [], []
    for name, line in content_lines(data):
        if name == "BEGIN":
            open_components.append(line.partition(":")[2])
            names.append([])
        elif name == "END":
            kind, held = open_components.pop(), Counter(names.pop())
            if kind != line.partition(":")[2]:
                yield f"{line} ends {kind}"
            yield from (f"{kind} lacks {each}" for each in REQUIRED.get(kind, set()) - held.keys())
            yield from (f"{kind} has {each} twice" for each in ONCE.get(kind, ()) if held[each] > 1)
            if {"DTEND", "DURATION"} <= held.keys():
                yield "both an end and a duration"
        else:
            names[-1].append(name)
            if name == "UID":
                uids.append(line)
            if name == "STATUS" and line.partition(":")[2] not in STATUSES:
                yield f"unknown {line}"
    if open_components:
        yield f"{open_components} never ends"
    if len(set(uids)) != len(uids):
        yield "two of one UID"
    if data.count(b"BEGIN:") < 2:
        yield "a calendar without a component"
