"""Embeds: lines such as `{{ race budapest-2023/men-1500m/final }}` in a body, and what they show.

An embed is resolved against the results and the picture library, all of a kind in one query, and rendered
with the same component on the page, in the preview and (by plainer templates) in feeds.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Image
from newsroom.lib import markdown
from newsroom.lib.text import plain_text, word_count
from results import charts, tables
from results.models import Competition, Race

DEFAULT_ROWS = 8
IMAGE_ID = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Problem:
    """Why a line of the body cannot stand; shown to the editor beside the form."""

    line: int
    message: str

    def __str__(self):
        return f"Line {self.line}: {self.message}"


class EmbedError(Exception):
    """An embed that cannot be resolved; says what was expected."""


@dataclass
class Library:
    """What the embeds of one body name, fetched in one query a kind."""

    races: dict = field(default_factory=dict)
    competitions: dict = field(default_factory=dict)
    images: dict = field(default_factory=dict)

    @classmethod
    def holding(cls, embeds, pictures=None):
        """All that they name; where `pictures` are given, no others."""
        named = {kind: {_first(e) for e in embeds if e.name in names} for kind, names in NAMED_BY.items()}
        return cls(
            races=Race.objects.by_key(named["races"]) if named["races"] else {},
            competitions=_competitions(named["competitions"]),
            images=_images(named["images"], Image.objects.all() if pictures is None else pictures),
        )

    @classmethod
    def for_readers(cls, embeds):
        """Without the pictures whose rights have ended."""
        return cls.holding(embeds, Image.objects.shown())


@dataclass(frozen=True)
class Body:
    """A rendered body: its opening paragraphs apart, so that a page can set the result beside them."""

    opening: SafeString
    rest: SafeString
    race_keys: frozenset = frozenset()
    words: int = 0  # of the text alone, without what is embedded

    @property
    def html(self):
        return format_html("{}\n{}", self.opening, self.rest)


def images_in(text):
    """The ids of the pictures that a body names."""
    return {
        int(_first(e))
        for e in _embeds(markdown.blocks(text))
        if e.name == "image" and IMAGE_ID.fullmatch(_first(e))
    }


def results_in(text):
    """The keys of the races and competitions that a body names, whether there are such or not."""
    kinds = NAMED_BY["races"] | NAMED_BY["competitions"]
    return {_first(e) for e in _embeds(markdown.blocks(text)) if e.name in kinds} - {""}


def library_of(texts):
    """What the embeds of several bodies name: one query a kind for a list of stories, not for each."""
    return Library.for_readers([embed for text in texts for embed in _embeds(markdown.blocks(text))])


def render_body(text, *, templates="articles/embeds", library=None):
    """The body as HTML. An embed that cannot be shown leaves nothing: the desk was told on saving."""
    blocks = markdown.blocks(text)
    words = sum(word_count(plain_text(block.html)) for block in blocks if isinstance(block, markdown.Prose))
    opening, blocks = markdown.split_opening(blocks)
    library = library or Library.for_readers(_embeds(blocks))
    rest = format_html_join("\n", "{}", [(_render(block, library, templates),) for block in blocks])
    shown = frozenset(_first(e) for e in _embeds(blocks) if e.name == "race" and _first(e) in library.races)
    return Body(opening=opening.html, rest=rest, race_keys=shown, words=words)


def as_read(text):
    """The words of a body without its markup, a paragraph a block; of embeds those that an editor typed."""
    return "\n\n".join(filter(None, (_words(block) for block in markdown.blocks(text))))


def problems(text):
    """What is wrong with the embeds of a body, in the order of its lines; empty when all can be shown."""
    embeds = _embeds(markdown.blocks(text))
    found = unreadable(text) + unresolved(embeds, Library.holding(embeds))
    return sorted(found, key=lambda problem: problem.line)


def unreadable(text):
    """What of a body was meant as an embed, and is none."""
    return [Problem(p.line, p.message) for p in markdown.syntax_problems(text)]


def unresolved(embeds, library):
    """What the library cannot show of these embeds; it holds what they name."""
    found = []
    for embed in embeds:
        try:
            _resolve(embed, library)
        except EmbedError as error:
            found.append(Problem(embed.line, str(error)))
    return found


def _words(block):
    if isinstance(block, markdown.Prose):
        return plain_text(block.html).replace("\n", "\n\n")
    typed = [value for option, value in block.options.items() if option in TYPED]
    return " ".join([*block.args, *typed] if block.name in SPEAK else typed)


def _embeds(blocks):
    return [block for block in blocks if isinstance(block, markdown.Embed)]


def _render(block, library, templates):
    if isinstance(block, markdown.Prose):
        return block.html
    try:
        context = _resolve(block, library)
    except EmbedError:
        return SafeString()
    return render_to_string(f"{templates}/{block.name}.html", context)


def _resolve(embed, library):
    """The template context of an embed; raises EmbedError."""
    if embed.name not in KINDS:
        raise EmbedError(f"there is no embed “{embed.name}”; expected one of {', '.join(sorted(KINDS))}.")
    if not embed.args:
        raise EmbedError(f"“{embed.name}” names nothing; expected {EXAMPLES[embed.name]}.")
    return KINDS[embed.name](embed, library)


def _race(embed, library):
    rows = _number(embed, "rows", DEFAULT_ROWS)
    return {"table": tables.race_table(_find_race(embed, library), rows=rows)}


def _finish(embed, library):
    race = _find_race(embed, library)
    picture = charts.finish_picture(race)
    if picture is None:
        raise EmbedError(f"“{_first(embed)}” has no finish to draw: no marks are held.")
    return {"picture": picture, "race": race, "caption": embed.options.get("caption", "")}


def _gaps(embed, library):
    race = _find_race(embed, library)
    chart = charts.gap_chart(race)
    if chart is None:
        raise EmbedError(f"“{_first(embed)}” has no gaps to draw: fewer than two marks are held.")
    return {"chart": chart, "race": race, "caption": embed.options.get("caption", "")}


def _medals(embed, library):
    competition = library.competitions.get(_first(embed))
    if competition is None:
        raise EmbedError(f"there is no competition “{_first(embed)}”; expected {EXAMPLES['medals']}.")
    as_of, rows = _day(embed, "as_of"), _number(embed, "rows", DEFAULT_ROWS)
    # Counted when it is shown: who only asks whether it can be spends no query a table.
    return {"medals": SimpleLazyObject(partial(tables.medal_table, competition, as_of=as_of, rows=rows))}


def _image(embed, library):
    image = library.images.get(_first(embed))
    if image is None:
        raise EmbedError(f"there is no picture {_first(embed)} in the library; expected {EXAMPLES['image']}.")
    if not image.is_ready:
        raise EmbedError(
            f"picture {image.pk} lacks a credit or a description: fill them in in the picture library, "
            "or mark it as decorative."
        )
    return {"image": image}


def _quote(embed, library):
    if not embed.options.get("by"):
        raise EmbedError(f"a quote says who spoke; expected {EXAMPLES['quote']}.")
    return {"words": _first(embed), "by": embed.options["by"], "role": embed.options.get("role", "")}


def _figure(embed, library):
    if len(embed.args) != 2:
        raise EmbedError(f"a figure has a number and its words; expected {EXAMPLES['figure']}.")
    return {"number": embed.args[0], "words": embed.args[1]}


KINDS = {
    "race": _race,
    "finish": _finish,
    "gaps": _gaps,
    "medals": _medals,
    "image": _image,
    "quote": _quote,
    "figure": _figure,
}
SPEAK = {"quote", "figure"}  # in words of their own
TYPED = {"by", "role", "caption"}  # options that readers read
NAMED_BY = {"races": {"race", "finish", "gaps"}, "competitions": {"medals"}, "images": {"image"}}
EXAMPLES = {
    "race": "{{ race budapest-2023/men-1500m/final }}",
    "finish": '{{ finish budapest-2023/men-1500m/final caption="…" }}',
    "gaps": '{{ gaps budapest-2023/men-1500m/final caption="…" }}',
    "medals": "{{ medals budapest-2023 }}",
    "image": "{{ image 7 }}",
    "quote": '{{ quote "The words." by="Name" }}',
    "figure": '{{ figure "0.27" "seconds between gold and silver" }}',
}


def _first(embed):
    return embed.args[0] if embed.args else ""


def _find_race(embed, library):
    race = library.races.get(_first(embed))
    if race is None:
        raise EmbedError(f"there is no race “{_first(embed)}”; expected {EXAMPLES[embed.name]}.")
    return race


def _number(embed, option, default):
    given = embed.options.get(option, str(default))
    if not re.fullmatch(r"[1-9][0-9]{0,2}", given):
        raise EmbedError(f"{option}={given} is no number of rows; expected 1 to 999.")
    return int(given)


def _day(embed, option):
    given = embed.options.get(option)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise EmbedError(f"{option}={given} is no day; expected a date such as 2023-08-23.") from None


def _competitions(slugs):
    return {c.slug: c for c in Competition.objects.for_page().filter(slug__in=slugs)} if slugs else {}


def _images(names, pictures):
    ids = [int(name) for name in names if IMAGE_ID.fullmatch(name)]
    return {str(image.pk): image for image in pictures.filter(pk__in=ids)} if ids else {}
