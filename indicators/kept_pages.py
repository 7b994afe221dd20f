"""Parts of pages, kept ready under the version of what they show, so that nobody waits for sums that did not change.

Each process keeps its own: a text in its memory costs nothing to fetch. The key holds a stamp of everything that can
change the part: how often figures were published, the last pass of the rollup. A change gives another key, so a kept
part is never stale; it is thrown away after a minute, for the few things that have no stamp (a school's new name).
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.utils.translation import get_language

from district import reading
from district.reading import Reading
from indicators.models import PublicationStamp, RollupRun, StaleCell

KEPT_SECONDS = 60
KEPT_PARTS = 400  # in each process, some 200 kB each at most: two bytes for each sign of a text that holds a dash
_parts = OrderedDict()  # (name, version, language) → (until, position, text); the least recently used first
_lock = Lock()


# Written out, as every reading of a dashboard begins with it. The newest run has the highest number, not the
# latest start: of two that overlap, the later to end may have been the first to start.
STAMP = f"""
    SELECT
        coalesce((SELECT number FROM {PublicationStamp._meta.db_table} WHERE id = 1), 0),
        (SELECT count(*) FROM {StaleCell._meta.db_table}),
        run.id,
        run.finished_at
    FROM (SELECT 1) AS one_row LEFT JOIN LATERAL (
        SELECT id, finished_at FROM {RollupRun._meta.db_table}
        WHERE kind <> '{RollupRun.Kind.VERIFY}' ORDER BY id DESC LIMIT 1
    ) AS run ON true
"""


@dataclass(frozen=True)
class Stamp:
    """What the figures are worth right now: `publication` and `rollup` are versions; `waiting` school-months are not
    counted yet."""

    publication: int
    waiting: int
    rollup: int | None
    refreshed_at: datetime | None

    @classmethod
    def now(cls):
        """One query, on the server that the figures are read from: a replica's older figures under the primary's newer
        stamp would be kept as if they were new."""
        with reading.connection().cursor() as cursor:
            cursor.execute(STAMP)
            return cls(*cursor.fetchone())


def kept(name, version, make):
    """What `make()` gives, or gave for the same `name` and `version` within the last minute in this language."""
    key = (name, version, get_language())
    now = reading.current() or Reading()
    with _lock:
        until, position, text = _parts.get(key, (0, 0, ""))
        if until > time.monotonic() and position >= now.written and not now.has_written:
            _parts.move_to_end(key)
            return text
    text = make()
    with _lock:
        _throw_away_old()
        _parts[key] = time.monotonic() + KEPT_SECONDS, now.position, text
        _parts.move_to_end(key)
        while len(_parts) > KEPT_PARTS:
            _parts.popitem(last=False)
    return text


def _throw_away_old():
    """What nobody can be given any more: left to lie, it would fill the memory of a process up to the last part."""
    for key in [key for key, (until, _position, _text) in _parts.items() if until <= time.monotonic()]:
        del _parts[key]


def forget():
    """For tests: their databases begin anew with the same stamps."""
    with _lock:
        _parts.clear()
