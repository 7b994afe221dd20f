"""What the processes of a run take while it runs, read from /proc: processor, memory, connections, what waits.

Processes are told apart by what they are for: web, worker, rollups, beat, database, broker, generator. A group whose
processes cannot be seen (a database on another machine) is left out, and the results say so.
"""

import os
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LISTENING = "0A"
MB = 1024 * 1024
QUEUES = ("celery", "rollups")
GENERATOR = "generator"
IN_DATABASE = """
SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
    (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'),
    (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'),
    (SELECT count(*) FROM district_outgoingmail WHERE state = 'WAITING'),
    (SELECT coalesce(sum(n_dead_tup), 0)::bigint FROM pg_stat_user_tables)
"""
# What autovacuum allows a table: 50 rows and a fifth of it. Twice that is more than it should ever find.
NOT_VACUUMED = """
SELECT relname, n_live_tup, n_dead_tup FROM pg_stat_user_tables WHERE n_dead_tup > 2 * (50 + 0.2 * n_live_tup) + 1000
"""


@dataclass
class Sample:
    at: float
    cpu: dict = field(default_factory=dict)  # group → seconds of processor since the sample before
    busy: float = 0.0  # share of the machine's processors that did anything, of anybody
    runnable: int = 0  # processes that run or wait for a processor
    backlog: int = 0  # connections that no web process has taken yet
    memory: dict = field(default_factory=dict)  # group → MB of its own (PSS of anonymous memory)
    lasting: dict = field(default_factory=dict)  # group → MB of those of its processes that are older than its limit
    files: dict = field(default_factory=dict)  # group → open files
    threads: dict = field(default_factory=dict)
    processes: dict = field(default_factory=dict)
    connections: int = 0
    active: int = 0
    waiting_for_locks: int = 0
    outbox: int = 0
    dead_rows: int = 0
    queue: int = 0


class Sampler(threading.Thread):
    """Samples every `interval` seconds until the `with` block ends. `groups` is {name: process at the root of it};
    `lasting` {name: seconds} is of whose processes the old ones are told apart."""

    def __init__(self, groups, *, port, interval, memory=False, lasting=None, connect=None, broker=None):
        super().__init__(daemon=True)
        self.roots = {name: psutil.Process(pid) for name, pid in groups.items() if pid}
        self.port, self.interval, self.memory, self.lasting = port, interval, memory, lasting or {}
        self.connect, self.broker = connect, broker
        self.samples, self.spent, self.ended = [], {}, threading.Event()

    def __enter__(self):
        self.held = ExitStack()
        self.connection = self.held.enter_context(self.connect()) if self.connect else None
        self.machine = machine_times()
        self.take()  # the first one only sets the marks
        self.samples.clear()
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join(30)
        self.held.close()

    def run(self):
        while not self.ended.wait(self.interval):
            self.take()

    def take(self):
        sample = Sample(time.time())
        for name, root in self.roots.items():
            members = [root] if name == GENERATOR else processes_of(root)  # it is the parent of all that it started
            sample.processes[name] = len(members)
            sample.cpu[name] = self.cpu_since(members)
            if self.memory:
                sample.memory[name] = memory_of(members)
                if name in self.lasting:
                    sample.lasting[name] = memory_of(one for one in members if age_of(one) > self.lasting[name])
                sample.files[name] = sum(open_files(one.pid) for one in members)
                sample.threads[name] = sum(threads(one) for one in members)
        before, self.machine = self.machine, machine_times()
        total = self.machine[0] - before[0]
        sample.busy = (self.machine[1] - before[1]) / total if total else 0.0
        sample.runnable, sample.backlog = runnable(), backlog(self.port)
        if self.connection:
            self.ask_the_database(sample)
        if self.broker:
            sample.queue = sum(self.broker.llen(queue) for queue in QUEUES)
        self.samples.append(sample)

    def cpu_since(self, members):
        seconds = 0.0
        for one in members:
            with suppress(psutil.Error):
                spent = sum(one.cpu_times()[:2])
                key = (one.pid, one.create_time())
                seconds += spent - self.spent.get(key, 0.0 if self.samples else spent)
                self.spent[key] = spent
        return seconds

    def ask_the_database(self, sample):
        with self.connection.cursor() as cursor:
            cursor.execute(IN_DATABASE)
            (sample.connections, sample.active, sample.waiting_for_locks, sample.outbox, sample.dead_rows) = (
                cursor.fetchone()
            )


def processes_of(root):
    with suppress(psutil.Error):
        return [root, *root.children(recursive=True)]
    return []


def machine_times():
    """(all, busy) seconds of all processors since the machine started."""
    times = psutil.cpu_times()
    total = sum(getattr(times, name, 0.0) for name in ("user", "nice", "system", "idle", "iowait", "irq", "softirq"))
    return total, total - times.idle - times.iowait


def memory_of(processes):
    return round(sum(own_memory(one.pid) for one in processes) / MB, 2)


def age_of(process):
    """Seconds since it began; none where it is gone."""
    with suppress(psutil.Error):
        return time.time() - process.create_time()
    return 0.0


def own_memory(pid):
    """Bytes that would be free if the process ended: its anonymous memory, shared pages in their share.

    Shared buffers of the database and files in memory are not in it: they fill up to a limit and are no leak.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss_Anon:"):
                return int(line.split()[1]) * 1024
    return 0


def open_files(pid):
    with suppress(OSError):
        return len(os.listdir(f"/proc/{pid}/fd"))
    return 0


def threads(process):
    with suppress(psutil.Error):
        return process.num_threads()
    return 0


def runnable():
    with suppress(OSError, ValueError):
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[0])
    return 0


def backlog(port):
    """Connections that wait to be accepted at this port: the receive queue of the listening socket."""
    wanted = f"{port:04X}"
    with suppress(OSError):
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING and fields[1].endswith(f":{wanted}"):
                return int(fields[4].partition(":")[2], 16)
    return 0
