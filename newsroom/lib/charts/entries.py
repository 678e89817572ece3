import math
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Entry:
    """One finisher, in the order of the result; `gap` is how far behind the winner, never negative."""

    place: int | None
    label: str
    gap: Decimal | float
    text: str = ""  # the gap or mark as the page writes it, such as +0.27
    home: bool = False


def entries_of(rows) -> tuple[Entry, ...]:
    """Entries, or plain (place, label, gap, …) tuples; those without a gap are left out."""
    made = (row if isinstance(row, Entry) else Entry(*row) for row in rows)
    return tuple(entry for entry in made if entry.gap is not None and _is_drawable(entry.gap))


def _is_drawable(gap):
    if not math.isfinite(gap) or gap < 0:
        raise ValueError(f"A gap is a distance behind the winner, not {gap}.")
    return True
