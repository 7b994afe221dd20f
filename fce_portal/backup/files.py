"""The files of a backup: copied once, linked where the backup before has the very same, and their sums.

A stored file is written once under a name of its own and never changed (`random_path`); only sweeps remove files. So a
copy taken before the database's snapshot and completed after it holds every file that a row of the snapshot names.
"""

import errno
import hashlib
import os
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

from fce_portal.backup.errors import BackupError
from fce_portal.backup.manifest import FILES, SUMS

CHUNK = 1 << 20


def walk(folder):
    """The relative names ("evidence/1a2b…") of all files below `folder`."""
    folder = Path(folder)
    for where, _folders, names in os.walk(folder):
        for name in names:
            path = Path(where) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def sha256_of(path):
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def copy_in(target, taken, before=None):
    """Copy what MEDIA_ROOT holds and `taken` ({name: sum}) does not into the backup `target`; return the bytes added.

    `before` is the last whole backup: a file that it has, of the same size and time, is linked, so that a night costs
    only what is new.
    """
    source, added = Path(settings.MEDIA_ROOT), 0
    known = sums_of(before) if before else {}
    for name in walk(source):
        if name in taken:
            continue
        if "\n" in name or "\\" in name:  # sha256sum writes such names in another way; the portal makes none
            raise BackupError(f"The file {name!r} in {source} has a name that cannot be kept.")
        copied = target / FILES / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        try:
            if name in known and linked(before / FILES / name, source / name, copied):
                taken[name] = known[name]
            else:
                taken[name] = copy(source / name, copied)
        except FileNotFoundError:  # swept away meanwhile: no row of a later snapshot names it
            continue
        added += copied.stat().st_size
    return added


def linked(kept, original, copied):
    """Whether `copied` was made a second name of the copy that was `kept` before."""
    try:
        old, new = kept.stat(), original.stat()
        if (old.st_size, old.st_mtime_ns) != (new.st_size, new.st_mtime_ns):
            return False
        os.link(kept, copied)
    except OSError:  # gone, another file system, or one without links
        return False
    return True


def copy(source, target):
    """Copy a file with its time, down to the disk; return its SHA-256."""
    digest = hashlib.sha256()
    with open(source, "rb") as read, open(target, "xb") as write:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            write.write(chunk)
        write.flush()
        os.fsync(write.fileno())
        stat = os.fstat(read.fileno())
    os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return digest.hexdigest()


def write_sums(folder, taken):
    with open(folder / SUMS, "w", encoding="utf-8") as stream:
        for name in sorted(taken):
            stream.write(f"{taken[name]}  {FILES}/{name}\n")
        stream.flush()
        os.fsync(stream.fileno())


def sums_of(folder):
    """{name: SHA-256} as a backup says it; raise BackupError where the list is damaged."""
    found = {}
    try:
        with open(Path(folder) / SUMS, encoding="utf-8") as stream:
            for line in stream:
                digest, _space, name = line.rstrip("\n").partition(f"  {FILES}/")
                if len(digest) != 64 or not name or not is_inside(name):
                    raise BackupError(f"{folder}/{SUMS} is damaged.")
                found[name] = digest
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{folder}/{SUMS} cannot be read: {error}") from error
    return found


def is_inside(name):
    """Whether a name stays in the folder it is put into: an archive from elsewhere may try to leave it."""
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def named_by_records(cursor):
    """The names of all files that rows of the cursor's snapshot name."""
    found = set()
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                column, table = f'"{field.column}"', f'"{model._meta.db_table}"'
                cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
                found |= {name for (name,) in cursor.fetchall()}
    return found


def is_full(error):
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
