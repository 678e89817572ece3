"""Writing a staged file: what is new is added, what differs is changed, all in one transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from newsroom.lib.text import fold
from results import recording, snapshots
from results.disciplines import event_slug
from results.importers import merging, people, racing, staging
from results.importers.staged import CHANGED, NEW
from results.models import Athlete, AthleteName, Competition, Event, ImportBatch, Race

FINAL = Race.Round.FINAL
WRITTEN = (*racing.SAID, "status")
RACES_AT_ONCE = 200
LONGEST_SLUG = 70  # characters, with room for a number
SHORT_NAME = Competition._meta.get_field("short_name").max_length
MOST_WHY = 200


class ImportRefused(ValidationError):
    """A step of an import that cannot be taken now; its message is for the results desk."""


def apply(staged, batch, *, by=None, status="", why="", seen=None):
    """Write what is staged, as the work of a batch, which must be saved already.

    `status` is that of the races whose outcome is in the file; left out, provisional for a timing system's
    file and official for an archive. A race is never moved back. `seen` is {race pk: version} as staged.
    Raises ImportRefused, and recording.StaleRace where a race was written to since.
    """
    require_right(by)
    _require_clear(staged)
    with transaction.atomic():
        _hold_athletes(staged)
        writer = _Writer(staged, batch, status or staged.status)
        writer.add_what_is_new()
        writer.write(why=why or f"Imported from {staged.name}"[:MOST_WHY], by=by, seen=seen)
        batch.status = ImportBatch.Status.APPLIED
        batch.competition = writer.competition
        batch.applied_at, batch.applied_by = timezone.now(), by
        batch.counts = writer.counts
        batch.created = {name: [row.pk for row in rows] for name, rows in writer.created.items() if rows}
        batch.save()


def require_right(by):
    if by is not None and not by.has_perm("results.change_importbatch"):
        raise PermissionDenied("You may not import results.")


def _require_clear(staged):
    if staged.refused:
        raise ImportRefused("The file has problems: nothing of it is stored until they are mended.")
    if staged.waits:
        raise ImportRefused("Of some people in the file it is not sure who they are: decide that first.")


def _hold_athletes(staged):
    """Who is in the file is merged before this, and then the file is matched anew, or after it."""
    people = (who.athlete for race in staged.races for row in race.rows for who in row.who)
    known = Athlete.objects.filter(pk__in={athlete.pk for athlete in people if athlete})
    now = list(known.select_for_update().order_by("pk").values_list("name", "merged_into"))
    if merged := [name for name, into in now if into]:
        raise ImportRefused(f"{merged[0]} was merged since the file was read: look at it again.")


class _Writer:
    def __init__(self, staged, batch, status):
        self.staged, self.batch, self.status = staged, batch, status
        self.counts = staged.counts
        self.competition = staged.competition
        self.created = {"competition": [], "event": [], "race": [], "athlete": []}

    def add_what_is_new(self):
        if self.competition is None:
            self.competition = self._added("competition", [_competition(self.staged.meet.competition)])[0]
        self._add_races()
        self._add_athletes()
        self._keep_spellings()

    def write(self, *, why, by, seen):
        races = [race.race for race in self.staged.races]
        with recording.changes(races, why=why, by=by, batch=self.batch, seen=seen):
            self._write_races()
            written = {race.race: _rows(race) for race in self.staged.races}
            recording.write_rows({race: rows for race, rows in written.items() if rows}, keep_others=True)

    def _added(self, name, rows):
        model = type(rows[0]) if rows else None
        self.created[name] += model.objects.bulk_create(rows) if rows else []
        return rows

    def _add_races(self):
        """In their status at once: that a race is added is no step of its status."""
        new = [race for race in self.staged.races if race.race is None]
        events = self._events([race.parsed for race in new])
        for race in new:
            status = self.status if race.moves_to(self.status) else Race.Status.SCHEDULED
            parsed = race.parsed
            race.race = Race(
                event=events[(parsed.category, parsed.part_of or parsed.discipline)],
                discipline_id=parsed.discipline,
                round=parsed.round,
                number=parsed.number,
                slug=race.slug,
                date=race.date,
                starts_at=race.starts_at,
                wind=parsed.wind,
                status=status,
                advancement=parsed.advancement,
                decides_medals=_decides_medals(race),
                complete=parsed.complete,
                note=parsed.note,
                external_id=parsed.external_id,
            )
        self._added("race", [race.race for race in new])

    def _events(self, parsed):
        """{(category, discipline): event} of the competition, with what new races need."""
        wanted = dict.fromkeys((each.category, each.part_of or each.discipline) for each in parsed)
        held = list(Event.objects.filter(competition=self.competition))
        events = {(event.category, event.discipline_id): event for event in held}
        taken = {event.slug for event in held}
        lacking = [
            Event(
                competition=self.competition,
                category=category,
                discipline_id=code,
                slug=free_slug(event_slug(category, code), taken),
            )
            for category, code in wanted
            if (category, code) not in events
        ]
        new = self._added("event", lacking)
        return events | {(event.category, event.discipline_id): event for event in new}

    def _add_athletes(self):
        groups = _Groups()
        for race in self.staged.races:
            for row in race.rows:
                for who in row.who:
                    if who.athlete is None:
                        groups.add(who, staging.sex_of(race.parsed, who), merging.country(row))
        athletes = [_athlete(*group.first) for group in groups.all]
        self._added("athlete", athletes)
        for athlete, group in zip(athletes, groups.all, strict=True):
            for who in group.people:
                who.athlete = athlete

    def _keep_spellings(self):
        """How the file writes those of whom a person said who they are: next time it is sure."""
        spelt = {
            (who.athlete.pk, fold(who.person.name)): who.person.name
            for race in self.staged.races
            for row in race.rows
            for who in row.who
            if who.decided and fold(who.person.name) != who.athlete.name_key
        }
        AthleteName.objects.bulk_create(
            [AthleteName(athlete_id=pk, name=name, name_key=key) for (pk, key), name in spelt.items()],
            ignore_conflicts=True,
        )

    def _write_races(self):
        touched = [race for race in self.staged.races if _take_over(race, self.status)]
        Race.objects.bulk_update([race.race for race in touched], WRITTEN, batch_size=RACES_AT_ONCE)


class _Group:
    """One new athlete, and everybody of the file who is that athlete."""

    def __init__(self, who, sex, country):
        self.first, self.people, self.keys = (who.person, sex, country), [who], set()


class _Groups:
    """New people by what makes two of them one: an id of one list, or name, country and birth date."""

    def __init__(self):
        self.all, self.by_key = [], {}

    def add(self, who, sex, country):
        *ids, name = people.identities(who.person, sex)
        group = next((self.by_key[key] for key in ids if key in self.by_key), None)
        group = group or self._namesake(name, ids)
        if group is None:
            group = _Group(who, sex, country)
            self.all.append(group)
        else:
            group.people.append(who)
        group.keys.update(ids)
        self.by_key |= dict.fromkeys([*ids, name], group)

    def _namesake(self, name, ids):
        """None where an id of the same list is another."""
        group = self.by_key.get(name)
        lists = {key[0] for key in ids}
        return None if group and any(key[0] in lists for key in group.keys) else group


def _rows(race):
    return [
        snapshots.as_row(merging.merged(row), race.race) for row in race.rows if row.verdict in (NEW, CHANGED)
    ]


def _take_over(told, status):
    """Make a race that was held say what the file says; whether it says anything new."""
    race = told.race
    moves = told.moves_to(status)
    for name in told.changed:
        source = told if name in ("date", "starts_at") else told.parsed
        setattr(race, name, getattr(source, name))
    if moves:
        race.status = status
    return moves or bool(told.changed)


def free_slug(wanted, taken):
    """The slug, with a number where it is taken; taken from then on."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    taken.add(slug)
    return slug


def _competition(told):
    slug = slugify(fold(told.slug or told.name))[:LONGEST_SLUG].strip("-") or "competition"
    taken = set(Competition.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return Competition(
        slug=free_slug(slug, taken),
        name=told.name,
        short_name=(told.short_name or told.name)[:SHORT_NAME],
        venue=told.venue,
        city=told.city,
        country_id=told.country,
        time_zone=told.time_zone or "UTC",
        first_day=told.first_day,
        last_day=told.last_day,
        indoor=told.indoor,
        external_id=told.external_id,
    )


def _decides_medals(race):
    told = race.parsed.decides_medals
    return race.parsed.round == FINAL and race.slug == FINAL if told is None else told


def _athlete(person, sex, country):
    athlete = Athlete(
        given_name=person.given_name,
        family_name=person.family_name or person.name,
        name=person.name,
        sex=sex,
        birth_date=person.birth_date,
        birth_date_precision=person.birth_date_precision,
        country_id=person.country or country,
        world_athletics_id=person.world_athletics_id,
        tilastopaja_id=person.tilastopaja_id,
    )
    athlete.set_keys()
    return athlete
