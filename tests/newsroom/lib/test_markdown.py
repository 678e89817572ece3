import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.markdown import (
    TAGS,
    Embed,
    EmbedSyntaxProblem,
    Prose,
    absolutise,
    blocks,
    split_opening,
    syntax_problems,
)

RACE = "{{ race budapest-2023/men-1500m/final rows=8 }}"


def html(text):
    return "".join(block.html for block in blocks(text) if isinstance(block, Prose))


def kinds(text):
    return [block.html if isinstance(block, Prose) else block.name for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One", "<h2>One</h2>"),
        ("## Two", "<h2>Two</h2>"),
        ("### Three", "<h3>Three</h3>"),
        ("###### Six", "<h3>Six</h3>"),
        ("One\n===", "<h2>One</h2>"),
        ('Kerr\'s "kick"', "<p>Kerr’s “kick”</p>"),
        ("~~gone~~ **b** *i*", "<p><s>gone</s> <strong>b</strong> <em>i</em></p>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>"),
        ("(c) 1--2...", "<p>(c) 1--2...</p>"),
        ("a\x00b", "<p>ab</p>"),
    ],
)
def test_markdown_becomes_html(text, expected):
    assert html(text) == expected


def test_table_alignment_is_a_class():
    table = html("| Pl. | Time |\n|:---:|---:|\n| 1 | 3:29.38 |")
    assert table == (
        '<table>\n<thead>\n<tr>\n<th class="align-center">Pl.</th>\n<th class="align-right">Time</th>\n'
        '</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-center">1</td>\n'
        '<td class="align-right">3:29.38</td>\n</tr>\n</tbody>\n</table>'
    )


def test_link_within_the_site_stays_relative():
    assert html("[a](/stories/1/)") == '<p><a href="/stories/1/">a</a></p>'


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/"])
def test_link_elsewhere_gets_noopener(address):
    assert html(f"[a]({address})") == f'<p><a href="{address}" rel="noopener">a</a></p>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "&#106;avascript:x", "JaVaScRiPt:x", "vbscript:x", "file:///x",
     "ftp://x", "tel:1"],
)  # fmt: skip
def test_link_with_a_forbidden_scheme_has_no_address(address):
    assert "href" not in html(f"[a](<{address}>)")


def test_picture_in_markdown_is_left_out_and_reported():
    assert html("a ![alt](https://example.org/x.png) b") == "<p>a  b</p>"
    assert syntax_problems("x\n\na ![alt](x.png)") == [
        EmbedSyntaxProblem(3, "A picture comes from the library: use {{ image <number> }}.")
    ]


def test_embed_stands_between_prose():
    assert blocks(f"One\n\n{RACE}\n\nTwo") == [
        Prose("<p>One</p>"),
        Embed("race", ("budapest-2023/men-1500m/final",), {"rows": "8"}, 3, RACE),
        Prose("<p>Two</p>"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n{{ image 7 }}\nTwo", ["<p>One</p>", "image", "<p>Two</p>"]),
        ("{{ image 7 }}\n{{ figure “0.27” “s” }}", ["image", "figure"]),
        ("- one\n{{ image 7 }}", ["<ul>\n<li>one</li>\n</ul>", "image"]),
        ("> one\n{{ image 7 }}", ["<blockquote>\n<p>one</p>\n</blockquote>", "image"]),
        ("   {{ image 7 }}   ", ["image"]),
        ("a\r\n\r\n{{ image 7 }}\r\n", ["<p>a</p>", "image"]),
        ("One\n    {{ image 7 }}", ["<p>One\n{{ image 7 }}</p>"]),
        ("    {{ image 7 }}", ["<pre><code>{{ image 7 }}\n</code></pre>"]),
        ("```\n{{ image 7 }}\n```", ["<pre><code>{{ image 7 }}\n</code></pre>"]),
        ("", []),
    ],
)
def test_embed_splits_the_prose_where_it_stands(text, expected):
    assert kinds(text) == expected


def test_link_reference_works_on_both_sides_of_an_embed():
    assert kinds("[a][x]\n\n{{ image 7 }}\n\n[b][x]\n\n[x]: /x/") == [
        '<p><a href="/x/">a</a></p>',
        "image",
        '<p><a href="/x/">b</a></p>',
    ]


