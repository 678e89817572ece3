"""Geometry of the drawings. What leaves here are strings: no locale turns 8.5 into 8,5 in a template."""

from newsroom.lib.charts.entries import Entry
from newsroom.lib.charts.finish import FinishPicture, Lane, Runner, finish_picture
from newsroom.lib.charts.gaps import GapChart, GapRow, gap_chart
from newsroom.lib.charts.labels import Text
from newsroom.lib.charts.markers import Marker
from newsroom.lib.charts.progression import Point, ProgressionChart, ProgressionPoint, progression
from newsroom.lib.charts.scales import Tick, nice_ticks

__all__ = [
    "Entry",
    "FinishPicture",
    "GapChart",
    "GapRow",
    "Lane",
    "Marker",
    "Point",
    "ProgressionChart",
    "ProgressionPoint",
    "Runner",
    "Text",
    "Tick",
    "finish_picture",
    "gap_chart",
    "nice_ticks",
    "progression",
]
