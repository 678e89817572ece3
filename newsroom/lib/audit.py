"""What was done at the desk, told to whoever keeps the record; the store is not ours to know.

A verb that publishes, overrides, imports or grants something calls `record` inside its own transaction: what
is rolled back was never done, and what was done cannot stand without its entry.
"""

_keepers = []


def keep_with(keeper):
    """Register what stores an entry: keeper(verb, obj, by=user or None, detail=dict of plain values)."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def record(verb, obj, *, by=None, **detail):
    """Say that somebody did something to an object: record("published", article, by=user, version=4)."""
    for keeper in _keepers:
        keeper(verb, obj, by=by, detail=detail)
