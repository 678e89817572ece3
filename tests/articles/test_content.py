"""The whole of what is written, as a value."""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.content import Content, RaceLink, changed, with_words
from articles.models import ImageUse, StoryRace
from tests.factories.results import make_race
from tests.factories.stories import make_author, make_draft, make_image, make_section, make_story, make_topic

ids = st.integers(1, 2**31)
contents = st.builds(
    Content,
    headline=st.text(max_size=40),
    body=st.text(max_size=80),
    developing=st.booleans(),
    section=st.none() | ids,
    lead_image=st.none() | ids,
    topics=st.lists(ids, max_size=3).map(tuple),
    authors=st.lists(ids, max_size=3).map(tuple),
    races=st.lists(st.builds(RaceLink, ids, st.sampled_from(["main", "background"]), ids), max_size=3).map(
        tuple
    ),
)


@given(contents)
def test_content_comes_back_from_json_as_it_was(content):
    assert Content.from_data(json.loads(json.dumps(content.as_data()))) == content


def test_content_of_other_code_is_read_as_far_as_it_is_known():
    assert Content.from_data({"headline": "Kerr wins", "mood": "glad"}) == Content(headline="Kerr wins")


# Words put right


@pytest.mark.parametrize(
    ("text", "old", "new", "right"),
    [
        ("He ran 3:29.83.", "3:29.83", "3:29.38", "He ran 3:29.38."),
        ("3:29.83, 9.83 and 3:09.83", "9.83", "9.38", "3:29.83, 9.38 and 3:09.83"),
        ("Won by 0.2, not 0.27", "0.2", "0.3", "Won by 0.3, not 0.27"),
        ("1,200 and 200", "200", "300", "1,200 and 300"),
        ("Kerr, Kerrigan", "Kerr", "Nader", "Nader, Kerrigan"),
        ("Ann and Ann", "Ann", r"\1 \g<0>", r"\1 \g<0> and \1 \g<0>"),
        ("(a+b) a+b", "a+b", "c", "(c) c"),
        ("Zoë won", "Zo", "Zoe", "Zoë won"),
        ("One.\n\nTwo.", "One.\n\nTwo.", "Three.", "Three."),
    ],
)
def test_words_are_put_right_where_they_stand_by_themselves(text, old, new, right):
    put_right = with_words(Content(headline=text, standfirst=text, body=text, slug="s"), old, new)

    assert put_right == Content(headline=right, standfirst=right, body=right, slug="s")


@given(contents, st.text(min_size=1, max_size=3))
def test_words_put_right_by_themselves_change_nothing(content, words):
    assert with_words(content, words, words) == content


def test_words_that_make_a_text_too_long_are_refused():
    with pytest.raises(ValidationError, match="at most 300"):
        with_words(Content(headline="a " * 100), "a", "a longer word")


def test_changed_names_the_fields_that_differ():
    assert changed(Content(headline="a", body="b"), Content(headline="a", body="c", topics=(1,))) == [
        "body",
        "topics",
    ]


@pytest.mark.django_db
def test_content_written_is_content_read():
    race, other = make_race(), make_race()
    written = Content(
        headline="Kerr wins",
        slug="kerr",
        standfirst="In 3:29.38.",
        section=make_section().pk,
        kind="analysis",
        body=f"Gold.\n\n{{{{ image {make_image().pk} }}}}",
        developing=True,
        lead_image=make_image().pk,
        topics=tuple(sorted([make_topic().pk, make_topic("Kerr").pk])),
        authors=(make_author("B").pk, make_author("A").pk),
        races=(RaceLink(other.pk, StoryRace.Role.BACKGROUND.value, 3), RaceLink(race.pk)),
    )
    story = make_draft(races=[race])

    written.write(story)

    story.refresh_from_db()
    assert Content.of(story) == written


@pytest.mark.django_db
def test_writing_leaves_out_what_was_deleted_since():
    story = make_draft()
    content = Content(
        headline="x",
        topics=(999,),
        authors=(999,),
        races=(RaceLink(999),),
        lead_image=999,
        body="{{ image 998 }}",
    )

    content.write(story)

    story.refresh_from_db()
    assert (story.topics.count(), story.bylines.count(), story.race_links.count()) == (0, 0, 0)
    assert (story.lead_image, ImageUse.objects.count()) == (None, 0)


@pytest.mark.django_db
def test_writing_keeps_which_pictures_are_shown_each_once():
    lead, shown = make_image(), make_image()
    story = make_draft()

    Content(
        headline="x", lead_image=lead.pk, body=f"{{{{ image {shown.pk} }}}}\n\n{{{{ image {lead.pk} }}}}"
    ).write(story)

    kept = ImageUse.objects.values_list("image", "live")
    assert sorted(kept) == sorted([(lead.pk, True), (shown.pk, True)])


@pytest.mark.django_db
def test_slug_follows_the_headline_until_the_address_is_public():
    draft, public = make_draft(slug="unfinished"), make_story(slug="kerr-wins")

    Content(headline="Nordås third").write(draft)
    Content(headline="Nordås third").write(public)

    assert (draft.slug, public.slug) == ("nordas-third", "kerr-wins")


@pytest.mark.django_db
def test_headline_without_a_letter_has_a_slug():
    draft = make_draft()

    Content(headline="1:0").write(draft)
    assert draft.slug == "10"

    Content(headline="…").write(draft)
    assert draft.slug == "story"
