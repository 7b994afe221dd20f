"""Parts of pages kept ready under the version of what they show, so that nobody waits for sums that did not change.

Each process keeps its own: a text in its memory costs nothing to fetch. The key holds a stamp of everything that can
change the part: how often figures were published, the last pass of the rollup, what waits. A change gives another
key, so a kept part is never stale; it is thrown away after a minute, for the few things that have no stamp (a
school's new name).
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db.models import Count, Subquery, Value
from django.utils.translation import get_language

from indicators.models import PublicationStamp, RollupRun, StaleCell

KEPT_SECONDS = 60
KEPT_PARTS = 400  # in each process, some 70 kB each at most
_parts = OrderedDict()  # (name, version, language) → (until, text); the least recently used first
_lock = Lock()


@dataclass(frozen=True)
class Stamp:
    """The version of published figures and targets, and of the rollup; `waiting` school-months are not counted yet."""

    publication: int
    waiting: int
    oldest_waiting: datetime | None
    rollup: int | None
    refreshed_at: datetime | None


def stamped(queryset):
    """The rows of a small queryset, and what the figures are worth right now: (rows, Stamp). One query brings both."""
    # The newest by number, not by its start: of two that overlap, the later to end may have been the first to start.
    last = RollupRun.objects.exclude(kind=RollupRun.Kind.VERIFY).order_by("-pk")
    waiting = StaleCell.objects.order_by().annotate(all_rows=Value(1)).values("all_rows").annotate(total=Count("pk"))
    rows = list(
        queryset.annotate(
            stamp_publication=Subquery(PublicationStamp.objects.filter(pk=1).values("number")),
            stamp_waiting=Subquery(waiting.values("total")),
            stamp_oldest=Subquery(StaleCell.objects.order_by("marked_at").values("marked_at")[:1]),
            stamp_rollup=Subquery(last.values("pk")[:1]),
            stamp_refreshed=Subquery(last.values("finished_at")[:1]),
        )
    )
    if not rows:
        return rows, Stamp(0, 0, None, None, None)
    one = rows[0]
    stamp = Stamp(
        one.stamp_publication or 0, one.stamp_waiting or 0, one.stamp_oldest, one.stamp_rollup, one.stamp_refreshed
    )
    return rows, stamp


def kept(name, version, make):
    """What `make()` gives, or gave for the same `name` and `version` within the last minute in this language."""
    key = (name, version, get_language())
    with _lock:
        until, text = _parts.get(key, (0, ""))
        if until > time.monotonic():
            _parts.move_to_end(key)
            return text
    text = make()
    with _lock:
        _parts[key] = time.monotonic() + KEPT_SECONDS, text
        _parts.move_to_end(key)
        while len(_parts) > KEPT_PARTS:
            _parts.popitem(last=False)
    return text


def forget():
    """For tests: their databases begin anew with the same stamps."""
    with _lock:
        _parts.clear()
