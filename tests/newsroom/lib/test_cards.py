import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from newsroom.lib.cards import HEIGHT, MOST_ROWS, WIDTH, Card, Row, draw
from newsroom.lib.cards.drawing import COLOURS, HEADLINE_TOP, LEFT, MEDAL_X, PITCHES, RIGHT
from newsroom.lib.cards.lettering import ELLIPSIS, Face, drawable, file_with, shrunk
from newsroom.lib.cards.wrapping import fitted, wrapped

FACE = Face(96, 800, 80)
KERR = "Kerr beats Ingebrigtsen to win the world 1500m title"
LONG = " ".join([KERR] * 6)
ROOM = {"width": 1080, "height": 200, "most_lines": 4}
ROWS = (
    Row("1", "Josh Kerr", "GBR", "3:29.38", "gold"),
    Row("2", "Jakob Ingebrigtsen", "NOR", "3:29.65", "silver"),
    Row("3", "Narve Gilje Nordås", "NOR", "3:29.68", "bronze"),
)
CARD = Card("Bell Lap", "Track", KERR, "Men’s 1500m, final", "Budapest 2023", rows=ROWS)
MOST_BYTES = 300_000


def picture(card):
    return Image.open(BytesIO(draw(card))).convert("RGB")


def colours_in(area):
    return {colour for _, colour in area.getcolors(area.width * area.height)}


def rgb(name):
    return tuple(bytes.fromhex(COLOURS[name][1:]))


# The type


@pytest.mark.parametrize("folder", ["newsroom/demo", "results/data"])
def test_every_letter_of_the_names_that_are_shipped_can_be_drawn(folder):
    texts = [
        path.read_text()
        for kind in ("csv", "md", "toml")
        for path in (settings.BASE_DIR / folder).rglob(f"*.{kind}")
    ]
    letters = set("".join(texts)) - set("\n\r\t\ufeff")

    assert len(letters) > 80
    assert [letter for letter in sorted(letters) if not file_with(letter)] == []


def test_letter_that_no_file_has_is_known_by_its_box():
    assert [file_with(letter) for letter in "中Ж🏃\uffff\x85"] == [None] * 5


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Żółć, Ářčęš, Çağla Şahin, Nordås, Ľubomír, Ștefan", None),
        ("Norda\u030as", "Nordås"),  # decomposed, as some systems send it
        ("Nguyễn Thị Oanh", "Nguyên Thi Oanh"),
        ("Kerr\u200b  wins \n gold 🏅", "Kerr wins gold"),
        ("100\u00a0m", "100 m"),
        ("中国", ""),
    ],
)
def test_text_is_drawn_in_letters_that_there_are(text, drawn):
    assert drawable(text) == (text if drawn is None else drawn)


def test_length_counts_both_files():
    assert FACE.length("aš") == FACE.length("a") + FACE.length("š")
    assert FACE.length("š") > 0


def test_label_shrinks_before_it_is_cut():
    room = FACE.length("Ingebrigtsen")

    assert shrunk("Ingebrigtsen", FACE, room, least=40) == (FACE, "Ingebrigtsen")
    smaller, text = shrunk("Ingebrigtsen", FACE, room * 0.7, least=40)
    assert (text, 40 < smaller.size < FACE.size) == ("Ingebrigtsen", True)
    smallest, cut = shrunk("Ingebrigtsen", FACE, room * 0.2, least=40)
    assert (smallest.size, cut.startswith("Ing"), cut.endswith(ELLIPSIS)) == (40, True, True)
    assert smallest.fits(cut, room * 0.2)


# The headline


def test_headline_that_fits_stays_large():
    assert fitted("Kerr wins", FACE, 46, **ROOM).face == FACE


def test_headline_shrinks_until_it_fits_whole():
    fit = fitted(f"{KERR} {KERR}", FACE, 46, **ROOM)

    assert " ".join(fit.lines) == f"{KERR} {KERR}"
    assert 46 <= fit.face.size < FACE.size
    assert fit.height <= ROOM["height"]


def test_headline_that_never_fits_ends_with_an_ellipsis_after_a_word():
    fit = fitted(LONG, FACE, 46, **ROOM)

    assert (fit.face.size, len(fit.lines), fit.lines[-1][-1]) == (46, 4, ELLIPSIS)
    assert LONG.startswith(" ".join(fit.lines).rstrip(ELLIPSIS) + " ")
    assert fit.height <= ROOM["height"]
    assert all(fit.face.fits(line, ROOM["width"]) for line in fit.lines)


def test_word_gives_way_to_the_ellipsis():
    line = "Kerr beats Ingebrigtsen"

    fit = fitted(f"{line} again", FACE, FACE.size, width=FACE.length(line), height=80, most_lines=1)

    assert fit.lines == ("Kerr beats…",)


def test_lines_are_of_even_length():
    lines = fitted("Kerr beats Ingebrigtsen again", FACE, 46, width=1080, height=200, most_lines=4).lines

    assert lines == ("Kerr beats", "Ingebrigtsen again")


def test_word_that_is_wider_than_a_line_is_broken():
    lines = wrapped("x" * 200, FACE, 500)

    assert "".join(lines) == "x" * 200
    assert all(FACE.fits(line, 500) for line in lines)


