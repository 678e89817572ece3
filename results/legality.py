"""Which performances count for lists and bests."""

from decimal import Decimal

from results.marks import Precision

LEGAL_WIND_LIMIT = Decimal("2.0")  # m/s; above it a mark counts in the race, not as a best (CR 31.14.3)
PHOTO_FINISH_UP_TO = 800  # metres on the track; a time by hand flatters, by a quarter of a second in a sprint
BY_HAND = (Precision.HAND, Precision.TENTH)


def is_listed(discipline, mark, race_wind=None, own_wind=None):
    """Whether a mark counts: the wind not above the limit, no sprint by hand.

    Road distances are disciplines of their own, so a road time is never listed with track races.
    """
    return not is_windy(discipline, race_wind, own_wind) and not is_flattered_by_hand(discipline, mark)


def is_windy(discipline, race_wind=None, own_wind=None):
    wind = {"race": race_wind, "attempt": own_wind}.get(discipline.wind)
    return wind is not None and Decimal(str(wind)) > LEGAL_WIND_LIMIT


def is_flattered_by_hand(discipline, mark):
    short = discipline.kind == "track" and 0 < (discipline.distance_m or 0) <= PHOTO_FINISH_UP_TO
    return short and mark.precision in BY_HAND
