"""Loading millions of rows: no triggers, no secondary indexes while the rows come in."""

from contextlib import contextmanager

from django.db import connection

from fce_portal.demo.copying import triggers_suspended

SECONDARY_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisunique
"""


@contextmanager
def bulk_load(*tables):
    """Inside the block `tables` take rows as fast as they can; afterwards all is as before. In a transaction only."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        indexes = drop_indexes(cursor, tables)
    with unguarded(*tables):
        yield
    with connection.cursor() as cursor:
        for definition in indexes:
            cursor.execute(definition)


def drop_indexes(cursor, tables):
    """Drop the indexes that no constraint needs; returns the statements that make them again (sorting beats adding)."""
    definitions = []
    for table in tables:
        cursor.execute(SECONDARY_INDEXES, [table])
        for name, definition in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
            definitions.append(definition)
    return definitions


@contextmanager
def unguarded(*tables):
    """Without triggers and, where the role may, without checking foreign keys one row at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        if not cursor.fetchone()[0]:
            with triggers_suspended(*tables):
                yield
            return
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def analyze(*tables):
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')