def test_one_endless_word_is_cut():
    fit = fitted("x" * 300, FACE, 46, **ROOM)

    assert (len(fit.lines), fit.lines[-1][-1]) == (4, ELLIPSIS)


# The card


@pytest.mark.parametrize("text", ["site", "kicker", "headline", "event", "competition", "state"])
def test_no_box_stands_for_a_letter_that_is_missing(text):
    said = getattr(CARD, text) or "Provisional"
    strange = replace(CARD, **{text: f"{said} 🏃中"})
    row = replace(ROWS[0], who="中 Josh Kerr", mark="3:29.38 🏃")

    assert draw(strange) == draw(replace(CARD, **{text: said}))
    assert draw(replace(CARD, rows=(row, *ROWS[1:]))) == draw(CARD)


def test_colours_are_the_tokens_of_the_pages():
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    light = tokens.split(':root[data-theme="light"] {', 1)[1].split("}", 1)[0]

    assert {name: re.search(rf"--{name}: (#\w+);", light)[1] for name in COLOURS} == COLOURS


@pytest.mark.parametrize(
    "card",
    [
        CARD,
        replace(CARD, rows=()),
        replace(CARD, rows=(), event="", competition=""),
        replace(CARD, rows=ROWS[:1]),
        replace(CARD, rows=ROWS * 2, headline=LONG, state="Provisional"),
        replace(CARD, headline="", site="", kicker=""),
        replace(CARD, site="S" * 99, kicker="K" * 99, event="E" * 99, competition="C" * 99),
        replace(CARD, rows=(Row("1", "N" * 120, "GBR", "2:03:59", "gold"), Row("2", "中国", "CHN"))),
    ],
)
def test_card_has_the_size_that_is_said_and_little_weight(card):
    drawn = draw(card)
    picture = Image.open(BytesIO(drawn))

    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(drawn) < MOST_BYTES


@pytest.mark.parametrize("count", range(1, MOST_ROWS + 1))
def test_nothing_runs_into_the_margins(count):
    long = Row("1", "Aleksandra-Konstantina Papadopoulou-Wojciechowska " * 3, "GBR", "12:03:59", "gold")
    drawn = picture(replace(CARD, headline=LONG, rows=(long,) * count))
    lanes = HEIGHT - 18 - count * PITCHES[count]
    above = drawn.crop((RIGHT + 3, 0, WIDTH, lanes - 62))
    beside = drawn.crop((RIGHT + 3, lanes + 2, WIDTH, HEIGHT))

    assert colours_in(above) == {rgb("paper")}
    assert rgb("on-tartan") not in colours_in(beside)
    assert colours_in(drawn.crop((0, 0, LEFT - 2, lanes - 62))) == {rgb("paper")}
    assert colours_in(drawn.crop((0, HEADLINE_TOP - 22, WIDTH, HEADLINE_TOP - 18))) == {rgb("paper")}


def medals_at(card):
    """The colour left of each place, where its medal is drawn."""
    drawn, count = picture(card), len(card.rows)
    first = HEIGHT - 18 - count * PITCHES[count]
    names = {rgb(name): name for name in ("gold", "silver", "bronze", "on-tartan")}
    return [
        names.get(drawn.getpixel((MEDAL_X - 13, round(first + PITCHES[count] * (row + 0.5)))))
        for row in range(count)
    ]


def test_medals_are_drawn_in_their_colours():
    assert medals_at(CARD) == ["gold", "silver", "bronze"]


def test_shared_gold_is_drawn_twice():
    shared = (ROWS[0], replace(ROWS[1], place="1", medal="gold"), ROWS[2])

    assert medals_at(replace(CARD, rows=shared)) == ["gold", "gold", "bronze"]


def test_places_without_medals_claim_none():
    assert medals_at(replace(CARD, rows=tuple(replace(row, medal="") for row in ROWS))) == ["on-tartan"] * 3


@pytest.mark.parametrize(
    "change",
    [
        {"site": "The Final Straight"},
        {"kicker": "Field"},
        {"headline": "Kerr wins"},
        {"event": "Men’s 800m, final"},
        {"competition": "Rome 2024"},
        {"state": "Provisional"},
        *(
            {"rows": (replace(ROWS[0], **said), *ROWS[1:])}
            for said in (
                {"place": "2"},
                {"who": "Jake Wightman"},
                {"country": "KEN"},
                {"mark": "3:29.37"},
                {"medal": ""},
            )
        ),
    ],
)
def test_all_that_a_card_says_is_seen_and_names_it(change):
    other = replace(CARD, **change)

    assert draw(other) != draw(CARD)
    assert other.digest != CARD.digest


def test_words_say_all_of_it():
    assert replace(CARD, state="Provisional", rows=ROWS[:2]).words == (
        f"{KERR}. Men’s 1500m, final · Budapest 2023 (provisional): "
        "1 Josh Kerr GBR 3:29.38; 2 Jakob Ingebrigtsen NOR 3:29.65"
    )
    assert Card("Bell Lap", "Track", KERR).words == KERR
