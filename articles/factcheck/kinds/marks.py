"""Marks: “3:29.38”, “8.95 metres”, “6,740 points”: whose they are said to be, and whether they are."""

from articles.factcheck import scenes
from articles.factcheck.claims import Kind, Verdict
from articles.factcheck.english import marks as english
from articles.factcheck.world import in_words
from results.marks import DECIMALS, Mark, Measure, Precision

HOUR = 3_600_000  # ms
NEAR = 0.1  # of a mark: what is farther off is another thing than the mark of the race


def check(story):
    for said in story.said(english.find):
        readings = said.written.readings
        value = str(readings[0]) if readings else said.written.text
        yield story.claim(Kind.MARK, said, value, *_decide(story.world, said))


def _decide(world, said):
    subject, written = said.subject, said.written
    known = [subject.sure] if subject.sure else subject.may_be or world.entered
    for row in (row for pk in known for row in world.of_athlete.get(pk, ())):
        if _says(row, written):
            return Verdict.CONFIRMED, "", in_words(row)
    own = _row_in_question(world, said)
    if own and own.mark and _is_wrong(world, own, written, subject):
        return Verdict.CONTRADICTED, str(own.mark), in_words(own)
    return (Verdict.UNSUPPORTED,)


def _row_in_question(world, said):
    """The row that a wrong mark must be of; None where it may be a best, a limit, or what was not."""
    scope = said.scope
    if not scope.is_told_of or english.LIMIT.search(f"{scope.begins} {scope.since}"):
        return None
    return scenes.row_of(world, said.subject.sure, said.scope.words)


def _says(row, written):
    """Whether it is the mark of the row, of a split on the way, or of an attempt."""
    return any(_same(reading, mark) for reading in written.readings for mark in _marks(row))


def _marks(row):
    if row.mark:
        yield row.mark
    for split in row.splits.all():
        yield Mark(split.time_ms, Measure.TIME, Precision(split.precision))
    for attempt in row.attempts.all():
        if attempt.mark_mm:
            yield Mark(attempt.mark_mm, Measure.DISTANCE, Precision.CENTIMETRE)


def _same(reading, mark):
    """The same mark, or the same as far as it is written: 3:29.4 for 3:29.38."""
    if reading.measure is not mark.measure:
        return False
    if reading.shown_value == mark.shown_value:
        return True
    if mark.measure is not Measure.TIME or DECIMALS[reading.precision] >= DECIMALS[mark.precision]:
        return False
    step = 10 ** (3 - DECIMALS[reading.precision])
    return reading.value in (-(-mark.value // step) * step, round(mark.value / step) * step)


def _is_wrong(world, own, written, subject):
    """No such mark is theirs: a slip of the pen, one that is near, or one of somebody else in the race."""
    if not written.readings:
        return True
    mark = own.mark
    if mark.measure is Measure.TIME and mark.value < HOUR <= min(r.value for r in written.readings):
        return True
    near = any(
        reading.measure is mark.measure and abs(reading.value - mark.value) <= NEAR * mark.value
        for reading in written.readings
    )
    others = subject.may_be - {subject.sure}
    theirs = any(_says(row, written) for pk in others for row in world.of_athlete[pk])
    return near and not theirs
