from articles.models.corrections import Correction, Revision
from articles.models.people import Author
from articles.models.pictures import Image
from articles.models.presence import Presence
from articles.models.stories import Article, Byline, StoryRace
from articles.models.taxonomy import Section, Topic
from articles.models.uses import ImageUse, ResultsUse

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Correction",
    "Image",
    "ImageUse",
    "Presence",
    "ResultsUse",
    "Revision",
    "Section",
    "StoryRace",
    "Topic",
]
