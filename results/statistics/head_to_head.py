"""Who was ahead when two athletes met: races in which both started, the parts of combined events left out."""

from dataclasses import dataclass

from django.db.models import Count, Q

from newsroom.lib.paging import page_of
from newsroom.lib.text import ordinal
from results.models import Athlete, Race, Result

LEAST_MEETINGS = 2
LATEST_FIRST = ("-date", "-pk")


@dataclass(frozen=True)
class Meeting:
    race: Race
    ours: Result
    theirs: Result

    @property
    def won(self):
        return _is_ahead(self.ours.place, self.theirs.place)

    @property
    def lost(self):
        return _is_ahead(self.theirs.place, self.ours.place)

    @property
    def our_place(self):
        return ordinal(self.ours.place) if self.ours.place else ""

    @property
    def their_place(self):
        return ordinal(self.theirs.place) if self.theirs.place else ""


@dataclass(frozen=True)
class HeadToHead:
    athlete: Athlete
    rival: Athlete
    meetings: list  # latest first

    @property
    def won(self):
        return sum(1 for meeting in self.meetings if meeting.won)

    @property
    def lost(self):
        return sum(1 for meeting in self.meetings if meeting.lost)

    @property
    def finals(self):
        return sum(1 for meeting in self.meetings if meeting.race.decides_medals)


@dataclass(frozen=True)
class Tally:
    """How often who was ahead; those left over ended level: both out, a shared place."""

    meetings: int
    won: int
    lost: int

    @property
    def level(self):
        return self.meetings - self.won - self.lost


def with_main_rival(athlete):
    """With whom the athlete met most often, finals deciding between equals; None below two meetings."""
    rival = _main_rival(athlete)
    return between(athlete, rival) if rival else None


def between(athlete, rival):
    rows = Result.objects.with_titles().filter(athlete__in=[athlete, rival], race__in=_shared(athlete, rival))
    return HeadToHead(athlete, rival, _meetings(athlete, rival, rows.latest_first()))


def tally(athlete, rival):
    """(of all meetings, of those in finals), in one query."""
    rows = Result.objects.filter(athlete__in=[athlete, rival], race__in=_shared(athlete, rival)).order_by()
    places, finals = {}, set()
    for race, who, place, held_as in rows.values_list("race", "athlete", "place", "race__round"):
        places.setdefault(race, {})[who] = place
        if held_as == Race.Round.FINAL:
            finals.add(race)
    pairs = {race: (each[athlete.pk], each[rival.pk]) for race, each in places.items()}
    return _tally(pairs.values()), _tally(pair for race, pair in pairs.items() if race in finals)


def page_of_meetings(athlete, rival, before="", *, size):
    """(a page by key, its meetings): the latest first, the key that of the first athlete's result."""
    own = Result.objects.filter(athlete=athlete, race__in=_shared(athlete, rival))
    page = page_of(own, LATEST_FIRST, before, size=size)
    races = [result.race_id for result in page.items]
    rows = Result.objects.with_titles().filter(athlete__in=[athlete, rival], race__in=races)
    in_order = sorted(_meetings(athlete, rival, rows), key=lambda meeting: races.index(meeting.race.pk))
    return page, in_order


def _meetings(athlete, rival, rows):
    by_race = {}
    for row in rows:
        by_race.setdefault(row.race_id, {})[row.athlete_id] = row
    return [Meeting(row[athlete.pk].race, row[athlete.pk], row[rival.pk]) for row in by_race.values()]


def _tally(pairs):
    pairs = list(pairs)
    won = sum(1 for ours, theirs in pairs if _is_ahead(ours, theirs))
    return Tally(len(pairs), won, sum(1 for ours, theirs in pairs if _is_ahead(theirs, ours)))


def _main_rival(athlete):
    others = Result.objects.filter(race__in=_races(athlete), athlete__isnull=False).exclude(athlete=athlete)
    most = (
        others.exclude(status="DNS")
        .order_by()
        .values("athlete")
        .annotate(meetings=Count("pk"), finals=Count("pk", filter=Q(race__decides_medals=True)))
        .filter(meetings__gte=LEAST_MEETINGS)
        .order_by("-meetings", "-finals", "athlete")
        .values_list("athlete", flat=True)[:1]
    )
    return Athlete.objects.select_related("country").filter(pk__in=list(most)).first()


def _shared(athlete, rival):
    return _races(rival).filter(pk__in=_races(athlete))


def _races(athlete):
    """In which the athlete started."""
    started = Result.objects.filter(athlete=athlete).exclude(status="DNS").order_by()
    races = Race.objects.with_result().exclude(round=Race.Round.PART).order_by()
    return races.filter(pk__in=started.values("race")).values("pk")


def _is_ahead(place, other):
    if place is None:
        return False
    return other is None or place < other
