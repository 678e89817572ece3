"""Social cards: a story's headline and podium as one PNG, from plain strings."""

from newsroom.lib.cards.card import HEIGHT, MOST_ROWS, WIDTH, Card, Row
from newsroom.lib.cards.drawing import draw

__all__ = ["HEIGHT", "MOST_ROWS", "WIDTH", "Card", "Row", "draw"]