def test_split_opening_takes_two_paragraphs():
    opening, rest = split_opening(blocks("One\n\nTwo\n\nThree\n\n{{ image 7 }}"))
    assert opening == Prose("<p>One</p>\n<p>Two</p>\n")
    assert rest[0] == Prose("<p>Three</p>")
    assert rest[1].name == "image"


def test_split_opening_ends_before_a_crosshead_or_an_embed():
    assert split_opening(blocks("One\n\n## Two")) == (Prose("<p>One</p>\n"), [Prose("<h2>Two</h2>")])
    assert split_opening(blocks("{{ image 7 }}"))[0] == Prose("")


def test_malformed_embed_stays_as_typed():
    assert kinds("{{ image 7") == ["<p>{{ image 7</p>"]


def test_syntax_problems_name_line_and_reason():
    text = 'Fine\n\n{{ image 7\n\nsee {{ image 7 }}\n\n- {{ image 7 }}\n\n{{ image 7 by="x }}\n\n`{{ code }}`'
    assert syntax_problems(text) == [
        EmbedSyntaxProblem(3, "This embed has no closing }}."),
        EmbedSyntaxProblem(5, "An embed must stand on a line of its own."),
        EmbedSyntaxProblem(7, "An embed must stand on a line of its own."),
        EmbedSyntaxProblem(9, 'A quotation mark is missing or out of place near: by="x'),
    ]


def test_syntax_problems_in_a_list_item_s_second_line_are_found():
    assert syntax_problems("- one\n  {{ image 7 }}") == [
        EmbedSyntaxProblem(
            2, "An embed must stand on a line of its own, outside lists, quotations and tables."
        )
    ]


def test_syntax_problems_of_a_good_story_are_none():
    assert syntax_problems(f"One\n{RACE}\n## Crosshead\n\n```\n{{{{ x\n```\n") == []


PIECES = st.sampled_from(
    ["# ", "> ", "- ", "1. ", "{{ image 7 }}\n", "{{ race", "}}", "[a](", ")", "javascript:x", "<script>",
     "![", "]", "| a |\n|---|\n", "`", "```\n", "**", "~~", "\n", "\n\n", '"', "“", "&#x6a;",
     "<img src=x onerror=y>", "\x00", "\ud800", "https://e.org", "    "]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_prose_has_only_allowed_tags_and_attributes(text):
    markup = html(text)
    tags = re.findall(r"<\s*/?\s*([^\s>/]*)([^>]*)>", markup)
    assert {tag for tag, _ in tags} <= TAGS
    assert {
        name for _, rest in tags for name in re.findall(r"\s([a-z-]+)=", re.sub(r'"[^"]*"', '""', rest))
    } <= {*("href", "title", "rel", "start", "class")}
    assert syntax_problems(text) is not None


@given(st.lists(PIECES, max_size=20).map("".join))
def test_each_embed_s_source_is_a_line_of_the_text(text):
    for block in blocks(text):
        if isinstance(block, Embed):
            assert block.source in text


@pytest.mark.parametrize("piece", ["> ", "- ", "[", "**a ", "`", "[a](", "&", "\\", "~~", '"', "{{ ", "| "])
def test_long_hostile_text_grows_no_faster_than_itself(piece):
    short, long = (len(html(piece * count)) for count in (500, 5000))
    assert long <= max(11 * short, 100_000)


def test_deep_nesting_is_bounded():
    assert html("> " * 500 + "x").count("<blockquote>") <= 20


def test_absolutise_makes_every_address_absolute():
    markup = (
        '<p><a href="/a/?b=1&amp;c=2">a</a> <a href="#x">x</a> <a href="mailto:a@example.org">m</a></p>'
        "<img alt='a > b' src='/m/1.jpg' srcset=\"/m/1.webp 320w, /m/2.webp 640w\">"
    )
    assert absolutise(markup, "https://belllap.example/stories/7/kerr/") == (
        '<p><a href="https://belllap.example/a/?b=1&amp;c=2">a</a> '
        '<a href="https://belllap.example/stories/7/kerr/#x">x</a> <a href="mailto:a@example.org">m</a></p>'
        "<img alt='a > b' src='https://belllap.example/m/1.jpg' "
        'srcset="https://belllap.example/m/1.webp 320w, https://belllap.example/m/2.webp 640w">'
    )


@pytest.mark.parametrize("markup", ['<code> href="/a"</code>', '<a href="http://[">x</a>', '<p title="a">'])
def test_absolutise_leaves_the_rest_alone(markup):
    assert absolutise(markup, "https://belllap.example/") == markup
