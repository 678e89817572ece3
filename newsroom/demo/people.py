"""Who is whom in the demo's sources: what a person at the desk would say, and has said."""

from newsroom.lib.text import fold
from results.importers.staging import SOMEBODY_NEW
from results.models import Athlete, AthleteName

# Which two writings of one name a person decided on; no rule would find them without finding strangers too.
KNOWN_SPELLINGS = {"Antigoni Ntrismpioti": "Antigóni Drisbióti"}


def remember_spellings():
    """Add the known spellings to those who are held."""
    for written, name in KNOWN_SPELLINGS.items():
        for athlete in Athlete.objects.filter(name_key=fold(name)):
            AthleteName.objects.get_or_create(
                athlete=athlete, name_key=fold(written), defaults={"name": written}
            )


def resolve(who):
    """The one candidate of the person's country; where there is none or several, somebody new."""
    there = {
        each.athlete.pk: each.athlete
        for each in who.candidates
        if each.athlete.country_id == who.person.country
    }
    return next(iter(there.values())) if len(there) == 1 else SOMEBODY_NEW
