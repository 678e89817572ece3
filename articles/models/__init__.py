from articles.models.corrections import Correction, Revision
from articles.models.people import Author
from articles.models.pictures import Image
from articles.models.stories import Article, Byline, StoryRace
from articles.models.taxonomy import Section, Topic

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Correction",
    "Image",
    "Revision",
    "Section",
    "StoryRace",
    "Topic",
]
