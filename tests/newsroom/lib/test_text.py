import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.lib import text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Narve Gilje Nordås", "narve gilje nordas"),
        ("Sławomir Ørsted", "slawomir orsted"),
        ("Đorđević Groß", "dordevic gross"),
        ("Æsa Œuvre Þóra Guðrún", "aesa oeuvre thora gudrun"),
        ("Ramil Quliyev Işık", "ramil quliyev isik"),
        ("O’Brien-\u2011Smith", "o'brien--smith"),
        ("  Mario\u00a0  García ", "mario garcia"),
    ],
)
def test_fold_drops_case_and_diacritics(written, folded):
    assert text.fold(written) == folded


@given(st.text())
def test_fold_of_folded_changes_nothing(written):
    assert text.fold(text.fold(written)) == text.fold(written)


@given(st.text())
@example("\u0345")  # a mark that folds to a letter
def test_fold_ignores_capitals(written):
    assert text.fold(written.casefold()) == text.fold(written)


def test_strip_control_keeps_tab_and_line_break():
    assert text.strip_control("a\x00b\tc\nd\x0be\x85f\ud800g\uffffh😀") == "ab\tc\ndefgh😀"


def test_plain_text_puts_each_block_on_its_line():
    markup = "<h2>A &amp; B</h2><p>One\n<em>two</em></p><ul><li>three</li></ul>"
    assert text.plain_text(markup) == "A & B\nOne two\nthree"


def test_plain_text_separates_cells():
    assert text.plain_text("<table><tr><td>1</td><td>Kerr</td></tr></table>") == "1 Kerr"


def test_plain_text_leaves_out_scripts_and_keeps_escaped_markup():
    assert text.plain_text("<p>a<script>alert(1)</script> &lt;b&gt; &amp;lt;</p>") == "a <b> &lt;"


@pytest.mark.parametrize(
    ("written", "count"),
    [("", 0), ("Kerr wins in 3:29.38.", 4), ("O’Brien, 22, is well-known", 4), ("— … !", 0)],
)
def test_word_count_takes_a_mark_as_one_word(written, count):
    assert text.word_count(written) == count


def test_excerpt_leaves_a_short_text_alone():
    assert text.excerpt("Kerr  wins\n", 160) == "Kerr wins"


def test_excerpt_cuts_between_words():
    assert text.excerpt("Kerr passes Ingebrigtsen, again", 26) == "Kerr passes Ingebrigtsen…"


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_excerpt_is_never_longer_than_asked(written, length):
    assert len(text.excerpt(written, length)) <= length


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_ordinal_follows_the_last_two_digits(number, written):
    assert text.ordinal(number) == written


def test_number_words_end_at_twelve():
    assert (text.number_word(0), text.number_word(12), text.number_word(13)) == ("nought", "twelve", "13")


def test_ordinal_words_end_at_twelfth():
    assert (text.ordinal_word(1), text.ordinal_word(12), text.ordinal_word(13)) == (
        "first",
        "twelfth",
        "13th",
    )


def test_sentence_list_joins_the_last_two_with_and():
    assert [text.sentence_list(list(words)) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize(
    "alt",
    [
        *(
            "IMG_1234.jpg",
            "IMG_1234",
            "img 1234",
            "_DSC0001",
            "DSC0001.JPG",
            "_MG_4711",
            "DSCF 0012",
            "P1010023",
        ),
        *("photo-2", "photo (3)", "Photo", "image1", "picture", "untitled", "kerr_finish", "kerr-finish-2"),
        *("PXL_20230823_193005123", "20230823_193005", "Kerr at the finish.jpeg", "finish.PNG", "1234", "…"),
        *("Screenshot 2023-08-23 at 19.30.05", "WhatsApp Image 2023-08-23 at 7.30.05 PM", "IMG_1234 copy"),
        *("8f14e45fceea167a5a36dedd4bea2543", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", " DSC_0001 "),
    ],
)
def test_name_of_a_file_is_told_from_a_description(alt):
    assert text.is_file_name(alt)


@pytest.mark.parametrize(
    "alt",
    [
        *(
            "Kerr at the line",
            "Kerr",
            "Photo finish",
            "Image of a finish line",
            "1500m final",
            "Heat 2 of 3",
            "",
        ),
        *("COVID-19", "The 4x100m relay", "A photo-finish camera", "Josh Kerr, 3:29.38", "Kerr-Ingebrigtsen"),
        *("Picture of the season: Kerr beats Ingebrigtsen", "Scan of the start list", "Feedback", "Decade"),
    ],
)
def test_description_is_no_name_of_a_file(alt):
    assert not text.is_file_name(alt)
