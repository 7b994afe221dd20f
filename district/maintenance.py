"""Maintenance: readers see a page that says why and until when, administrators still come in, jobs wait.

What holds is a file in the folder that all processes share (`settings.MAINTENANCE_FILE`): it can be asked for at every
request, and it holds while the database is away, which is when it is wanted most. `MaintenancePeriod` is the record.
"""

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone

from district.models import MaintenancePeriod

ASK_AGAIN_AFTER = timedelta(minutes=5)  # where nobody said until when
ASK_AGAIN_SOONEST = timedelta(minutes=1)  # where the end is near, or past


@dataclass(frozen=True)
class Maintenance:
    """`why` as somebody wrote it, for readers; `until` is a promise and ends nothing by itself."""

    why: str
    since: datetime
    until: datetime | None = None

    def retry_after(self, now):
        """Seconds after which a browser or a machine may ask again."""
        pause = self.until - now if self.until else ASK_AGAIN_AFTER
        return round(max(pause, ASK_AGAIN_SOONEST).total_seconds())


def current():
    """The `Maintenance` that holds, or None. A file that cannot be read holds all the same: somebody put it there."""
    try:
        written = settings.MAINTENANCE_FILE.read_text()
    except FileNotFoundError:
        return None
    except OSError:
        written = ""
    try:
        facts = json.loads(written)
        until = facts["until"] and datetime.fromisoformat(facts["until"])
        return Maintenance(facts["why"], datetime.fromisoformat(facts["since"]), until)
    except (ValueError, KeyError, TypeError):
        return Maintenance("", timezone.now())


def begin(why, *, until=None, by=None):
    """Begin a maintenance, or say anew why and until when. Returns whether the record could be written as well."""
    now = timezone.now()
    before = current()
    since = before.since if before else now
    _write(Maintenance(why, since, until))
    with _without_database_if_need_be() as kept, transaction.atomic(), pghistory.context(user=by and by.pk):
        facts = {"why": why, "until": until}
        if not MaintenancePeriod.objects.filter(ended_at=None).update(**facts):
            MaintenancePeriod.objects.create(**facts, by=by, started_at=since)
    return kept.done


def end(*, by=None):
    """End the maintenance. Returns whether the record could be written as well. Safe where none holds."""
    settings.MAINTENANCE_FILE.unlink(missing_ok=True)
    with _without_database_if_need_be() as kept, transaction.atomic(), pghistory.context(user=by and by.pk):
        MaintenancePeriod.objects.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    return kept.done


class _Kept:
    done = False


@contextlib.contextmanager
def _without_database_if_need_be():
    kept = _Kept()
    with contextlib.suppress(DatabaseError, InterfaceError):
        yield kept
        kept.done = True


def _write(held):
    """In one step: no request ever reads half a file."""
    path = settings.MAINTENANCE_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"why": held.why, "since": held.since.isoformat(), "until": held.until and held.until.isoformat()}
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(json.dumps(facts))
    beside.replace(path)
