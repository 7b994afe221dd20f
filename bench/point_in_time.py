"""Proves the settings for continuous archiving in docs/operations.md: back to a moment between two backups.

A server with these settings archives its log; a base backup is taken; then come a change that is wanted, a moment, and
a mishap. A second server, made from base backup and archive alone, must have the one and not the other.

    python -m bench.point_in_time
"""

import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from fce_portal.embedded import Postgres, postgres_owner

ARCHIVE_COMMAND = (
    "test ! -f {archive}/%f && cp %p {archive}/%f.part && sync {archive}/%f.part && mv {archive}/%f.part {archive}/%f"
)
SECONDS = 60


def main():
    folder = Path(tempfile.mkdtemp(prefix="portal-pitr-"))
    folder.chmod(0o711)
    servers = [Postgres(folder / "first"), Postgres(folder / "recovered")]
    try:
        return prove(folder, *servers)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def prove(folder, first, recovered):
    archive = folder / "archive"
    for one in (archive, recovered.folder):
        postgres_owner.make_private(one)
    first.start()
    first.stop()
    configure(
        first,
        wal_level="replica",
        archive_mode="on",
        archive_timeout="60",
        archive_command=ARCHIVE_COMMAND.format(archive=archive),
    )
    first.start()
    run(first, "CREATE TABLE promise (text text); INSERT INTO promise VALUES ('before the base backup')")

    began = time.monotonic()
    where = ["-h", first.socket_folder, "-U", "postgres", "-D", recovered.folder]
    first._run("pg_basebackup", *where, "--checkpoint=fast", "--wal-method=none")
    first._run("pg_verifybackup", "--no-parse-wal", recovered.folder)
    print(f"Base backup taken and verified in {time.monotonic() - began:.1f} s")

    run(first, "INSERT INTO promise VALUES ('after the base backup')")
    (moment,) = run(first, "SELECT clock_timestamp()::text")[0]
    time.sleep(0.1)
    run(first, "DELETE FROM promise; CREATE TABLE mishap ()")
    (segment,) = run(first, "SELECT pg_walfile_name(pg_switch_wal())")[0]
    wait_until(lambda: (archive / segment).exists(), f"{segment} was not archived")
    first.stop()
    print(f"Mishap after {moment}; {len(list(archive.iterdir()))} segments in the archive")

    began = time.monotonic()
    configure(
        recovered,
        archive_mode="off",
        restore_command=f"cp {archive}/%f %p",
        recovery_target_time=moment,
        recovery_target_action="promote",
    )
    signal = recovered.folder / "recovery.signal"
    signal.touch()
    postgres_owner.give_file(signal)
    recovered.start()
    wait_until(lambda: run(recovered, "SELECT pg_is_in_recovery()") == [(False,)], "recovery did not end")
    found = sorted(text for (text,) in run(recovered, "SELECT text FROM promise"))
    mishap = run(recovered, "SELECT to_regclass('mishap') IS NOT NULL")[0][0]
    print(f"Recovered to that moment in {time.monotonic() - began:.1f} s: {found}, the mishap is there: {mishap}")
    right = found == ["after the base backup", "before the base backup"] and not mishap
    print("Point in time recovery works." if right else "Point in time recovery FAILED.")
    return 0 if right else 1


def configure(server, **settings):
    """Add settings to the server's own file; what stands last in it holds."""
    with open(server.folder / "postgresql.conf", "a") as file:
        for name, value in settings.items():
            file.write(f"{name} = '{value}'\n")


def run(server, statement):
    with closing(psycopg2.connect(server.url("postgres", "postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def wait_until(condition, otherwise):
    until = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > until:
            raise RuntimeError(otherwise)
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
