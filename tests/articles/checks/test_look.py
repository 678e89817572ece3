"""All checks together: what stands against a story, in which order, and at what cost."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import checks
from articles.checks import Finding, Level
from articles.checks.finding import information
from articles.content import Content, RaceLink
from tests.factories.results import make_athlete, make_country, make_race, make_result, make_series
from tests.factories.stories import (
    make_author,
    make_draft,
    make_image,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
PIECES = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "#### ",
            "##",
            "**",
            "[",
            "](",
            ")",
            "![",
            "<b>",
            "</b>",
            "“",
            "”",
            '"',
            "„",
            "  ",
            "\n",
        ),
        *("\n\n", "\r\n", "\r", "- ", "> ", "| a |\n|--|\n", "```\n", "    ", "\x00", "\x0b", "\u2028", "`"),
        *(
            "{{ race a/b/c }}",
            "{{ image 7 }}",
            "{{ medals x rows=0 }}",
            "{{ image 99999999999 }}",
            "{{",
            "}}",
        ),
        *(
            "[a](/athletes/99999999999999999999/x/)",
            "[](//[)",
            "[x](http://[::1)",
            "[x](https://a:b/)",
            "[x](#)",
        ),
        *("[a](/stories/1/x/)", "[b](/competitions/a/b/)", "[c](mailto:)", "<https://x.y>", "[d](%00%ff)"),
        *("[e](/lists/men/x/)", "[f](/records/x/y/)", "[g](/athletes/1/a/vs/2/)", "[h](/admin/)", "www.x.y"),
        *("---\n", "===\n", "[a]: /b\n", "\\", "word. Word", "3:29.38", "e.g. ", "ﬀ", "é", "\ud800", "&amp;"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=30).map("".join)
IDS = st.integers(-(2**70), 2**70)
CONTENTS = st.builds(
    Content,
    headline=TEXTS,
    slug=TEXTS,
    standfirst=TEXTS,
    body=TEXTS,
    kind=st.sampled_from(["report", "preview", "", "poem"]),
    section=st.none() | IDS,
    lead_image=st.none() | IDS,
    authors=st.lists(IDS, max_size=2).map(tuple),
    topics=st.lists(IDS, max_size=2).map(tuple),
    races=st.lists(st.builds(RaceLink, IDS), max_size=2).map(tuple),
    developing=st.booleans(),
)


def test_nothing_stands_against_a_sound_story(told):
    assert told() == []


@given(CONTENTS)
@example(Content(body="[x](/athletes/99999999999999999999/x/) {{ image 99999999999 }}"))
@example(Content(section=2**70, lead_image=-1, authors=(2**64,), races=(RaceLink(2**64),)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
def test_look_answers_whatever_a_story_says(content):
    found = checks.look(content)

    places = [finding.place for finding in found]
    assert places == sorted(places)
    assert {finding.level for finding in found} <= set(Level)
    assert [finding for finding in found if not (finding.code and finding.message and finding.field)] == []
    lines = content.body.replace("\r\n", "\n").replace("\r", "\n")
    assert [
        f for f in found if f.field == "body" and f.line and not 0 <= f.start <= f.end <= len(lines)
    ] == []


def test_empty_story_is_told_of_all_that_it_lacks():
    found = [str(finding) for finding in checks.look(Content()) if finding.stops]

    assert found == [
        "The headline is empty: write what happened.",
        "The standfirst is empty: say in a sentence or two what the story tells.",
        "The story has no section: choose one.",
        "The text is empty: write the story.",
    ]


def test_gravest_come_first_then_the_form_from_top_to_bottom_then_the_lines(told):
    body = "Two  spaces.\n\n[](/)\n\n[here](/)\n\n[there](/nowhere/)"

    assert told(headline="", body=body, races=(), authors=()) == [
        ("blocking", "headline", "headline-empty", None),
        ("blocking", "body", "link-empty", 3),
        ("blocking", "body", "link-broken", 7),
        ("warning", "authors", "byline-missing", None),
        ("warning", "races", "race-missing", None),
        ("information", "body", "space-double", 1),
        ("information", "body", "link-says-nothing", 5),
    ]


def test_finding_in_the_body_has_its_place_there(sound):
    found = checks.look(replace(sound, body="One.\r\n\r\n[](/) two.\r\n\r\nThree  four."))

    assert [(f.code, f.line, f.start, f.end) for f in found] == [
        ("link-empty", 3, 6, 16),
        ("space-double", 5, 23, 25),
    ]


def test_message_names_its_line():
    assert str(information("body", "rule", "Too long.", 12)) == "Line 12: Too long."
    assert str(information("headline", "rule", "Too long.")) == "Too long."


def test_another_source_of_findings_is_another_function(sound):
    def fact_check(proof):
        yield Finding(Level.BLOCKING, "body", f"{proof.content.headline}?", 1, code="fact")

    found = checks.look(sound, checks=[*checks.CHECKS, fact_check])

    assert [finding.message for finding in found] == ["Kerr beats Ingebrigtsen to world 1500m gold?"]


def body_with(number):
    """So many of everything that a text can name."""
    lines = []
    for _ in range(number):
        race, series = make_race(), make_series()
        for place in (1, 2):
            make_result(race, place=place, mark=f"3:29.3{place}")
        event, competition = race.event, race.event.competition
        pages = [
            *(make_story(), make_draft(), make_section(), make_topic(), make_author()),
            *(make_athlete(), make_country("NOR"), competition, event),
        ]
        paths = [page.get_absolute_url() for page in pages] + [f"/series/{series.slug}/", "/lists/men/1500m/"]
        image = make_image(alt="A", credit="B")
        lines += [f"The [page of it]({path}) is there." for path in paths]
        lines += [f"{{{{ {name} {race.key} }}}}" for name in ("race", "finish", "gaps")]
        lines += [f"{{{{ medals {competition.slug} }}}}", f"{{{{ image {image.pk} }}}}"]
    return "\n\n".join(lines)


def queries(content):
    with CaptureQueriesContext(connection) as captured:
        checks.look(content)
    return len(captured)


def test_queries_do_not_grow_with_links_embeds_races_and_authors(sound):
    def content(number):
        return replace(
            sound,
            body=body_with(number),
            lead_image=make_image(alt="A", credit="B").pk,
            authors=tuple(make_author().pk for _ in range(number)),
            races=tuple(RaceLink(make_race().pk) for _ in range(number)),
        )

    one, three = content(1), content(3)

    assert [f.code for f in checks.look(three) if f.stops] == []
    assert queries(one) == queries(three)


def test_checks_of_the_text_alone_ask_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        proof = checks.Proof(Content(body="## A\n\nText “and\n\n**more**"))
        list(checks.text.crosshead_words(proof))
        list(checks.reading.reading_age(proof))
        list(checks.lines.headline(proof))


def test_how_a_text_reads_is_among_the_checks(told):
    sentence = " ".join(["word"] * 41)

    assert [code for _, _, code, _ in told(body=f"{sentence}.\n\n{sentence}.\n\n{sentence}.")] == [
        "reading-age",
        *["sentence-long"] * 3,
    ]


def test_stories_of_the_demo_may_be_published():
    call_command("demo", verbosity=0)
    call_command("check_stories")
