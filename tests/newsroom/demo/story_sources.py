"""What the demo's stories say and what its data hold, read from the files."""

import csv
import json
import re
import tomllib
from decimal import Decimal
from itertools import chain
from pathlib import Path

import newsroom.demo

DEMO = Path(newsroom.demo.__file__).parent
DATA = DEMO / "data"
MARK_FIELDS = {"bestPerformance", "performance", "reactiontime", "wind", "combinedPoints"}


def read(path):
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return tomllib.loads(front), body


STORIES = {path.stem: read(path) for path in sorted((DEMO / "stories").glob("*.md"))}


def text_of(slug):
    front, body = STORIES[slug]
    versions = front.get("versions", [])
    return "\n".join(
        [front["headline"], front["standfirst"], body]
        + [version[name] for version in versions for name in ("headline", "standfirst", "body")]
    )


def rows_of(path):
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rome():
    return json.loads((DATA / "rome2024" / "rome2024.json").read_text(encoding="utf-8"))["events"]


def places_of_the_data():
    """A short name for each race: its (athlete, mark) pairs."""
    places = {}
    for year in ("doha2019", "tokyo2020", "eugene2022", "paris2024"):
        places[year] = [(row["athlete"], row["mark"]) for row in rows_of(f"finals1500/{year}.csv")]
    for row in rows_of("budapest2023/budapest2023_1500m_men_all_rounds.csv"):
        pairs = places.setdefault(f"budapest2023 {row['round']} {row['heat']}", [])
        pairs.append((row["athlete"], row["mark"]))
    for row in rows_of("budapest2023/budapest2023_medallists.csv"):
        pairs = places.setdefault(f"budapest2023 {row['sex']} {row['discipline']}", [])
        pairs.append((row["athlete_or_team"], row["mark"]))
    for event in rome():
        parts = [event.get("combinedEvent"), event["gender"], event["eventName"], event["roundName"]]
        name = " ".join(["rome2024", *filter(None, [*parts, event["heatNumber"]])])
        rows = [(row["athlete"] or row["nation"], row["bestPerformance"]) for row in event["results"]]
        places.setdefault(name, []).extend(rows)
    return places


PLACES = places_of_the_data()


def value_of(place, name):
    """The mark as a number: seconds, metres or points."""
    mark = next(mark for who, mark in PLACES[place] if name.casefold() in who.casefold())
    total = Decimal(0)
    for part in mark.split(":"):
        total = total * 60 + Decimal(part)
    return total


def marks_by_competition():
    marks = {"budapest-2023": set(), "rome-2024": set(), "doha-2019": set()}
    for place, pairs in PLACES.items():
        year = re.match(r"([a-z]+)(\d{4})", place)
        marks.setdefault(f"{year[1]}-{year[2]}", set()).update(mark for _, mark in pairs)
    winds = (row["wind"].lstrip("+-") for row in rows_of("budapest2023/budapest2023_medallists.csv"))
    marks["budapest-2023"].update(filter(None, winds))
    for event in rome():
        marks["rome-2024"].update(fields_of(event))
    return marks


def fields_of(node):
    """Every mark, wind, reaction time and score below a node of Rome's JSON."""
    if isinstance(node, list):
        return chain.from_iterable(map(fields_of, node))
    if not isinstance(node, dict):
        return ()
    here = (str(node[name]).lstrip("-") for name in MARK_FIELDS & node.keys())
    return chain(here, *map(fields_of, node.values()))
