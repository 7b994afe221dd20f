"""The scheduler of beat, which a clock that was wrong, a full disk or a power cut does not bring to a stop.

Celery's own waits until the moment that it noted while the clock was ahead: for hours nothing would run.
"""

import logging
import time
from contextlib import suppress

from celery.beat import PersistentScheduler

logger = logging.getLogger(__name__)

STEP_SECONDS = 2  # by which clock and stopwatch have to differ, from one look to the next, for a step


class Scheduler(PersistentScheduler):
    apart = None

    def setup_schedule(self):
        """Begin anew where the file is there and cannot be read, as a power cut leaves it: some tasks run once more.
        (Celery sees some kinds of damage by itself, and ends at the others each time that it is started.)"""
        try:
            super().setup_schedule()
        except Exception as error:
            logger.warning("When tasks ran last is not known: the file cannot be read (%r).", error)
            self._begin_with_an_empty_file()
            super().setup_schedule()

    def _begin_with_an_empty_file(self):
        if self._store is not None:
            self._store.cache.clear()  # else it would be written, over the new one, when the old one is collected
            with suppress(Exception):
                self._store.close()
        self._remove_db()

    def tick(self, *args, **kwargs):
        if self.clock_was_stepped():
            self.begin_from_now()
        return super().tick(*args, **kwargs)

    def clock_was_stepped(self):
        """Whether the clock was set since the last look. At the first look it may have been, while beat did not run."""
        before, self.apart = self.apart, time.time() - time.monotonic()
        return before is None or abs(self.apart - before) > STEP_SECONDS

    def begin_from_now(self):
        """What ran last at a moment that is still to come ran now; when each is due is worked out again."""
        for entry in self.schedule.values():
            now = entry.default_now()
            if entry.last_run_at and entry.last_run_at > now:
                entry.last_run_at = now
        self._heap = None

    def sync(self):
        """Keep when each ran last. Where that fails some run once more after a restart, which harms nothing."""
        try:
            super().sync()
        except OSError as error:
            logger.warning("When tasks ran last could not be kept: %s", error)
