import re
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts import Step, step_chart
from newsroom.lib.charts.labels import Box, text_box

LONG_JUMP = [
    Step(date(1935, 5, 25), 8.13, "8.13"),
    Step(date(1968, 10, 18), 8.90, "8.90"),
    Step(date(1991, 8, 30), 8.95, "8.95"),
]


def box(text):
    return text_box(text.text, float(text.x), float(text.y), text.anchor, float(text.size))


def test_each_record_stands_until_the_next_lifts_it():
    chart = step_chart(LONG_JUMP, False)
    assert chart.line == "M100 238.4H409.9V62.8H622V51.4"
    assert chart.dots == "M100 238.4h.01M409.9 62.8h.01M622 51.4h.01"


def test_better_is_higher_for_times_as_well():
    chart = step_chart([Step(date(2000, 1, 1), 210.0, "3:30"), Step(date(2010, 1, 1), 206.0, "3:26")], True)
    start, end = chart.line.split()[1].split("H")[0], chart.line.rsplit("V", 1)[1]
    assert float(end) < float(start)


def test_years_are_round():
    assert [text.text for text in step_chart(LONG_JUMP, False).years] == [
        "1940",
        "1950",
        "1960",
        "1970",
        "1980",
        "1990",
    ]


def test_last_record_is_labelled_before_others_that_are_in_its_way():
    close = [*LONG_JUMP, Step(date(1991, 9, 1), 8.96, "8.96")]
    assert [text.text for text in step_chart(close, False).labels] == ["8.96", "8.90", "8.13"]


def test_no_record_gives_an_empty_drawing():
    assert (step_chart([], True).line, step_chart([], True).labels) == ("", ())


def walls(line):
    """The stair as straight pieces."""
    x, y = map(float, line.partition("H")[0].removeprefix("M").split())
    for along, up in re.findall(r"H([\d.]+)V([\d.]+)", line):
        yield (x, y), (float(along), y)
        x = float(along)
        yield (x, y), (x, float(up))
        y = float(up)


@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 200)), min_size=1, max_size=60), st.booleans())
def test_no_text_touches_another_or_leaves_the_picture(gains, lower):
    day, value, steps = date(1912, 7, 6), 5000, []
    for days, gain in gains:
        day, value = (
            min(day + timedelta(days), date(2090, 1, 1)),
            max(1, value - gain if lower else value + gain),
        )
        steps.append(Step(day, value / 100, f"{value / 100:.2f}"))
    chart = step_chart(steps, lower, tick_label="{:.2f}".format)
    view = Box(0, 0, float(chart.width), float(chart.height) + 1)
    crossed = [text for text in chart.labels for wall in walls(chart.line) if box(text).is_crossed_by(*wall)]
    assert crossed == []
    for texts in (chart.labels, chart.years):
        boxes = [box(text) for text in texts]
        assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
        assert [text for text in boxes if not text.inside(view)] == []
