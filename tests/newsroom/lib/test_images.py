import struct
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin, features

from newsroom.lib import images
from newsroom.lib.images import ImageRefused, crop_box, read_upload, renditions

RED, BLUE = (200, 30, 30), (30, 30, 200)
AVIF = pytest.param("AVIF", marks=pytest.mark.skipif(not features.check("avif"), reason="no AVIF in Pillow"))


def picture(size=(40, 20), mode="RGB", colour=RED):
    return Image.new(mode, size, colour)


def saved(image, kind="JPEG", **options):
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def read(content):
    return read_upload(BytesIO(content))


def decoded(clean):
    return Image.open(BytesIO(clean.content))


def pixel(clean, at=(0, 0)):
    return decoded(clean).convert("RGB").getpixel(at)


def near(one, other, tolerance=6):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def refusal(content):
    with pytest.raises(ImageRefused) as raised:
        read(content)
    return str(raised.value)


@pytest.mark.parametrize(
    ("kind", "stored", "extension"),
    [("JPEG", "JPEG", "jpg"), ("PNG", "PNG", "png"), ("WEBP", "WEBP", "webp")],
)
def test_upload_keeps_its_format_and_size(kind, stored, extension):
    clean = read(saved(picture(), kind))
    assert (clean.format, clean.extension, clean.width, clean.height) == (stored, extension, 40, 20)
    assert (decoded(clean).format, decoded(clean).size) == (stored, (40, 20))


@pytest.mark.parametrize("kind", [AVIF])
def test_avif_is_kept_as_webp(kind):
    clean = read(saved(picture(), kind))
    assert (clean.format, decoded(clean).format) == ("WEBP", "WEBP")


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        saved(picture(), "GIF"),
        b"GIF89a/*" + saved(picture()),
        saved(picture(), "TIFF"),
        saved(picture(), "BMP"),
        b"%PDF-1.7",
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
)
def test_anything_but_a_photograph_s_format_is_refused(content):
    assert refusal(content) == f"The picture must be one of {images._names()}."


def test_empty_file_is_refused():
    assert refusal(b"") == "The file is empty."


def test_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MOST_BYTES", 1024 * 1024)
    assert refusal(saved(picture()) + b"\x00" * 1024 * 1024) == "The picture is larger than 1 MB."


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b""))
        + png_chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "size", [(8000, 5001), (16384, 2), (10_000, 10_000), (30_000, 30_000), (2**31 - 1, 1)]
)
def test_too_many_pixels_are_refused_before_decoding(size):
    assert refusal(png_header(*size)) == "The picture has more than 40 million pixels or a side too long."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", AVIF])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_truncated_file_is_refused(kind, part):
    noisy = Image.effect_noise((300, 200), 80).convert("RGB")
    content = saved(noisy, kind)
    assert refusal(content[: int(len(content) * part)]).startswith("The picture ")


