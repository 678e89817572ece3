from decimal import Decimal
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.charts import Entry, gap_chart
from newsroom.lib.charts.labels import Box, text_box

ENTRIES = [
    Entry(1, "Kerr", Decimal("0"), "3:29.38", home=True),
    Entry(2, "Ingebrigtsen", Decimal("0.27"), "+0.27"),
    Entry(3, "Nordås", Decimal("0.30"), "+0.30"),
    Entry(4, "Nader", Decimal("6.03"), "+6.03"),
]


def box(text):
    return text_box(text.text, float(text.x), float(text.y), text.anchor, float(text.size))


def test_rows_stand_along_the_straight():
    rows = gap_chart(ENTRIES).rows
    assert [(row.name.text, row.name.y, row.bar, row.marker.x, row.medal, row.home) for row in rows] == [
        ("Kerr", "65", "M196 58H196", "196", True, True),
        ("Ingebrigtsen", "105", "M196 98H211.8", "211.8", True, False),
        ("Nordås", "145", "M196 138H213.5", "213.5", True, False),
        ("Nader", "185", "M196 178H548.5", "548.5", False, False),
    ]


def test_values_are_the_page_s_own_strings():
    assert [row.value.text for row in gap_chart(ENTRIES).rows] == ["3:29.38", "+0.27", "+0.30", "+6.03"]


def test_every_value_stands_beside_its_marker():
    rows = gap_chart(ENTRIES).rows
    assert [(row.value.anchor, float(row.value.x) - float(row.marker.x)) for row in rows] == [
        ("start", 18)
    ] * 4


def test_bars_are_one_path():
    chart = gap_chart(ENTRIES)
    assert chart.bars == "".join(row.bar for row in chart.rows)


def test_ticks_begin_at_the_winner_and_end_with_the_unit():
    chart = gap_chart(ENTRIES)
    assert [tick.label for tick in chart.ticks] == ["0", "+1", "+2", "+3", "+4", "+5", "+6 s"]
    assert (chart.axis, chart.ticks[6].label_position, chart.ticks[6].position) == (
        "M196 32V198",
        "546.8",
        "M546.8 32V198",
    )


def test_ticks_have_the_same_number_of_decimals():
    chart = gap_chart([(1, "One", 0), (2, "Two", 0.12)], unit="m")
    assert [tick.label for tick in chart.ticks] == ["0", "+0.05", "+0.10 m"]


def test_height_grows_with_the_field():
    assert [gap_chart([(1, "A", 0)] * count).height for count in (1, 12, 30)] == ["84", "524", "1244"]


def test_own_gap_is_written_where_no_text_is_given():
    assert [row.value.text for row in gap_chart([(1, "A", 0), (2, "B", 0.5)]).rows] == ["", "+0.50"]


def test_chart_of_nobody_has_an_axis_and_no_row():
    assert (gap_chart([]).rows, [tick.label for tick in gap_chart([]).ticks]) == ((), ["0 s"])


@given(
    st.lists(st.one_of(st.just(0.0), st.floats(0.001, 5), st.floats(0, 900)), max_size=29),
    st.text(st.characters(categories=["L", "Zs"]), max_size=40),
    st.sampled_from(["s", "m"]),
)
def test_no_text_touches_another_or_leaves_the_picture(gaps, name, unit):
    chart = gap_chart(
        [(place, name, gap) for place, gap in enumerate([0.0, *sorted(gaps)], start=1)], unit=unit
    )
    texts = [box(text) for row in chart.rows for text in (row.name, row.value)]
    view = Box(0, 0, float(chart.width), float(chart.height))
    assert [pair for pair in combinations(texts, 2) if pair[0].overlaps(pair[1])] == []
    assert [text for text in texts if not text.inside(view)] == []
    ticks = [text_box(tick.label, float(tick.label_position), 24, "middle", 22) for tick in chart.ticks]
    assert [pair for pair in pairwise(ticks) if pair[0].overlaps(pair[1])] == []
    assert [tick for tick in ticks if not tick.inside(view)] == []
