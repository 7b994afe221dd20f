"""Asks both servers how far they are. Two clocks are never compared: moments are the primary's, also on the replica."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections

from district.models import ReadMark
from district.reading import POSITION, REPLICA

logger = logging.getLogger(__name__)

UNABLE = (DatabaseError, InterfaceError)  # whatever a server says to a statement that has always worked
PRIMARY = f"""
    SELECT {POSITION}, clock_timestamp(), coalesce((SELECT position FROM {ReadMark._meta.db_table}
    WHERE reader_id = %s), 0), (SELECT system_identifier FROM pg_control_system())
"""
STANDBY = """
    SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'::pg_lsn, pg_last_xact_replay_timestamp(),
    (SELECT system_identifier FROM pg_control_system())
"""


@dataclass(frozen=True)
class Primary:
    """`position`: all that is visible has been logged up to here. `written`: the mark of the person asked for."""

    position: int
    now: datetime
    written: int
    cluster: int


@dataclass(frozen=True)
class Standby:
    """`position`: replayed up to here. `newest`: when the last change that it has was committed on the primary."""

    in_recovery: bool
    position: int
    newest: datetime | None
    cluster: int

    def lag_seconds(self, primary):
        """How old what it shows can be, in seconds, at most; None if that cannot be said."""
        if self.position >= primary.position:
            return 0.0
        return max(0.0, (primary.now - self.newest).total_seconds()) if self.newest else None


def primary(reader=None):
    """One query on the primary. `reader` is the id of a person."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(PRIMARY, [reader])
        position, now, written, cluster = cursor.fetchone()
        return Primary(int(position), now, written, cluster)


def standby():
    """One query on the replica. Raises one of `UNABLE`."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(STANDBY)
        in_recovery, position, newest, cluster = cursor.fetchone()
        return Standby(in_recovery, int(position or 0), newest, cluster)


def is_unable(error):
    """Whether a server could not answer: gone, refusing, or a statement taken off for the sake of replaying.

    One that goes away in the middle of a statement leaves psycopg2 without a code, and so with the most general error.
    """
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


class Rest:
    """After it failed the replica is left alone for a while by this process: not every page is to wait for it."""

    def __init__(self):
        self.until = 0.0

    def __bool__(self):
        return time.monotonic() < self.until

    def begin(self, error):
        """Close what is broken, and say once in the log what happened."""
        if not self:
            logger.warning("The replica is not read from for %s seconds: %s", settings.REPLICA_RETRY_SECONDS, error)
        self.until = time.monotonic() + settings.REPLICA_RETRY_SECONDS
        close()

    def end(self):
        self.until = 0.0


def close():
    """Drop this thread's connection to the replica, in whatever state it is."""
    try:
        connections[REPLICA].close()
    except UNABLE:
        connections[REPLICA].connection = None


rest = Rest()
