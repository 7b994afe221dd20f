"""The portal under test: database, broker, web server, workers, beat and a mail server, in a folder of their own.

Each process is watched as systemd or Compose would: what has ended is started again after a moment. The database and
the broker are started again by whoever ended them, because they are to be away for as long as a fault lasts.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import redis
from celery import Celery

from bench.chaos.clock import Clocks
from bench.chaos.disks import Disk
from bench.chaos.mail import PostOffice
from bench.chaos.power import Power
from bench.processes import command, free_port
from bench.services import Services
from bench.settings import BASE_DIR
from fce_portal import embedded
from fce_portal.embedded.processes import is_alive

DATABASE = "fce_portal"
KINDS = ("web", "worker", "rollups", "beat")
START_AGAIN_AFTER = 0.3  # seconds
WEB_PROCESSES = 2
DATABASE_MB, VAR_MB = 1600, 300
LOST_SECONDS = "20"  # after which a job without a heartbeat is given to another worker; in production five minutes


class Watched:
    """A process of the Procfile with its children, started again whenever it ends."""

    def __init__(self, name, environment, folder):
        self.name, self.environment = name, environment
        self.log = folder / f"{name}.log"
        self.process, self.wanted, self.starts = None, False, 0
        self.lock = threading.Lock()

    def start(self):
        self.wanted = True
        self._start()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def _start(self):
        with self.lock, self.log.open("ab") as output:
            if not self.wanted:
                return
            self.process = subprocess.Popen(
                [sys.executable, *command(self.name)],
                cwd=BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            self.starts += 1

    def _watch(self):
        while self.wanted:
            self.process.wait()
            if self.wanted:
                time.sleep(START_AGAIN_AFTER)
                self._start()

    def main(self):
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid)

    def children(self):
        main = self.main()
        with suppress(psutil.NoSuchProcess):
            return [one for one in main.children(recursive=True) if is_alive(one)] if main else []
        return []

    def everybody(self):
        return [one for one in (self.main(), *self.children()) if one]

    def stop(self):
        self.wanted = False
        family = self.everybody()
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.send_signal(signal.SIGCONT)
        if family:
            with suppress(psutil.NoSuchProcess):
                family[0].terminate()
        _gone, alive = psutil.wait_procs(family, timeout=20)
        for one in alive:
            with suppress(psutil.NoSuchProcess):
                one.kill()


class Scene:
    def __init__(self, folder, *, prepared=None):
        self.folder = Path(folder).resolve()
        self.var = self.folder / "var"
        self.prepared = Path(prepared).resolve() if prepared else None
        self.post = PostOffice().start()
        self.processes = {}
        self.owns_database, self.database = True, DATABASE

    def set_up(self, prepare):
        """Make the disks and start everything; `prepare(services)` fills the database where none is prepared."""
        self.var_disk = Disk(self.var, VAR_MB)
        self.database_disk = Disk(self.var / "postgres", DATABASE_MB)
        self.var.chmod(0o711)
        if self.prepared and self.prepared.exists():
            subprocess.run(["cp", "-a", f"{self.prepared}/.", str(self.var / "postgres")], check=True)
        self.postgres = embedded.Postgres(self.var / "postgres")
        self.valkey = embedded.Valkey(self.var / "valkey")
        self.clocks = Clocks(self.folder / "clocks")
        own_disks = [disk.folder for disk in (self.var_disk, self.database_disk) if disk.is_mounted]
        self.power = Power(self.folder / "power", own_disks)
        with self.for_database():
            embedded.ensure(self.var, [self.postgres, self.valkey])
        self.services = Services.__new__(Services)
        self.services.var, self.services.template = self.var, ""
        self.services.database_url = embedded.database_url(self.var)
        self.services.redis_url = embedded.redis_url(self.var)
        self.port = free_port()
        if not (self.prepared and self.prepared.exists()):
            prepare(self.services)
            if self.prepared:
                self.keep_prepared()
        self.processes = {name: Watched(name, self.environment(name), self.folder).start() for name in KINDS}
        self.celery = Celery(broker=embedded.broker_url(self.services.redis_url))
        self.celery.conf.broker_transport_options = {"socket_connect_timeout": 1, "socket_timeout": 2}
        return self

    def keep_prepared(self):
        """A copy of the filled database, so that the next run begins at once."""
        self.postgres.stop()
        self.prepared.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", str(self.var / "postgres"), str(self.prepared)], check=True)
        self.start_database()

    def environment(self, name):
        return {
            **self.services.environment(DATABASE),
            **loaded(self.clocks.environment(name), self.power.environment()),
            "EMAIL_URL": self.post.url,
            "PORTAL_PORT": str(self.port),
            "WEB_CONCURRENCY": str(WEB_PROCESSES),
            "WORKER_CONCURRENCY": "2",
            "JOB_LOST_SECONDS": LOST_SECONDS,
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "WARNING",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }

    def for_database(self):
        return Environment(loaded(self.clocks.environment("database"), self.power.environment()))

    # -------------------------------------------------------------- the database and the broker

    def start_database(self, seconds=90):
        """Start it, as often as it takes: after a kill its last processes may still hold the memory."""
        return self._start(self.postgres, seconds)

    def start_broker(self, seconds=60):
        return self._start(self.valkey, seconds)

    def _start(self, service, seconds):
        until = time.monotonic() + seconds
        while True:
            try:
                with self.for_database() if service is self.postgres else Environment(self.power.environment()):
                    service.start()
                return
            except Exception:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def database_processes(self):
        main = self.postgres.process()
        with suppress(psutil.NoSuchProcess):
            return [main, *main.children(recursive=True)] if main else []
        return []

    def broker(self):
        return redis.Redis.from_url(self.services.redis_url, socket_timeout=2, socket_connect_timeout=1, retry=None)

    def tear_down(self):
        for one in self.processes.values():
            one.wanted = False
        for one in self.processes.values():
            one.stop()
        self.post.stop()
        if hasattr(self, "postgres"):
            for one in self.database_processes():
                with suppress(psutil.NoSuchProcess):
                    one.send_signal(signal.SIGCONT)
            embedded.release(self.var)
        for disk in ("database_disk", "var_disk"):
            if hasattr(self, disk):
                getattr(self, disk).remove()


def loaded(*environments):
    """All variables together; libraries to be loaded first stand beside each other."""
    libraries = [one["LD_PRELOAD"] for one in environments if "LD_PRELOAD" in one]
    found = {name: value for one in environments for name, value in one.items()}
    return found | ({"LD_PRELOAD": ":".join(libraries)} if libraries else {})


class Environment:
    """Variables that hold for the length of a block, for what is started there."""

    def __init__(self, values):
        self.values = values

    def __enter__(self):
        self.before = {name: os.environ.get(name) for name in self.values}
        os.environ.update(self.values)

    def __exit__(self, *_):
        for name, value in self.before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
