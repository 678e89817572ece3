"""Medals speak by shape: gold a circle, silver a square, bronze a hexagon."""

from dataclasses import dataclass

from newsroom.lib.charts.scales import number

MEDALS = {1: ("circle", "m1"), 2: ("square", "m2"), 3: ("hexagon", "m3")}


@dataclass(frozen=True)
class Marker:
    """`shape` says what to draw: circle (x, y, radius), square (left, top, side, corner), hexagon (path)."""

    shape: str
    css: str
    x: str
    y: str
    radius: str
    left: str
    top: str
    side: str
    corner: str
    path: str


def marker(
    place: int | None, x: float, y: float, medal_radius: float, radius: float, plain_css: str
) -> Marker:
    shape, css = MEDALS.get(place, ("circle", plain_css))
    size = medal_radius if place in MEDALS else radius
    half = size - 1  # a square of the circle's width would look larger
    return Marker(
        shape=shape,
        css=css,
        x=number(x),
        y=number(y),
        radius=number(size),
        left=number(x - half),
        top=number(y - half),
        side=number(2 * half),
        corner=number(max(2, size / 4)),
        path=_hexagon(x, y, size),
    )


def hexagon_height(radius: float) -> float:
    return radius * 34 / 15


def _hexagon(x, y, radius):
    half, slope = hexagon_height(radius) / 2, radius * 17 / 30
    upright = 2 * half - 2 * slope
    r, s, u = number(radius), number(slope), number(upright)
    return f"M{number(x)} {number(y - half)}l{r} {s}v{u}l-{r} {s}-{r}-{s}v-{u}z"
