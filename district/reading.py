"""From which server the page or job at work reads: the primary, or a streaming replica of it (decision 057).

Where no replica is set, everything here says "the primary" and costs nothing. Who decides for a request is
`fce_portal/replica/`. Positions are byte numbers in the primary's log (`pg_lsn` without its spelling).
"""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections, transaction

from district.models import ReadMark

logger = logging.getLogger(__name__)

REPLICA = "replica"  # the alias in settings.DATABASES
# What is visible to others has been written to the log up to here. A server that answers before it has flushed
# (synchronous_commit = off) has visible rows behind its flush.
POSITION = """
    CASE WHEN current_setting('synchronous_commit') = 'off' THEN pg_current_wal_insert_lsn()
    ELSE pg_current_wal_flush_lsn() END - '0/0'::pg_lsn
"""
REMEMBER = f"""
    INSERT INTO {ReadMark._meta.db_table} AS kept (reader_id, position)
    SELECT id, {POSITION} FROM district_user WHERE id = %s
    ON CONFLICT (reader_id) DO UPDATE SET position = excluded.position
"""


@dataclass
class Reading:
    """`position`: what is read is at least as new. `written`: what the reader wrote is no newer than this.

    `has_written`: something was written meanwhile, so the rest is read from the primary.
    """

    alias: str = DEFAULT_DB_ALIAS
    position: int = 0
    written: int = 0
    has_written: bool = False

    @property
    def is_from_replica(self):
        return self.alias == REPLICA and not self.has_written


_now: ContextVar[Reading | None] = ContextVar("reading", default=None)


def current():
    """What the request or job at work reads from; None where nobody decided: from the primary."""
    return _now.get()


@contextmanager
def reading_as(reading):
    before = _now.set(reading)
    try:
        yield reading
    finally:
        _now.reset(before)


def alias():
    """The server to read from right now. Inside a transaction it is the primary: what was written in it is there."""
    reading = _now.get()
    if reading is None or not reading.is_from_replica or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return DEFAULT_DB_ALIAS
    return reading.alias


def connection():
    """For statements that only read: the connection to the server that `alias` names."""
    return connections[alias()]


def note_write():
    """Something is about to be written: from here on this request reads from the primary."""
    reading = _now.get()
    if reading is not None:
        reading.has_written = True


def as_of_one_moment(read):
    """What `read()` gives, reading one state of the database however long it takes: for jobs that only read.

    From the replica, if it has all that the primary has now, so also what was written when the job was asked for. If it
    fails on the way, `read` is called again for the primary; so it is to write nothing.
    """
    if settings.REPLICA_URL:
        choosing = import_module(settings.READING)
        chosen = choosing.for_a_job()
        if chosen.is_from_replica:
            try:
                with reading_as(chosen), one_moment(REPLICA):
                    return read()
            except (DatabaseError, InterfaceError) as error:
                if not choosing.failed(error):
                    raise
    with one_moment(DEFAULT_DB_ALIAS):
        return read()


@contextmanager
def one_moment(alias):
    """Said of the transaction and not of the connection: behind a pool the next one to have it is somebody else."""
    with transaction.atomic(using=alias, durable=True):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def remember_write(person_id):
    """Keep how far the log is now, so that this person reads nothing older; after the commit.

    Returns False if the primary could not say; nothing is raised, as what was written is written.
    """
    if not settings.REPLICA_URL or not person_id:
        return True
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(REMEMBER, [person_id])
    except DatabaseError:
        logger.warning("It could not be kept how far the log was when person %s wrote.", person_id, exc_info=True)
        return False
    return True
