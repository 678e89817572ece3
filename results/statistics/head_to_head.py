"""Who was ahead when two athletes met: races in which both started, the parts of combined events left out."""

from dataclasses import dataclass

from django.db.models import Count, Q

from newsroom.lib.text import ordinal
from results.models import Athlete, Race, Result

LEAST_MEETINGS = 2


@dataclass(frozen=True)
class Meeting:
    race: Race
    ours: Result
    theirs: Result

    @property
    def won(self):
        return _is_ahead(self.ours, self.theirs)

    @property
    def lost(self):
        return _is_ahead(self.theirs, self.ours)

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


def with_main_rival(athlete):
    """With whom the athlete met most often, finals deciding between equals; None below two meetings."""
    rival = _main_rival(athlete)
    return between(athlete, rival) if rival else None


def between(athlete, rival):
    shared = _races(rival).filter(pk__in=_races(athlete))
    rows = Result.objects.with_titles().filter(athlete__in=[athlete, rival], race__in=shared)
    by_race = {}
    for row in rows.latest_first():
        by_race.setdefault(row.race_id, {})[row.athlete_id] = row
    meetings = [Meeting(row[athlete.pk].race, row[athlete.pk], row[rival.pk]) for row in by_race.values()]
    return HeadToHead(athlete, rival, meetings)


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


def _races(athlete):
    """In which the athlete started."""
    started = Result.objects.filter(athlete=athlete).exclude(status="DNS").order_by()
    races = Race.objects.with_result().exclude(round=Race.Round.PART).order_by()
    return races.filter(pk__in=started.values("race")).values("pk")


def _is_ahead(one, other):
    if one.place is None:
        return False
    return other.place is None or one.place < other.place
