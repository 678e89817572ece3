from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts import Course, positions
from newsroom.lib.charts.labels import Box, text_box

RACE = [
    Course("Kerr", (3, 2, 1), home=True),
    Course("Ingebrigtsen", (1, 1, 2)),
    Course("Nordås", (4, None, 3)),
    Course("Kipsang", (2, 3, 4)),
    Course("Habz", (5, 4, None)),
]
COLUMNS = ["400m", "800m", "Finish"]


def line(chart, label):
    return next(line for line in chart.lines if line.course.label == label)


def heights(path):
    return [float(spot.split()[1]) for spot in path.removeprefix("M").split("L")]


def box(text):
    return text_box(text.text, float(text.x), float(text.y), text.anchor, float(text.size))


def test_first_runs_above_and_the_finish_is_at_the_right():
    chart = positions(RACE, COLUMNS, most_rows=16)
    assert heights(line(chart, "Kerr").path) == [126, 92, 58]
    assert [text.text for text in chart.ranks] == ["1", "2", "3", "4", "5"]
    assert [text.text for text in chart.columns] == COLUMNS


def test_medallists_stand_last_and_carry_their_shape_at_every_point():
    lines = positions(RACE, COLUMNS, most_rows=16).lines
    assert [line.course.label for line in lines[-3:]] == ["Nordås", "Ingebrigtsen", "Kerr"]
    assert [[marker.shape for marker in line.markers] for line in lines[-3:]] == [
        ["hexagon"] * 2,
        ["square"] * 3,
        ["circle"] * 3,
    ]
    assert [line.markers for line in lines[:2]] == [(), ()]


def test_point_without_a_time_is_leapt_over():
    nordas = line(positions(RACE, COLUMNS, most_rows=16), "Nordås")
    assert (nordas.path, heights(nordas.dashes)) == ("", [160, 126])


def test_who_did_not_finish_has_no_name_at_the_finish():
    assert line(positions(RACE, COLUMNS, most_rows=16), "Habz").name is None


def test_those_who_share_a_place_are_named_below_each_other():
    chart = positions(
        [Course("A", (1, 1)), Course("B", (2, 1)), Course("C", (3, 3))], ["1 km", "Finish"], most_rows=9
    )
    assert [line(chart, label).name.y for label in "ABC"] == ["65", "99", "133"]


def test_ranks_beyond_the_last_row_stand_in_one():
    chart = positions([Course("A", (40, 1)), Course("B", (7, 2))], ["5 km", "Finish"], most_rows=5)
    assert [text.text for text in chart.ranks] == ["1", "2", "3", "4", "5", "6+"]
    assert heights(line(chart, "A").path)[0] == heights(line(chart, "B").path)[0]


@given(
    st.integers(1, 16).flatmap(lambda count: st.permutations(range(1, count + 1))),
    st.integers(1, 8),
    st.text(st.characters(categories=["L", "Zs"]), max_size=40),
)
def test_no_text_touches_another_or_leaves_the_picture(order, columns, name):
    courses = [Course(name, (*[rank] * columns, place)) for place, rank in enumerate(order, start=1)]
    chart = positions(courses, [*(f"{1000 * n}m" for n in range(columns)), "Finish"], most_rows=16)
    texts = [box(text) for text in [*chart.columns, *chart.ranks, *(line.name for line in chart.lines)]]
    view = Box(0, 0, float(chart.width), float(chart.height))
    assert [pair for pair in combinations(texts, 2) if pair[0].overlaps(pair[1])] == []
    assert [text for text in texts if not text.inside(view)] == []
