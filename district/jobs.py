"""Jobs: long work that a person asks for and can leave. A worker does it; the row says how far it got.

A kind of job is a Celery task that takes the job's id; the roof lists all kinds (`settings.JOBS`). Such a task is

    @shared_task
    def take_in(job_id):
        with jobs.working_on(job_id) as job:
            if job:
                ...
                jobs.report(job, done=500, total=2000)

The row is the queue, the broker only the messenger: `tend` sends out again what nobody took, and what a worker had that
was lost: killed, or cut off from the database. So every kind of job has to be safe to begin anew.
"""

from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from threading import Event, Thread

from celery import current_app
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from district import reading, tracing
from district.away import is_away
from district.models import HandStart, Job
from district.models.jobs import JobState

HEARTBEATS = 10  # in the time after which a job without one is lost
SENT_AGAIN_AFTER = timedelta(minutes=1)
MOST_LOST = 3  # times that a job is given to another worker; what loses worker after worker waits for a person


@dataclass(frozen=True)
class Kind:
    """`task` is the name of the Celery task; `label` says to people what it does."""

    task: str
    label: str


class JobLost(Exception):
    """The job was given up, and perhaps to another worker, while this one worked on it."""


def kinds():
    return import_module(settings.JOBS).KINDS


def ask(kind, *, by, **arguments):
    """Have a job done after this transaction; return its row, whose page can show how it goes."""
    job = Job.objects.create(kind=kind, owner=by, arguments=arguments)
    _send_after_commit(job)
    return job


RESET = {"state": JobState.WAITING, "done": 0, "message": "", "started_at": None, "finished_at": None}


@transaction.atomic
def run_again(job, *, by=None):
    """Have a failed job done again; return False if it has not failed (somebody else was first).

    Who had it done is in the audit trail.
    """
    if not Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**RESET, lost_total=0):
        return False
    if by:
        HandStart.objects.create(job=job, task=job.kind, by=by)
    _send_after_commit(job)
    return True


@contextmanager
def working_on(job_id):
    """Take a waiting job, for the length of the block; None if somebody has it. An error marks it as failed.

    Where the database is away the job is no failure: it is found without a heartbeat and done anew.
    """
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING)
    if not waiting.update(state=JobState.RUNNING, started_at=now, heartbeat_at=now):
        yield None
        return
    job = Job.objects.get(pk=job_id)
    try:
        with tracing.under(job.request_id):  # whoever sent it out again, it belongs to the request that asked for it
            yield job
    except JobLost:
        raise
    except Exception as error:
        if not is_away(error):
            _end(job, JobState.FAILED, message=f"{type(error).__name__}: {error}"[:2000])
        raise
    _end(job, JobState.DONE)


def report(job, *, done, total):
    """Say how far the job is, and that this worker still has it; raise JobLost if it was given up meanwhile."""
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, started_at=job.started_at)
    if not held.update(done=done, total=total, heartbeat_at=timezone.now()):
        raise JobLost(job.pk)


@contextmanager
def reporting_beside(job):
    """`report` for work that is one transaction, as a function (done, total): on a connection of its own, so that the
    page sees it before the work is committed."""
    beside = connections.create_connection(DEFAULT_DB_ALIAS)

    def report_beside(done, total):
        with beside.cursor() as cursor:
            cursor.execute(REPORT, [done, total, timezone.now(), job.pk, JobState.RUNNING, job.started_at])
            if not cursor.rowcount:
                raise JobLost(job.pk)

    try:
        yield report_beside
    finally:
        beside.close()


def lost_after():
    """How long without a heartbeat a job counts as lost."""
    return timedelta(seconds=settings.JOB_LOST_SECONDS)


@contextmanager
def kept_alive(job, every=None):
    """Say beside the work, from a thread, that this worker still has the job: for one long statement or program."""
    ended = Event()
    pause = settings.JOB_LOST_SECONDS / HEARTBEATS if every is None else every

    def beat():
        with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as beside, beside.cursor() as cursor:
            while not ended.wait(pause):
                cursor.execute(BEAT, [timezone.now(), job.pk, JobState.RUNNING, job.started_at])

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


BEAT = "UPDATE district_job SET heartbeat_at = %s WHERE id = %s AND state = %s AND started_at = %s"
REPORT = """
UPDATE district_job SET done = %s, total = %s, heartbeat_at = %s WHERE id = %s AND state = %s AND started_at = %s
"""


def tend():
    """Have jobs whose worker was lost done anew, and send out again those that no worker took. Safe to run twice.

    A moment that is still to come was written by a clock that was wrong: it counts as long ago, or the job would wait
    until that moment.
    """
    now = timezone.now()
    running = Job.objects.filter(state=JobState.RUNNING)
    lost = running.filter(far_from(now, "heartbeat_at", lost_after()))
    lost.filter(lost_total__gte=MOST_LOST).update(state=JobState.FAILED, finished_at=now, message="")
    lost.update(**RESET, lost_total=F("lost_total") + 1, created_at=now - SENT_AGAIN_AFTER)
    for job in Job.objects.filter(far_from(now, "created_at", SENT_AGAIN_AFTER), state=JobState.WAITING):
        _send_after_commit(job)


def far_from(now, field, span):
    """Rows whose moment is at least so long ago, or so far ahead."""
    return Q(**{f"{field}__lte": now - span}) | Q(**{f"{field}__gt": now + span})


def _end(job, state, **fields):
    """The job is over, if this worker still has it: it may have been given to another one."""
    # What a job of theirs wrote, its owner wrote: no page of theirs is to be older once they read that it is done.
    reading.remember_write(job.owner_id)
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, started_at=job.started_at)
    mine.update(state=state, finished_at=timezone.now(), **fields)


def _send_after_commit(job):
    kind = kinds()[job.kind]

    def send():  # a function: Django looks for its name when it fails
        current_app.send_task(kind.task, [job.pk], retry=False, ignore_result=True)

    transaction.on_commit(send, robust=True)  # without a broker the job waits until `tend` sends it again
