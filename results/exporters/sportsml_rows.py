"""The rows of a race in SportsML: players, or teams with their runners."""

from results.exporters.sportsml_elements import add, add_own
from results.importers.sportsml_terms import (
    FAMILY_NAME,
    FULL_NAME,
    GIVEN_NAME,
    OUT,
    QUALIFIED,
    SEXES,
    UNITS,
    own,
)
from results.marks import MarkError, parse_mark


def add_rows(parent, race):
    """A race has teams or players in SportsML, not both: among teams a single athlete is leg 0 of one."""
    rows = list(race.results.all())
    with_teams = race.discipline.is_relay or any(row.athlete is None for row in rows)
    for row in rows:
        add_row = _add_team if with_teams else _add_player
        add_row(parent, row)


def _add_player(parent, row):
    player = add(parent, "player")
    metadata = _add_person(player, row.athlete, row.country_id, uniform_number=row.bib, lineup_slot=row.lane)
    add_own(metadata, {"lane": row.lane, "order": row.order, "team": row.team_name})
    _add_stats(player, "player-stats", row)


def _add_team(parent, row):
    team = add(parent, "team")
    metadata = add(team, "team-metadata", nationality=row.country_id)
    if row.team_name:
        add(metadata, "name", row.team_name, role=FULL_NAME)
    in_race = {"lane": row.lane, "order": row.order, "bib": row.bib}
    add_own(metadata, in_race | ({"team": row.team_name} if row.athlete else {}))
    _add_stats(team, "team-stats", row)
    if row.athlete:
        _add_leg(team, 0, row.athlete)
    for leg in row.legs.all():
        _add_leg(team, leg.order, leg.athlete)


def _add_leg(team, order, athlete):
    add_own(_add_person(add(team, "player"), athlete, athlete.country_id), {"leg": order})


def _add_person(player, athlete, country, **in_race):
    metadata = add(
        player,
        "player-metadata",
        key=athlete.pk and own(f"athlete-{athlete.pk}"),
        nationality=country,
        date_of_birth=athlete.birth_date and _birth(athlete),
        gender=SEXES.get(athlete.sex),
        **in_race,
    )
    add(metadata, "name", athlete.name, role=FULL_NAME)
    for part, name in ((GIVEN_NAME, athlete.given_name), (FAMILY_NAME, athlete.family_name)):
        if name:
            add(metadata, "name", name, part=part)
    ids = {"world-athletics-id": athlete.world_athletics_id, "tilastopaja-id": athlete.tilastopaja_id}
    add_own(metadata, {"country": athlete.country_id if athlete.country_id != country else ""} | ids)
    return metadata


def _birth(athlete):
    day = athlete.birth_date.isoformat()
    return {"day": day, "month": day[:7], "year": day[:4]}[athlete.birth_date_precision]


def _add_stats(parent, tag, row):
    """In the order the schema asks for. A row of a start list has neither score nor rank."""
    mark = row.mark
    stats = add(
        parent,
        tag,
        score=row.status or (mark and str(mark)),
        score_type=OUT if row.status else "",
        score_units=UNITS[mark.measure] if mark else "",
        result_effect=QUALIFIED if row.qualification else "",
        points=row.points,
    )
    add_own(stats, _beyond_sportsml(row) | _exactly(mark))
    _add_splits(stats, row)
    _add_attempts(stats, row)
    if row.medal:
        add(stats, "award", award_type=own("medal"), place=row.place)
    if row.place:
        add(stats, "rank", value=row.place)
    for flag in f"{row.record_flags} {row.personal_flags}".split():
        add(stats, "event-record", type=flag)


def _beyond_sportsml(row):
    return {
        "qualification": row.qualification,
        "rule": row.rule,
        "reading-ms": row.reading_ms,
        "reaction-ms": row.reaction_ms,
        "wind": row.wind,
    }


def _exactly(mark):
    """In ms, mm or points with the precision, where the written form would not give the mark back."""
    if mark is None or _reads_back(mark):
        return {}
    return {"mark-value": mark.value, "mark-precision": mark.precision.value}


def _reads_back(mark):
    try:
        return parse_mark(str(mark), mark.measure) == mark
    except MarkError:
        return False


def _add_splits(stats, row):
    for split in row.splits.all():
        node = add(
            stats,
            "stats",
            stat_type=own("split"),
            value=split.mark,
            distance=split.distance_m,
            measurement_units="m",
        )
        add_own(node, _exactly(split.mark), "stat", "stat_type")


def _add_attempts(stats, row):
    for attempt in row.attempts.all():
        node = add(stats, "stats", stat_type=own("attempt"), value=attempt.outcome)
        made = {
            "number": attempt.number,
            "height": _metres(attempt.height_mm),
            "mark": _metres(attempt.mark_mm),
            "wind": attempt.wind,
        }
        add_own(node, made, "stat", "stat_type")


def _metres(millimetres):
    """“8.95”, with thousandths where there are some."""
    if millimetres is None:
        return ""
    written = f"{millimetres // 1000}.{millimetres % 1000:03d}"
    return written.removesuffix("0")
