"""What stands at an axis: values in the form of marks, and their unit."""

from results.marks import Mark, Measure, Precision

UNITS = {Measure.TIME: "s", Measure.DISTANCE: "m", Measure.HEIGHT: "m", Measure.POINTS: "points"}


def label(value, measure):
    """“3:27”, “9.95”, “8.40”, “8500”."""
    if measure is Measure.POINTS:
        return f"{value:g}"
    if measure is not Measure.TIME:
        return f"{value:.2f}"
    milliseconds = round(value * 1000)
    fraction = milliseconds % 1000
    if fraction == 0:
        return str(Mark(milliseconds, measure, Precision.SECOND)) if value >= 60 else f"{value:g}"
    return str(Mark(milliseconds, measure, Precision.TENTH if fraction % 100 == 0 else Precision.HUNDREDTH))
