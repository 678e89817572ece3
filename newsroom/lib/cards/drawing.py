"""A card drawn: headline above, podium on the track below; the headline alone where there is no podium."""

from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageDraw

from newsroom.lib.cards.card import HEIGHT, WIDTH, Card, Row
from newsroom.lib.cards.lettering import Face, drawable, shrunk
from newsroom.lib.cards.shapes import Shapes
from newsroom.lib.cards.wrapping import fitted

# As in static/css/tokens.css, light.
COLOURS = {
    "paper": "#fbf8f2",
    "ink": "#121a2c",
    "ink-2": "#454d60",
    "track": "#b2341d",
    "lane": "#c4472f",
    "tartan": "#a9351f",
    "tartan-2": "#97301c",
    "on-tartan": "#fff8f1",
    "gold": "#e2ae34",
    "silver": "#bcc4ce",
    "bronze": "#d1915f",
    "on-medal": "#121a2c",
}
LANE_LINE = "#c1705f"  # on-tartan at three tenths, on tartan

LEFT, RIGHT = 60, WIDTH - 60
BRAND, KICKER = Face(46, 800, 78), Face(32, 700, 80)
BRAND_BASE, BELL_HEIGHT = 84, 42
LEAST_LABEL = 20  # px; smaller type is not read on a phone
HEADLINE_TOP = 126
LEAST_HEADLINE = 46
HEADLINE_AIR = 34  # px, below the headline

# The podium: a heading on the track, then a lane for each.
LARGEST_WITH_PODIUM, LINES_WITH_PODIUM = Face(96, 800, 80), 4
RACE_LINE, RACE_LINE_BASE = Face(29, 600, 82), 41
STATE, STATE_TOP, STATE_HEIGHT, STATE_AIR = Face(24, 700, 82), 13, 36, 14
RACE_LINE_HEIGHT, FOOT = 62, 18
PITCHES = {1: 72, 2: 70, 3: 66, 4: 56, 5: 47, 6: 40}  # px, by the number of lanes
FINISH_WIDTH, FINISH_GAP = 5, 26
MEDAL_X, NAME_X, CODE_GAP = LEFT + 24, LEFT + 70, 16

# Without a podium: eight lanes bend round the headline.
LARGEST_ALONE, LINES_ALONE = Face(108, 800, 80), 5
LANES, LANE_PITCH, LANE_WIDTH, BEND = 8, 13, 2.5, 150
INNER_RIGHT, INNER_BOTTOM = 1076, 506
RIGHT_ALONE, RACE_LINE_RISE = INNER_RIGHT - 40, 30


def draw(card: Card) -> bytes:
    """The card as PNG, WIDTH by HEIGHT."""
    card = _in_our_letters(card)
    shapes = Shapes(WIDTH, HEIGHT, COLOURS["paper"])
    ground, write = (_track, _write_podium) if card.rows else (_bend, _write_alone)
    ground(shapes, card)
    shapes.bell(LEFT, BRAND_BASE - BELL_HEIGHT + 4, BELL_HEIGHT, COLOURS["track"])
    picture = shapes.picture()
    canvas = ImageDraw.Draw(picture)
    _write_head(canvas, card, RIGHT if card.rows else RIGHT_ALONE)
    write(canvas, card)
    return _png(picture)


def _in_our_letters(card):
    texts = ("site", "kicker", "headline", "event", "competition", "state")
    rows = tuple(
        replace(row, who=drawable(row.who), country=drawable(row.country), mark=drawable(row.mark))
        for row in card.rows
    )
    return replace(card, rows=rows, **{name: drawable(getattr(card, name)) for name in texts})


