"""Places: “won”, “ninth”, “silver”: how somebody is said to have finished."""

from articles.factcheck import scenes
from articles.factcheck.claims import Kind, Verdict
from articles.factcheck.english import places as english
from articles.factcheck.world import in_words


def check(story):
    for said in story.said(english.find):
        yield story.claim(Kind.PLACE, said, str(said.written.place), *_decide(story.world, said))


def _decide(world, said):
    written, subject, scope = said.written, said.subject, said.scope
    own = scenes.row_of(world, subject.sure, scope.words)
    if own and own.place == written.place:
        return Verdict.CONFIRMED, "", in_words(own)
    on_the_way = english.ON_THE_WAY.search(scope.words)
    if own and own.place and scope.is_told_of and not on_the_way:
        return Verdict.CONTRADICTED, english.in_words(own.place, written), in_words(own)
    if own or not scope.is_told_of:
        return (Verdict.UNSUPPORTED,)
    for row in world.of_athlete.get(subject.sure, ()):
        if (row.medal_place if written.is_medal else row.place) == written.place:
            return Verdict.CONFIRMED, "", in_words(row)
    return (Verdict.UNSUPPORTED,)
