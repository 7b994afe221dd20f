"""A backup of an earlier version is restored by this one: brought forward, and nothing is lost on the way."""

import os
from contextlib import contextmanager

from tests.services import run_sql, template_database
from tests.upgrades.restoring import SNAPSHOTS, database_of, rows_of, run_on
from tests.upgrades.test_upgrades import FEWER


@contextmanager
def empty_portal():
    """The name of a database of this version in which nobody has done anything."""
    name = f"test_restored_{os.getpid()}"
    run_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template_database()}"')
    try:
        yield name
    finally:
        run_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_backup_of_an_earlier_version_is_restored_into_a_new_portal(services, tmp_path):
    backups, media = tmp_path / "backups", tmp_path / "media"
    (media / "evidence").mkdir(parents=True)
    (media / "evidence" / "1a2b").write_bytes(b"a flyer")
    with database_of(SNAPSHOTS[0]) as old:
        before = rows_of(old)
        run_on(old, "manage.py", "backup", str(backups), MEDIA_ROOT=str(media))
    (made,) = backups.iterdir()

    with empty_portal() as new:
        told = run_on(new, "manage.py", "restore", str(made), MEDIA_ROOT=str(tmp_path / "new"))
        after = rows_of(new)

    assert "brought forward to this version" in told
    assert (tmp_path / "new" / "evidence" / "1a2b").read_bytes() == b"a flyer"
    lost = {table: (rows, after.get(table)) for table, rows in before.items() if after.get(table, 0) < rows}
    assert {table: rows for table, rows in lost.items() if table not in FEWER} == {}
