"""The rollup's jobs, and the bell that tells a worker that there is something to do."""

import logging
import time

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from indicators import rollup_check, rollups

logger = logging.getLogger(__name__)

SILENCE_SECONDS = 10  # after the broker failed; the schedule finds what was not announced
_silent_until = 0.0


@shared_task(ignore_result=True)
def refresh_stale_cells():
    """Work out what is stale. Any number of workers may do this at once; an idle call costs one query."""
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
    global _silent_until
    if time.monotonic() >= _silent_until and not sent(refresh_stale_cells):
        _silent_until = time.monotonic() + SILENCE_SECONDS


def sent(task):
    """Hand `task` to the broker, at the first try or not at all; return whether it took it."""
    try:
        task.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker cannot be reached; %s was not sent: %s", task.name, error)
        return False
    return True
