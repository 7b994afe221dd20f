"""The real services that tests run against: a database made from a template, a broker, Celery workers."""

import hashlib
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from datetime import date
from fcntl import LOCK_EX, LOCK_NB, flock

import psycopg2
import redis
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from honcho.environ import parse_procfile

from fce_portal.embedded import broker_url
from fce_portal.embedded.leftovers import forget_children, remember_children
from fce_portal.embedded.postgres import ROLE
from tests.settings import BASE_DIR, DEMO_PASSWORD, SERVER, SERVICES, TEST_VAR

DATABASE_URL = settings.DATABASE_URL
PROCFILE = parse_procfile((BASE_DIR / "Procfile").read_text()).processes
MIGRATIONS = "*/migrations/*.py"
CODE = "[!.v]*/**/*.py"  # not var/: folders of the tests' databases go while they are looked through
EVERYTHING = ["celery", "--app", "fce_portal", "worker", "--queues=celery,rollups"]


def url_of(database):
    """The address of another database on the same server."""
    return f"{DATABASE_URL.rpartition('/')[0]}/{database}"


# ------------------------------------------------------------------ the database


def template_database():
    """A database with all migrations applied, made once for a state of the migrations; return its name.

    Each test process copies it, which takes a tenth of a second where migrating takes many.
    """
    name = f"portal_template_{digest_of(MIGRATIONS)}"
    with one_process_at_a_time():
        if not databases(f"^{name}$"):
            make_template(name)
    return name


