from results.models.competitions import Competition, Event, Race
from results.models.history import Best, Record, ResultChange
from results.models.outcomes import Attempt, RelayLeg, Result, Split
from results.models.people import Athlete, AthleteName
from results.models.reference import Country, Discipline, Series

__all__ = [
    "Athlete",
    "AthleteName",
    "Attempt",
    "Best",
    "Competition",
    "Country",
    "Discipline",
    "Event",
    "Race",
    "Record",
    "RelayLeg",
    "Result",
    "ResultChange",
    "Series",
    "Split",
]
