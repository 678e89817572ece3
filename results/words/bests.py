"""Records and bests as the source declares them: “a season’s best”, “equalling the national record”."""

from newsroom.lib.text import sentence_list
from results.abbreviations import FLAG_WORDS

# The highest first; a record of a country or more says that it is a personal best as well.
RANKS = (
    *("WR", "OR", "AR", "CR", "NR"),
    *("WU20R", "NU23R", "NU20R", "MR", "WL"),
    *("PB", "SB"),
)
PERSONAL = ("PB", "SB")
MOST_TOLD = 2


def declared(result):
    """The codes that are told, the highest first: two records at most, or one personal best."""
    codes = dict.fromkeys(f"{result.record_flags} {result.personal_flags}".split())
    known = sorted((code for code in codes if _bare(code) in RANKS), key=_rank)
    records = [
        code for code in known if _bare(code) not in PERSONAL and not _goes_without_saying(code, known)
    ]
    return records[:MOST_TOLD] or known[:1]


def aside(codes):
    """After a mark: “a season’s best”, “equalling the national record”."""
    return sentence_list(
        [f"equalling {_equalled(code)}" if _is_equal(code) else _new(code) for code in codes]
    )


def predicate(codes):
    """After a mark that is the subject: “was a season’s best”, “equalled the national record”."""
    equalled = [f"equalled {_equalled(code)}" for code in codes if _is_equal(code)]
    new = [_new(code) for code in codes if not _is_equal(code)]
    return sentence_list([*([f"was {sentence_list(new)}"] if new else []), *equalled])


def _bare(code):
    return code.removeprefix("=")


def _rank(code):
    return RANKS.index(_bare(code))


def _is_equal(code):
    return code.startswith("=")


def _goes_without_saying(code, known):
    """A national record is that of the under-23s as well."""
    return "NR" in known and _bare(code) in ("NU23R", "NU20R")


def _new(code):
    words = FLAG_WORDS[code]
    return f"{'an' if words[0] in 'aeiouAEIOU' else 'a'} {words}"


def _equalled(code):
    return _new(_bare(code)) if _bare(code) in PERSONAL else f"the {FLAG_WORDS[_bare(code)]}"
