"""Who wants to know when results change: where results call upwards, by name and after commit."""

_interested = []


def register(callback):
    """`callback(race_ids)` is called after each commit that changed results of those races."""
    if callback not in _interested:
        _interested.append(callback)


def forget(callback):
    _interested.remove(callback)


def tell(race_ids):
    for callback in _interested:
        callback(race_ids)
