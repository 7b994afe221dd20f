"""The database server: version, extensions, migrations, and what the portal's role may do."""

from django.db import connection

from fce_portal.backup import programs, scratch
from fce_portal.backup.errors import BackupError
from fce_portal.installation.findings import advice, good, missing
from fce_portal.management.commands.prepare import migrations_are_missing

OLDEST = 15  # the oldest major version of PostgreSQL on which the tests run
EXTENSIONS = {"btree_gist", "pg_trgm", "unaccent"}
# Number 10 is whoever made the server, who cannot be anything less: so it is in the container of Compose.
ASKED = """
SELECT current_setting('server_encoding'), (SELECT rolsuper AND oid <> 10 FROM pg_roles WHERE rolname = current_user),
       current_user, (SELECT array_agg(extname::text) FROM pg_extension),
       (SELECT array_agg(name ORDER BY name) FROM pg_settings WHERE name = ANY(%s) AND setting = 'off')
"""
# Each, when it is off, lets a power cut take away what somebody was told is kept, or the whole database.
LASTING = ["fsync", "full_page_writes", "synchronous_commit"]


def look():
    major, words = programs.server_version()
    if major < OLDEST:
        yield missing(f"PostgreSQL {words} is too old: the portal needs {OLDEST} or newer.")
    else:
        yield good(f"PostgreSQL {words} answers.")
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [LASTING])
        encoding, is_superuser, role, extensions, off = cursor.fetchone()
    if encoding != "UTF8":
        yield missing(f"The database keeps text as {encoding}: make it anew with ENCODING 'UTF8'.")
    if off:
        yield missing(
            f"A power cut can lose what people were told is kept: PostgreSQL runs with {' = off, '.join(off)} = off. "
            "Take that out of postgresql.conf and start the server again."
        )
    else:
        yield good("PostgreSQL waits for its disk before it says that something is kept.")
    yield from tables(EXTENSIONS - set(extensions))
    if is_superuser:
        yield advice(
            f"The role {role} is a superuser of the server; the portal needs only to own its database. "
            f"As the server's owner: ALTER ROLE {role} NOSUPERUSER CREATEDB;"
        )
    yield from restoring(major, role)


def tables(extensions):
    if migrations_are_missing():
        yield missing("The database is not ready for this version: run `manage.py prepare`.")
    elif extensions:
        yield missing(
            f"The database lacks the extensions {', '.join(sorted(extensions))} (package postgresql-contrib)."
        )
    else:
        yield good("The tables are those of this version.")


def restoring(major, role):
    """What a backup and a restore need of the server."""
    if not scratch.may_make():
        yield missing(
            f"The role {role} may not make databases, so no backup can be restored, nor tried. "
            f"As the server's owner: ALTER ROLE {role} CREATEDB;"
        )
    try:
        for name in ("pg_dump", "pg_restore"):
            programs.program(name, major)
    except BackupError as error:
        yield missing(str(error))
