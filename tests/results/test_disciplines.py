import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.combined import FORMULAS
from results.disciplines import CATEGORY_WORDS, DISCIPLINES, event_slug, find
from results.marks import Measure


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1500", "1500"),
        ("1500m", "1500"),
        ("1500-metres", "1500"),
        ("1500 Metres", "1500"),
        ("Men's 1500 meters", "1500"),
        ("Women’s 800m", "800"),
        ("10,000m", "10000"),
        ("10000-metres", "10000"),
        ("110m Hurdles", "110H"),
        ("110mH", "110H"),
        ("110m hurdle", "110H"),
        ("110-metres-hurdles", "110H"),
        ("3000-metres-steeplechase", "3000SC"),
        ("3000mSC", "3000SC"),
        ("4 x 400m", "4X400"),
        ("4 × 400 m", "4X400"),
        ("4 x 400m Mixed relay", "4X400"),
        ("4x100-metres-relay", "4X100"),
        ("20-kilometres-race-walk", "20KW"),
        ("20km Race Walk", "20KW"),
        ("Half Marathon", "HM"),
        ("10 km", "10KR"),
        ("Shot Put", "SP"),
        ("javelin", "JT"),
        ("Heptathlon", "HEP"),
        ("Heptathlon Short Track", "HEP_I"),
        ("800 Metres Short Track", "800"),
        ("60m indoor", "60"),
        ("１００ｍ", "100"),
        ("One mile", "MILE"),
    ],
)
def test_discipline_is_found_by_its_written_names(text, code):
    assert find(text) == code


@pytest.mark.parametrize(
    "text", ["", "men", "indoor", "1501m", "hop", "cross-country run", "9" * 10_000, " " * 100 + "1500m"]
)
def test_other_names_find_nothing(text):
    assert find(text) is None


@pytest.mark.parametrize("code", DISCIPLINES)
def test_every_name_of_a_discipline_finds_it_and_no_other(code):
    names = DISCIPLINES[code].names
    assert {find(name) for name in (*names, *map(str.upper, names))} == {code}


def test_slugs_names_and_orders_are_given_once():
    for field in ("slug", "name", "long_name", "order"):
        owners = defaultdict(list)
        for code, definition in DISCIPLINES.items():
            owners[getattr(definition, field)].append(code)
        assert [codes for codes in owners.values() if len(codes) > 1] == []


def test_slugs_are_fit_for_an_address():
    slugs = [definition.slug for definition in DISCIPLINES.values()]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_kinds_measures_and_winds_fit_each_other():
    for definition in DISCIPLINES.values():
        assert (definition.kind == "combined") == (definition.measure is Measure.POINTS), definition.code
        assert (definition.wind == "attempt") == (definition.code in {"LJ", "TJ"}), definition.code
        assert definition.kind != "relay" or definition.team_size == 4, definition.code


def test_wind_is_read_where_the_rules_ask_for_it():
    read = {code for code, definition in DISCIPLINES.items() if definition.wind == "race"}
    assert read == {"100", "150", "200", "80H", "100H", "110H"}


def test_parts_of_combined_events_are_disciplines():
    codes = {discipline for formulas in FORMULAS.values() for discipline in formulas}
    assert codes | {combined for _, combined in FORMULAS} <= set(DISCIPLINES)


def test_event_slug_says_category_and_discipline():
    assert [event_slug(category, "4X400") for category in CATEGORY_WORDS] == [
        "men-4x400m",
        "women-4x400m",
        "mixed-4x400m",
    ]


@given(st.text(max_size=100))
def test_any_text_finds_a_known_code_or_nothing(text):
    assert find(text) in {None, *DISCIPLINES}
