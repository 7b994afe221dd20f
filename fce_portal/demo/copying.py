"""COPY, PostgreSQL's bulk load, from a Python generator: many times faster than INSERT."""

import re
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db import connection

ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
LINES_PER_READ = 2000


def copy_text(value):
    """One value in COPY's text format."""
    if value is None:
        return r"\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "{" + ",".join(value) + "}"
    return re.sub(r"[\\\t\n\r]", lambda match: ESCAPES[match[0]], str(value))


def copy_line(values):
    return "\t".join(map(copy_text, values)) + "\n"


class LineStream:
    """What COPY reads from: a file whose text is made line by line while it is read."""

    def __init__(self, lines):
        self.lines = iter(lines)
        self.rest = ""

    def read(self, size=-1):
        parts, length = [self.rest], len(self.rest)
        for line in self.lines:
            parts.append(line)
            length += len(line)
            if length >= size:
                break
        text = "".join(parts)
        self.rest = text[size:]
        return text[:size]


def copy_lines(table, columns, lines):
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', LineStream(lines), size=1 << 18)


def copy_rows(table, columns, rows):
    """Load `rows` (sequences in the order of `columns`) into `table`."""
    copy_lines(table, columns, map(copy_line, rows))


def next_ids(table, how_many):
    """`how_many` fresh primary keys of `table`, in a row; returns the first. Only for one loader at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s)", [sequence])
        first = cursor.fetchone()[0]
        if how_many > 1:
            cursor.execute("SELECT setval(%s, %s)", [sequence, first + how_many - 1])
    return first


@contextmanager
def triggers_suspended(*tables):
    """No row triggers on `tables` inside the block, which must be part of a transaction.

    Keeping history and marking stale cells row by row would cost more than the load; whoever loads in bulk writes the
    history itself and rebuilds the rollups afterwards. Checks and foreign keys stay on.
    """
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # deferred checks would stand in the way of the next line
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
