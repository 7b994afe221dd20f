"""A database made from a snapshot, on the server of the tests, and bringing it forward as `prepare` does."""

import lzma
import os
import subprocess
import sys
from contextlib import closing, contextmanager

import psycopg2

from fce_portal.embedded.postgres import binaries
from tests.services import portal_environment, run_sql, url_of
from tests.settings import BASE_DIR

FOLDER = BASE_DIR / "tests" / "data" / "snapshots"
SNAPSHOTS = sorted(path.name.removesuffix(".sql.xz") for path in FOLDER.glob("*.sql.xz"))
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


@contextmanager
def database_of(snapshot):
    """The name of a database that holds what the snapshot says, dropped at the end."""
    name = f"test_upgrade_{os.getpid()}"
    run_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    run_sql(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    try:
        text = lzma.decompress((FOLDER / f"{snapshot}.sql.xz").read_bytes())
        psql = [binaries() / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        done = subprocess.run([*psql, "--output=/dev/null", url_of(name)], input=text, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        yield name
    finally:
        run_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def run_on(database, *arguments, **environment):
    """Run Python with the settings of an installation on that database; return what it printed."""
    environment = portal_environment(database) | {"LOG_LEVEL": "ERROR"} | environment
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: {done.stdout[-1500:]}{done.stderr[-3000:]}"
    return done.stdout


def ask(database, statement):
    with closing(psycopg2.connect(url_of(database))) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def rows_of(database):
    """{table: number of its rows}."""
    each = [f"SELECT '{table}', count(*) FROM \"{table}\"" for (table,) in ask(database, TABLES)]
    return dict(ask(database, " UNION ALL ".join(each)))
