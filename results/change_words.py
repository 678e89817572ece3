"""A write to a race in a line for readers: who lost what, who gained what."""

from newsroom.lib.text import ordinal, sentence_list
from results.abbreviations import QUALIFICATION_WORDS, STATUS_WORDS
from results.models import Race

MOST_TOLD = 4  # who moved; beyond, the table tells it
PARTS = {"splits": "intermediate times", "attempts": "the series", "legs": "who ran"}
DETAILS = {
    "wind": "the wind reading",
    "reaction_ms": "the reaction time",
    "lane": "the lane",
    "bib": "the number",
    "rule": "the rule",
    "points": "the points",
    "reading_ms": "the photo-finish reading",
    "record_flags": "the record mark",
    "personal_flags": "the mark of a best",
}
OF_THE_RACE = {
    "wind": "the wind reading",
    "date": "the day",
    "starts_at": "the start",
    "discipline_id": "the discipline",
    "note": "the note",
}


def line(write):
    """“Kerr disqualified (TR17.2.3), having been 1st in 3:29.38; Nordås now 1st, Nader now 2nd.”"""
    told = [_fate(before, after) for before, after in write.rows if not _moved_only(before, after)]
    moved = [after for before, after in write.rows if _moved_only(before, after)]
    said = [words for words in (*told, _moves(moved), _race(write.race)) if words]
    return _sentence("; ".join(said))


def _fate(before, after):
    if before is None:
        return f"{after['who']} added{_standing(after)}"
    if after is None:
        return f"{before['who']} taken out{_having_been(before)}"
    if after["athlete_id"] != before["athlete_id"]:
        return _another_record(before, after)
    if after["status"] != before["status"]:
        return _status_moved(before, after)
    if after["mark"] != before["mark"]:
        return f"{after['who']} {_mark_moved(before, after)}{_place_moved(before, after)}"
    if after["qualification"] != before["qualification"]:
        return f"{after['who']} {QUALIFICATION_WORDS.get(after['qualification'], 'does not go on')}"
    return _put_right(before, after)


def _another_record(before, after):
    if after["who"] == before["who"]:
        return f"{after['who']} stands at another record of that name"
    return f"{after['who']} in place of {before['who']}"


def _status_moved(before, after):
    if not after["status"]:
        return f"{after['who']} reinstated{_standing(after)}"
    rule = f" ({after['rule']})" if after["rule"] else ""
    return f"{after['who']} {STATUS_WORDS[after['status']]}{rule}{_having_been(before)}"


def _standing(row):
    if row["place"]:
        return f", {ordinal(row['place'])}{_with(row)}"
    return f", {row['mark'] or STATUS_WORDS.get(row['status'], '')}".rstrip(", ")


def _having_been(row):
    if row["place"]:
        return f", having been {ordinal(row['place'])}{_with(row)}"
    return f", having had {row['mark']}" if row["mark"] else ""


def _with(row):
    return f" with {row['mark']}" if row["mark"] else ""


def _mark_moved(before, after):
    return f"{after['mark'] or 'without a mark'}, not {before['mark'] or 'unmarked'}"


def _place_moved(before, after):
    return f", {ordinal(after['place'])}" if after["place"] and after["place"] != before["place"] else ""


def _moved_only(before, after):
    """Whether nothing but the place differs, and both have one."""
    if (
        not before
        or not after
        or before["place"] == after["place"]
        or None in (before["place"], after["place"])
    ):
        return False
    return {**before, "place": None} == {**after, "place": None}


def _moves(rows):
    rows = sorted(rows, key=lambda row: row["place"])
    if len(rows) > MOST_TOLD:
        return f"{len(rows)} others change places"
    return ", ".join(f"{row['who']} now {ordinal(row['place'])}" for row in rows)


def _put_right(before, after):
    named = {**DETAILS, **PARTS}
    words = [named[name] for name in named if before[name] != after[name]]
    return f"{after['who']}: {sentence_list(words)} put right" if words else f"{after['who']}: put right"


def _race(sides):
    if not sides:
        return ""
    before, after = sides
    words = [label for name, label in OF_THE_RACE.items() if before[name] != after[name]]
    told = [f"{sentence_list(words)} put right"] if words else []
    if before["status"] != after["status"] and after["status"] != Race.Status.REVISED:
        told.append(f"status: {Race.Status(after['status']).label.lower()}")
    return "; ".join(told)


def _sentence(text):
    return f"{text[:1].upper()}{text[1:]}." if text else ""
