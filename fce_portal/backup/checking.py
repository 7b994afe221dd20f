"""Reading a backup again: its sums, its list of tables, and on request a whole restore into a database of its own."""

import hmac
import subprocess
from contextlib import contextmanager
from pathlib import Path

from fce_portal.backup import digests, files, manifest, programs, scratch
from fce_portal.backup.errors import BackupError
from fce_portal.backup.manifest import DUMP, FILES, SUMS


def check(folder):
    """Hold every part of a backup against its sum; return its Manifest. Raises BackupError with the first that differs.

    Nothing is read into memory whole, and nothing of the portal is touched.
    """
    folder = Path(folder)
    told = manifest.read(folder)
    require_sum(folder / DUMP, told.dump_sha256)
    require_sum(folder / SUMS, told.sums_sha256)
    sums = files.sums_of(folder)
    if len(sums) != told.files:
        raise BackupError(f"{folder / SUMS} names {len(sums)} files, the manifest {told.files}.")
    for name, expected in sums.items():
        require_sum(folder / FILES / name, expected)
    require_tables(folder, told)
    return told


def require_sum(path, expected):
    try:
        found = files.sha256_of(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
    if not hmac.compare_digest(found, expected):
        raise BackupError(f"{path} is damaged: its SHA-256 is not the one that was written down.")


def require_tables(folder, told):
    """pg_restore can read the dump, and it has the data of every table that the manifest counts."""
    pg_restore = programs.program("pg_restore", told.postgres_major)
    result = subprocess.run([pg_restore, "--list", folder / DUMP], capture_output=True, text=True, check=False)
    if result.returncode:
        raise BackupError(f"pg_restore cannot read {folder / DUMP}: {result.stderr.strip()[:300]}")
    lines = [line.split(" TABLE DATA ", 1)[1] for line in result.stdout.splitlines() if " TABLE DATA " in line]
    listed = {line.split()[1] for line in lines}
    missing = sorted(told.tables.keys() - listed)
    if missing:
        raise BackupError(f"{folder / DUMP} lacks the data of {', '.join(missing[:5])}.")


@contextmanager
def restored(folder, told):
    """The name of a new database made from the backup, equal to it table by table; removed when the block ends by an
    error, or if nobody took it (`scratch.Database.keep`). Raises BackupError where a table differs."""
    major, _words = programs.server_version()
    pg_restore = programs.program("pg_restore", major)
    with scratch.database() as made:
        options = ["--exit-on-error", "--no-owner", "--no-privileges", "--jobs=2", folder / DUMP]
        programs.run(pg_restore, *options, what="pg_restore", database=made.name)
        with scratch.cursor_of(made.name) as cursor:
            wrong = digests.differences(told.tables, digests.contents(cursor))
        if wrong:
            raise BackupError("What was restored is not what was backed up: " + "; ".join(wrong[:5]))
        yield made


def check_by_restoring(folder):
    """`check`, and a restore into a database that is dropped again: the proof that counts."""
    told = check(folder)
    with restored(folder, told):
        return told
