import html
import re
import unicodedata

import nh3

# Letters that Unicode does not decompose into a base letter and a mark.
UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŋ": "ng",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
    }
)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SPACE = re.compile(r"\s+")
BLOCK_TAG = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|table|caption|thead|tbody|tr|figure|figcaption|aside"
    r"|section|div|details|summary|br|hr)\b",
    re.IGNORECASE,
)
CELL_TAG = re.compile(r"</?(?:td|th)\b", re.IGNORECASE)
WORD = re.compile(r"\w+(?:[.:,’'\-‑]\w+)*")

FILE_NAME = re.compile(
    r"""
    .*\.(?:jpe?g|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|psd|dng|cr[23]|nef|arw|raw)  # ends as one
    | [\W\d_]+                                                # numbers alone: 20230823_193005
    | (?:[_\W]*(?:img|mg|dsc[fn]?|pxl|mvimg|p|gopr|dji|cimg|sam|pict?|picture|image|photo|foto|bild|scan|file
       |untitled|unnamed|download|screen[ ]?shot|whatsapp[ ]image)(?:[\W\d_]|edited|copy|[ ]at[ ]|[ap]m)*)
    | \S*_\S*                                                 # kerr_finish
    | (?-i:[a-z]+(?:-[a-z0-9]+)*-\d+)                         # kerr-finish-2, but not COVID-19
    | (?=\D*\d)[0-9a-f]{8,}(?:-[0-9a-f]+)*                    # what programs call files
    """,
    re.IGNORECASE | re.VERBOSE,
)

NUMBER_WORDS = (
    *("nought", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ORDINAL_WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def fold(text: str) -> str:
    """The form in which names and words are compared: no case, no diacritics, plain apostrophes and hyphens.

    Folding what is folded changes nothing. Spaces are collapsed; offsets are not kept.
    """
    if text.isascii():
        return SPACE.sub(" ", text.lower()).strip()
    # Case goes first: some marks fold to letters. And again: what is decomposed may have capitals.
    bare = _without_marks(_without_marks(text.casefold()).casefold()).translate(UNDECOMPOSED)
    return SPACE.sub(" ", bare).strip()


def _without_marks(text):
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def strip_control(text: str) -> str:
    """Without the characters that XML 1.0 forbids or discourages; tab and line breaks stay."""
    return NOT_XML.sub("", text)


def plain_text(markup: str) -> str:
    """The words of an HTML fragment, one line a block, cells apart by a space."""
    spaced = CELL_TAG.sub(r" \g<0>", BLOCK_TAG.sub(r"&#10;\g<0>", SPACE.sub(" ", markup)))
    words = html.unescape(nh3.clean(spaced, tags=set(), link_rel=None))
    lines = (SPACE.sub(" ", line).strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def is_file_name(text: str) -> bool:
    """Whether a description is what a camera or a program called the file: “IMG_1234.jpg”, “photo-2”."""
    return bool(FILE_NAME.fullmatch(text.strip()))


def word_count(text: str) -> int:
    """Words of plain text; a mark such as 3:29.38 is one word."""
    return len(WORD.findall(text))


def excerpt(text: str, length: int = 160) -> str:
    """At most `length` characters, cut between words, with an ellipsis where something was cut."""
    line = SPACE.sub(" ", text).strip()
    if len(line) <= length:
        return line
    room = length - 1
    head = line[:room] if line[room] == " " else line[:room].rsplit(" ", 1)[0]
    return head.rstrip(" ,;:–-") + "…"


def ordinal(number: int) -> str:
    """1st, 2nd, 11th, 103rd."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def number_word(number: int) -> str:
    """In words to twelve, in figures above."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else str(number)


def ordinal_word(number: int) -> str:
    """In words to twelfth, in figures above."""
    return ORDINAL_WORDS[number - 1] if 1 <= number <= len(ORDINAL_WORDS) else ordinal(number)


def sentence_list(words: list[str]) -> str:
    """a; a and b; a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
