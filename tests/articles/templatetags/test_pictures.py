import re
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.template.loader import render_to_string

from articles.models import Image
from articles.templatetags.pictures import focal

STYLES = Path(settings.BASE_DIR, "static/css/components/stories.css")


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [(50, 50, "fx-50 fy-50"), (0, 100, "fx-0 fy-100"), (33, 67, "fx-35 fy-65"), (900, "", "fx-100 fy-50")],
)
def test_focal_point_is_told_in_steps(x, y, classes):
    assert focal(Image(focal_x=x, focal_y=y)) == classes


def test_styles_know_every_step_but_the_middle():
    told = {name for at in range(101) for name in focal(Image(focal_x=at, focal_y=at)).split()}
    known = dict(re.findall(r"\.(f[xy]-\d+) \{\n  --f[xy]: (\d+)%;", STYLES.read_text()))

    assert set(known) == told - {"fx-50", "fy-50"}
    assert [name for name, percent in known.items() if not name.endswith(f"-{percent}")] == []


@pytest.mark.parametrize(("shape", "classes"), [("wide", "pic wide fx-20 fy-80"), ("", "pic")])
def test_picture_is_cut_around_its_focal_point_where_a_page_cuts_it(shape, classes):
    image = Image(file="x.jpg", width=16, height=9, focal_x=20, focal_y=80)
    markup = render_to_string("components/picture.html", {"image": image, "shape": shape})

    assert lxml.html.fromstring(markup).get("class") == classes
