"""A headline in even lines: as large as the room allows, and cut where the smallest is still too large."""

from dataclasses import dataclass

from newsroom.lib.cards.lettering import ELLIPSIS, LEFT_OFF, STEP, Face

LINE_HEIGHT = 1.07  # of the size
EVENING = 12  # px, by which the room narrows while lines are made even


@dataclass(frozen=True)
class Lines:
    face: Face
    lines: tuple[str, ...]

    @property
    def pitch(self) -> float:
        return self.face.size * LINE_HEIGHT

    @property
    def height(self) -> float:
        """From the capitals of the first line to the base of the last."""
        return self.face.cap_height + self.pitch * (len(self.lines) - 1)


def fitted(text: str, largest: Face, least: int, width: float, height: float, most_lines: int) -> Lines:
    """The headline in the largest size that fits; in the `least`, with an ellipsis, where none does."""
    for size in range(largest.size, least - 1, -STEP):
        face = Face(size, largest.weight, largest.width)
        found = Lines(face, wrapped(text, face, width))
        if len(found.lines) <= most_lines and found.height <= height and _is_whole(text, found.lines):
            return Lines(face, _evened(text, face, width, len(found.lines)))
    return _cut(text, Face(least, largest.weight, largest.width), width, height, most_lines)


def wrapped(text: str, face: Face, width: float) -> tuple[str, ...]:
    """Broken between words; inside one only where it is wider than a line."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if face.fits(longer, width):
            lines[-1] = longer
        else:
            lines += _pieces(word, face, width)
    return tuple(line for line in lines if line)


def _pieces(word, face, width):
    pieces = [""]
    for letter in word:
        if pieces[-1] and not face.fits(pieces[-1] + letter, width):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _is_whole(text, lines):
    """No word is broken: a smaller size may have room for it."""
    return " ".join(lines) == text


def _evened(text, face, width, count):
    """The same number of lines in the narrowest room that still takes them: no last word stands alone."""
    lines = wrapped(text, face, width)
    while width > EVENING:
        width -= EVENING
        narrower = wrapped(text, face, width)
        if len(narrower) > count or not _is_whole(text, narrower):
            return lines
        lines = narrower
    return lines


def _cut(text, face, width, height, most_lines):
    """As much of it as there is room for, to the end of a word."""
    room = int((height - face.cap_height) // (face.size * LINE_HEIGHT)) + 1
    most = max(1, min(most_lines, room))
    lines = wrapped(text, face, width)
    if len(lines) <= most:
        return Lines(face, lines)
    return Lines(face, (*lines[: most - 1], _with_ellipsis(lines[most - 1], face, width)))


def _with_ellipsis(line, face, width):
    words = line.split(" ")
    while len(words) > 1 and not face.fits(_ended(words), width):
        words.pop()
    return face.cut(_ended(words), width)


def _ended(words):
    return " ".join(words).rstrip(LEFT_OFF) + ELLIPSIS
