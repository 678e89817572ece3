"""Every number in the demo's stories is found in the data, or worked out from them here."""

import re
from decimal import Decimal
from itertools import chain

import pytest

from tests.newsroom.demo.story_sources import STORIES, marks_by_competition, text_of, value_of

MARK = re.compile(r"(?<![\w.:])(?:\d+(?::\d\d)+(?:\.\d+)?|\d+\.\d+|[4-9]\d{3})(?![\w:]|\.\d)")
REPORTED = {"56.1", "1:54.2", "21:15"}  # intermediate times and start of the Budapest final, see data/NOTICE
BARRIERS = {"3:30"}  # “inside 3:30”
MARKS = marks_by_competition()
KERR = "kerr-beats-ingebrigtsen-to-world-1500m-gold"
FINAL = "budapest2023 final 1"
SEMI = "budapest2023 semi-final"
ROME = "rome2024"

# The phrase of a story, and the two marks whose difference its number is.
DERIVED = [
    (KERR, "0.27", (FINAL, "Ingebrigtsen"), (FINAL, "Kerr")),
    (KERR, "0.03 seconds", (FINAL, "Nordås"), (FINAL, "Ingebrigtsen")),
    (KERR, "6.03 back", (FINAL, "Nader"), (FINAL, "Kerr")),
    ("semi-finals-set-up", "0.06 sec", ("budapest2023 heat 1", "Kerr"), ("budapest2023 heat 1", "Ingeb")),
    ("semi-finals-set-up", "0.28 seconds", (f"{SEMI} 1", "Gourley"), (f"{SEMI} 1", "Nuguse")),
    ("semi-finals-set-up", "0.01", (f"{SEMI} 1", "Tshite"), (f"{SEMI} 1", "Gourley")),
    ("johnson-thompson", "20", ("budapest2023 female heptathlon", "Johnson"), ("=", "Hall")),
    ("johnson-thompson", "219 points", ("budapest2023 female heptathlon", "Hall"), ("=", "Vetter")),
    ("johnson-thompson", "239 fewer", ("budapest2023 female heptathlon", "Johnson"), ("=", "Vetter")),
    ("warholm", "0.45 seconds", ("budapest2023 male 400-metres-hurdles", "McMaster"), ("=", "Warholm")),
    ("warholm", "0.22 seconds", ("budapest2023 male 400-metres-hurdles", "Benjamin"), ("=", "McMaster")),
    ("paulino", "0.81", ("budapest2023 female 400-metres", "Kaczmarek"), ("=", "Paulino")),
    ("paulino", "0.03", ("budapest2023 female 400-metres", "Williams"), ("=", "Kaczmarek")),
    ("paulino", "0.84", ("budapest2023 female 400-metres", "Williams"), ("=", "Paulino")),
    ("lyles", "0.05 seconds", ("budapest2023 male 100-metres", "Hughes"), ("=", "Lyles")),
    ("martin-and", "25 seconds", ("budapest2023 female 20-kilometres-race-walk", "Montag"), ("=", "Pérez")),
    ("five-relays", "0.16 seconds", ("budapest2023 female 4x400-metres-relay", "Jam"), ("=", "Netherlands")),
    ("five-relays", "0.16 seconds", ("budapest2023 female 4x400-metres-relay", "Great"), ("=", "Jamaica")),
    ("five-relays", "0.26 seconds", ("budapest2023 male 4x400-metres-relay", "Great"), ("=", "France")),
    ("cheruiyot", "2.12 seconds", ("doha2019", "Makhloufi"), ("=", "Cheruiyot")),
    ("cheruiyot", "1.43 seconds", ("doha2019", "Centrowitz"), ("=", "Makhloufi")),
    ("cheruiyot", "8.70 seconds", ("doha2019", "Bachir"), ("=", "Cheruiyot")),
    ("ingebrigtsen-wins", "0.69 seconds", ("tokyo2020", "Cheruiyot"), ("=", "Ingebrigtsen")),
    ("ingebrigtsen-wins", "0.04 seconds", ("tokyo2020", "Kerr"), ("=", "Cheruiyot")),
    ("wightman", "0.24 seconds", ("eugene2022", "Ingebrigtsen"), ("=", "Wightman")),
    ("wightman", "Katir 0.67", ("eugene2022", "Katir"), ("=", "Wightman")),
    ("wightman", "0.09 seconds", ("eugene2022", "Cheruiyot"), ("=", "Kerr")),
    ("hocker", "0.15 seconds", ("paris2024", "Nuguse"), ("=", "Hocker")),
    ("five-finals", "2.12", ("doha2019", "Makhloufi"), ("=", "Cheruiyot")),
    ("five-finals", "0.69", ("tokyo2020", "Cheruiyot"), ("=", "Ingebrigtsen")),
    ("five-finals", "0.24", ("eugene2022", "Ingebrigtsen"), ("=", "Wightman")),
    ("five-finals", "0.27", (FINAL, "Ingebrigtsen"), ("=", "Kerr")),
    ("five-finals", "0.14", ("paris2024", "Kerr"), ("=", "Hocker")),
    ("five-finals", "0.15", ("paris2024", "Nuguse"), ("=", "Hocker")),
    ("kerr-climbs", "4.73 seconds", ("doha2019", "Kerr"), ("paris2024", "Kerr")),
    ("kerr-climbs", "0.27 seconds", (FINAL, "Ingebrigtsen"), ("=", "Kerr")),
    ("kerr-climbs", "in Paris 0.45", ("paris2024", "Ingebrigtsen"), ("=", "Kerr")),
    ("jacobs", "0.04 seconds", (f"{ROME} M 100m Final", "Glave"), ("=", "Jacobs")),
    ("crippa", "46 seconds", (f"{ROME} W Half Marathon Final", "Chelimo"), ("=", "Grøvdal")),
    ("ingebrigtsen-completes", "1.35 seconds", (f"{ROME} M 1500m Final", "Vermeulen"), ("=", "Ingebrigtsen")),
    ("ingebrigtsen-completes", "1.27", (f"{ROME} M 5000m Final", "Mills"), ("=", "Jakob")),
    ("ingebrigtsen-completes", "0.04 seconds", (f"{ROME} M 1500m Final", "Arese"), ("=", "Vermeulen")),
    ("ingebrigtsen-completes", "1.14 seconds", (f"{ROME} M 1500m Final", "Fogg"), ("=", "Vermeulen")),
    ("kaczmarek", "0.09 seconds", (f"{ROME} W 400m Final", "Adeleke"), ("=", "Kaczmarek")),
    ("kaczmarek", "1.47", (f"{ROME} W 400m Semifinals 1", "Adeleke"), (f"{ROME} W 400m Final", "Adeleke")),
    ("kaczmarek", "1.72", (f"{ROME} W 400m Semifinals 2", "Kacz"), (f"{ROME} W 400m Final", "Kaczmarek")),
    ("erm-wins", "129 points", (f"{ROME} M Decathlon Final", "Erm"), ("=", "Skotheim")),
    ("erm-wins", "29 points", (f"{ROME} M Decathlon Final", "Skotheim"), ("=", "Gletty")),
    ("erm-wins", "59 ahead", (f"{ROME} M Decathlon Final", "Gletty"), ("=", "Kaul")),
    ("thiam", "213 points", (f"{ROME} W Heptathlon Final", "Thiam"), ("=", "Lazraq")),
    ("thiam", "39 points", (f"{ROME} W Heptathlon Final", "Lazraq"), ("=", "Vidts")),
    ("four-relays", "0.64 seconds", (f"{ROME} M 4 x 100m Final", "NED"), ("=", "ITA")),
    ("palmisano", "29 seconds", (f"{ROME} W 20km Race Walk Final", "Trapletti"), ("=", "Palmisano")),
    ("palmisano", "30 seconds", (f"{ROME} W 20km Race Walk Final", "Montesinos"), ("=", "Trapletti")),
    ("karlstrom", "18 seconds", (f"{ROME} M 20km Race Walk Final", "McGrath"), ("=", "Karlström")),
    ("karlstrom", "23 between", (f"{ROME} M 20km Race Walk Final", "Fortunato"), ("=", "McGrath")),
    ("karlstrom", "51 more", (f"{ROME} M 20km Race Walk Final", "Bordier"), ("=", "Fortunato")),
    ("battocletti", "3.33 seconds", (f"{ROME} W 5000m Final", "Grøvdal"), ("=", "Battocletti")),
    ("battocletti", "5.92", (f"{ROME} W 10,000m Final", "van Es"), ("=", "Battocletti")),
    ("vadlejch", "2.71", (f"{ROME} M Javelin Throw Final", "Vadlejch"), ("=", "Weber")),
    ("vadlejch", "0.19", (f"{ROME} M Javelin Throw Final", "Weber"), ("=", "Helander")),
]


def story_called(start):
    (slug,) = [slug for slug in STORIES if slug.startswith(start)]
    return slug


@pytest.mark.parametrize("slug", STORIES)
def test_every_number_is_in_the_data_or_derived(slug):
    held = chain.from_iterable(MARKS[race["key"].split("/")[0]] for race in STORIES[slug][0]["races"])
    derived = {
        MARK.search(phrase)[0]
        for start, phrase, *_ in DERIVED
        if slug.startswith(start) and MARK.search(phrase)
    }
    known = {*held, *derived, *REPORTED, *BARRIERS}

    assert [number for number in MARK.findall(text_of(slug)) if number not in known] == []


@pytest.mark.parametrize(("start", "phrase", "one", "other"), DERIVED)
def test_a_difference_is_what_the_marks_give(start, phrase, one, other):
    place, name = other
    gap = abs(value_of(*one) - value_of(one[0] if place == "=" else place, name))

    assert phrase in text_of(story_called(start))
    assert Decimal(re.search(r"\d+(?:\.\d+)?", phrase)[0]) == gap
