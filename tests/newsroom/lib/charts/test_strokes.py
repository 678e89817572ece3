from newsroom.lib.charts import strokes


def test_signs_are_pieces_of_a_path():
    assert strokes.dot(10, 20.25) == "M10 20.2h.01"
    assert strokes.cross(10, 20, 4) == "M6 16l8 8m0-8l-8 8"
    assert strokes.dash(10, 20, 4) == "M6 20h8"
    assert strokes.chevron(10, 20, 4) == "M14 16l-4 4 4 4"
    assert strokes.polyline([(0, 1), (2, 3.5)]) == "M0 1L2 3.5"
