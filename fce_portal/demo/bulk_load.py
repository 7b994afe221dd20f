"""Loading millions of rows: no triggers, no secondary indexes and no foreign keys while the rows come in."""

from contextlib import contextmanager

from django.db import connection

from fce_portal.demo.copying import triggers_suspended
from indicators.models import StaleCell
from partnerships.measures import ACTIVITIES
from partnerships.models import Activity

SECONDARY_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisunique
"""
FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f'
"""


@contextmanager
def bulk_load(*tables):
    """Inside the block `tables` take rows as fast as they can; afterwards all is as before. In a transaction only.

    Sorting a whole index beats adding to it row by row, and checking a foreign key for the whole table beats asking
    for each row. Only the owner of the tables may do this, but it need not be a superuser.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks that wait for the commit would hold the tables
        again = take_away(cursor, tables, FOREIGN_KEYS) + take_away(cursor, tables, SECONDARY_INDEXES)
    with triggers_suspended(*tables):
        yield
    with connection.cursor() as cursor:
        for statement in reversed(again):
            cursor.execute(statement)


def take_away(cursor, tables, what):
    """Drop `what` from the tables; returns the statements that bring it back."""
    again = []
    for table in tables:
        cursor.execute(what, [table])
        for drop, create in cursor.fetchall():
            cursor.execute(drop)
            again.append(create)
    return again


def mark_stale():
    """Have every school-month of activities counted again; what the suspended triggers would have said.

    Whoever loads rebuilds the rollups right afterwards, which clears the marks. They are for the case that it cannot.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO "{StaleCell._meta.db_table}" (source, school_key, month)
            SELECT DISTINCT %s, school_key, date_trunc('month', held_on::timestamp)::date
            FROM "{Activity._meta.db_table}" """,
            [ACTIVITIES.name],
        )


def analyze(*tables):
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')