def digest_of(pattern):
    """Changes whenever a file that matches does, or a library."""
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(BASE_DIR.glob(pattern)):
        digest.update(path.relative_to(BASE_DIR).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_process_at_a_time(matter="template", *, waits=True):
    """Gives whether it is our turn: always, but for who does not wait while another process is at it."""
    TEST_VAR.mkdir(parents=True, exist_ok=True)
    with open(TEST_VAR / f"{matter}.lock", "w") as lock:
        try:
            flock(lock, LOCK_EX if waits else LOCK_EX | LOCK_NB)
            is_ours = True
        except BlockingIOError:
            is_ours = False
        yield is_ours


def databases(pattern):
    return [name for (name,) in run_sql("SELECT datname FROM pg_database WHERE datname ~ %s", pattern)]


def run_sql(statement, *parameters):
    with closing(psycopg2.connect(url_of("postgres"))) as admin:
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []


def make_template(name):
    for old in databases("^portal_template_"):
        run_sql(f'DROP DATABASE "{old}" WITH (FORCE)')
    draft = f"{name}_draft"
    run_sql(f'CREATE DATABASE "{draft}"')
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=BASE_DIR, env=portal_environment(draft), check=True)
    run_sql(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def portal_environment(database):
    """For a process of the portal itself, with the settings of an installation, on a database of the tests."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
        "DATABASE_URL": url_of(database),
        "PORTAL_DEMO_PASSWORD": DEMO_PASSWORD,
        "FORM_LEAST_SECONDS": "0",  # a browser that is driven does not read
    }


def demo_template():
    """A database with the demo district of today and nights that it has had; whoever needs it copies it.

    Made once for a state of the code.
    """
    name = f"portal_demo_{digest_of(CODE)}_{date.today():%Y%m%d}"
    empty = template_database()
    with one_process_at_a_time():
        if not databases(f"^{name}$"):
            for old in databases("^portal_demo_"):
                run_sql(f'DROP DATABASE "{old}" WITH (FORCE)')
            draft = f"{name}_draft"
            run_sql(f'CREATE DATABASE "{draft}" TEMPLATE "{empty}"')
            for made in (["manage.py", "demo_data"], ["-m", "tests.browser.nights"]):
                command = [sys.executable, *made]
                subprocess.run(
                    command, cwd=BASE_DIR, env=portal_environment(draft), check=True, stdout=subprocess.DEVNULL
                )
            run_sql(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def empty_what_is_filled():
    """Let what a test committed be undone by deleting the rows there are.

    Django truncates all 300 tables after each such test, which takes seconds: every table and index gets a new file.
    Only the server's owner may let somebody leave triggers aside, so on a server that was given Django does as it does.
    """
    if SERVER == "embedded":
        with (
            closing(psycopg2.connect(SERVICES[0].url("postgres", "postgres"))) as owner,
            owner,
            owner.cursor() as cursor,
        ):
            cursor.execute(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")
        DatabaseOperations.sql_flush = delete_statements


def delete_statements(operations, style, tables, **options):
    name = operations.quote_name
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {name(table)})" for table in tables)
    with operations.connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [table for (table,) in cursor.fetchall()]
    around = "SET LOCAL session_replication_role = {}"
    return [around.format("replica"), *(f"DELETE FROM {name(table)}" for table in filled), around.format("origin")]


# ------------------------------------------------------------------ the broker


class Broker:
    """The Valkey of this test process: real, and free to be flushed, stopped and started again."""

    def __init__(self):
        self.server = SERVICES[-1]
        self.url = self.server.url
        self.celery_url = broker_url(self.url)

    def start(self):
        self.server.start()

    def stop(self):
        self.server.stop()

    def client(self):
        return redis.Redis.from_url(self.url)

    def flush(self):
        with self.client() as client:
            client.flushall()


# ------------------------------------------------------------------ Celery workers


class Worker:
    """A real Celery worker in a process of its own, on this test's database and broker."""

    def __init__(self, number, arguments):
        self.log = TEST_VAR / f"worker-{os.getpid()}-{number}.log"
        command = [sys.executable, "-m", *arguments]
        options = ["--loglevel=INFO", f"--hostname=test{number}@%h", "--without-gossip", "--without-mingle"]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                cwd=BASE_DIR,
                env=worker_environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    def wait_until_ready(self, seconds=30):
        wait_for(lambda: " ready." in self.output or self.process.poll() is not None, seconds)
        assert self.process.poll() is None, self.output
        return self

    def kill(self):
        """End the worker and its pool as a power cut would."""
        self._signal_all(signal.SIGKILL)

    def stop(self, seconds=10):
        """End the worker in order; a worker that does not end by then is killed."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()

    def _signal_all(self, number):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        self.process.wait(10)


def worker_environment():
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
        "DATABASE_URL": url_of(connection.settings_dict["NAME"]),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "LOG_LEVEL": "INFO",  # the line that says it is ready
    }


class Workers:
    """Starts workers for one test and ends them all after it."""

    def __init__(self):
        self.started = []

    def __call__(self, concurrency=1, *, wait=True):
        """A worker for everything."""
        return self.start([*EVERYTHING, f"--concurrency={concurrency}"], wait)

    def of_procfile(self, name, *options, wait=True):
        """A worker as an installation starts it: for the tasks that are its own."""
        return self.start([*shlex.split(PROCFILE[name]), *options], wait)

    def start(self, arguments, wait):
        worker = Worker(len(self.started), arguments)
        self.started.append(worker)
        pids = [worker.process.pid for worker in self.running()]
        remember_children(TEST_VAR, {f"worker {pid}": pid for pid in pids}, "test")
        return worker.wait_until_ready() if wait else worker

    def running(self):
        return [worker for worker in self.started if worker.process.poll() is None]

    def stop(self):
        for worker in self.running():
            worker.process.terminate()  # all at once, then wait for each
        for worker in self.started:
            worker.stop()
            worker.log.unlink(missing_ok=True)
        forget_children(TEST_VAR, "test")


def wait_for(condition, seconds=10, *, every=0.05):
    """Wait until `condition()` is true; return its value, or fail after `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = condition()
        if value:
            return value
        time.sleep(every)
    raise AssertionError(f"It did not happen within {seconds} seconds.")
