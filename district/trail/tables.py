"""What is sealed: every event table, the entries beside them, and what was added to circumstances afterwards.

Rows are put into words by PostgreSQL, column by column, the same on every server: the settings that decide how a
moment or a number is written are set for the transaction (`as_ever`).
"""

from dataclasses import dataclass

import pghistory
from django.db import connection

from district.models import AuditEntry, ContextChange

CONTEXTS = "pghistory_context"
# Of the circumstances: when they were last added to is the library's own note and says nothing that the rest does not.
CONTEXT_COLUMNS = ("id", "created_at", "metadata")
AS_EVER = """
    SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'iso_8601';
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'
"""


@dataclass(frozen=True)
class Table:
    """A table to which rows are only added; `key` counts up as they come."""

    name: str
    key: str
    has_context: bool


def sealed_tables():
    """All of them by name, as the models say."""
    models = [*pghistory.core.event_models(include_missing_pgh_obj=True), AuditEntry, ContextChange]
    found = {}
    for model in models:
        columns = {field.column for field in model._meta.concrete_fields}
        name = model._meta.db_table
        found[name] = Table(name, model._meta.pk.column, "pgh_context_id" in columns)
    return dict(sorted(found.items()))


def columns_there():
    """{table: its columns by name}, as the database has them; what is worked out from others is left out."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [list(sealed_tables())])
        return {name: tuple(columns) for name, columns in cursor.fetchall()}


COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attname COLLATE "C")
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.oid = to_regclass(quote_ident(c.relname)) AND c.relname = ANY(%s)
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname
"""


def as_ever(cursor):
    """Inside a transaction: rows are written as they were when they were sealed, on whatever server."""
    cursor.execute(AS_EVER)


def row_sum(columns, alias):
    """SQL: SHA-256 of these columns of a row. A record's own text tells apart nothing from an empty text, and where one
    value ends."""
    values = ", ".join(f"{alias}.{quoted(column)}" for column in columns)
    return f"sha256(convert_to(ROW({values})::text, 'UTF8'))"


def context_sum(table):
    """SQL: the same of a row's circumstances (joined as `context`): nothing where it has none, and never nothing where
    they are missing."""
    if not table.has_context:
        return "''::bytea"
    known = row_sum(CONTEXT_COLUMNS, "context")
    return (
        f"CASE WHEN event.pgh_context_id IS NULL THEN ''::bytea "
        f"WHEN context.id IS NULL THEN sha256('missing'::bytea) ELSE {known} END"
    )


def joined(table):
    """SQL: the rows (`event`) with their circumstances."""
    contexts = f"LEFT JOIN {CONTEXTS} context ON context.id = event.pgh_context_id" if table.has_context else ""
    return f"{quoted(table.name)} event {contexts}"


def beginning(sum_sql):
    """SQL: the first eight bytes of a sum as a number; 0 of nothing."""
    return f"('x' || coalesce(nullif(encode(substr({sum_sql}, 1, 8), 'hex'), ''), '0000000000000000'))::bit(64)::bigint"


def quoted(name):
    return connection.ops.quote_name(name)
