"""PostgreSQL and Valkey of a first run: the same engines as in production, from wheels, with data under PORTAL_VAR.

Who wants to use them calls `ensure()`: whatever is not running is started, whatever runs is shared. They stop
when the last process that called it has ended, also when it was killed (`keeper.py` sees to that). A service
whose URL is in the environment (DATABASE_URL, REDIS_URL) is never started here.

The addresses follow from the folder alone, so settings can name them whether the services run or not.
"""

import atexit
import os
import subprocess
import sys
import time
from pathlib import Path

from fce_portal.embedded.errors import EmbeddedError
from fce_portal.embedded.locks import Part, VarLock
from fce_portal.embedded.postgres import Postgres
from fce_portal.embedded.valkey import Valkey

__all__ = ["EmbeddedError", "Postgres", "Valkey", "broker_url", "database_url", "ensure", "redis_url", "release"]

BASE_DIR = Path(__file__).resolve().parent.parent.parent
_held: dict[Path, tuple[VarLock, int]] = {}
_keepers: list[subprocess.Popen] = []  # kept, or Python would complain of children that outlive us on purpose


def database_url(var, database="fce_portal"):
    """Where the embedded PostgreSQL of the folder `var` answers (a URL for Django, psql and pg_dump alike)."""
    return Postgres(Path(var) / "postgres").url(database)


def redis_url(var):
    """Where the embedded Valkey of the folder `var` answers, for redis-py."""
    return Valkey(Path(var) / "valkey").url


def broker_url(url):
    """The same address as Celery spells it: it has a scheme of its own for Unix sockets."""
    return url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")


def ensure(var, services=None):
    """Have the embedded services running (those that no environment variable replaces); return their names.

    Safe to call twice, and from several processes at once. Raises EmbeddedError with a sentence to show.
    """
    var = Path(var).resolve()
    services = wanted(var) if services is None else services
    if services:
        lock = hold(var)
        with lock.exclusive(Part.STARTING):
            for service in services:
                service.start()
    return [service.name for service in services]


def wanted(var, environ=os.environ):
    """The embedded services that this environment asks for."""
    services: list[Postgres | Valkey] = []
    if not is_named("DATABASE_URL", environ):
        services.append(Postgres(var / "postgres"))
    if not is_named("REDIS_URL", environ):
        services.append(Valkey(var / "valkey"))
    return services


def is_named(variable, environ):
    """Whether the environment says it, or the file where it stands (`fce_portal/secret_files.py`)."""
    return bool(environ.get(variable) or environ.get(f"{variable}_FILE"))


def stop_all(var):
    """Stop whatever runs in the folder `var` (tests have several brokers there)."""
    for folder in var.glob("valkey*/"):
        Valkey(folder).stop()
    Postgres(var / "postgres").stop()


def hold(var):
    """Count this process as one of the users of the folder `var`, with a keeper that cleans up behind it."""
    if var in _held:
        return _held[var][0]
    lock = VarLock(var)
    lock.share(Part.USERS)  # waits while the services of an earlier run are being stopped
    if lock.is_free(Part.KEEPER):
        start_keeper(var)
    _held[var] = (lock, os.getpid())
    atexit.register(release, var)
    return lock


def start_keeper(var):
    """Start the process that outlives us; it ends by itself as soon as nobody uses the folder."""
    with open(var / "keeper.log", "ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "fce_portal.embedded.keeper", str(var)],
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _keepers.append(keeper)


def release(var):
    """Stop using the services; the last user stops them (what others still use keeps running)."""
    var = Path(var).resolve()
    lock, owner = _held.get(var, (None, None))
    if lock is None or owner != os.getpid():  # a forked child inherits our memory, not our share of the lock
        return
    del _held[var]
    if lock.take(Part.USERS, wait=False):
        stop_all(var)
        lock.release(Part.USERS)
        wait_for_keepers(lock)
    lock.close()


def wait_for_keepers(lock, seconds=5):
    """Give the keeper, and one of ours that may still be starting, the moment to notice that its work is done."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if lock.is_free(Part.KEEPER) and all(keeper.poll() is not None for keeper in _keepers):
            return
        time.sleep(0.02)
