import pytest

from articles import embeds
from tests.factories.results import make_athlete, make_race, make_result
from tests.factories.stories import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    race = make_race(decides_medals=True)
    make_result(race, make_athlete(given_name="Josh", family_name="Kerr"), place=1, mark="3:29.38")
    make_result(race, make_athlete(given_name="Jakob", family_name="Ingebrigtsen"), place=2, mark="3:29.65")
    return race


def messages(text):
    return [str(problem) for problem in embeds.problems(text)]


def test_race_embed_shows_its_table_where_it_stands(race):
    body = embeds.render_body(f"One.\n\nTwo.\n\nThree.\n\n{{{{ race {race.key} }}}}\n\nFour.")

    assert body.html.index("Three.") < body.html.index("Josh Kerr") < body.html.index("Four.")
    assert body.race_keys == {race.key}


def test_body_sets_its_first_two_paragraphs_apart():
    body = embeds.render_body("One.\n\nTwo.\n\nThree.\n\n## Crosshead\n\nFour.")

    assert [part.count("<p>") for part in (body.opening, body.rest)] == [2, 2]
    assert "<h2>Crosshead</h2>" in body.rest


def test_body_that_begins_with_an_embed_has_no_opening(race):
    body = embeds.render_body(f"{{{{ race {race.key} }}}}\n\nOne.")

    assert body.opening == ""
    assert body.rest.index("Josh Kerr") < body.rest.index("One.")


def test_words_of_a_body_leave_out_what_is_embedded(race):
    assert embeds.render_body(f"One two.\n\n{{{{ race {race.key} }}}}\n\n## Three").words == 3


def test_body_as_read_has_the_words_and_no_markup(race):
    typed = (
        "Josh **Kerr** of [Britain](/countries/gbr/) wins.\n\n"
        f'{{{{ race {race.key} rows=1 }}}}\n\n{{{{ finish {race.key} caption="At the line" }}}}\n\n'
        '## Gold\n\n- one\n- two\n\n{{ quote "The words." by="A Coach" role="coach" }}\n\n'
        '{{ figure "0.27" "seconds" }}'
    )

    assert embeds.as_read(typed).split("\n\n") == [
        *("Josh Kerr of Britain wins.", "At the line", "Gold", "one", "two"),
        *("The words. A Coach coach", "0.27 seconds"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{{{{ race {key} rows=1 }}}}",
        '{{{{ finish {key} caption="At the line" }}}}',
        "{{{{ gaps {key} }}}}",
        "{{{{ medals {competition} rows=3 as_of=2023-08-23 }}}}",
        '{{{{ quote "The words." by="A Coach" role="coach" }}}}',
        '{{{{ figure "0.27" "seconds" }}}}',
    ],
)
def test_every_embed_of_the_handbook_can_be_shown_on_page_and_in_feed(race, line):
    text = line.format(key=race.key, competition=race.event.competition.slug)

    assert messages(text) == []
    assert embeds.render_body(text).html.strip() != ""
    embeds.render_body(text, templates="feeds/embeds")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{{ race a/b/c }}", "there is no race “a/b/c”"),
        ("{{ race }}", "expected {{ race budapest-2023/men-1500m/final }}"),
        ("{{ medals nowhere }}", "there is no competition “nowhere”"),
        ("{{ image 7 }}", "there is no picture 7"),
        ("{{ image seven }}", "there is no picture seven"),
        ("{{ image 99999999999999999999 }}", "there is no picture"),
        ('{{ quote "Words" }}', "a quote says who spoke"),
        ('{{ figure "0.27" }}', "a figure has a number and its words"),
        ("{{ video 7 }}", "there is no embed “video”"),
    ],
)
def test_problems_name_line_and_what_was_expected(line, expected):
    found = messages(f"One.\n\n{line}")

    assert len(found) == 1
    assert found[0].startswith("Line 3: ")
    assert expected in found[0]


@pytest.mark.parametrize("options", ["rows=0", "rows=many", "rows=-1", "rows=1000"])
def test_problems_name_a_number_of_rows_that_is_none(race, options):
    assert "is no number of rows" in messages(f"{{{{ race {race.key} {options} }}}}")[0]


def test_problems_name_a_day_that_is_none(race):
    slug = race.event.competition.slug

    assert "is no day" in messages(f"{{{{ medals {slug} as_of=2023-02-30 }}}}")[0]


def test_picture_without_credit_is_a_problem():
    image = make_image(alt="The finish")

    assert "lacks a credit" in messages(f"{{{{ image {image.pk} }}}}")[0]


def test_embed_that_cannot_be_shown_leaves_nothing():
    assert embeds.render_body("{{ race a/b/c }}").html.strip() == ""


def test_embeds_of_one_kind_take_one_round_of_queries(
    race, django_assert_num_queries, django_assert_max_num_queries
):
    other = make_race(decides_medals=True)
    make_result(other, make_athlete(), place=1, mark="3:30.00")
    one = f"{{{{ race {race.key} }}}}"
    three = f"{one}\n\n{{{{ gaps {race.key} }}}}\n\n{{{{ race {other.key} }}}}"

    with django_assert_max_num_queries(10) as seen:
        embeds.render_body(one)
    with django_assert_num_queries(len(seen.captured_queries)):
        embeds.render_body(three)
