"""What a database holds, in numbers: rows and digest of each table. Equal numbers mean equal content."""

from dataclasses import dataclass

# Whatever the server or the session is set to, a row is the same text.
AS_TEXT = {
    "timezone": "UTC",
    "datestyle": "ISO, MDY",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
# The order of rows means nothing, so digests of rows are added up: bounded memory, however large the table.
DIGEST = """
SELECT count(*),
       coalesce(sum(('x' || left(digest, 16))::bit(64)::bigint::numeric), 0)
       || ':' || coalesce(sum(('x' || right(digest, 16))::bit(64)::bigint::numeric), 0)
FROM (SELECT md5(one::text) AS digest FROM {table} AS one) AS rows
"""
TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname COLLATE "C"
"""


@dataclass(frozen=True)
class Content:
    rows: int
    digest: str


def tables(cursor):
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def contents(cursor, only=None):
    """{table: Content} as the transaction of `cursor` sees them. It must be in one: the settings end with it."""
    for name, value in AS_TEXT.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    found = {}
    for table in tables(cursor):
        if only is None or table in only:
            cursor.execute(DIGEST.format(table=f'"{table}"'))
            found[table] = Content(*cursor.fetchone())
    return found


def differences(expected, found):
    """One line for each table that is not the same on both sides."""
    lines = []
    for table in sorted(expected.keys() | found.keys()):
        one, other = expected.get(table), found.get(table)
        if one == other:
            continue
        if one is None or other is None:
            lines.append(f"{table}: {'not expected' if one is None else 'missing'}")
        elif one.rows != other.rows:
            lines.append(f"{table}: expected {one.rows} rows, found {other.rows}")
        else:
            lines.append(f"{table}: {one.rows} rows, but their content differs")
    return lines
