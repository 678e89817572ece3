import math
from dataclasses import dataclass

# Steps that a reader counts in without thinking; from a minute on they are those of the clock.
STEPS = (1, 2, 5)
CLOCK_STEPS = (60, 120, 300, 600, 1200, 1800, 3600)
LEAST_STEP = 0.001


@dataclass(frozen=True)
class Tick:
    label: str
    position: str
    label_position: str


@dataclass(frozen=True)
class Scale:
    """Linear, from values to positions; the positions may run downwards."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def number(value: float) -> str:
    """A coordinate: one decimal at most, with a dot."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def nice_step(span: float, most: int, clock: bool = False) -> float:
    """The smallest round step that cuts `span` into at most `most` parts."""
    least = max(span / most, LEAST_STEP)
    if clock and least > CLOCK_STEPS[0] / 2:
        return next(
            (step for step in CLOCK_STEPS if step >= least), CLOCK_STEPS[-1] * math.ceil(least / 3600)
        )
    power = 10 ** math.floor(math.log10(least))
    return next((step * power for step in STEPS if step * power >= least * 0.999_999), 10 * power)


def nice_ticks(low: float, high: float, most: int = 6, clock: bool = False) -> tuple[float, ...]:
    """The round values within low and high: between one and `most` + 1 of them."""
    step = nice_step(high - low, most, clock)
    first = math.ceil(round(low / step, 6))
    last = math.floor(round(high / step, 6))
    return tuple(round(step * count, 6) for count in range(first, last + 1))


def nice_bounds(low: float, high: float, most: int, clock: bool = False) -> tuple[float, float]:
    """Round values that hold low and high between them, never equal."""
    step = nice_step(high - low or max(abs(low) * 0.002, LEAST_STEP * 100), most, clock)
    first, last = math.floor(round(low / step, 6)), math.ceil(round(high / step, 6))
    if first == last:
        first, last = first - 1, last + 1
    return round(step * first, 6), round(step * last, 6)
