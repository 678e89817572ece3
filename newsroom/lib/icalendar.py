"""Writing calendars: iCalendar, RFC 5545, with the names of RFC 7986 and those that readers knew before it.

Moments are written in UTC, so that no time zone need be described; a day is written as a day.
There is no METHOD: it would make of the calendar a message of a scheduler, which needs an organiser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from newsroom.lib.text import strip_control

ICALENDAR_CONTENT_TYPE = "text/calendar; charset=utf-8"

PRODUCT = "-//Bell Lap//Calendars//EN"
LINE = 75  # octets, without the line break
BREAK = b"\r\n"
ANY_BREAK = re.compile("\r\n?|[\u2028\u2029]")
SPECIAL = re.compile(r"([\\;,])")
# What an address may hold besides letters and digits; a break or a space would end the line's value.
OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._~"
# A calendar holds at least one component; this one says nothing that is not so.
NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Entry:
    """`uid` never changes, `sequence` only rises. `start` is an aware moment, or a day, which it then fills;
    `end` is of the same kind and not in it. Of a day it may be left out."""

    uid: str
    summary: str
    start: date
    changed_at: datetime
    sequence: int = 0
    end: date | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    tentative: bool = False
    busy: bool = False  # whether it takes the time of whoever has it in a calendar


@dataclass(frozen=True)
class Calendar:
    name: str
    url: str
    entries: tuple[Entry, ...] = ()
    description: str = ""
    refresh: timedelta = timedelta(hours=1)


def to_icalendar(calendar: Calendar) -> bytes:
    return b"".join(fold(line) + BREAK for line in _calendar(calendar))


def fold(line: str) -> bytes:
    """Broken so that no line has more than 75 octets and no character is torn; a space begins the rest."""
    octets, lines = line.encode(), []
    room = LINE
    while len(octets) > room:
        cut = _cut(octets, room)
        lines.append(octets[:cut])
        octets, room = octets[cut:], LINE - 1
    return (BREAK + b" ").join([*lines, octets])


def _cut(octets, room):
    while octets[room] & 0xC0 == 0x80:  # inside a character
        room -= 1
    return room


def text(value: str) -> str:
    """As a value of the type TEXT."""
    clean = strip_control(ANY_BREAK.sub("\n", value))
    return SPECIAL.sub(r"\\\1", clean).replace("\n", "\\n")


def _calendar(calendar) -> Iterator[str]:
    refresh = _duration(calendar.refresh)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    yield from (f"NAME:{text(calendar.name)}", f"X-WR-CALNAME:{text(calendar.name)}")
    if calendar.description:
        said = text(calendar.description)
        yield from (f"DESCRIPTION:{said}", f"X-WR-CALDESC:{said}")
    yield f"URL:{_address(calendar.url)}"
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}", f"X-PUBLISHED-TTL:{refresh}")
    for entry in calendar.entries:
        yield from _entry(entry)
    if not calendar.entries:
        yield from NOTHING
    yield "END:VCALENDAR"


def _entry(entry):
    yield from ("BEGIN:VEVENT", f"UID:{text(entry.uid)}", f"DTSTAMP:{_moment(entry.changed_at)}")
    yield from (f"LAST-MODIFIED:{_moment(entry.changed_at)}", f"SEQUENCE:{entry.sequence}")
    yield f"DTSTART{_when(entry.start)}"
    if entry.end:
        yield f"DTEND{_when(entry.end)}"
    yield f"SUMMARY:{text(entry.summary)}"
    for name, value in (("DESCRIPTION", entry.description), ("LOCATION", entry.location)):
        if value:
            yield f"{name}:{text(value)}"
    if entry.url:
        yield f"URL:{_address(entry.url)}"
    if entry.categories:
        yield f"CATEGORIES:{','.join(map(text, entry.categories))}"
    yield f"STATUS:{'TENTATIVE' if entry.tentative else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if entry.busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _when(start):
    if isinstance(start, datetime):
        return f":{_moment(start)}"
    return f";VALUE=DATE:{_day(start)}"


def _moment(moment):
    at = moment.astimezone(UTC)
    return f"{_day(at)}T{at:%H%M%S}Z"


def _day(day):
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _duration(length):
    """“PT90M”; to the minute."""
    return f"PT{int(length.total_seconds()) // 60}M"


def _address(url):
    return quote(url, safe=OF_ADDRESSES)
