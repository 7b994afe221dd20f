"""Jobs: long work that a person asks for and can leave. A worker does it; the row says how far it got.

A kind of job is a Celery task that takes the job's id; the roof lists all kinds (`settings.JOBS`). Such a task is

    @shared_task
    def take_in(job_id):
        with jobs.working_on(job_id) as job:
            if job:
                ...
                jobs.report(job, done=500, total=2000)

The row is the queue, the broker only the messenger: `tend` sends out again what nobody took.
"""

from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from threading import Event, Thread

from celery import current_app
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from district import reading, tracing
from district.models import HandStart, Job
from district.models.jobs import JobState

LOST_AFTER = timedelta(minutes=5)  # without a heartbeat
HEARTBEAT_SECONDS = 30
SENT_AGAIN_AFTER = timedelta(minutes=1)


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


@transaction.atomic
def run_again(job, *, by=None):
    """Have a failed job done again; return False if it has not failed (somebody else was first).

    Who had it done is in the audit trail.
    """
    reset = {"state": JobState.WAITING, "done": 0, "message": "", "started_at": None, "finished_at": None}
    if not Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**reset):
        return False
    if by:
        HandStart.objects.create(job=job, task=job.kind, by=by)
    _send_after_commit(job)
    return True


@contextmanager
def working_on(job_id):
    """Take a waiting job, for the length of the block; None if somebody has it. An error marks it as failed."""
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


@contextmanager
def kept_alive(job, every=HEARTBEAT_SECONDS):
    """Say beside the work, from a thread, that this worker still has the job: for one long statement or program."""
    ended = Event()

    def beat():
        with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as beside, beside.cursor() as cursor:
            while not ended.wait(every):
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
    """Mark jobs whose worker was lost as failed; send out again those that no worker took. Safe to run twice."""
    now = timezone.now()
    lost = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=now - LOST_AFTER)
    lost.update(state=JobState.FAILED, finished_at=now, message="")
    for job in Job.objects.filter(state=JobState.WAITING, created_at__lt=now - SENT_AGAIN_AFTER):
        _send_after_commit(job)


def _end(job, state, **fields):
    # What a job of theirs wrote, its owner wrote: no page of theirs is to be older once they read that it is done.
    reading.remember_write(job.owner_id)
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    held.update(state=state, finished_at=timezone.now(), **fields)


def _send_after_commit(job):
    kind = kinds()[job.kind]

    def send():  # a function: Django looks for its name when it fails
        current_app.send_task(kind.task, [job.pk], retry=False, ignore_result=True)

    transaction.on_commit(send, robust=True)  # without a broker the job waits until `tend` sends it again
