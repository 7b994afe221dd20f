"""The audit trail: what is tracked, and how it is read back beside a record.

Database triggers write the events, so an import, a command or plain SQL leaves the same trace as a form; the event
tables are append-only. Who, from where and why come from the context that the middleware, a job or a command opens.
"""

from dataclasses import dataclass
from datetime import datetime

import pghistory

HIDDEN_FIELDS = {"id", "pgh_id", "password", "last_login", "version", "entry_key"}


def tracked(**options):
    """Class decorator: keep every insert, change and delete of the model in an append-only event table."""
    # New trackers for each model: the library binds them. Its default misses deletes and lets events be changed.
    trackers = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*trackers, append_only=True, **options)


@dataclass(frozen=True)
class Change:
    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Entry:
    """One event of a record's life. `who` is a display name ("System" where no person acted)."""

    at: datetime
    kind: str
    who: str
    address: str
    changes: tuple
