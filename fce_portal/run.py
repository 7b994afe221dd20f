"""`make run`: the whole portal on one machine, in one terminal, until Ctrl-C.

Embedded services, then migrations, plan and demo district, then the processes of the Procfile under one manager.
Whatever ends us, nothing stays behind: we stop the services when we end, and their keeper does if we are killed.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings
from honcho.environ import parse_procfile
from honcho.manager import Manager

from fce_portal import embedded, healthcheck
from fce_portal.embedded.leftovers import forget_children, remember_children, stop_leftovers
from fce_portal.embedded.locks import Part
from fce_portal.run_output import Output

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO_PEOPLE = ["admin", "central", "principal", "staff", "council", "partner", "board"]
READY_SECONDS = 120


class CannotRun(Exception):
    """Why the portal cannot start, in words for a person."""


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    try:
        prepare(settings.PORTAL_VAR, settings.PORTAL_PORT)
        return serve(settings.PORTAL_VAR, settings.PORTAL_PORT)
    except (CannotRun, embedded.EmbeddedError) as error:
        return f"\n{error}"
    except KeyboardInterrupt:
        return 130


# ------------------------------------------------------------------ before the first page


def prepare(var, port):
    lock = embedded.hold(var)
    if not lock.take(Part.RUN, wait=False):
        raise CannotRun(f"The portal already runs from the folder {var}. Stop it first, or set PORTAL_VAR.")
    stop_leftovers(var)
    require_free(port)
    started = embedded.ensure(var)
    if started:
        print(f"Using embedded {' and '.join(started)} in {var}", flush=True)
    demo = ["--demo"] if settings.MAKE_DEMO else []
    result = subprocess.run([sys.executable, "manage.py", "prepare", *demo], cwd=BASE_DIR, check=False)
    if result.returncode:
        raise CannotRun("The database could not be prepared; the reason is above.")


def require_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error}). Choose another one: PORTAL_PORT={port + 1} make run"
            ) from error


# ------------------------------------------------------------------ serving


def serve(var, port):
    """Run the processes of the Procfile until a signal, or until one of them ends; return the exit code."""
    output = Output()
    manager = Processes(output, var, port)
    for name, command in parse_procfile((BASE_DIR / "Procfile").read_text()).processes.items():
        manager.add_process(name, f"exec {command}", cwd=BASE_DIR, env=child_environment())
    relay_hangup()
    manager.loop()
    forget_children(var)
    if output.ended_by_itself:
        return f"\nThe process “{output.ended_by_itself}” ended by itself; its last lines are above. All were stopped."
    return 0 if manager.returncode in (130, 143) else manager.returncode


class Processes(Manager):
    """honcho's manager, which notes its children for a keeper, and waits with ending them until it knows them all."""

    def __init__(self, output, var, port):
        super().__init__(output)
        self.var, self.port, self.output = var, port, output
        output.on_started = self.started
        self.expected = 0
        self.wanted = False

    def add_process(self, *args, **kwargs):
        self.expected += 1
        return super().add_process(*args, **kwargs)

    def started(self, children):
        remember_children(self.var, children)
        if len(children) < self.expected:
            return
        if self.wanted:
            self.terminate()
        watch(self.port, self.output)

    def terminate(self):
        """A signal that comes early is kept: honcho fails on a process that has not told its number yet."""
        self.wanted = True
        if len(self.output.children) == self.expected:
            super().terminate()


def child_environment():
    programs = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
        "PATH": os.pathsep.join([programs, os.environ.get("PATH", "")]),
        "PYTHONUNBUFFERED": "1",
        # On the machine of a first run we may well be root; in production the containers are not.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


def relay_hangup():
    """A closed terminal ends the portal as SIGTERM does (the manager knows only that one and Ctrl-C)."""
    signal.signal(signal.SIGHUP, lambda number, frame: os.kill(os.getpid(), signal.SIGTERM))


def watch(port, output):
    """Start our own threads, now that no process is to be forked any more."""
    threading.Thread(target=announce, args=(port, output), daemon=True).start()
    if "PORTAL_PARENT" in os.environ:
        threading.Thread(target=end_with_parent, args=(int(os.environ["PORTAL_PARENT"]),), daemon=True).start()


def end_with_parent(parent):
    """When `make` is killed it cannot tell us: then nobody is left who could stop the portal with Ctrl-C."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def announce(port, output):
    """Wait for the first answer, then tell the address and who can sign in."""
    until = time.monotonic() + READY_SECONDS
    while not healthcheck.answers(port=port):
        if time.monotonic() > until:
            return output.say(f"The web server does not answer on port {port}; see the lines above.")
        time.sleep(0.1)
    output.say(f"Portal ready: http://127.0.0.1:{port}")
    if settings.MAKE_DEMO:
        output.say(f"Demo sign-ins, all with the password {settings.DEMO_PASSWORD}")
        for name in DEMO_PEOPLE:
            output.say(f"  {name}@hartford.example")
    output.say("Stop with Ctrl-C.")


if __name__ == "__main__":
    sys.exit(main())
