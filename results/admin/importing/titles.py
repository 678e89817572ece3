"""What a race of a file is called: as ours are, where the file tells enough."""

from results.disciplines import DISCIPLINES
from results.models import Discipline, Event, Race


def title_of(staged, race=None):
    """“Men’s 1500m, final”; as it is written in the file where that is all we have."""
    if race is not None:
        return race.title
    said = staged.data
    code = said.get("part_of") or said.get("discipline")
    if not said.get("category") or code not in DISCIPLINES or said.get("discipline") not in DISCIPLINES:
        return staged.title
    event = Event(category=said["category"], discipline=_discipline(code))
    race = Race(event=event, discipline=_discipline(said["discipline"]), number=said.get("number"))
    race.round, race.slug = said.get("round", Race.Round.FINAL), said.get("slug", "")
    return race.title


def _discipline(code):
    return Discipline(code=code, name=DISCIPLINES[code].name)