def _png(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _write_head(canvas, card, right):
    name_at = LEFT + BELL_HEIGHT * 22 / 24 + 13
    kicker, label = shrunk(card.kicker, KICKER, (right - name_at) / 2, LEAST_LABEL)
    kicker.write_to(canvas, right, BRAND_BASE, label, COLOURS["track"])
    brand, name = shrunk(card.site, BRAND, (right - name_at) / 2 - 24, LEAST_LABEL)
    brand.write(canvas, name_at, BRAND_BASE, name, COLOURS["ink"])


def _write_headline(canvas, text, largest, most_lines, right, bottom):
    """In the middle of the room between the head and what stands below."""
    room = bottom - HEADLINE_TOP
    fit = fitted(text, largest, LEAST_HEADLINE, right - LEFT, room, most_lines)
    baseline = HEADLINE_TOP + (room - fit.height) / 2 + fit.face.cap_height
    for number, line in enumerate(fit.lines):
        fit.face.write(canvas, LEFT, baseline + number * fit.pitch, line, COLOURS["ink"])


# With a podium


def _track_top(card):
    return HEIGHT - FOOT - len(card.rows) * PITCHES[len(card.rows)] - RACE_LINE_HEIGHT


def _lane_middles(card):
    pitch = PITCHES[len(card.rows)]
    first = _track_top(card) + RACE_LINE_HEIGHT
    return [first + pitch * (number + 0.5) for number in range(len(card.rows))]


def _track(shapes, card):
    top = _track_top(card)
    shapes.box(0, top, WIDTH, HEIGHT, COLOURS["tartan"])
    _draw_tag(shapes, card, top + STATE_TOP)
    for number, (row, middle) in enumerate(zip(card.rows, _lane_middles(card), strict=True)):
        _draw_lane(shapes, row, middle, PITCHES[len(card.rows)], shaded=number % 2 == 0)
    finish = _finish_x(card)
    if finish:
        lanes = top + RACE_LINE_HEIGHT
        shapes.box(finish, lanes, finish + FINISH_WIDTH, HEIGHT - FOOT, COLOURS["on-tartan"])


def _draw_tag(shapes, card, top):
    if card.state:
        left = RIGHT - _state_width(card)
        shapes.box(left, top, RIGHT, top + STATE_HEIGHT, COLOURS["on-tartan"], radius=3)


def _draw_lane(shapes, row, middle, pitch, *, shaded):
    top, bottom = middle - pitch / 2, middle + pitch / 2
    if shaded:
        shapes.box(0, top, WIDTH, bottom, COLOURS["tartan-2"])
    for line in (top, bottom):
        shapes.box(0, line - 1, WIDTH, line + 1, LANE_LINE)
    shapes.medal(row.medal, MEDAL_X, middle, _medal_radius(pitch), COLOURS[row.medal or "on-tartan"])


def _medal_radius(pitch):
    return min(22, pitch * 0.38)


def _name_face(card):
    return Face(min(40, round(PITCHES[len(card.rows)] * 0.62)), 700, 82)


def _mark_face(card):
    return Face(min(46, round(PITCHES[len(card.rows)] * 0.7)), 800, 78)


def _finish_x(card):
    """Left of the longest mark; None where no mark is held."""
    longest = max(_mark_face(card).length(row.mark) for row in card.rows)
    return round(RIGHT - longest - FINISH_GAP - FINISH_WIDTH) if longest else None


def _write_podium(canvas, card):
    top = _track_top(card)
    _write_headline(canvas, card.headline, LARGEST_WITH_PODIUM, LINES_WITH_PODIUM, RIGHT, top - HEADLINE_AIR)
    _write_race_line(canvas, card, top)
    for row, middle in zip(card.rows, _lane_middles(card), strict=True):
        _write_row(canvas, card, row, middle)


def _state_width(card):
    return STATE.length(card.state) + 2 * STATE_AIR if card.state else 0


def _write_race_line(canvas, card, top):
    base = top + STATE_TOP + (STATE_HEIGHT + STATE.cap_height) / 2
    STATE.write_to(canvas, RIGHT - STATE_AIR, base, card.state, COLOURS["tartan-2"])
    room = RIGHT - LEFT - _state_width(card) - CODE_GAP
    face, line = shrunk(card.race_line, RACE_LINE, room, LEAST_LABEL)
    face.write(canvas, LEFT, top + RACE_LINE_BASE, line, COLOURS["on-tartan"])


def _write_row(canvas, card, row: Row, middle):
    name, mark = _name_face(card), _mark_face(card)
    place, code = Face(round(name.size * 0.66), 750, 90), Face(round(name.size * 0.72), 600, 84)
    colour = COLOURS["on-tartan"]
    place.write_about(canvas, MEDAL_X, middle + place.cap_height / 2, row.place, COLOURS["on-medal"])
    mark.write_to(canvas, RIGHT, middle + mark.cap_height / 2, row.mark, colour)
    baseline = middle + name.cap_height / 2
    room = (_finish_x(card) or RIGHT) - FINISH_GAP - NAME_X - CODE_GAP - code.length(row.country)
    face, who = shrunk(row.who, name, room, LEAST_LABEL)
    end = face.write(canvas, NAME_X, baseline, who, colour)
    code.write(canvas, end + CODE_GAP, baseline, row.country, colour)


# Without one


def _bend(shapes, card):
    for lane in range(LANES):
        offset = lane * LANE_PITCH
        right, bottom = INNER_RIGHT + offset, INNER_BOTTOM + offset
        x, y, half = INNER_RIGHT - BEND, INNER_BOTTOM - BEND, LANE_WIDTH / 2
        shapes.box(right - half, 0, right + half, y, COLOURS["lane"])
        shapes.box(0, bottom - half, x, bottom + half, COLOURS["lane"])
        shapes.arc(x, y, BEND + offset, 0, 90, COLOURS["lane"], LANE_WIDTH)


def _write_alone(canvas, card):
    bottom = INNER_BOTTOM - HEADLINE_AIR
    if card.race_line:
        base = INNER_BOTTOM - RACE_LINE_RISE
        face, line = shrunk(card.race_line, RACE_LINE, INNER_RIGHT - BEND - LEFT, LEAST_LABEL)
        face.write(canvas, LEFT, base, line, COLOURS["ink-2"])
        bottom = base - RACE_LINE.size - HEADLINE_AIR
    _write_headline(canvas, card.headline, LARGEST_ALONE, LINES_ALONE, RIGHT_ALONE, bottom)
