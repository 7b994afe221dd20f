"""Nights of an installation, for the site that the browser looks at: backups, runs of tasks, a fault, a maintenance.

The demo district has none of it: what a page says of the portal itself is never invented. Run as a program, with the
settings of the site.
"""

from datetime import datetime, time, timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from district import runs, tracing  # noqa: E402
from district.models import Backup, Fault, FaultSighting, MaintenancePeriod, TaskRun, User  # noqa: E402
from district.models.backups import BackupCause, BackupProof, BackupState  # noqa: E402
from district.models.faults import FaultSource  # noqa: E402
from district.models.runs import RunState  # noqa: E402

NIGHTS_OF_TASKS = 3
FAILED_TASK = ("make-due-packets", "OSError, indicators/packets/making.py:88 make")
REQUEST = "browser0000000000000000000000001"


def runs_and_a_fault(administrator):
    """Three nights of each nightly task, a failure two nights ago, its fault, and a maintenance in the past."""
    now = timezone.now()
    TaskRun.objects.bulk_create(nights(now))
    name, error = FAILED_TASK
    at = now - timedelta(days=2)
    kind, place = error.split(", ")
    task = settings.CELERY_BEAT_SCHEDULE[name]["task"]
    fault = Fault.objects.create(
        source=FaultSource.TASK, page=task, kind=kind, place=place, key="night", first_at=at, last_at=at
    )
    FaultSighting.objects.create(fault=fault, request_id=REQUEST, code=tracing.code_of(REQUEST), at=at)
    begun = now - timedelta(days=12)
    MaintenancePeriod.objects.create(
        why="The portal moves to a new server.",
        by_id=administrator,
        ended_by_id=administrator,
        started_at=begun,
        ended_at=begun + timedelta(minutes=25),
    )


def nights(now):
    for number, one in enumerate(runs.scheduled()):
        if one.runs_all_day:
            continue
        last = previous(one, now)
        for back in range(NIGHTS_OF_TASKS):
            started_at = last - timedelta(days=back)
            has_failed = one.name == FAILED_TASK[0] and back == 2
            yield TaskRun(
                name=one.name,
                slot=f"night-{back}",
                state=RunState.FAILED if has_failed else RunState.DONE,
                error=FAILED_TASK[1] if has_failed else "",
                started_at=started_at,
                finished_at=started_at + timedelta(milliseconds=180 + 730 * (number % 7)),
                request_id=REQUEST if has_failed else "",
            )


def previous(one, now):
    """The last moment for which a run of the task was planned."""
    moment = now - timedelta(days=4)
    while (later := one.due_after(moment, now)) < now:
        moment = later + timedelta(seconds=1)
    return moment


NIGHTS_OF_BACKUPS = 8
FAILED_BACKUP = 5  # nights ago
MB = 1024 * 1024


def a_week_of_backups(today):
    """The older ones have made room for newer ones, one of them failed."""
    Backup.objects.bulk_create(one_night(today, back) for back in range(NIGHTS_OF_BACKUPS, 0, -1))


def one_night(today, back):
    start = timezone.make_aware(datetime.combine(today - timedelta(days=back), time(3, 30)))
    row = Backup(
        name=f"night-{start:%Y-%m-%d}",
        folder="/backups",
        cause=BackupCause.SCHEDULE,
        started_at=start,
        finished_at=start + timedelta(seconds=14 + back % 3),
        removed_at=start + timedelta(days=2, hours=1) if back > 2 else None,
    )
    if back == FAILED_BACKUP:
        row.state, row.reason, row.removed_at = BackupState.FAILED, "The disk is full. Nothing was kept.", None
    else:
        row.state = BackupState.DONE
        row.proof = BackupProof.RESTORED if back == NIGHTS_OF_BACKUPS - 1 else BackupProof.SUMS
        row.rows, row.files = 81_000 - 140 * back, 37
        row.dump_size, row.size = 6 * MB - 9_000 * back, 21 * MB - 12_000 * back
    return row


if __name__ == "__main__":
    a_week_of_backups(timezone.localdate())
    runs_and_a_fault(User.objects.get(email="admin@hartford.example").pk)
