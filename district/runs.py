"""What runs by itself: the tasks of the schedule, how each went last, when it comes next, and having one done by hand.

Celery's signals write a `TaskRun` for each run. Tasks that run all day (every so many seconds) keep the last run of
each hour, written at most once a minute by each worker; a failure is always written.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from district import faults, tracing
from district.models import HandStart, TaskRun
from district.models.runs import RunState
from district.pausing import PAUSED
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before

logger = logging.getLogger(__name__)

WRITTEN_EVERY = 60  # seconds; of tasks that run all day
LATE_AFTER = timedelta(minutes=30)  # beyond the moment for which a run was planned
NOT_TWICE_WITHIN = timedelta(seconds=20)  # a button that is pressed twice starts a task once
_written = {}
_started = {}


@dataclass(frozen=True)
class Scheduled:
    """An entry of the schedule (`settings.CELERY_BEAT_SCHEDULE`) and the newest runs of it."""

    name: str
    task: str
    schedule: object
    newest: TaskRun | None = None
    newest_done: TaskRun | None = None

    @property
    def runs_all_day(self):
        return runs_all_day(self.schedule)

    def next_at(self, now):
        """When beat starts it next; None where it runs all day."""
        if self.runs_all_day:
            return None
        return self.due_after(now, now)

    def due_after(self, moment, now):
        """The first moment after another for which a run is planned, to the minute.

        Celery counts what is left from its own now on, which is a moment later than ours.
        """
        due = now + self.schedule.remaining_estimate(moment)
        return (due + timedelta(seconds=30)).replace(second=0, microsecond=0)

    def is_late(self, now):
        """Whether a moment for which a run was planned has passed without one. What never ran may be new: not late."""
        if self.newest is None:
            return False
        if self.runs_all_day:
            return now - self.newest.started_at > LATE_AFTER + timedelta(seconds=self.schedule)
        return now > self.due_after(self.newest.started_at, now) + LATE_AFTER

    def needs_somebody(self, now):
        has_failed = self.newest is not None and self.newest.state == RunState.FAILED
        return has_failed or self.is_late(now)

    @property
    def every_seconds(self):
        return round(self.schedule) if self.runs_all_day else None


def runs_all_day(schedule):
    return isinstance(schedule, (int, float))


def entries():
    """{task's name: (entry's name, schedule)}: what beat starts."""
    return {entry["task"]: (name, entry["schedule"]) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()}


def scheduled():
    """All entries of the schedule with how they went, in its order. Two queries."""
    newest = {run.name: run for run in TaskRun.objects.order_by("name", "-started_at", "-pk").distinct("name")}
    done = TaskRun.objects.filter(state=RunState.DONE).order_by("name", "-started_at", "-pk").distinct("name")
    done = {run.name: run for run in done}
    return [
        Scheduled(name, entry["task"], entry["schedule"], newest.get(name), done.get(name))
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
    ]


@transaction.atomic
def start(name, *, by):
    """Have a task of the schedule done now. False where no worker can hear of it, or it was asked for a moment ago.

    Every task of the schedule may run twice: it does what is left to do.
    """
    entry = settings.CELERY_BEAT_SCHEDULE[name]
    asked = HandStart.objects.filter(task=name, job=None, at__gt=timezone.now() - NOT_TWICE_WITHIN)
    if asked.exists():
        return False
    HandStart.objects.create(task=name, by=by)
    if not send(entry["task"]):
        transaction.set_rollback(True)
        return False
    return True


def send(task):
    try:
        current_app.send_task(task, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        logger.warning("The broker cannot be reached; %s was not sent: %s", task, type(error).__name__)
        return False
    return True


def make_good():
    """After a maintenance: start what was put off. Each task once, however often it was put off."""
    if not TaskRun.objects.filter(state=RunState.PAUSED).exists():
        return
    for one in scheduled():
        put_off = TaskRun.objects.filter(name=one.name, state=RunState.PAUSED)
        is_due = one.newest and one.newest.state == RunState.PAUSED and not one.runs_all_day
        if not is_due or send(one.task):
            put_off.delete()  # what is sent now writes a row of its own


def forget_old():
    """For the night: runs of long ago, but for the last good one of each task."""
    old_before(moment_before(portal_settings().runs_kept_days)).delete()


def old_before(moment):
    last = TaskRun.objects.filter(state=RunState.DONE).order_by("name", "-started_at", "-pk").distinct("name")
    return TaskRun.objects.filter(started_at__lt=moment).exclude(pk__in=last.values("pk"))


# ---------------------------------------------------------------------- what workers say


def begun(sender=None, task_id="", **kwargs):
    """Celery's signal that a task starts."""
    _started[task_id] = timezone.now()
    name, schedule = entries().get(getattr(sender, "name", ""), ("", None))
    if name and not runs_all_day(schedule):
        _write(name, task_id, state=RunState.RUNNING, finished_at=None)


def ended(sender=None, task_id="", retval=None, state="", **kwargs):
    """Celery's signal that a task is over, however it went."""
    started_at = _started.pop(task_id, None)
    name, schedule = entries().get(getattr(sender, "name", ""), ("", None))
    if not name or started_at is None:
        return
    outcome = {"SUCCESS": RunState.PAUSED if retval == PAUSED else RunState.DONE, "FAILURE": RunState.FAILED}.get(state)
    if outcome is None:
        return  # handed out again; that run writes itself
    error = faults.in_short(retval) if outcome == RunState.FAILED else ""
    slot = task_id
    if runs_all_day(schedule):
        if outcome != RunState.FAILED and time.monotonic() - _written.get(name, -WRITTEN_EVERY) < WRITTEN_EVERY:
            return
        _written[name] = time.monotonic()
        slot = hour_of(started_at) if outcome != RunState.FAILED else f"{hour_of(started_at)} failed"
    _write(name, slot, state=outcome, started_at=started_at, finished_at=timezone.now(), error=error)


def hour_of(moment: datetime):
    return f"{moment:%Y-%m-%dT%H}"


def _write(name, slot, **facts):
    facts = {"started_at": timezone.now(), "request_id": tracing.current_id()[:64], "error": "", **facts}
    try:
        with transaction.atomic():
            TaskRun.objects.update_or_create(name=name, slot=slot[:64], defaults=facts)
    except (DatabaseError, InterfaceError) as error:
        logger.warning("A run of %s could not be noted: %s", name, type(error).__name__)
