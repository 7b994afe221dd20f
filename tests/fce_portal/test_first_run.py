"""`make run` for real: in a process of its own, with a data folder and a port of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request

import psutil
import psycopg2
import pytest

from fce_portal.embedded import Postgres, locks
from tests.services import wait_for
from tests.settings import BASE_DIR, TEST_VAR

START_SECONDS = 300  # the first start on a machine that is busy with much else; an idle one needs twenty
STOP_SECONDS = 60


def hear_interrupts():
    """Started in the background, a shell lets its children ignore Ctrl-C; a person's terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Portal:
    """One `make run` after another, all in one data folder."""

    def __init__(self, var, port):
        self.var, self.port = var, port
        self.log = var.parent / "run.log"
        self.process = None

    def start(self, **environment):
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fce_portal.run"],
                cwd=BASE_DIR,
                env=self.environment() | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=hear_interrupts,
            )
        return self

    def environment(self):
        ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        inherited = {name: value for name, value in os.environ.items() if name not in ours}
        return inherited | {
            "PORTAL_VAR": str(self.var),
            "PORTAL_PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
            "WORKER_CONCURRENCY": "1",
        }

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    def wait_until_ready(self):
        try:
            wait_for(lambda: "Stop with Ctrl-C" in self.output or self.process.poll() is not None, START_SECONDS)
        finally:
            print(self.output)  # shown if the test fails
        assert self.process.poll() is None
        return self

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as response:
            return response.read().decode()

    def signal(self, number):
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)

    def processes(self):
        """Everything alive that was started for this data folder, by us or by those we started."""
        return [process for process in psutil.process_iter() if self.owns(process)]

    def owns(self, process):
        try:
            named = any(str(self.var) in argument for argument in process.cmdline())
            told = process.environ().get("PORTAL_VAR") == str(self.var)
            return (named or told) and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def sql(self, statement):
        """The answer of the database while the portal runs."""
        connection = psycopg2.connect(Postgres(self.var / "postgres").url())
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone() if cursor.description else None
        finally:
            connection.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def portal():
    # Not in pytest's own folder: that is closed to the system user of PostgreSQL at each start of pytest.
    folder = TEST_VAR / f"first-run-{os.getpid()}"
    folder.mkdir(parents=True)
    portal = Portal(folder / "var", free_port())
    yield portal
    if portal.process and portal.process.poll() is None:
        portal.process.kill()
        portal.process.wait()
    wait_for(lambda: not portal.processes(), STOP_SECONDS)
    shutil.rmtree(folder)


def test_the_portal_starts_serves_stops_and_survives_a_power_cut(portal):
    portal.start().wait_until_ready()
    assert f"Portal ready: http://127.0.0.1:{portal.port}\n" in portal.output
    assert "principal@hartford.example" in portal.output
    assert "</html>" in portal.get("/")
    assert json.loads(portal.get("/readyz"))["status"] == "ok"
    assert one_child_named(portal, "rollups").is_running()
    portal.sql("CREATE TABLE kept AS SELECT 'yes'::text AS answer")

    assert portal.signal(signal.SIGTERM) == 0
    assert portal.processes() == []

    portal.start().wait_until_ready()
    assert portal.sql("SELECT answer FROM kept") == ("yes",)
    portal.process.kill()  # it cannot stop anything now
    portal.process.wait()
    wait_for(lambda: not portal.processes(), STOP_SECONDS)

    portal.start().wait_until_ready()
    assert portal.sql("SELECT answer FROM kept") == ("yes",)

    second = Portal(portal.var, free_port())
    second.log = portal.var.parent / "second.log"
    assert second.start().process.wait(STOP_SECONDS) != 0
    assert f"already runs from the folder {portal.var}" in second.output
    assert portal.process.poll() is None

    assert one_child_named(portal, "beat").kill() is None
    assert portal.process.wait(STOP_SECONDS) != 0
    assert "“beat” ended by itself" in portal.output
    assert portal.processes() == []


def one_child_named(portal, name):
    return next(process for process in portal.processes() if f" {name} " in " ".join(process.cmdline()))


def test_a_port_in_use_is_said_in_one_line_and_nothing_is_left(portal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", portal.port))
        other.listen()
        assert portal.start().process.wait(STOP_SECONDS) != 0
    assert f"Port {portal.port} cannot be used" in portal.output
    assert "Traceback" not in portal.output
    assert portal.processes() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_while_starting_leaves_nothing_behind(portal, number):
    portal.start()
    wait_for(lambda: (portal.var / "postgres").exists(), 30)
    portal.signal(number)
    wait_for(lambda: not portal.processes(), STOP_SECONDS)


def test_a_data_folder_that_cannot_be_used_is_named(portal):
    portal.var.write_text("a file, not a folder")
    assert portal.start().process.wait(STOP_SECONDS) != 0
    assert f"The data folder {portal.var} cannot be used" in portal.output
    assert "Traceback" not in portal.output


def test_a_lock_ends_with_its_process(tmp_path):
    lock = locks.VarLock(tmp_path)
    code = (
        "import sys, pathlib, time; from fce_portal.embedded import locks;"
        "lock = locks.VarLock(pathlib.Path(sys.argv[1])); lock.share(locks.Part.USERS); print('held', flush=True);"
        "time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=BASE_DIR, stdout=subprocess.PIPE)
    with holder.stdout:
        assert holder.stdout.readline() == b"held\n"
        assert not lock.is_free(locks.Part.USERS)
        holder.kill()
        holder.wait()
    assert lock.is_free(locks.Part.USERS)
    lock.close()
