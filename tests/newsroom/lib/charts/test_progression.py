from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts import Point, progression
from newsroom.lib.charts.labels import Box, text_box

KERR = [
    Point(2019, 212.52, "3:32.52"),
    Point(2020, None),
    Point(2021, 209.05, "3:29.05", 3),
    Point(2022, 210.60, "3:30.60"),
    Point(2023, 209.38, "3:29.38", 1),
    Point(2024, 207.79, "3:27.79", 2),
]


def clock(seconds):
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def test_faster_is_higher():
    chart = progression(KERR, True, tick_label=clock, clock=True)
    assert [(tick.label, tick.position) for tick in chart.ticks] == [
        ("3:26", "M60 40H630"),
        ("3:28", "M60 97H630"),
        ("3:30", "M60 154H630"),
        ("3:32", "M60 211H630"),
        ("3:34", "M60 268H630"),
    ]
    best = min(chart.points, key=lambda each: float(each.marker.y))
    assert best.point.label == "3:27.79"


def test_farther_is_higher():
    chart = progression([Point(2022, 8.2, "8.20"), Point(2023, 8.5, "8.50")], False)
    assert [each.point.label for each in sorted(chart.points, key=lambda each: float(each.marker.y))] == [
        "8.50",
        "8.20",
    ]


def test_year_without_a_mark_is_dashed_over():
    chart = progression(KERR, True)
    assert (chart.dashes, chart.lines) == (
        ("M112 225.8L308 126.9",),
        ("M308 126.9L406 171.1L504 136.3L602 91",),
    )


def test_seasons_stand_evenly():
    assert [(text.text, text.x) for text in progression(KERR, True).seasons] == [
        ("2019", "112"),
        ("2020", "210"),
        ("2021", "308"),
        ("2022", "406"),
        ("2023", "504"),
        ("2024", "602"),
    ]


def test_long_career_names_every_second_season_and_the_last():
    chart = progression([Point(year, 8.0) for year in range(2009, 2025)], False)
    assert [text.text for text in chart.seasons] == [str(year) for year in range(2010, 2025, 2)]


def test_peak_has_its_label_above_and_valley_below():
    labels = {each.point.season: each.label for each in progression(KERR, True).points}
    spots = {each.point.season: float(each.marker.y) for each in progression(KERR, True).points}
    assert float(labels[2024].y) < spots[2024]
    assert float(labels[2022].y) > spots[2022]


def test_single_season_has_a_chart():
    chart = progression([Point(2023, 209.38, "3:29.38", 1)], True)
    assert ([text.text for text in chart.seasons], chart.lines, chart.dashes) == (["2023"], (), ())
    assert (chart.points[0].marker.shape, chart.points[0].label.text) == ("circle", "3:29.38")


def test_no_season_has_an_empty_chart():
    assert progression([], True).points == ()


def test_wide_tick_labels_get_their_room():
    chart = progression([Point(2023, 7560.0, "2:06:00")], True, tick_label=lambda value: "2:06:00.0")
    assert float(chart.tick_label_x) > 72


MARKS = st.lists(st.one_of(st.none(), st.floats(5, 15_000)), min_size=1, max_size=30)


@given(MARKS, st.booleans(), st.booleans(), st.integers(1, 4))
def test_labels_never_meet_a_label_a_marker_or_the_edge(marks, lower, clock, place):
    points = [Point(1995 + n, mark, "2:09:44", place) for n, mark in enumerate(marks)]
    chart = progression(points, lower, clock=clock)
    labels = [each.label for each in chart.points if each.label]
    boxes = [text_box(t.text, float(t.x), float(t.y), t.anchor, float(t.size)) for t in labels]
    markers = [
        Box(x - r, y - r, x + r, y + r)
        for x, y, r in ((float(e.marker.x), float(e.marker.y), float(e.marker.radius)) for e in chart.points)
    ]
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    assert [label for label in boxes if not label.is_free_of(markers)] == []
    assert [each for each in [*boxes, *markers] if not each.inside(Box(0, 0, 660, 322))] == []
