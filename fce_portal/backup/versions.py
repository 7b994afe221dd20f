"""Which portal made a backup, and whether this one can read it."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

SQUASHED = "0001_squashed_"


def applied(connection):
    """{app: names of the migrations that the database has}, in order."""
    found = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def known():
    """{(app, name)} of the migrations that this portal has, without squashes: each version has its own of those."""
    return {key for key in MigrationLoader(None).disk_migrations if not key[1].startswith(SQUASHED)}


def unknown_here(migrations):
    """Those of a backup that this portal does not know, as "app.name": a newer portal made it."""
    of_backup = {(app, name) for app, names in migrations.items() for name in names}
    of_backup = {key for key in of_backup if not key[1].startswith(SQUASHED)}
    return sorted(f"{app}.{name}" for app, name in of_backup - known())


def missing_there(migrations):
    """Whether this portal has migrations that the backup has not: its tables are to be brought forward."""
    return bool(known() - {(app, name) for app, names in migrations.items() for name in names})
