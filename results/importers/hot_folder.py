"""The folder into which a meeting's timing system writes: what appears or changes there is taken in at once.

A file is read when two looks in a row find it the same, and a file that may be half-written is given time.
It is applied where nothing of it is in doubt; all else waits for a person. What was done is in the database,
so that after a crash nothing is lost and nothing is done twice.
"""

import logging
from dataclasses import dataclass

from results.importers import batches, formats, staging
from results.models import ImportBatch, Race

logger = logging.getLogger(__name__)
ENDINGS = {".lif", ".evt"}
PATIENCE = 10  # looks, for a file that may be half-written
OPEN = (Race.Status.SCHEDULED, Race.Status.LIVE, Race.Status.PROVISIONAL)


@dataclass
class Sight:
    """How a file was seen last, and for how many looks it has been the same."""

    signature: tuple
    looks: int = 1
    done: bool = False
    failed_at: int | None = None  # the look at which it could not be taken in

    @property
    def is_ready(self):
        waits = self.failed_at is not None and self.looks < self.failed_at + PATIENCE
        return self.looks > 1 and not self.done and not waits


class HotFolder:
    def __init__(self, folder, competition):
        self.folder, self.competition = folder, competition
        self.sights = {}

    def look(self):
        """Take in what is ready. A file that fails is logged, and tried again a while later."""
        for path in self._files():
            sight = self._sight(path)
            if sight and sight.is_ready:
                self._take_in(path, sight)

    def _files(self):
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix.lower() in ENDINGS)
        except OSError as error:
            logger.error("%s: cannot be looked into (%s)", self.folder.name, error.strerror)
            return []

    def _sight(self, path):
        try:
            stat = path.stat()
        except OSError:
            return None
        signature = (stat.st_size, stat.st_mtime_ns)
        known = self.sights.get(path)
        if known and known.signature == signature:
            known.looks += 1
        else:
            self.sights[path] = Sight(signature)
        return self.sights[path]

    def _take_in(self, path, sight):
        try:
            sight.done = self._read(path, patient=sight.looks > PATIENCE)
        except Exception as error:  # one file never ends the watch; what it says may name people
            logger.error("%s: could not be taken in (%s)", path.name, type(error).__name__)
            sight.failed_at = sight.looks

    def _read(self, path, patient):
        """Whether the file needs no other look."""
        data = formats.read_file(path)
        digest = batches.digest(data)
        if ImportBatch.objects.filter(digest=digest, name=path.name).exists():
            return True
        staged = staging.stage(formats.read(data, path.name), name=path.name, competition=self.competition)
        if staged.does_nothing:
            return True
        if is_sure(staged):
            self._put_away_older(path.name)
            batches.apply_directly(staged, data_digest=digest, status=Race.Status.PROVISIONAL)
            logger.info("%s: applied, %s rows", path.name, sum(staged.counts.values()))
            return True
        if may_be_half_written(staged, data) and not patient:
            return False
        self._put_away_older(path.name)
        batch = batches.store(staged, data_digest=digest)
        logger.warning("%s: waits for a person, /admin/results/importbatch/%s/change/", path.name, batch.pk)
        return True

    def _put_away_older(self, name):
        """An earlier state of the file that nobody decided about is overtaken."""
        waiting = ImportBatch.objects.filter(
            name=name, competition=self.competition, status=ImportBatch.Status.STAGED
        )
        for batch in waiting:
            batches.discard(batch)


def is_sure(staged):
    """Every row is one of the start list's, none of which is missing, in a race that is not official yet."""
    if staged.refused or staged.waits or staged.problems:
        return False
    return all(
        race.race is not None and race.race.status in OPEN and all(row.standing for row in race.rows)
        for race in staged.races
    )


def may_be_half_written(staged, data):
    """No line break at the end, or rows of the start list that are not in the file."""
    return not data.endswith(b"\n") or bool(staged.problems)
