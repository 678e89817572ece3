"""What a social card says."""

import hashlib
from dataclasses import astuple, dataclass

WIDTH, HEIGHT = 1200, 630  # what every network asks for
MOST_ROWS = 6  # a pole vault may share its bronze among four; more is no podium any more
# Raise it when the drawing changes: cards that are kept, here and at others, are then drawn and fetched anew.
DRAWN_AS = 1


@dataclass(frozen=True)
class Row:
    """One of the first three places; `medal` is gold, silver, bronze, or empty where none was decided."""

    place: str
    who: str
    country: str
    mark: str = ""
    medal: str = ""


@dataclass(frozen=True)
class Card:
    site: str
    kicker: str
    headline: str
    event: str = ""
    competition: str = ""
    state: str = ""  # “Provisional”; empty where the result stands
    rows: tuple[Row, ...] = ()

    @property
    def race_line(self) -> str:
        return " · ".join(filter(None, [self.event, self.competition]))

    @property
    def words(self) -> str:
        """All that it says, for those who do not see it."""
        race = f"{self.race_line} ({self.state.lower()})" if self.state else self.race_line
        podium = "; ".join(" ".join(filter(None, [r.place, r.who, r.country, r.mark])) for r in self.rows)
        told = ": ".join(filter(None, [race, podium]))
        return f"{self.headline}. {told}" if told else self.headline

    @property
    def digest(self) -> str:
        """Names what is drawn: another headline, mark or drawing is another card."""
        return hashlib.sha256(repr((DRAWN_AS, astuple(self))).encode()).hexdigest()[:16]