KINDS = ["JPEG", "PNG", "WEBP", *(["AVIF"] if features.check("avif") else [])]
SOUND = {kind: saved(picture(), kind) for kind in KINDS} | {
    "progressive": saved(picture(), progressive=True),
    "palette": saved(picture(mode="P", colour=3), "PNG"),
    "transparent": saved(picture(mode="RGBA", colour=(*RED, 90)), "WEBP", lossless=True),
}
DAMAGES = st.lists(
    st.tuples(
        st.sampled_from(["over", "in", "out", "cut", "twice"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=4,
)


def damaged(content, damages):
    for how, where, data in damages:
        at = int(where * len(content))
        head, rest = content[:at], content[at:]
        content = {
            "over": head + data + rest[len(data) :],
            "in": head + data + rest,
            "out": head + rest[len(data) :],
            "cut": head,
            "twice": head + rest[:64] + rest,
        }[how]
    return content


@settings(max_examples=300)
@given(st.sampled_from(sorted(SOUND)), DAMAGES)
def test_damaged_file_is_read_or_refused(which, damages):
    try:
        clean = read(damaged(SOUND[which], damages))
    except ImageRefused as refused:
        assert str(refused).endswith(".")
        return
    assert (decoded(clean).format, decoded(clean).size) == (clean.format, (clean.width, clean.height))


@given(st.sampled_from(sorted(SOUND)), st.binary(max_size=300))
def test_anything_that_begins_as_a_picture_is_read_or_refused(which, rest):
    with suppress(ImageRefused):
        read(SOUND[which][:16] + rest)


def test_picture_is_turned_upright():
    sideways = picture((40, 20))
    sideways.paste(BLUE, (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate by 90 degrees clockwise
    clean = read(saved(sideways, exif=exif, quality=95))
    assert (clean.width, clean.height) == (20, 40)
    assert near(pixel(clean, (10, 5)), BLUE)
    assert near(pixel(clean, (10, 35)), RED)


def with_metadata(kind):
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    exif.get_ifd(0x8825)[2] = (47.0, 28.0, 0.0)
    options = {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "SECRET")
        text.add_itxt("XML:com.adobe.xmp", "<x>SECRET</x>")
        return saved(picture(), kind, pnginfo=text, **options)
    if kind == "JPEG":
        return saved(picture(), kind, comment=b"SECRET", xmp=b"<x>SECRET</x>", **options)
    return saved(picture(), kind, xmp=b"<x>SECRET</x>", **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_dropped(kind):
    content = with_metadata(kind)
    assert b"SECRET" in content
    clean = read(content)
    assert b"SECRET" not in clean.content
    assert dict(decoded(clean).getexif()) == {}
    assert {"icc_profile", "exif", "xmp", "comment", "Comment"} & set(decoded(clean).info) == set()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_renditions_hold_no_metadata_even_of_a_file_that_does(kind):
    for made in renditions(with_metadata(kind), (20,), kinds=("WEBP", "JPEG", "AVIF")):
        assert b"SECRET" not in made.content
        assert dict(decoded(made).getexif()) == {}
        assert {"icc_profile", "exif", "xmp", "comment"} & set(decoded(made).info) == set()


def zipped():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return target.getvalue()


def in_a_comment(content, text):
    """A JPEG with a comment right after its beginning."""
    return content[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + content[2:]


def jpeg_that_runs_as_a_script():
    """Its first segment is as long as “/*” says: a browser that took it for a script would read a comment."""
    content = saved(picture())
    length = int.from_bytes(content[4:6])
    filling = b"\x00" * (0x2F2A - length)
    return content[:4] + b"/*" + content[6 : 4 + length] + filling + content[4 + length :]


def png_with_a_chunk(kind, data):
    content = saved(picture(), "PNG")
    return content[:33] + png_chunk(kind, data) + content[33:]


SCRIPT = b"<script>alert(1)</script>"
PAGE = b"<!DOCTYPE html><body onload=alert(1)>"
POLYGLOTS = {
    "page behind a JPEG": saved(picture()) + PAGE,
    "page in the comment of a JPEG": in_a_comment(saved(picture()), b"<html >" + SCRIPT),
    "program of the server in the comment": in_a_comment(saved(picture()), b"<?php system($_GET[0]); ?>"),
    "archive behind a JPEG": saved(picture()) + zipped(),
    "archive behind a JPEG, and zeros": saved(picture()) + zipped() + b"\x00" * 1000,
    "archive behind a PNG": saved(picture(), "PNG") + zipped(),
    "archive in a chunk": png_with_a_chunk(b"junk", zipped()),
    "another archive behind a WebP": saved(picture(), "WEBP") + b"7z\xbc\xaf\x27\x1c\x00\x04",
    "document at the head": in_a_comment(saved(picture()), b"%PDF-1.7"),
    "script at the head": jpeg_that_runs_as_a_script(),
    "script behind a JPEG": saved(picture()) + b"\n*/alert(document.domain)//",
    "script behind a PNG": saved(picture(), "PNG") + b"\nalert(1)",
    "script in a text of a PNG": png_with_a_chunk(b"tEXt", b"Comment\x00" + SCRIPT),
    "bytes behind a PNG": saved(picture(), "PNG") + b"\x90\x90",
    "bytes behind a WebP": saved(picture(), "WEBP") + b"\x90\x90",
}


@pytest.mark.parametrize("what", POLYGLOTS)
def test_file_that_is_something_else_as_well_is_refused(what):
    told = refusal(POLYGLOTS[what])
    assert told.startswith("The picture is not only a picture, there is ")
    assert told.endswith(": save it anew as a picture and send that.")


@pytest.mark.skipif(not features.check("avif"), reason="no AVIF in Pillow")
@pytest.mark.parametrize("behind", [zipped(), b"\nalert(1)//", SCRIPT])
def test_avif_with_something_behind_it_is_refused(behind):
    assert refusal(saved(picture(), "AVIF") + behind).startswith("The picture is not only a picture")


@pytest.mark.parametrize(
    "behind",
    [
        b"\x00" * 64,
        saved(picture((8, 8))),  # a second picture, as cameras with two lenses write
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42",  # the film of a moving picture
        b"\x00\x00\x01\x0a\x0e\x00\x00\x00Image_UTC_Data1692817938000SEFH",
    ],
)
def test_what_phones_hang_behind_a_picture_is_dropped(behind):
    content = saved(picture())
    assert read(content + behind) == replace(read(content), digest=read(content + behind).digest)


def test_picture_of_a_thousand_layers_is_refused_before_decoding():
    content = saved(picture((64, 64)), progressive=True)
    start = content.rindex(b"\xff\xda")
    layers = content[:start] + content[start:-2] * 1000 + b"\xff\xd9"
    assert refusal(layers) == (
        "The picture is built of more layers than any camera writes: save it anew and send that."
    )


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
def test_bomb_in_the_texts_of_a_png_is_refused_or_left_packed(kind):
    packed = zlib.compress(b"\x00" * 80_000_000, 9)
    head = {b"zTXt": b"x\x00\x00", b"iTXt": b"x\x00\x01\x00\x00\x00", b"iCCP": b"x\x00\x00"}[kind]
    tracemalloc.start()
    try:
        read(png_with_a_chunk(kind, head + packed))
    except ImageRefused:
        pass
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 20_000_000


@pytest.mark.parametrize(
    ("kind", "name", "right"),
    [
        ("PNG", "finish.jpg", ".png"),
        ("JPEG", "finish.png", ".jpg"),
        ("WEBP", "Finish.JPEG", ".webp"),
        ("PNG", "finish.png.html", ".png"),
        ("JPEG", "finish.jpg.php", ".jpg"),
    ],
)
def test_mislabelled_file_is_refused(kind, name, right):
    with pytest.raises(ImageRefused) as raised:
        read_upload(BytesIO(saved(picture(), kind)), name)
    wrong = name.rpartition(".")[2]
    assert str(raised.value) == (
        f"The picture is named “.{wrong}” and is a {kind} file: name it “{right}” and send it again."
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "DSC_1.JPG"), ("JPEG", "a.b.jpeg"), ("JPEG", "x.jfif"), ("PNG", "image.png"), ("WEBP", "blob")],
)
def test_file_by_its_right_name_or_none_is_taken(kind, name):
    assert read_upload(BytesIO(saved(picture(), kind)), name).format == kind


def test_digest_is_of_what_was_sent():
    content = saved(picture())
    assert read(content).digest == sha256(content).hexdigest()
    assert read(content + b"\x00").digest != read(content).digest


def test_other_colour_space_becomes_srgb():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_green = srgb.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")
    assert near(pixel(read(saved(picture(), "PNG", icc_profile=red_is_green))), (30, 200, 30))


def test_colour_profile_for_another_mode_is_ignored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert pixel(read(saved(picture(), "PNG", icc_profile=profile))) == RED


def test_damaged_colour_profile_is_ignored():
    assert pixel(read(saved(picture(), "PNG", icc_profile=b"nonsense"))) == RED


def test_cmyk_becomes_rgb():
    clean = read(saved(picture(mode="CMYK", colour=(0, 255, 255, 0)), quality=95))
    assert decoded(clean).mode == "RGB"
    assert near(pixel(clean), (255, 0, 0), 20)


@pytest.mark.parametrize("value", [0, 0x4000, 0x8000, 0xFFFF])
def test_sixteen_bits_are_scaled_not_clipped(value):
    deep = Image.new("I;16", (4, 4), value)
    assert near(pixel(read(saved(deep, "PNG"))), (value // 256,) * 3, 1)


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("RGBA", (*RED, 128)), ("LA", (90, 128)), ("P", 0), ("1", 1), ("L", 90), ("PA", (0, 128))],
)
def test_every_mode_of_png_is_read(mode, colour):
    if mode == "PA":
        image = picture(mode="P", colour=0)
        image.info["transparency"] = 0
    else:
        image = picture(mode=mode, colour=colour)
    clean = read(saved(image, "PNG"))
    assert decoded(clean).mode == ("RGBA" if mode in ("RGBA", "LA", "PA") else "RGB")


def test_transparency_stays_in_the_original_and_is_paper_in_jpeg():
    clean = read(saved(picture(mode="RGBA", colour=(0, 0, 0, 0)), "PNG"))
    assert decoded(clean).getpixel((0, 0))[3] == 0
    jpeg = next(each for each in renditions(clean.content, (40,)) if each.format == "JPEG")
    assert near(pixel(jpeg), (255, 255, 255))


def test_animation_keeps_its_first_frame():
    content = saved(picture(), "PNG", save_all=True, append_images=[picture(colour=BLUE)])
    clean = read(content)
    assert (getattr(decoded(clean), "n_frames", 1), pixel(clean)) == (1, RED)


def test_renditions_come_as_webp_and_jpeg_in_each_width():
    content = saved(picture((2000, 1000)))
    made = list(renditions(content, (320, 960)))
    assert [(each.format, each.extension, each.width, each.height) for each in made] == [
        ("WEBP", "webp", 320, 160),
        ("JPEG", "jpg", 320, 160),
        ("WEBP", "webp", 960, 480),
        ("JPEG", "jpg", 960, 480),
    ]
    assert [(decoded(each).format, decoded(each).size) for each in made] == [
        (each.format, (each.width, each.height)) for each in made
    ]


def test_avif_is_made_where_it_is_asked_for():
    content = saved(picture((2000, 1000)))
    assert {each.format for each in renditions(content, (320,))} == {"WEBP", "JPEG"}
    made = list(renditions(content, (320,), kinds=("AVIF",)))
    assert [(each.format, each.extension, decoded(each).format) for each in made] == [
        ("AVIF", "avif", "AVIF")
    ]


@pytest.mark.parametrize(("width", "widths"), [(200, [200]), (320, [320]), (700, [320, 640, 700])])
def test_renditions_are_never_larger_than_the_picture(width, widths):
    made = renditions(saved(picture((width, 100))))
    assert [each.width for each in made if each.format == "WEBP"] == widths


def test_renditions_of_a_crop_show_only_the_crop():
    wide = picture((400, 200))
    wide.paste(BLUE, (200, 0, 400, 200))
    made = list(renditions(saved(wide, "PNG"), (320,), box=crop_box(400, 200, 1, focal_x=1)))
    assert {(each.width, each.height) for each in made} == {(200, 200)}
    assert near(pixel(made[0], (2, 100)), BLUE, 12)


@pytest.mark.parametrize(
    ("asked", "box"),
    [
        ((400, 200, 1, 0.5, 0.5), (100, 0, 300, 200)),
        ((400, 200, 1, 0, 0), (0, 0, 200, 200)),
        ((400, 200, 1, 1, 1), (200, 0, 400, 200)),
        ((400, 200, 1, 0.4, 0.5), (60, 0, 260, 200)),
        ((200, 400, 2, 0.5, 0.25), (0, 50, 200, 150)),
        ((400, 200, 2, 0.1, 0.9), (0, 0, 400, 200)),
    ],
)
def test_crop_box_follows_the_focal_point_within_the_picture(asked, box):
    assert crop_box(*asked) == box


@given(
    st.integers(1, 5000), st.integers(1, 5000), st.floats(0.2, 5), st.floats(0, 1), st.floats(0, 1)
)  # fmt: skip
def test_crop_box_is_inside_and_touches_two_sides(width, height, ratio, focal_x, focal_y):
    left, top, right, bottom = crop_box(width, height, ratio, focal_x, focal_y)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
