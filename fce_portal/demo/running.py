"""What the pages of those who run the portal show in a first run: nights that went well, one that did not, a fault.

Invented, as all of the demo; the first real night and the first real fault appear beside them.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from district import runs, tracing
from district.models import Fault, FaultSighting, MaintenancePeriod, TaskRun
from district.models.faults import FaultSource
from district.models.runs import RunState

NIGHTS = 3
FAILED = ("make-due-packets", "OSError, indicators/packets/making.py:88 make")
REQUEST = "demo0000000000000000000000000001"


def make_running(people):
    """Three nights of each nightly task, a failure two nights ago, its fault, and a maintenance in the past."""
    now = timezone.now()
    TaskRun.objects.bulk_create(nights(now))
    name, error = FAILED
    at = now - timedelta(days=2)
    kind, place = error.split(", ")
    task = settings.CELERY_BEAT_SCHEDULE[name]["task"]
    fault = Fault.objects.create(
        source=FaultSource.TASK, page=task, kind=kind, place=place, key="demo", first_at=at, last_at=at
    )
    FaultSighting.objects.create(fault=fault, request_id=REQUEST, code=tracing.code_of(REQUEST), at=at)
    begun = now - timedelta(days=12)
    MaintenancePeriod.objects.create(
        why="The portal moves to a new server.",
        by_id=people.administrator,
        ended_by_id=people.administrator,
        started_at=begun,
        ended_at=begun + timedelta(minutes=25),
    )


def nights(now):
    for number, one in enumerate(runs.scheduled()):
        if one.runs_all_day:
            continue
        last = previous(one, now)
        for back in range(NIGHTS):
            started_at = last - timedelta(days=back)
            has_failed = one.name == FAILED[0] and back == 2
            yield TaskRun(
                name=one.name,
                slot=f"demo-{back}",
                state=RunState.FAILED if has_failed else RunState.DONE,
                error=FAILED[1] if has_failed else "",
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
