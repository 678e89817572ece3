"""How long a text is."""

from articles.story_page import WORDS_A_MINUTE
from newsroom.lib import markdown
from newsroom.lib.text import plain_text, word_count


def words_in(text):
    """Of what is written, without what is embedded."""
    prose = (block for block in markdown.blocks(text) if isinstance(block, markdown.Prose))
    return sum(word_count(plain_text(block.html)) for block in prose)


def minutes(words):
    return max(1, round(words / WORDS_A_MINUTE))
