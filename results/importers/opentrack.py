"""OpenTrack's JSON: a competition with its results, or the programme of a meeting.

What is read of a competition was verified against what OpenTrack publishes and others read: the example of a
full competition for its API (openath/opentrack-api-examples, keys in snake_case), a real meeting's public
file (keys in camelCase) and two programs that read such files. From there: `bib` is the id of a competitor or
a relay team, `rounds` “2,1” is two heats and a final, `points` are a league's, a field event's “0.00” is no
mark, a vault has one trial an attempt. Combined events were in none of these and are left out.
The programme is that of athlib's sample data (Surrey 2016); it knows days by number only.

An event is held once for each discipline and category here, so events of age groups, and those of men and
women together, are left out, with one warning each that says how many.
"""

from collections import Counter, defaultdict

from results.disciplines import DISCIPLINES, find
from results.importers.base import ParsedCompetition, ParsedMeet, ParsedRace, Problem, Severity
from results.importers.located import Found, Located
from results.importers.opentrack_events import CATEGORIES, Event, get
from results.importers.reading import load_json

NAME = "opentrack"
LABEL = "OpenTrack JSON"

AGE_GROUPS = "events of age groups, which are not held here"
UNKNOWN = "disciplines that are not known here"
TOGETHER = "events of men and women together, which are not held here"
COMBINED = "combined events, whose form OpenTrack does not document"
MOST_KINDS = 20  # named in a warning
STAGES = {"HEAT": "heat", "SEMI": "semi-final", "FINAL": "final"}
OPEN_AGES = {"", "SEN", "OPEN", "ALL", "NA"}
OTHER_CODES = {"PENI": "PEN", "HEPI": "HEP_I", "PEN": None}  # PEN: outdoors, with throws


def recognises(data, name):
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"[":
        return b'"event_id"' in data and b'"stage"' in data
    return first == b"{" and b'"units"' in data and (b'"eventCode"' in data or b'"event_code"' in data)


def parse(data, name=""):
    value, problem = load_json(data)
    if problem:
        return ParsedMeet(NAME, problems=(problem,))
    found, left_out = Found(), _LeftOut()
    root = Located(value, found)
    if isinstance(value, list):
        competition, races = None, tuple(_programme(root, left_out))
    elif root.object():
        competition, races = _competition(root), tuple(_races(root, left_out))
    else:
        competition, races = None, ()
    left_out.tell(found)
    return found.meet(NAME, competition, races)


class _LeftOut:
    """Events that cannot be held here: why, and of which kind how many."""

    def __init__(self):
        self.counted = defaultdict(Counter)

    def count(self, why, kind):
        self.counted[why][kind[:20]] += 1

    def tell(self, found):
        for why, kinds in self.counted.items():
            which = ", ".join(f"{kind} ({times})" for kind, times in kinds.most_common(MOST_KINDS))
            message = f"{kinds.total()} left out as {why}: {which}."
            found.add(Problem(message, severity=Severity.WARNING))


def _programme(root, left_out):
    units = [unit for unit in root.each() if _is_open(unit["age"].text(), left_out)]
    known = [(unit, code) for unit in units if (code := _code(unit["discipline"], left_out))]
    keys = [(code, unit["gender"].plain, unit["stage"].plain) for unit, code in known]
    times, met = Counter(keys), Counter()
    for (unit, code), key in zip(known, keys, strict=True):
        if root.found.room_for(1):
            met[key] += 1
            yield ParsedRace(
                title=_programme_title(unit),
                category=CATEGORIES.get(unit["gender"].choice(CATEGORIES), ""),
                discipline=code,
                round=STAGES.get(unit["stage"].choice(STAGES, "FINAL"), "final"),
                number=met[key] if times[key] > 1 else None,
                start_time=unit["time"].clock(),
                external_id=unit["event_id"].word(),
            )


def _programme_title(unit):
    words = (unit[key].plain.strip() for key in ("day_name", "time", "discipline", "age", "gender", "stage"))
    return " ".join(filter(None, words))


def _is_open(age, left_out):
    if age.upper() in OPEN_AGES:
        return True
    left_out.count(AGE_GROUPS, age)
    return False


def _code(written, left_out):
    """OpenTrack's codes are athlib's, most of them World Athletics' too: 100, 110H, 4x100, SP."""
    text = written.word()
    code = OTHER_CODES[text] if text in OTHER_CODES else find(text)
    if not code:
        left_out.count(UNKNOWN, text or "none")
    return code


def _competition(root):
    venue = root["venue"]
    address = root["address"].text()
    return ParsedCompetition(
        name=get(root, "full_name").text(),
        slug=root["slug"].text(),
        short_name=get(root, "short_name").text(),
        venue=get(venue, "formal_name").text() or address,
        country=(root["country"] if "country" in root else root["country_id"]).text(),
        first_day=root["date"].day(),
        last_day=get(root, "finish_date").day() or root["date"].day(),
        external_id=root["id"].word(),
    )


def _races(root, left_out):
    people = {get(each, "competitor_id").word(): each for each in root["competitors"].each()}
    teams = {get(each, "relay_team_id").word(): each for each in get(root, "relay_teams").each()}
    for source in root["events"].each():
        ages = [age.text() for age in get(source, "age_groups").items()]
        if not _is_open(" ".join(age for age in ages if age.upper() not in OPEN_AGES), left_out):
            continue
        code = _code(get(source, "event_code"), left_out)
        category = CATEGORIES.get(source["genders"].choice(CATEGORIES), "")
        if code and _is_held(source, DISCIPLINES[code], category, left_out):
            yield from Event(source, root, DISCIPLINES[code], category, people, teams).races()


def _is_held(source, discipline, category, left_out):
    why = COMBINED if discipline.kind == "combined" else ""
    if category == "X" and discipline.team_size == 1:
        why = TOGETHER
    if why:
        left_out.count(why, get(source, "event_code").word())
    return not why
