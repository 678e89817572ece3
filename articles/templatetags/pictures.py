"""How a picture is cut: its focal point stays in sight."""

from django import template

register = template.Library()
STEP = 5  # per cent: the styles know no finer ones, and no style may stand in a page


@register.filter
def focal(image):
    """The classes of its focal point: “fx-35 fy-50”."""
    return f"fx-{_step(image.focal_x)} fy-{_step(image.focal_y)}"


def _step(percent):
    """Whatever was typed, until it is refused."""
    return min(100, max(0, round(percent / STEP) * STEP)) if isinstance(percent, int) else 50
