"""The buttons of the race form, and the verb behind each."""

from dataclasses import dataclass

from results import status
from results.models import Race

SCHEDULED, LIVE, PROVISIONAL, OFFICIAL, REVISED = Race.Status


@dataclass(frozen=True)
class Button:
    name: str  # as the form posts it
    label: str
    to: Race.Status


BUTTONS = (
    Button("_start", "Save and start", LIVE),
    Button("_call_back", "Save, back to the start list", SCHEDULED),
    Button("_provisional", "Save as provisional", PROVISIONAL),
    Button("_official", "Save as official", OFFICIAL),
    Button("_revise", "Save as revised", REVISED),
)


def offered(race_status):
    return [button for button in BUTTONS if button.to in status.TRANSITIONS[Race.Status(race_status)]]


def run(post, race, *, by, why):
    """Move the race as its editor asked for; without a button it stays what it is."""
    for button in BUTTONS:
        if button.name in post:
            said = {"why": why} if why or button.to == REVISED else {}
            status.VERBS[button.to](race, by=by, **said)
