"""The tasks of the rollup and of imports, and the bell that tells a worker that there is something to do."""

import logging
import time
from contextlib import contextmanager

import pghistory
from celery import shared_task
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from district import jobs, reading, tracing
from indicators import notices, publication, rollup_check, rollups, rule_previewing, view_mails
from indicators.importing import batches
from indicators.models import Packet, RuleChange
from indicators.packets import making, schedules

logger = logging.getLogger(__name__)

SILENCE_SECONDS = 10  # after the broker failed; the schedule finds what was not announced
# A bell is heard a moment later, and what this process commits until shortly before needs no bell of its own: while
# many people save, the worker counts many changes at once instead of one after the other.
HEARD_AFTER_SECONDS = 0.3
COVERS_SECONDS = 0.25
_silent_until = 0.0
_covered_until = 0.0


@shared_task(ignore_result=True)
def refresh_stale_cells():
    """Work out what is stale. Any number of workers may do this at once; an idle call costs one query.

    It has a queue of its own (`CELERY_TASK_ROUTES`), which workers that take imports do not serve.
    """
    rollups.refresh_all()


@shared_task(ignore_result=True)
def verify_rollups():
    """Every night: compare all cells with the rows, and keep what was found."""
    rollup_check.verify_and_record()
    rollups.forget_old_runs()


@shared_task(ignore_result=True)
def rebuild_rollups():
    """On demand, after the declared measures changed."""
    rollups.rebuild()


@shared_task(ignore_result=True)
def send_view_mails():
    """Each weekday morning: tell those who asked for it what is in the views that they keep."""
    view_mails.queue_due(timezone.localdate())


@shared_task(ignore_result=True)
def check_imports(job_id):
    """Say of each uploaded file what it is and what it would change."""
    with working_on(job_id) as job:
        if job:
            batches.check_all(job)


@shared_task(ignore_result=True)
def store_imports(job_id):
    """Store the files that a person confirmed."""
    with working_on(job_id) as job:
        if job:
            batches.store_all(job)


@shared_task(ignore_result=True)
def republish_all(job_id):
    """Judge all published figures again, after the publication rule was changed."""
    with working_on(job_id) as job:
        if job:
            publication.republish_all(lambda done, total: jobs.report(job, done=done, total=total))


@shared_task(ignore_result=True)
def preview_rule(job_id):
    """Count what a proposed publication rule would do to the figures that are out, as of one moment."""
    with working_on(job_id) as job:
        change = job and RuleChange.objects.open().filter(pk=job.arguments["change"]).first()
        if change:  # else it was decided or taken back meanwhile
            with jobs.reporting_beside(job) as report, reading.one_moment(DEFAULT_DB_ALIAS):
                rule_previewing.make_preview(change, report)


@shared_task(ignore_result=True)
def make_packet(job_id):
    """Make the file of a board packet, of figures as they stood at one moment, and tell who waits for it."""
    with working_on(job_id) as job:
        if not job:
            return
        packet = Packet.objects.select_related("schedule", "asked_by").get(pk=job.arguments["packet"])
        if packet.is_made:
            return  # the worker was lost after it had kept the file
        with jobs.reporting_beside(job) as report:
            made = reading.as_of_one_moment(lambda: making.composed(packet, report))
        with transaction.atomic():
            making.keep(packet, made)
            notices.packet_made(packet)


@shared_task(ignore_result=True)
def make_due_packets():
    """Every morning: ask for the packets whose day has come."""
    schedules.ask_for_what_is_due()


@contextmanager
def working_on(job_id):
    """The job, with its number and owner in the audit trail of all that it writes; None if somebody else has it."""
    known = {"job": job_id, "request": tracing.current_id()}
    with jobs.working_on(job_id) as job, pghistory.context(user=job and job.owner_id, **known):
        yield job


def ring():
    """Have what the current transaction changes worked out as soon as it is committed.

    For views, after they saved; several calls in one transaction ring once. Never fails and hardly ever waits: the
    marks are in the database, so a bell that is not heard only means that the schedule finds them later.
    """
    connection = transaction.get_connection()
    if connection.in_atomic_block and any(entry[1] is _ring for entry in connection.run_on_commit):
        return
    transaction.on_commit(_ring, robust=True)


def _ring():
    global _silent_until, _covered_until
    now = time.monotonic()
    if now < max(_silent_until, _covered_until):
        return
    if sent(refresh_stale_cells, countdown=HEARD_AFTER_SECONDS):
        _covered_until = now + COVERS_SECONDS
    else:
        _silent_until = time.monotonic() + SILENCE_SECONDS


def sent(task, **options):
    """Hand `task` to the broker, at the first try or not at all; return whether it took it."""
    try:
        task.apply_async(retry=False, **options)
    except (OperationalError, OSError) as error:
        logger.warning("The broker cannot be reached; %s was not sent: %s", task.name, error)
        return False
    return True
