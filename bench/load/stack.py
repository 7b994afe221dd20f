"""The portal as in production, for one run: web processes, both workers, beat, on a database that is kept."""

import os
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.http import Visitor
from bench.processes import Process, WebServer, both_workers, command
from bench.services import YARDSTICK, Services
from fce_portal import embedded

START_SECONDS = 300
CONNECTION_SECONDS = 600  # that one to the database lives, as it does by itself (DATABASE_CONN_MAX_AGE)
ANSWERS_OF_ALL = 32


@dataclass
class Stack:
    """What runs: the port people come to, and {group: process id} of everything that takes processor time."""

    port: int
    processes: dict
    web: WebServer


def environment(services: Services, database, web_processes):
    """As the portal runs, behind one proxy that says where people come from."""
    return {
        **services.environment(database),
        "WEB_CONCURRENCY": str(web_processes),
        "TRUSTED_PROXIES": "1",
        "DATABASE_CONN_MAX_AGE": str(CONNECTION_SECONDS),
    }


@contextmanager
def portal(services: Services, database, web_processes, folder):
    """The portal's processes; ends all of them, also when the run is broken off."""
    env = environment(services, database, web_processes)
    with ExitStack() as stack:
        worker, rollups = stack.enter_context(both_workers(env, folder))
        beat = stack.enter_context(Process("beat", command("beat"), env, folder))
        web = stack.enter_context(WebServer("web", "bench.load.wsgi", env, folder))
        until_it_answers(web)
        found = {"web": web, "worker": worker, "rollups": rollups, "beat": beat}
        yield Stack(web.port, {name: one.process.pid for name, one in found.items()} | servers(services), web)


@contextmanager
def empty_page(services: Services, web_processes, folder):
    """The bare project behind the same web server with as many processes."""
    env = environment(services, YARDSTICK, web_processes)
    with WebServer("empty-page", "bench.yardstick.wsgi", env, folder) as web:
        yield Stack(web.port, {"web": web.process.pid}, web)


def servers(services: Services):
    """{group: process id} of the embedded database and broker, those of this folder only, and of the generator."""
    found = {"generator": os.getpid()}
    if not os.environ.get("DATABASE_URL"):
        found["database"] = pid_of(embedded.Postgres(services.var / "postgres"))
    if not os.environ.get("REDIS_URL"):
        found["broker"] = pid_of(embedded.Valkey(services.var / "valkey"))
    return {name: pid for name, pid in found.items() if pid}


def pid_of(service):
    process = service.process()
    return process.pid if process else None


def until_it_answers(web):
    """A process loads the portal before it answers: not to be counted as somebody's waiting.

    Several in a row, so that all of the processes have answered; raises RuntimeError where it is not ready in time.
    """
    until, answered = time.monotonic() + START_SECONDS, 0
    while answered < ANSWERS_OF_ALL:
        web.require_alive()
        try:
            answered += Visitor(web.port).get("/readyz").status == 200
        except OSError:
            answered = 0
        if time.monotonic() > until:
            raise RuntimeError(f"The portal was not ready after {START_SECONDS} seconds: see {web.log}.")
