"""Each drawing as a page has it, at its largest: light, described, and the same as its table."""

import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from results import charts
from results.marks import Mark, Measure, Precision
from results.models import Athlete, Attempt, Best, Split
from tests.results.unsaved import DISCIPLINES, a_race

LARGEST = 8 * 1024  # bytes
NAME = "Ägnes von Übermässiglangenstein"  # fitted to its room, and two bytes a diacritic


def a_field(count, marks):
    return [(place, f"{NAME}{place}", mark) for place, mark in zip(range(1, count + 1), marks, strict=False)]


def times(count):
    return [f"{13 + place // 10}:{place % 10 * 5 + 10}.{place:02d}" for place in range(count)]


def gaps():
    race = a_race(*a_field(40, times(40)))
    return {"chart": charts.gap_chart(race, home="GBR"), "race": race, "caption": ""}


def positions():
    race = a_race(*a_field(40, times(40)))
    splits = [
        Split(
            result=result,
            distance_m=distance,
            time_ms=distance * 150 + (index * 7919 % 40) * 100,
            precision="t",
        )
        for distance in range(400, 6000, 400)
        for index, result in enumerate(race.results.all())
    ]
    return {"positions": charts.positions(race, splits, home="GBR")}


def horizontal():
    race = a_race(*a_field(30, [f"{89 - place}.00" for place in range(30)]), measure=Measure.DISTANCE)
    for place, result in enumerate(race.results.all()):
        result._prefetched_objects_cache["attempts"] = [
            Attempt(number=number, outcome="O", mark_mm=89_000 - place * 1000 - (number - 1) * 130)
            if number % 3
            else Attempt(number=number, outcome="X")
            for number in range(1, 7)
        ]
    return {"series": charts.series(race, home="GBR")}


def vertical():
    race = a_race(*a_field(30, ["6.00"] * 30), measure=Measure.HEIGHT)
    for result in race.results.all():
        result._prefetched_objects_cache["attempts"] = [
            Attempt(number=number, outcome="XXO", height_mm=5000 + number * 50) for number in range(1, 21)
        ]
    return {"series": charts.series(race, home="GBR")}


def seasons():
    results = [a_race((1, NAME, mark)).results.all()[0] for mark in times(30)]
    for result in results:
        result.race.event.slug = "men-1500m"
    bests = [Best(season=1990 + index, result=result) for index, result in enumerate(results)]
    athlete, discipline = Athlete(name=NAME), DISCIPLINES[Measure.TIME]
    chart = charts.progression(athlete, discipline, bests)
    return {"chart": chart, "athlete": athlete, "discipline": discipline}


def records():
    held = [
        SimpleNamespace(
            date=date(1912, 7, 6) + timedelta(days=400 * index),
            mark=Mark(240_000 - 310 * index, Measure.TIME, Precision.HUNDREDTH),
            holder=NAME,
        )
        for index in range(80)
    ]
    return {"progression": charts.record_progression(held, title="World record, men’s 1500m")}


COMPONENTS = {
    "gap_chart": gaps,
    "positions": positions,
    "series": horizontal,
    "series ": vertical,
    "progression": seasons,
    "record_progression": records,
}


@pytest.fixture(scope="module", params=COMPONENTS, ids=lambda name: COMPONENTS[name].__name__)
def markup(request):
    context = COMPONENTS[request.param]()
    return render_to_string(f"components/{request.param.strip()}.html", context)


def drawing(markup):
    return re.search(r"<svg.*</svg>", markup, re.DOTALL)[0]


def texts(markup):
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawing(markup))]


def twin(markup):
    table = re.search(r"<details.*</details>", markup, re.DOTALL)[0]
    return unescape(re.sub(r"<[^>]+>", " ", table))


def test_drawing_is_below_eight_kilobytes(markup):
    assert len(drawing(markup).encode()) < LARGEST


def test_drawing_is_an_image_with_a_title_and_a_description(markup):
    assert re.match(
        r'<svg [^>]*role="img"[^>]*>\s*<title>[^<]+</title>\s*<desc>[^<]+</desc>', drawing(markup)
    )


def test_drawing_takes_its_colours_from_the_page(markup):
    assert re.findall(r'\s(?:style|fill|stroke)="[^"]*"|#[0-9a-fA-F]{3,6}\b|<script', drawing(markup)) == []


def test_drawing_has_whole_coordinates_only(markup):
    numbers = re.findall(r'\b(?:x|y|cx|cy|r|width|height|d)="([^"]*)"', drawing(markup))
    assert [number for number in numbers if re.search("nan|inf|None|,|e-", number)] == []


def test_table_has_every_mark_of_the_drawing(markup):
    marks = [text for text in texts(markup) if re.fullmatch(r"[+−]?(\d+:)?\d+\.\d\d", text)]
    axis = re.findall(r'<text class="ax"[^>]*>([^<]*)</text>', drawing(markup))
    assert [mark for mark in marks if mark not in twin(markup) and mark not in axis] == []


def test_table_stands_in_details_with_heads_and_a_caption(markup):
    table = re.search(r"<details.*</details>", markup, re.DOTALL)[0]
    assert len(re.findall(r"<caption", table)) == 1
    assert len(re.findall(r'<th scope="col"', table)) >= 2
    assert len(re.findall(r'<th scope="row"', table)) >= 2


def test_positions_are_the_same_in_the_table():
    context = positions()
    table = twin(render_to_string("components/positions.html", context))
    first = context["positions"].orders[0]
    assert f"{first.where} " in table
    for rank, name, time in first.runners:
        assert re.search(rf"{rank}\s+{re.escape(name)}\s+{time}", table)
