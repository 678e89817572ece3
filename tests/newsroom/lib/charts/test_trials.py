from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts import Series, horizontal_series, vertical_series
from newsroom.lib.charts.labels import Box, text_box

JUMPS = [
    Series("Tentóglou", 1, 8.65, "8.65", (8.42, 8.49, 8.65), fouls=1),
    Series("Furlani", 2, 8.38, "8.38", (8.38, 6.60), fouls=2),
    Series("Baldé", None, None, "NM", (), fouls=3),
]
HEIGHTS = [
    Series("Tamberi", 1, 2.37, "2.37", ("O", "XO", "O")),
    Series("Lavskyy", 2, 2.29, "2.29", ("XO", "-", "XX")),
    Series("Acet", 4, None, "NH", ("XXX", None, None)),
]


def box(text):
    return text_box(text.text, float(text.x), float(text.y), text.anchor, float(text.size))


def test_every_valid_trial_is_a_dot_and_every_foul_a_cross():
    chart = horizontal_series(JUMPS)
    assert (chart.dots.count("M"), chart.crosses.count("m")) == (4, 6)


def test_trial_far_below_all_bests_is_an_arrow_at_the_edge_of_the_scale():
    assert horizontal_series(JUMPS).short.count("M") == 1
    assert horizontal_series(JUMPS[:1]).short == ""


def test_best_is_a_marker_with_its_mark():
    rows = horizontal_series(JUMPS).rows
    assert [row.best.shape if row.best else "" for row in rows] == ["circle", "square", ""]
    assert [row.value.text for row in rows] == ["8.65", "8.38", "NM"]
    assert [row.medal for row in rows] == [True, True, False]
    assert float(rows[0].best.x) > float(rows[1].best.x)


def test_scale_is_in_metres():
    assert [head.label for head in horizontal_series(JUMPS).heads] == ["8.4", "8.5", "8.6 m"]


def test_one_distance_alone_can_be_drawn():
    assert horizontal_series([Series("A", 1, 8.0, "8.00", (8.0,))]).rows[0].value.text == "8.00"


def test_heights_stand_in_columns_with_a_sign_for_every_trial():
    chart = vertical_series(HEIGHTS, ["2.26", "2.29", "2.37"])
    assert [head.label for head in chart.heads] == ["2.26", "2.29", "2.37"]
    # The last height of the two who cleared one is their marker, not a dot.
    assert (chart.dots.count("M"), chart.crosses.count("m"), chart.dashes.count("M")) == (2, 7, 1)
    assert [row.best.shape if row.best else "" for row in chart.rows] == ["circle", "square", ""]


@given(
    st.lists(
        st.tuples(st.lists(st.floats(2, 90), min_size=1, max_size=6), st.integers(0, 6)),
        min_size=1,
        max_size=16,
    ),
    st.text(st.characters(categories=["L", "Zs"]), max_size=40),
)
def test_no_text_of_a_series_touches_another_or_leaves_the_picture(field, name):
    series = [
        Series(name, place, max(trials), f"{max(trials):.2f}", tuple(trials), fouls)
        for place, (trials, fouls) in enumerate(field, start=1)
    ]
    chart = horizontal_series(series)
    texts = [box(text) for row in chart.rows for text in (row.name, row.value)]
    view = Box(0, 0, float(chart.width), float(chart.height))
    assert [pair for pair in combinations(texts, 2) if pair[0].overlaps(pair[1])] == []
    assert [text for text in texts if not text.inside(view)] == []
    heads = [text_box(head.label, float(head.label_position), 26, "middle", 21) for head in chart.heads]
    assert [pair for pair in combinations(heads, 2) if pair[0].overlaps(pair[1])] == []
    assert [head for head in heads if not head.inside(view)] == []
