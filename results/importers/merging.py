"""What a row will say: what the file says upon what stands.

A row with an outcome replaces place, mark and status as a whole; anything else is replaced only where the
file says something, so that a source which knows no flags or lanes wipes none. A row of a start list says
nothing to one that has its outcome.
"""

from results import snapshots

OUTCOME = ("place", "mark_value", "mark_precision", "reading_ms", "status", "rule", "order")
SAID = (
    *("qualification", "lane", "bib", "reaction_ms", "record_flags", "personal_flags", "points", "wind"),
    *("splits", "attempts", "legs"),
)
EARNED = {"qualification": "", "record_flags": "", "personal_flags": "", "points": None}
BLANK = {
    **dict.fromkeys((*snapshots.ROW_FIELDS, "wind")),
    **dict.fromkeys(("team_name", "mark_precision", "status", "rule", "qualification", "bib"), ""),
    **dict.fromkeys(("record_flags", "personal_flags"), ""),
    **dict.fromkeys(("splits", "attempts", "legs"), ()),
}
COMPARED = [name for name in (*snapshots.ROW_FIELDS, "wind", "splits", "attempts") if name != "order"]


def merged(row):
    """A `staged.Row` as it will stand, in the form of `results.snapshots`."""
    said = _as_row(row)
    told = BLANK | (row.standing or {"order": row.parsed.order})
    if has_outcome(said):
        told |= _lost(told, said) | _outcome(told, said)
    elif has_outcome(told):
        return told
    told |= {name: said[name] for name in SAID if said[name] not in (None, "", [])}
    return told | {name: said[name] for name in ("athlete_id", "country_id", "team_name")}


def has_outcome(row):
    return bool(row["place"] or row["mark_value"] is not None or row["status"])


def country(row):
    """For whom: as the file says, else as it stands, else the athlete's own."""
    standing = row.standing["country_id"] if row.standing else ""
    return row.parsed.country or standing or (row.athlete.country_id if row.athlete else "")


def is_same(row):
    """Whether a row would stand as it stands."""
    said, standing = merged(row), row.standing
    legs = [[leg[:2] for leg in side["legs"]] for side in (said, standing)]
    return legs[0] == legs[1] and all(said[name] == standing[name] for name in COMPARED)


def _lost(standing, said):
    """What goes with a mark that is taken away."""
    return EARNED if said["status"] and not standing["status"] else {}


def _outcome(standing, said):
    """The outcome as it is said; a reading or rule that is left out stays with its mark or status."""
    kept = {}
    if said["reading_ms"] is None and said["mark_value"] == standing["mark_value"]:
        kept["reading_ms"] = standing["reading_ms"]
    if not said["rule"] and said["status"] == standing["status"]:
        kept["rule"] = standing["rule"]
    return {name: said[name] for name in OUTCOME} | kept


def _as_row(row):
    parsed, mark = row.parsed, row.parsed.mark
    athletes = {who.leg: who.athlete for who in row.who}
    return {
        "athlete_id": row.athlete.pk if row.athlete else None,
        "country_id": country(row),
        "team_name": _team(row),
        "place": parsed.place,
        "mark_value": mark.value if mark else None,
        "mark_precision": mark.precision.value if mark else "",
        "reading_ms": parsed.reading_ms,
        "status": parsed.status,
        "rule": parsed.rule,
        "qualification": parsed.qualification,
        "lane": parsed.lane,
        "bib": parsed.bib,
        "order": parsed.order,
        "reaction_ms": parsed.reaction_ms,
        "record_flags": parsed.record_flags,
        "personal_flags": parsed.personal_flags,
        "points": parsed.points,
        "wind": _wind(parsed.wind),
        "splits": [[s.distance_m, s.time.value, s.time.precision.value] for s in parsed.splits],
        "attempts": [[a.number, a.height_mm, a.outcome, a.mark_mm, _wind(a.wind)] for a in parsed.attempts],
        "legs": [
            [leg.order, athletes[leg.order].pk if athletes[leg.order] else None, leg.person.name]
            for leg in parsed.legs
        ],
    }


def _team(row):
    """A team keeps the name under which it stands."""
    if not row.is_team:
        return ""
    return row.standing["team_name"] if row.standing else row.parsed.team


def _wind(reading):
    """As the database gives it back."""
    return None if reading is None else f"{reading:.1f}"
