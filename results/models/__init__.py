from results.models.competitions import Competition, Event, Race
from results.models.findings import Finding
from results.models.history import Best, RaceChange, Record, ResultChange
from results.models.imports import ImportBatch, StagedRace, StagedRow
from results.models.outcomes import Attempt, RelayLeg, Result, Split
from results.models.people import Athlete, AthleteMerge, AthleteName
from results.models.reference import Country, Discipline, Series

__all__ = [
    "Athlete",
    "AthleteMerge",
    "AthleteName",
    "Attempt",
    "Best",
    "Competition",
    "Country",
    "Discipline",
    "Event",
    "Finding",
    "ImportBatch",
    "Race",
    "RaceChange",
    "Record",
    "RelayLeg",
    "Result",
    "ResultChange",
    "Series",
    "Split",
    "StagedRace",
    "StagedRow",
]
