"""Databases beside the portal's own, on the same server: made for a restore, dropped or taken over."""

import secrets
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connections

from fce_portal.backup.errors import BackupError

IN_USE = "55006"  # object_in_use
MAY_MAKE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
# The order of names is a property of the database; what a column of it is called depends on PostgreSQL's version.
LOCALE = """
SELECT pg_encoding_to_char(encoding), datcollate, datctype, datlocprovider,
       coalesce(to_jsonb(one)->>'datlocale', to_jsonb(one)->>'daticulocale')
FROM pg_database AS one WHERE datname = current_database()
"""


@dataclass
class Database:
    name: str
    kept: bool = False

    def keep(self):
        """It has another name and another use by now: it is not dropped."""
        self.kept = True


@contextmanager
def server_cursor():
    """A cursor on the server, not in the portal's database; each statement is committed by itself."""
    with connections[settings.DIRECT_ALIAS]._nodb_cursor() as cursor:
        yield cursor


@contextmanager
def database():
    """An empty database like the portal's own, dropped at the end unless it was kept."""
    portal = connections[settings.DIRECT_ALIAS]
    made = Database(f"portal_restore_{secrets.token_hex(4)}")
    with portal.cursor() as cursor:
        cursor.execute(LOCALE)
        encoding, collate, ctype, provider, locale = cursor.fetchone()
    options = f"TEMPLATE template0 ENCODING {quoted(encoding)} LC_COLLATE {quoted(collate)} LC_CTYPE {quoted(ctype)}"
    if provider == "b":
        options += f" LOCALE_PROVIDER builtin BUILTIN_LOCALE {quoted(locale)}"
    elif provider == "i":
        options += f" LOCALE_PROVIDER icu ICU_LOCALE {quoted(locale)}"
    with server_cursor() as cursor:
        require_permission(cursor)
        cursor.execute(f'CREATE DATABASE "{made.name}" {options}')
    try:
        yield made
    finally:
        if not made.kept:
            drop(made.name)


def require_permission(cursor):
    cursor.execute(MAY_MAKE)
    if not cursor.fetchone()[0]:
        role = connections[settings.DIRECT_ALIAS].settings_dict["USER"]
        raise BackupError(
            f"The role {role} may not make databases, and a backup is restored into a new one. "
            f"As the server's owner: ALTER ROLE {role} CREATEDB;"
        )


def may_make():
    with connections[settings.DIRECT_ALIAS].cursor() as cursor:
        cursor.execute(MAY_MAKE)
        return cursor.fetchone()[0]


def drop(name):
    with server_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def connection_to(name):
    """A connection of Django's to another database of the server; close it."""
    portal = connections[settings.DIRECT_ALIAS]
    return type(portal)({**portal.settings_dict, "NAME": name}, alias=settings.DIRECT_ALIAS)


@contextmanager
def cursor_of(name):
    """A cursor in one transaction of another database, which is rolled back."""
    with closing(connection_to(name)) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        yield cursor


def take_the_place(new, old_name_after):
    """The database `new` becomes the portal's; the portal's own gets the name `old_name_after`. Both or neither.

    Whoever is connected to either is sent away; a process of the portal connects again, to the new one.
    """
    portal = connections[settings.DIRECT_ALIAS]
    name = portal.settings_dict["NAME"]
    portal.close()
    with server_cursor() as cursor:
        for _attempt in range(20):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s)", [name, new]
            )
            try:
                cursor.execute("BEGIN")
                cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{old_name_after}"')
                cursor.execute(f'ALTER DATABASE "{new}" RENAME TO "{name}"')
                cursor.execute("COMMIT")
                return
            except DatabaseError as error:
                cursor.execute("ROLLBACK")
                if getattr(error.__cause__, "pgcode", "") != IN_USE:
                    raise
            time.sleep(0.1)
    raise BackupError(f"Somebody keeps connecting to the database {name}. Stop web, worker, rollups and beat first.")


def quoted(text):
    return "'" + str(text).replace("'", "''") + "'"
