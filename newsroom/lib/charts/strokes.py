"""Small signs as pieces of one path: a hundred of them in a drawing weigh next to nothing."""

from newsroom.lib.charts.scales import number


def dot(x: float, y: float) -> str:
    """A point that round line ends make a dot; of no length at all, some browsers leave it out."""
    return f"M{number(x)} {number(y)}h.01"


def cross(x: float, y: float, half: float) -> str:
    side = number(2 * half)
    return f"M{number(x - half)} {number(y - half)}l{side} {side}m0-{side}l-{side} {side}"


def dash(x: float, y: float, half: float) -> str:
    return f"M{number(x - half)} {number(y)}h{number(2 * half)}"


def chevron(x: float, y: float, half: float) -> str:
    """‹, its point at x."""
    leg = number(half)
    return f"M{number(x + half)} {number(y - half)}l-{leg} {leg} {leg} {leg}"


def polyline(spots) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots)
