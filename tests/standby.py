"""A second real PostgreSQL server that follows the one of the tests: to be paused, killed and promoted."""

import shutil
import signal
from contextlib import closing

import psycopg2

from fce_portal.embedded import Postgres, postgres_owner
from fce_portal.embedded.processes import end
from tests.services import wait_for
from tests.settings import SERVICES, TEST_PROCESS, TEST_VAR


class StandbyServer:
    def __init__(self, name="standby"):
        self.first = SERVICES[0]
        self.server = Postgres(TEST_VAR / f"{name}-{TEST_PROCESS}", durable=False)

    def start(self):
        """Copy the tests' server and let the copy follow it."""
        self.remove()
        postgres_owner.make_private(self.server.folder)
        where = ["-h", self.first.socket_folder, "-U", "postgres", "-D", self.server.folder]
        self.first._run("pg_basebackup", *where, "--checkpoint=fast", "--write-recovery-conf", "--no-sync")
        self.server.start()

    def url(self, database):
        return self.server.url(database)

    def ask(self, statement):
        with closing(psycopg2.connect(self.server.url("postgres", "postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone()[0]

    def pause(self):
        self.ask("SELECT pg_wal_replay_pause()")
        wait_for(lambda: self.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def resume(self):
        self.ask("SELECT pg_wal_replay_resume()")

    def promote(self):
        self.ask("SELECT pg_promote()")

    def stop(self):
        """At once, as by a power cut: nobody needs what it has."""
        running = self.server.process()
        if running is not None:
            end(running, seconds=30, signals=(signal.SIGQUIT, signal.SIGKILL))

    def remove(self):
        self.stop()
        shutil.rmtree(self.server.folder, ignore_errors=True)
