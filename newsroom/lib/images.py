"""Uploads become clean pictures: decoded, turned upright, brought to sRGB, encoded anew without metadata."""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, features

from newsroom.lib import polyglots

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_383  # WebP holds no more
RENDITION_WIDTHS = (320, 640, 960, 1280, 1920)
PAPER = (255, 255, 255)  # what shows through where JPEG has no transparency

# What is stored, by what came in. AVIF is slow to write: it is kept as WebP.
STORED_AS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "WEBP"}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}
# By what names a format goes; a file without any is taken by its content.
NAMED = {"JPEG": {"jpg", "jpeg", "jpe", "jfif"}, "PNG": {"png"}, "WEBP": {"webp"}, "AVIF": {"avif"}}
ORIGINAL_OPTIONS = {
    "JPEG": {"quality": 90, "progressive": True, "optimize": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 4},
}
RENDITION_OPTIONS = {
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "AVIF": {"quality": 58, "speed": 6},
}
AT_ONCE = ("WEBP", "JPEG")  # AVIF takes several times as long: it is made off the request
# What Pillow and its decoders raise of files that are damaged or were made to break them.
READING_ERRORS = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError),
    *(RuntimeError, struct.error, zlib.error),
)

SRGB = ImageCms.createProfile("sRGB")
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class ImageRefused(ValueError):
    """Its text is one sentence for the editor."""


@dataclass(frozen=True)
class CleanImage:
    content: bytes
    format: str  # JPEG, PNG, WEBP or AVIF
    width: int
    height: int
    digest: str = ""  # of the file that was sent: SHA-256

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.format]

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format]


class Rendition(CleanImage):
    """A smaller copy for the page: WEBP, JPEG or AVIF."""


def read_upload(file, name: str = "") -> CleanImage:
    """From an open binary file, and what its sender called it; or ImageRefused."""
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise ImageRefused("The file is empty.")
    if len(content) > MOST_BYTES:
        raise ImageRefused(f"The picture is larger than {MOST_BYTES // 1024 // 1024} MB.")
    kind = _kind_of(content)
    _refuse_another_name(name, kind)
    if told := polyglots.fault(content, kind):
        raise ImageRefused(told)
    clean = _encoded(CleanImage, _clean(_opened(content, kind)), STORED_AS[kind], ORIGINAL_OPTIONS)
    return replace(clean, digest=sha256(content).hexdigest())


def renditions(
    content: bytes,
    widths: tuple[int, ...] = RENDITION_WIDTHS,
    box: tuple[int, int, int, int] | None = None,
    kinds: tuple[str, ...] = AT_ONCE,
) -> Iterator[Rendition]:
    """Smallest first, each width in each of `kinds`; cut to `box` first; never larger than the picture.

    A picture narrower than the widest gets a last rendition of its own width.
    """
    picture = _clean(_opened(content, _kind_of(content)))
    picture = picture.crop(box) if box else picture
    for width in sorted({min(width, picture.width) for width in widths}):
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for kind in kinds:
            yield _encoded(Rendition, smaller, kind, RENDITION_OPTIONS)


def crop_box(
    width: int, height: int, ratio: float, focal_x: float = 0.5, focal_y: float = 0.5
) -> tuple[int, int, int, int]:
    """The largest (left, top, right, bottom) of that ratio, as near the focal point (0 to 1) as can be."""
    crop_width = min(width, max(1, round(height * ratio)))
    crop_height = min(height, max(1, round(width / ratio)))
    left = _start(width, crop_width, focal_x)
    top = _start(height, crop_height, focal_y)
    return left, top, left + crop_width, top + crop_height


def _start(whole, part, focus):
    return min(max(0, round(whole * focus - part / 2)), whole - part)


def _kind_of(content):
    """The format by the first bytes, not by the name or by what the browser said."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:12] in (b"ftypavif", b"ftypavis") and features.check("avif"):
        return "AVIF"
    raise ImageRefused(f"The picture must be one of {_names()}.")


def _refuse_another_name(name, kind):
    _, dot, ending = name.rpartition(".")
    if dot and ending.lower() not in NAMED[kind]:
        wrong, right = re.sub(r"\W", "", ending)[:8], EXTENSIONS[kind]
        raise ImageRefused(
            f"The picture is named “.{wrong}” and is a {kind} file: name it “.{right}” and send it again."
        )


def _names():
    return "JPEG, PNG, WebP or AVIF" if features.check("avif") else "JPEG, PNG or WebP"


def _opened(content, kind):
    """Size is known from the header alone: nothing is decoded before it is found small enough."""
    try:
        picture = Image.open(BytesIO(content), formats=[kind])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except READING_ERRORS:
        raise ImageRefused("The picture cannot be read: the file is damaged.") from None
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise _too_large()
    return picture


def _too_large():
    return ImageRefused(
        f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels or a side too long."
    )


def _clean(picture):
    try:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    except READING_ERRORS:
        raise ImageRefused("The picture is cut short or damaged.") from None
    plain = _to_srgb(_to_eight_bits(upright), picture.info.get("icc_profile"))
    plain.info.clear()
    return plain


def _to_eight_bits(picture):
    """A bare convert() would clip 16 bits to white instead of scaling them."""
    if picture.mode == "I" or picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture


def _to_srgb(picture, profile):
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    colours = _colours(picture, profile)
    if alpha:
        colours.putalpha(alpha)
    return colours


def _colours(picture, profile):
    # Only these three modes hold their samples as a profile describes them.
    source = picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")
    if not profile:
        return source.convert("RGB")
    try:
        embedded = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(source, embedded, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile nobody can use is no reason to refuse the picture
        return source.convert("RGB")


def _flattened(picture):
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _encoded(made, picture, kind, options):
    target = BytesIO()
    written = _flattened(picture) if kind == "JPEG" else picture
    written.save(target, kind, **options[kind])
    return made(target.getvalue(), kind, picture.width, picture.height)
