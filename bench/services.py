"""The database server and the broker of a run, and the databases that it makes there."""

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from bench.settings import BASE_DIR
from fce_portal import embedded

PASSWORD = "hartford-demo"
YARDSTICK = "bench_yardstick"
EMPTY = "bench_empty"  # migrated, without rows: what the others are copied from


class Services:
    """PostgreSQL and the broker: those that the environment names, else embedded ones with data of their own.

    The embedded server has the settings of a first run, fsync included.
    """

    def __init__(self, var=None):
        self.var = Path(var or os.environ.get("BENCH_VAR") or BASE_DIR / "var" / "bench").resolve()
        embedded.ensure(self.var)
        self.database_url = os.environ.get("DATABASE_URL") or embedded.database_url(self.var)
        self.template = os.environ.get("BENCH_TEMPLATE", "")
        self.redis_url = os.environ.get("REDIS_URL") or embedded.redis_url(self.var)

    def url(self, database):
        return urlunsplit(urlsplit(self.database_url)._replace(path=f"/{database}"))

    def connect(self, database):
        connection = psycopg2.connect(self.url(database))
        connection.autocommit = True
        return closing(connection)

    def run_sql(self, statement, *parameters, database="postgres"):
        with self.connect(database) as connection, connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def environment(self, database):
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
            "DATABASE_URL": self.url(database),
            "REDIS_URL": self.redis_url,
            "PORTAL_VAR": str(self.var),
            "PORTAL_DEMO_PASSWORD": PASSWORD,
            "BENCH_YARDSTICK_DATABASE": self.url(YARDSTICK),
            "PYTHONPATH": str(BASE_DIR),
        }

    def manage(self, database, *arguments):
        return self.python(database, "manage.py", *arguments)

    def python(self, database, *arguments):
        """Run Python against `database`; return what it printed, or fail with what it said."""
        result = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=BASE_DIR,
            env=self.environment(database),
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {result.stderr.strip()[-2000:]}")
        return result.stdout

    def make_portal(self, size):
        """A database with a synthetic district of this size; returns the seconds that loading it took."""
        database = size.database
        self.make_database(database, self.template)
        started = time.perf_counter()
        self.manage(database, "demo_data", "--schools", size.schools, "--activities", size.activities)
        seconds = time.perf_counter() - started
        self.run_sql("VACUUM ANALYZE", database=database)
        return seconds

    def make_empty(self):
        """A migrated database; BENCH_TEMPLATE may name one that is there already."""
        if not self.template:
            self.template = EMPTY
            self.make_database(EMPTY)
            self.manage(EMPTY, "migrate", "--verbosity=0")

    def make_yardstick(self):
        self.make_database(YARDSTICK)
        self.python(YARDSTICK, "-m", "bench.yardstick.prepare")

    def make_database(self, database, template="template1"):
        self.drop_database(database)
        self.run_sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def drop_database(self, database):
        self.run_sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
