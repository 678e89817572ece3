"""The sport's abbreviations and their words, as World Athletics and Tilastopaja use them."""

STATUS_WORDS = {
    "DNS": "did not start",
    "DNF": "did not finish",
    "DQ": "disqualified",
    "NM": "no mark",
    "NH": "no height cleared",
}

QUALIFICATION_WORDS = {
    "Q": "qualified by place or standard",
    "q": "qualified by time or performance",
    "qR": "advanced by the referee",
    "qJ": "advanced by the jury of appeal",
    "qD": "advanced by draw",
}

FLAG_WORDS = {
    "PB": "personal best",
    "SB": "season’s best",
    "WR": "world record",
    "OR": "Olympic record",
    "CR": "championship record",
    "MR": "meeting record",
    "AR": "area record",
    "NR": "national record",
    "WL": "world lead",
    "NU23R": "national under-23 record",
    "NU20R": "national under-20 record",
    "WU20R": "world under-20 record",
}

CATEGORY_WORDS = {"M": "Men", "W": "Women", "X": "Mixed"}


def flag_words(code):
    """The words of a flag; a leading `=` means that the best or record was equalled."""
    words = FLAG_WORDS.get(code.removeprefix("="), code)
    return f"equals {words}" if code.startswith("=") else words
