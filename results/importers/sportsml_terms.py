"""The words of SportsML 3 and IPTC's NewsCodes used here, and our own where they have none.

Our own carry the alias `belllap` and are described in docs/data-formats.md.
"""

from results.marks import Measure

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
ALIAS = "belllap"

FULL_NAME = "nrol:full"
GIVEN_NAME = "nprt:given"
FAMILY_NAME = "nprt:family"
COMPETITION = "spct:competition"
OUT = "IRM"  # “invalid result mark”: the score is then DNS, DNF, DQ …
QUALIFIED = "spresulteffect:qualification"  # how is not told
RELATIVE = "spscoreunits:time-relative"
PHASE = "sptournamentphase:"
PERSONAL_FLAGS = ("PB", "SB", "=PB", "=SB")

METRES = f"{ALIAS}:metres"
UNITS = {
    Measure.TIME: "spscoreunits:time-absolute",
    Measure.DISTANCE: METRES,
    Measure.HEIGHT: METRES,
    Measure.POINTS: f"{ALIAS}:points",
}
PHASES = {
    "preliminary": "round",
    "heat": "round",
    "part": "round",
    "qualification": "qualification",
    "quarter-final": "quarter-final",
    "semi-final": "semi-final",
    "final": "final",
}
SEXES = {"M": "male", "W": "female"}


def own(name):
    """A word of our own: “belllap:lane”."""
    return f"{ALIAS}:{name}"


def split_flags(flags):
    """(“of records”, “personal”): SportsML does not keep the two apart."""
    personal = [flag for flag in flags if flag in PERSONAL_FLAGS]
    return " ".join(flag for flag in flags if flag not in personal), " ".join(personal)
