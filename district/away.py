"""Tells what is out of order for a while, around the portal, from a mistake of the portal's own.

The database that starts, restarts or has no connection free; a disk that is full. The same request works again later,
and nobody has to mend the code: people are told so (`fce_portal.views.server_error`), and jobs are done anew.
"""

import errno

import psycopg2
from django.db import DatabaseError, InterfaceError, OperationalError

# PostgreSQL's classes of errors: no connection, not enough (disk, memory, connections), stopped by somebody, system.
AWAY_CLASSES = ("08", "53", "58")
AWAY_CODES = ("57P01", "57P02", "57P03", "57P05")  # ended by an administrator or a crash, starting up, idle too long
SILENT = (OperationalError, psycopg2.OperationalError)
BROKEN = (DatabaseError, psycopg2.DatabaseError)  # themselves: libpq has no better class for half an answer
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DEEPEST = 10  # exceptions that led to one another


def is_away(error):
    """Whether the database or the disk could not do their work, here or in what led to the error."""
    for _number in range(DEEPEST):
        if error is None:
            return False
        if is_away_itself(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_away_itself(error):
    if isinstance(error, (InterfaceError, psycopg2.InterfaceError)):
        return True
    if isinstance(error, (DatabaseError, psycopg2.DatabaseError)):
        # COPY goes past Django, and its errors are those of the driver.
        code = getattr(error if isinstance(error, psycopg2.Error) else error.__cause__, "pgcode", "")
        if code is None:  # the server said nothing any more: the line broke, or nobody took the call
            return isinstance(error, SILENT) or type(error) in BROKEN
        return code.startswith(AWAY_CLASSES) or code in AWAY_CODES
    return isinstance(error, OSError) and error.errno in FULL
