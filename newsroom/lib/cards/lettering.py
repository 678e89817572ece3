"""The house's own type on a picture: which letters it has, how wide they run, how they are cut to a room.

Archivo comes in two files, as the pages load it: Latin, and what Latin Extended adds to it. A text is drawn
in runs of one file. FreeType reads WOFF2 as it is.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from PIL import ImageDraw, ImageFont

FONTS = settings.BASE_DIR / "static" / "fonts"
LATIN, LATIN_EXTENDED = FILES = ("archivo-latin.woff2", "archivo-latin-ext.woff2")
NO_CHARACTER = "\uffff"  # every font draws it as the box that stands for what it has not
ELLIPSIS = "…"
LEFT_OFF = " ,;:.–-…"  # before an ellipsis
STEP = 2  # px, by which type shrinks
WORD_AIR = 0.06  # em, added to each space: condensed type sets words too near each other


@lru_cache(maxsize=512)
def file_with(letter: str) -> str | None:
    """The font file that has the letter, or None."""
    return next((name for name in FILES if _drawn(name, letter) != _drawn(name, NO_CHARACTER)), None)


@lru_cache(maxsize=512)
def _drawn(name, letter):
    mask = _plain(name).getmask(letter)
    return mask.size, bytes(mask)


@lru_cache(maxsize=len(FILES))
def _plain(name):
    # By glyphs alone: the other engine refuses some characters that no font has.
    return ImageFont.truetype(FONTS / name, 24, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """The text in letters that there are: without the marks, or else the letters, that no file has."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return " ".join("".join(map(_drawable, composed)).split())


def _drawable(letter):
    if file_with(letter):
        return letter
    parts = unicodedata.decomposition(letter).split()
    plain = [chr(int(part, 16)) for part in parts if not part.startswith("<")]
    return "".join(_drawable(part) for part in plain if not unicodedata.combining(part))


@dataclass(frozen=True)
class Face:
    """The type in one size (px), weight (400 to 800) and width (75 to 100, per cent)."""

    size: int
    weight: int
    width: int

    @property
    def cap_height(self) -> float:
        """Of capitals and figures, above the base line."""
        return 0.686 * self.size

    def length(self, text: str) -> float:
        return sum(advance for *_, advance in self._runs(text))

    def fits(self, text: str, room: float) -> bool:
        return self.length(text) <= room

    def write(self, canvas: ImageDraw.ImageDraw, x: float, baseline: float, text: str, colour) -> float:
        """Draw from x on; returns where the text ends."""
        for font, run, advance in self._runs(text):
            canvas.text((x, baseline), run, fill=colour, font=font, anchor="ls")
            x += advance
        return x

    def write_to(self, canvas: ImageDraw.ImageDraw, right: float, baseline: float, text: str, colour) -> None:
        self.write(canvas, right - self.length(text), baseline, text, colour)

    def write_about(
        self, canvas: ImageDraw.ImageDraw, middle: float, baseline: float, text: str, colour
    ) -> None:
        self.write(canvas, middle - self.length(text) / 2, baseline, text, colour)

    def cut(self, text: str, room: float) -> str:
        """The text, ending with an ellipsis where it is wider than the room."""
        if self.fits(text, room):
            return text
        kept = text
        while kept and not self.fits(kept + ELLIPSIS, room):
            kept = kept[:-1].rstrip(LEFT_OFF)
        return kept + ELLIPSIS

    def _runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str, float]]:
        for (name, is_space), letters in groupby(text, lambda letter: (file_with(letter), letter == " ")):
            font, run = _font(name or LATIN, self), "".join(letters)
            yield font, run, font.getlength(run) + (WORD_AIR * self.size if is_space else 0)


@lru_cache(maxsize=64)
def _font(name, face):
    font = ImageFont.truetype(FONTS / name, face.size)
    font.set_variation_by_axes([face.weight, face.width])
    return font


def shrunk(text: str, face: Face, room: float, least: int) -> tuple[Face, str]:
    """The text in a face that fits the room: smaller down to `least` px, and then cut."""
    for size in range(face.size, least, -STEP):
        smaller = Face(size, face.weight, face.width)
        if smaller.fits(text, room):
            return smaller, text
    smallest = Face(least, face.weight, face.width)
    return smallest, smallest.cut(text, room)
