"""Who goes on, and which places are not held."""

from newsroom.lib.text import number_word, sentence_list


def advancement(rule, races):
    """“3+4” in four heats: “first three of each of four go on, and the next four by time”."""
    by_place, _, by_time = rule.partition("+")
    if not by_time:
        return ""
    each = f" of each of {number_word(races)}" if races > 1 else ""
    words = f"first{each} goes on" if by_place == "1" else f"first {number_word(int(by_place))}{each} go on"
    return words if by_time == "0" else f"{words}, and the next {_by_time(int(by_time))}"


def _by_time(count):
    return "by time" if count == 1 else f"{number_word(count)} by time"


def missing_places(rows):
    """“Places 12 to 14 are not in the lists we hold.”; "" where every place up to the last is there."""
    held = {int(row.place) for row in rows if row.place}
    # Two who share a place leave the next one empty.
    shared = {int(row.place) + n for row in rows if row.place for n in range(_sharing(rows, row.place))}
    missing = sorted(set(range(1, max(held, default=0) + 1)) - held - shared)
    if not missing:
        return ""
    if len(missing) == 1:
        return f"Place {missing[0]} is not in the lists we hold."
    if missing == list(range(missing[0], missing[-1] + 1)):
        return f"Places {missing[0]} to {missing[-1]} are not in the lists we hold."
    return f"Places {sentence_list([str(place) for place in missing])} are not in the lists we hold."


def _sharing(rows, place):
    return sum(1 for row in rows if row.place == place)
