"""A database with some rows of every table: all that a kept row refers to is kept as well, so that it stays whole."""

WHOLE = 24  # tables of at most so many rows are kept as they are
SOME = 3  # of all others so many rows, the smallest, and what they lean on
LARGEST = 12_000  # bytes of a row that is kept for its own sake: no pictures, no printed files
BOOKKEEPING = ("django_migrations", "django_content_type")  # kept whole
EMPTIED = (
    "district_seal",
    "district_sealshape",
    "district_sealblock",
    "district_contextchange",  # how a context grew before it was sealed: of a part of it nothing can be said
    "portal_cache",
)  # seals speak of all rows, and most are gone; a cache is no record

TABLES = """
SELECT c.oid::int, quote_ident(c.relname), c.relname,
       (SELECT quote_ident(a.attname) FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = c.oid AND i.indisprimary)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY c.relname
"""
REFERENCES = """
SELECT conrelid::int, confrelid::int,
       (SELECT string_agg(format('child.%I = parent.%I', a.attname, b.attname), ' AND ')
        FROM unnest(conkey, confkey) AS k(here, there)
        JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.here
        JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = k.there)
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""


def thin(cursor):
    """Delete most rows, past triggers: `cursor` is a superuser's, in a transaction of its own."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(TABLES)
    tables = {oid: (quoted, name, key) for oid, quoted, name, key in cursor.fetchall()}
    for oid, (table, name, key) in tables.items():
        cursor.execute(f"CREATE TEMP TABLE keep_{oid} (row tid PRIMARY KEY) ON COMMIT DROP")
        if name in EMPTIED:
            continue
        cursor.execute(f"SELECT count(*) FROM {table}")
        whole = name in BOOKKEEPING or cursor.fetchone()[0] <= WHOLE
        size = f"pg_column_size({table}.*)"
        some = "" if whole else f"ORDER BY {size}, {key or 'ctid'} DESC LIMIT {SOME}"
        cursor.execute(f"INSERT INTO keep_{oid} SELECT ctid FROM {table} WHERE {size} < {LARGEST} {some}")
    keep_what_is_leaned_on(cursor, tables)
    for oid, (table, _name, _key) in tables.items():
        cursor.execute(f"DELETE FROM {table} WHERE NOT EXISTS (SELECT FROM keep_{oid} WHERE row = {table}.ctid)")


def keep_what_is_leaned_on(cursor, tables):
    cursor.execute(REFERENCES)
    references = [(child, parent, on) for child, parent, on in cursor.fetchall() if child in tables]
    grew = set(tables)
    while grew:
        now, grew = grew, set()
        for child, parent, on in references:
            if child not in now or tables[parent][1] in EMPTIED:
                continue
            cursor.execute(
                f"INSERT INTO keep_{parent} SELECT DISTINCT parent.ctid FROM keep_{child} AS kept "
                f"JOIN {tables[child][0]} AS child ON child.ctid = kept.row "
                f"JOIN {tables[parent][0]} AS parent ON {on} ON CONFLICT DO NOTHING"
            )
            if cursor.rowcount:
                grew.add(parent)
