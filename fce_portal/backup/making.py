"""Making a backup: database and files as of one moment, under a temporary name until it is whole."""

import os
import shutil
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from fce_portal.backup import digests, files, manifest, programs, versions
from fce_portal.backup.errors import BackupError
from fce_portal.backup.manifest import DUMP, SUMS, Manifest
from fce_portal.on_disk import sync
from fce_portal.version import portal_version

PREFIX, PARTIAL = "portal-", ".partial-"
STAMP = "%Y-%m-%dT%H%M%SZ"
SPARE_BYTES = 64 * 1024 * 1024
LOCK = 0x706F727462  # the number of an advisory lock of the database: one backup at a time, whoever asks


def new_name():
    return PREFIX + datetime.now(UTC).strftime(STAMP)


def make(connection, destination, name):
    """Make the backup `name` in the folder `destination`; return (its path, its Manifest). Raises BackupError.

    `connection` comes from `alone`. Whatever goes wrong, nothing stays that looks like a backup: the folder gets its
    name when all of it is on the disk.
    """
    destination = Path(destination)
    with usable(destination):
        clear_away_partial(destination)
        if (destination / name).exists():
            raise BackupError(f"{destination / name} is there already.")
        before = newest(destination)
        require_room(connection, destination, before)
        draft = destination / (PARTIAL + name)
        draft.mkdir(mode=0o700)
        try:
            made = write_parts(connection, draft, name, before)
            sync(draft)
            draft.rename(destination / name)
            sync(destination)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return destination / name, made


def write_parts(connection, draft, name, before):
    """Files, then the snapshot of the database, then the files that came meanwhile (see `files`)."""
    major, server = programs.server_version(connection)
    pg_dump = programs.program("pg_dump", major)
    taken = {}
    (draft / manifest.FILES).mkdir()
    files.copy_in(draft, taken, before)
    with snapshot(connection) as (cursor, identifier):
        moment = datetime.now(UTC)
        options = ["--format=custom", f"--snapshot={identifier}", "--no-owner", "--no-privileges"]
        dumping = programs.start(pg_dump, *options, f"--file={draft / DUMP}")
        try:
            files.copy_in(draft, taken, before)
            tables = digests.contents(cursor)
            named = files.named_by_records(cursor)
            migrations = versions.applied(connection)
        except BaseException:
            dumping.kill()
            dumping.communicate()
            raise
        programs.finish(dumping, "pg_dump")
    files.write_sums(draft, taken)
    sync(draft / DUMP)
    made = Manifest(
        name=name,
        made_at=moment.isoformat(),
        portal=portal_version(),
        postgres=server,
        migrations=migrations,
        tables=tables,
        dump_bytes=(draft / DUMP).stat().st_size,
        dump_sha256=files.sha256_of(draft / DUMP),
        files=len(taken),
        files_bytes=sum((draft / manifest.FILES / one).stat().st_size for one in taken),
        sums_sha256=files.sha256_of(draft / SUMS),
        lost_files=sorted(named - taken.keys()),
    )
    made.write(draft)
    sync(draft / manifest.NAME)
    return made


@contextmanager
def alone():
    """A connection of its own, while nobody else makes a backup. The lock ends with it, also when we are killed."""
    with other_connection() as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise BackupError("Another backup is being made. Wait until it is done.")
        yield connection


def other_connection():
    """A connection beside the one of this thread, closed at the end of its `with` block."""
    return closing(connections.create_connection(settings.DIRECT_ALIAS))


@contextmanager
def snapshot(connection):
    """(cursor, identifier) of one view of the database that pg_dump can share."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor, cursor.fetchone()[0]
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def usable(destination):
    """The folder exists and is ours alone; what the system has against it is said in words."""
    umask = os.umask(0o077)  # a backup holds all that the portal knows
    try:
        destination.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        if files.is_full(error):
            raise BackupError(f"The disk of {destination} is full. Nothing was kept.") from error
        raise BackupError(f"{error.filename or destination}: {error.strerror}. Nothing was kept.") from error
    finally:
        os.umask(umask)


def whole(destination):
    """The backups of a folder, the oldest first: those that have their name, and a manifest in them."""
    found = Path(destination).glob(f"{PREFIX}*/{manifest.NAME}")
    return sorted(path.parent for path in found)


def newest(destination):
    return next(reversed(whole(destination)), None)


def clear_away_partial(destination):
    """What a backup that was killed left behind. Nobody else makes one now: `alone` saw to that."""
    for draft in destination.glob(f"{PARTIAL}{PREFIX}*"):
        shutil.rmtree(draft, ignore_errors=True)


def require_room(connection, destination, before):
    """Refuse at once what the disk cannot hold: the dump at most as large as the database or, where there is a backup
    already, half as much again as the last one; and all files that are not linked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        needed = cursor.fetchone()[0]
    if before:
        needed = min(needed, (before / DUMP).stat().st_size * 3 // 2)
    kept = files.sums_of(before) if before else {}
    media = Path(settings.MEDIA_ROOT)
    needed += SPARE_BYTES + sum((media / one).stat().st_size for one in files.walk(media) if one not in kept)
    free = shutil.disk_usage(destination).free
    if free < needed:
        raise BackupError(
            f"The disk of {destination} has {free // 2**20} MB free, and a backup may need {needed // 2**20} MB."
        )
