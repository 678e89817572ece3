"""Geometry of the drawings. What leaves here are strings: no locale turns 8.5 into 8,5 in a template."""

from newsroom.lib.charts.entries import Entry
from newsroom.lib.charts.finish import FinishPicture, Lane, Runner, finish_picture
from newsroom.lib.charts.gaps import GapChart, GapRow, gap_chart
from newsroom.lib.charts.labels import Text
from newsroom.lib.charts.markers import Marker
from newsroom.lib.charts.positions import Course, CourseLine, PositionsChart, positions
from newsroom.lib.charts.progression import Point, ProgressionChart, ProgressionPoint, progression
from newsroom.lib.charts.scales import Tick, nice_ticks
from newsroom.lib.charts.steps import Step, StepChart, step_chart
from newsroom.lib.charts.trials import Series, SeriesChart, SeriesRow, horizontal_series, vertical_series

__all__ = [
    "Course",
    "CourseLine",
    "Entry",
    "FinishPicture",
    "GapChart",
    "GapRow",
    "Lane",
    "Marker",
    "Point",
    "PositionsChart",
    "ProgressionChart",
    "ProgressionPoint",
    "Runner",
    "Series",
    "SeriesChart",
    "SeriesRow",
    "Step",
    "StepChart",
    "Text",
    "Tick",
    "finish_picture",
    "gap_chart",
    "horizontal_series",
    "nice_ticks",
    "positions",
    "progression",
    "step_chart",
    "vertical_series",
]
