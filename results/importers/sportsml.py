"""SportsML 3 (IPTC), inside NewsML-G2 or bare.

Verified against IPTC's own sample, the men's 800m of Tokyo. What stands under the alias `belllap` is our own
vocabulary (docs/data-formats.md): SportsML has no place for a wind reading, or the difference of Q and q.
"""

from datetime import datetime

from newsroom.lib.text import strip_control
from results.abbreviations import CATEGORY_WORDS
from results.disciplines import DISCIPLINES
from results.importers.base import LONGEST_SHOWN, ParsedCompetition, ParsedMeet, ParsedRace
from results.importers.located import YEARS, Found
from results.importers.reading import load_xml
from results.importers.sportsml_nodes import Node
from results.importers.sportsml_qualifying import tell_apart
from results.importers.sportsml_rows import read_rows
from results.importers.sportsml_terms import ALIAS, COMPETITION, PHASE, PHASES
from results.rounds import find_round, race_slug, read_title

NAME = "sportsml"
LABEL = "SportsML"

CONTAINERS = ("tournament", "tournament-division", "tournament-part", "schedule", "sports-event")
ROUNDS_OF_PHASES = {phase: name for name, phase in PHASES.items() if phase != "round"}
GENDERS = {"m": "M", "male": "M", "w": "W", "f": "W", "female": "W", "x": "X", "mixed": "X"}
LONGEST_ID = 80  # characters
TRUE_OR_FALSE = {"true": True, "false": False}
COMPETITION_WORDS = (*("name", "slug", "short_name", "venue", "city", "country", "time_zone", "external_id"),)


def recognises(data, name):
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and b"sports-content" in data


def parse(data, name=""):
    root, problem = load_xml(data)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    found = Found()
    races = _races(root, found)
    if not races and not found.problems:
        Node(root, found).complain(_what_it_is(root))
    races = tell_apart(races, found)
    return ParsedMeet(NAME, _competition(root, races, found), races, found.problems)


def _races(root, found):
    contents = [root] if root.tag == "sports-content" else root.findall(".//sports-content")
    reader = _Races(found)
    races = [
        reader.race(Node(event, found), above, _gender(content))
        for content in contents
        for event, above in _events(content)
    ]
    return tuple(filter(None, races))


def _events(element, above=()):
    """Each sports-event that has rows, and the containers it stands in, the outermost first."""
    for child in element:
        if child.tag == "sports-event" and _has_rows(child):
            yield child, above
        if child.tag in CONTAINERS:
            yield from _events(child, (*above, child))


def _has_rows(event):
    """Or could have some: an event of events, as a decathlon of its parts, has not."""
    return (
        event.find("player") is not None
        or event.find("team") is not None
        or event.find("sports-event") is None
    )


class _Races:
    """The races one by one; a title that cannot be read is told once."""

    def __init__(self, found):
        self.found = found
        self.told = set()

    def race(self, event, above, gender):
        rows = event.children("player") + event.children("team")
        if not self.found.room_for(len(rows) or 1):
            return None
        metadata = _metadata(event)
        around = [_metadata(Node(each, self.found)) for each in above]
        names = list(dict.fromkeys(filter(None, (each.name() for each in (*around, metadata)))))
        title = ", ".join(names)
        category, discipline, part_of = self._contested((*around, metadata), names, gender)
        if not discipline:
            return self._tell_unknown(around[0] if around else metadata, title)
        round_name, number = _round(metadata, around, part_of)
        return ParsedRace(
            line=event.line,
            title=title,
            category=category,
            discipline=discipline,
            part_of=part_of,
            round=round_name,
            number=number,
            slug=_slug(metadata, round_name, number, DISCIPLINES[discipline]),
            **_when(metadata),
            wind=metadata.own("wind").wind(),
            decides_medals=_flag(metadata.own("decides-medals"), None),
            complete=_flag(metadata.own("complete"), True),
            advancement=metadata.own("advancement").text(),
            note=metadata.own("note").text(),
            external_id=_external_id(metadata),
            results=read_rows(rows, category, DISCIPLINES[discipline]),
        )

    def _contested(self, nodes, names, gender):
        """(category, code of the discipline, code of the combined event it is a part of)."""
        titles = [read_title(name) for name in names]
        categories = [node.own("category").choice(CATEGORY_WORDS) for node in nodes]
        category = next(filter(None, [*categories, gender, *(title.category for title in titles)]), "")
        codes = [node.own("discipline").choice(DISCIPLINES) for node in nodes]
        codes = list(filter(None, codes)) or [title.discipline for title in titles if title.discipline]
        if not codes:
            return category, "", ""
        is_part = codes[-1] != codes[0] and DISCIPLINES[codes[0]].kind == "combined"
        return category, codes[-1], codes[0] if is_part else ""

    def _tell_unknown(self, node, title):
        if title not in self.told:
            self.told.add(title)
            node.complain(
                f"“{strip_control(title)[:LONGEST_SHOWN]}” names no discipline known here; "
                "expected a title such as Men’s 800 Metres."
            )


