from articles.checks.structure import Structure


def read(body):
    return Structure.of(body)


def test_crossheads_have_their_level_and_line_however_they_are_written():
    found = read("One.\n\n## Two\n\n#### Four\n\nAlso two\n---\n\nFirst\n===\n").crossheads

    assert [(c.level, c.text, c.line) for c in found] == [
        (2, "Two", 3),
        (4, "Four", 5),
        (2, "Also two", 7),
        (1, "First", 10),
    ]


def test_links_have_their_words_and_the_line_that_they_begin_on():
    found = read(
        "One\r\n[two *and*\r\nthree](/a/) four\r\n[](/b/)\r\n\r\n| [c](/c/) |\r\n|--|\r\n| [d](/d/) |"
    ).links

    assert [(link.text, link.href, link.line) for link in found] == [
        ("two and three", "/a/", 2),
        ("", "/b/", 4),
        ("c", "/c/", 6),
        ("d", "/d/", 8),
    ]


def test_link_around_a_picture_is_told_from_one_without_words():
    assert [link.pictured for link in read("[![A](/a.jpg)](/a/) [](/b/)").links] == [True, False]


def test_prose_leaves_out_crossheads_tables_code_and_embeds():
    body = "## No\n\nYes.\n\n| no |\n|--|\n| no |\n\n- Item\n\n```\nno\n```\n\n{{ race a/b/c }}"

    assert [passage.text for passage in read(body).prose] == ["Yes.", "Item"]
    assert [embed.args for embed in read(body).embeds] == [("a/b/c",)]


def test_place_in_a_passage_leads_to_its_line():
    passage = read("\n\nOne  \ntwo\nthree").passages[0]

    assert [passage.line_at(passage.text.index(word)) for word in ("One", "two", "three")] == [3, 4, 5]


def test_span_counts_a_line_end_as_one_character():
    assert read("One\r\ntwo\r\nthree").span(2) == {"start": 4, "end": 7}
    assert read("One\r\ntwo\r\nthree").span(3, 1, 3) == {"start": 9, "end": 11}
    assert read("One").span(2) == {}


def test_crosshead_is_bare_before_its_like_and_at_the_end():
    body = "## A\n\n## B\n\n### C\n\nText.\n\n## D\n\n{{ race a/b/c }}\n\n## E"

    assert [c.text for c in read(body).bare] == ["A", "E"]


def test_bold_is_the_whole_or_nothing():
    bodies = ["**All**", "**All *of* it**", "**A** **B**", "**A** b", "A", "*A*", "", "**`a`**"]

    assert [any(p.bold for p in read(body).passages) for body in bodies] == [
        *(True, True, True),
        *(False, False, False, False),
        True,
    ]
