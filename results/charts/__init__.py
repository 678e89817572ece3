"""From races and bests to drawings: which rows, labels and unit. The geometry is newsroom.lib.charts'.

Give races from `Race.objects.for_table()`, and no query follows. Each drawing stays below 8 KB: what is too
much for it is left to the table beside it, and said.
"""

from results.charts.finishes import LEAST_GAPS, MOST_GAPS, finish_picture, gap_chart, left_off
from results.charts.records import MOST_RECORDS, RecordProgression, record_progression
from results.charts.seasons import Progression, progression
from results.charts.splits import MOST_COURSES, MOST_SPLITS, Positions, positions
from results.charts.trials import MOST_HEIGHTS, MOST_SERIES, SeriesTable, series

__all__ = [
    "LEAST_GAPS",
    "MOST_COURSES",
    "MOST_GAPS",
    "MOST_HEIGHTS",
    "MOST_RECORDS",
    "MOST_SERIES",
    "MOST_SPLITS",
    "Positions",
    "Progression",
    "RecordProgression",
    "SeriesTable",
    "finish_picture",
    "gap_chart",
    "left_off",
    "positions",
    "progression",
    "record_progression",
    "series",
]