def _metadata(node):
    return node.child(f"{node.tag.removeprefix('sports-')}-metadata")


def _round(metadata, around, part_of):
    """Its round from the part of the tournament, its number from its own name: “Semi-Final”, “Heat 2”."""
    round_name, number = find_round(metadata.name())
    number = metadata.own("number").positive() or number or metadata["heat-number"].positive()
    if said := metadata.own("round").choice(PHASES):
        return said, metadata.own("number").positive()
    if part_of:
        return "part", number
    phases = [each["type"].text().removeprefix(PHASE) for each in reversed(around)]
    known = [ROUNDS_OF_PHASES[phase] for phase in phases if phase in ROUNDS_OF_PHASES]
    named = [find_round(each.name())[0] for each in reversed(around)]
    return next(filter(None, [*known, *named, round_name]), "final"), number


def _when(metadata):
    """`date` and `start_time`, or `starts_at` where the offset is told."""
    written = metadata["start-date-time"]
    if written.missing:
        return {"date": metadata.own("date").day()}
    moment = _moment(written.value)
    if moment is None:
        shown = written.plain[:LONGEST_SHOWN]
        written.complain(f"“{shown}” is no moment; expected one such as 2021-07-31T09:50:00+09:00.")
        return {}
    day = metadata.own("date").day() or moment.date()
    if len(written.value) == len("2021-07-31") or metadata["time-certainty"].text() == "to-be-announced":
        return {"date": day}
    if moment.tzinfo is None:
        return {"date": day, "start_time": moment.time()}
    return {"date": day, "starts_at": moment}


def _moment(written):
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def _slug(metadata, round_name, number, discipline):
    """Only where it is not the one that follows from round and number."""
    slug = metadata.own("slug").text()
    return "" if slug == race_slug(round_name, number, discipline.slug) else slug


def _flag(value, default):
    return TRUE_OR_FALSE.get(value.choice(TRUE_OR_FALSE), default)


def _external_id(metadata):
    """The source's own: ours where it was given, else the key without its alias. One too long is none."""
    if not metadata.own("slug").missing:
        return metadata.own("external-id").text()
    return _bare(metadata["key"].text())


def _bare(qcode):
    alias, _, code = qcode.partition(":")
    return code if alias != ALIAS and len(code) <= LONGEST_ID else ""


def _gender(content):
    """Of all races of a document: “spct:gender” with “gender:M”."""
    for code in content.iterfind("sports-metadata/sports-content-codes/sports-content-code"):
        if code.get("code-type", "").endswith(":gender"):
            return GENDERS.get(code.get("code-key", "").rpartition(":")[2].lower(), "")
    return ""


def _competition(root, races, found):
    metadata = root.find(".//sports-metadata")
    ours = Node(metadata, found)
    days = [race.date for race in races if race.date]
    first, last = (min(days), max(days)) if days else (None, None)
    if ours.own("competition-name").missing:
        name, ident = _named_competition(root)
        return ParsedCompetition(name=name, external_id=ident, first_day=first, last_day=last)
    return ParsedCompetition(
        **{word: ours.own(f"competition-{word}".replace("_", "-")).text() for word in COMPETITION_WORDS},
        first_day=ours.own("competition-first-day").day() or first,
        last_day=ours.own("competition-last-day").day() or last,
        indoor=_flag(ours.own("competition-indoor"), False),
    )


def _named_competition(root):
    """(name, id) of the competition among the subjects: the one that is not part of another."""
    subjects = {each.get("qcode", ""): each for each in root.iterfind("contentMeta/subject")}
    competitions = {code: each for code, each in subjects.items() if each.get("type") == COMPETITION}
    for code, each in competitions.items():
        if not any(broader.get("qcode") in competitions for broader in each.iterfind("broader")):
            return strip_control(each.findtext("name") or "").strip(), _bare(code)
    return "", ""


def _what_it_is(root):
    expected = "expected SportsML with a sports-event for each race"
    if root.find(".//standing//award") is not None:
        return f"This is a medal table, not results; {expected}."
    if root.find(".//standing") is not None:
        return f"This is a table of standings, not results; {expected}."
    if root.find(".//sports-content") is None and root.tag != "sports-content":
        return f"This XML is no SportsML, its root is “{root.tag[:40]}”; {expected}."
    return f"There is no race in this SportsML; {expected}."
