"""What is not type: drawn larger and then reduced, for Pillow's own edges are jagged."""

from PIL import Image, ImageDraw

SCALE = 3
FULL_TURN = 360


class Shapes:
    """A canvas of shapes in the picture's own pixels, and its smooth picture."""

    def __init__(self, width: int, height: int, ground: str):
        self.size = (width, height)
        self._large = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self._canvas = ImageDraw.Draw(self._large)

    def picture(self) -> Image.Image:
        return self._large.resize(self.size, Image.Resampling.BOX)

    def box(self, left, top, right, bottom, colour, radius=0):
        edges = [value * SCALE for value in (left, top, right, bottom)]
        # Pillow counts the last pixel in.
        edges[2:] = [value - 1 for value in edges[2:]]
        self._canvas.rounded_rectangle(edges, radius * SCALE, fill=colour)

    def circle(self, x, y, radius, colour):
        self._canvas.circle((x * SCALE, y * SCALE), radius * SCALE, fill=colour)

    def polygon(self, points, colour):
        self._canvas.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def arc(self, x, y, radius, start, end, colour, width):
        """Of a circle about (x, y) through the middle of the line; degrees, clockwise from three o'clock."""
        outer = (radius + width / 2) * SCALE
        bounds = [x * SCALE - outer, y * SCALE - outer, x * SCALE + outer, y * SCALE + outer]
        self._canvas.arc(bounds, start, end, fill=colour, width=round(width * SCALE))

    def medal(self, medal, x, y, radius, colour):
        """Gold is a circle, silver a square, bronze a hexagon, as everywhere; a place alone is a circle."""
        if medal == "silver":
            half = radius - 1  # a square of the circle's width would look larger
            self.box(x - half, y - half, x + half, y + half, colour, radius=radius / 4)
        elif medal == "bronze":
            self.polygon(_hexagon(x, y, radius), colour)
        else:
            self.circle(x, y, radius, colour)

    def bell(self, left, top, height, colour):
        """The house's sign, as in icons/brand.svg: 22 wide and 24 high."""
        unit = height / 24
        x = left + 11 * unit
        for radius in (9, 5):
            self.arc(x, top + 11 * unit, radius * unit, FULL_TURN / 2, FULL_TURN, colour, 2 * unit)
            for side in (-radius, radius):
                self.box(
                    x + (side - 1) * unit, top + 11 * unit, x + (side + 1) * unit, top + 19 * unit, colour
                )
        self.box(left, top + 18 * unit, left + 22 * unit, top + 20 * unit, colour)
        self.circle(x, top + 22 * unit, 2 * unit, colour)


def _hexagon(x, y, radius):
    half, slope = radius * 17 / 15, radius * 17 / 30
    return [
        *((x, y - half), (x + radius, y - half + slope), (x + radius, y + half - slope)),
        *((x, y + half), (x - radius, y + half - slope), (x - radius, y - half + slope)),
    ]
