"""Web servers and workers of a run: the commands of the Procfile, on ports of their own."""

import shlex
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from honcho.environ import parse_procfile

from bench.settings import BASE_DIR

PROCFILE = parse_procfile((BASE_DIR / "Procfile").read_text()).processes
READY_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(name):
    """A line of the Procfile as arguments for the Python that runs us: `celery …` is the module celery."""
    return ["-m", *shlex.split(PROCFILE[name])]


class Process:
    """A child with a log file, stopped at the end of its `with` block."""

    def __init__(self, name, arguments, environment, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / f"{name}.log"
        self.command, self.environment = [sys.executable, *arguments], environment

    def __enter__(self):
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                self.command, cwd=BASE_DIR, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def require_alive(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.command[2]} ended: {self.log.read_text(errors='replace')[-2000:]}")


class WebServer(Process):
    """gunicorn with the portal's own configuration, serving `application` from the database of the environment."""

    def __init__(self, name, application, environment, folder):
        self.port = free_port()
        environment = {**environment, "PORTAL_PORT": str(self.port)}
        super().__init__(name, [*command("web")[:-1], application], environment, folder)

    def __enter__(self):
        super().__enter__()
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            self.require_alive()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise RuntimeError(f"The web server did not start: {self.log.read_text(errors='replace')[-2000:]}")


@contextmanager
def both_workers(environment, folder):
    """Both kinds of workers, as in production: (the general one, the one that brings figures up to date)."""
    with (
        Process("worker", command("worker"), environment, folder) as worker,
        Process("rollups", command("rollups"), environment, folder) as rollups,
    ):
        wait_until_both_answer(environment, rollups)
        yield worker, rollups


@contextmanager
def workers(environment, folder):
    """Both kinds of workers; gives the one that brings figures up to date."""
    with both_workers(environment, folder) as (_worker, rollups):
        yield rollups


def wait_until_both_answer(environment, rollups):
    """Starting takes a worker seconds of processor time, which are not to be counted as somebody's saving."""
    ping = [sys.executable, "-m", "celery", "--quiet", "--app", "fce_portal", "inspect", "ping", "--timeout", "2"]
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        rollups.require_alive()
        answer = subprocess.run(ping, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)
        if answer.stdout.count("pong") >= 2:
            return
    raise RuntimeError(f"The workers did not start: {rollups.log.read_text(errors='replace')[-2000:]}")
