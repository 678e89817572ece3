from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.disciplines import DISCIPLINES
from results.rounds import Title, find_round, race_slug, read_title

CATEGORIES = {
    "M": ("Men's", "Men’s", "Mens", "MEN", "Men", "Boys’"),
    "W": ("Women's", "Women’s", "Womens", "WOMEN", "Women", "Girls"),
    "X": ("Mixed",),
}
ROUNDS = {
    ("", None): ("",),
    ("preliminary", None): ("Preliminary Round", "Preliminary round"),
    ("preliminary", 2): ("Preliminary Round - Heat 2",),
    ("heat", None): ("Heat", "Heats", "Round 1", "First round"),
    ("heat", 3): (
        "Heat 3",
        "Heat #3",
        "Round 1 - Heat 3",
        "heat 3 of 5",
        "3rd heat",
        "Ht 3",
        "H3",
        "Vorlauf 3",
    ),
    ("heat", 12): ("Heat 12", "HEAT 12"),
    ("qualification", None): ("Qualification", "Qualifying Round"),
    ("qualification", 1): ("Qualification - Group A", "Qualification, Group 1", "Group A"),
    ("quarter-final", 4): ("Quarterfinal 4", "Quarter-final, heat 4", "QF4"),
    ("semi-final", None): ("Semi-Final", "Semifinals"),
    ("semi-final", 2): ("Semi-Final 2", "Semifinal 2", "Semi-final Heat 2", "2nd semi-final", "SF2"),
    ("final", None): ("Final", "Finals", "FINAL"),
    ("final", 2): ("Final B", "B Final", "Timed final, race 2"),
}
NAMES = [(code, name) for code, definition in DISCIPLINES.items() for name in definition.names]
FORMS = (
    "{category} {name} {round}",
    "{category} {name}, {round}",
    "{name} {category} {round}",
    "{category} {name} – {round}",
    "22:06 | {category} {name}, {round}",
    "{round} {category} {name}",
    "{category} {name}, {round}, 22:06",
)


@st.composite
def titles(draw):
    category, code_and_name = draw(st.sampled_from(sorted(CATEGORIES))), draw(st.sampled_from(NAMES))
    told = draw(st.sampled_from(sorted(ROUNDS, key=str)))
    text = draw(st.sampled_from(FORMS)).format(
        category=draw(st.sampled_from(CATEGORIES[category])),
        name=code_and_name[1],
        round=draw(st.sampled_from(ROUNDS[told])),
    )
    return text, category, code_and_name[0], told


@pytest.mark.parametrize("form", FORMS)
def test_every_name_of_a_discipline_is_read_in_every_form(form):
    unlike = []
    for (code, name), (told, written) in zip(NAMES, cycle(ROUNDS.items()), strict=False):
        text = form.format(category="Women's", name=name, round=written[0])
        if read_title(text) != Title("W", code, *told, ""):
            unlike.append(text)
    assert unlike == []


@given(titles())
def test_every_discipline_is_read_back_with_category_and_round(title):
    text, category, code, told = title
    if (category, code) == ("M", "HEP"):  # men contest it indoors only
        code = "HEP_I"
    assert read_title(text) == Title(category, code, *told, "")


@pytest.mark.parametrize("code", DISCIPLINES)
@pytest.mark.parametrize("form", ["{} {}, Final", "{} {} Final", "{}, {}, Final"])
@pytest.mark.parametrize("letter", "MW")
def test_a_letter_tells_the_category(code, form, letter):
    title = read_title(form.format(DISCIPLINES[code].name, letter))
    expected = "HEP_I" if (code, letter) == ("HEP", "M") else code
    assert title == Title(letter, expected, "final", None, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Men's 800 Metres Heat", Title("M", "800", "heat")),
        ("22:06 | 1500m M, Final", Title("M", "1500", "final")),
        ("Women's 100 Metres Final", Title("W", "100", "final")),
        ("4 x 400m Mixed Relay Final", Title("X", "4X400", "final")),
        ("Men's 4 x 400m Mixed Relay", Title("X", "4X400")),
        ("Decathlon 100m Heat 2", Title("", "100", "part", 2, "DEC")),
        ("Men's Decathlon - Shot Put, Group B", Title("M", "SP", "part", 2, "DEC")),
        ("100m Hurdles, Heptathlon Women, Heat 1 of 3", Title("W", "100H", "part", 1, "HEP")),
        ("Heptathlon 60m Hurdles M", Title("M", "60H", "part", None, "HEP_I")),
        ("Dec 400 H4", Title("", "400", "part", 4, "DEC")),
        ("Women's 5000m W", Title("W", "5000W")),
        ("5000m W, Final", Title("W", "5000", "final")),
        ("Men's Race Walk 20 km", Title("M", "20KW")),
        ("W60 Hurdles sf2", Title("W", "60H", "semi-final", 2)),
        ("Women 4x100 Relay", Title("W", "4X100")),
        ("Men 1500 Meter Run Finals", Title("M", "1500", "final")),
        ("Hurdles 110m Men", Title("M", "110H")),
        ("M100 Final", Title("M", "100", "final")),
        ("1500m F Final", Title("W", "1500", "final")),
        ("Final 4 x 100m Relay Men", Title("M", "4X100", "final")),
        ("Final, 60 metres, men", Title("M", "60", "final")),
        ("Men's 110m Hurdles 1.067m, Heat 3", Title("M", "110H", "heat", 3)),
        ("10.000 m Männer", Title("M", "10000")),
        ("1. Vorlauf 100 m Frauen", Title("W", "100", "heat", 1)),
        ("Hommes 1/2 finale 2 400m", Title("M", "400", "semi-final", 2)),
        ("Men and Women 3000m", Title("", "3000")),
        ("Opening ceremony", Title()),
        ("", Title()),
    ],
)
def test_titles_as_they_are_written(text, expected):
    assert read_title(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Semifinal 2", ("semi-final", 2)),
        ("Round 1", ("heat", None)),
        ("Round 2 Heat 4", ("quarter-final", 4)),
        ("Heat 3", ("heat", 3)),
        ("Heat 2/4", ("heat", 2)),
        ("Qualification Group A", ("qualification", 1)),
        ("Qualifying for the final", ("qualification", None)),
        ("Qualifying Round Heat 2", ("heat", 2)),
        ("Section 2", ("final", 2)),
        ("A Final", ("final", 1)),
        ("Final 100m", ("final", None)),
        ("Heat 22:06", ("heat", None)),
        ("1500m", ("", None)),
        ("", ("", None)),
    ],
)
def test_rounds_as_they_are_written(text, expected):
    assert find_round(text) == expected


@given(st.text(max_size=300))
def test_any_text_is_a_title(text):
    title = read_title(text)
    assert title.category in ("", "M", "W", "X")
    assert title.discipline == "" or title.discipline in DISCIPLINES
    assert title.number is None or title.number > 0


@pytest.mark.parametrize(
    ("round_name", "number", "slug"),
    [
        ("final", None, "final"),
        ("semi-final", 2, "semi-final-2"),
        ("part", 1, "100m-heat-1"),
        ("part", None, "100m"),
    ],
)
def test_slug_of_a_race(round_name, number, slug):
    assert race_slug(round_name, number, "100m") == slug
