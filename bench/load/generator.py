"""Sends visits at the moments at which people arrive, whatever the server does, and notes what each waited.

Threads wait for the next arrival. As long as one of them is free, a visit begins at its moment; when all hold visits
that the server has not answered, the next ones begin late, and their waiting counts from the moment at which they
should have begun: nothing is left out because the server was slow (no coordinated omission).
"""

import os
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

THREADS = 192
GIVE_UP_SECONDS = 6.0  # so late that the step has failed, whatever comes later
DRAIN_SECONDS = 20.0


@dataclass
class Asked:
    """One request: what it was for, what was waited for it, how it ended; `error` is empty where all was well."""

    at: float
    kind: str
    seconds: float
    queries: int | None = None
    error: str = ""


@dataclass
class Step:
    """What came of so many seconds of arrivals at one rate; warming up is not in it."""

    rate: float
    seconds: float
    asked: list = field(default_factory=list)
    late: list = field(default_factory=list)  # seconds that a free thread began after the moment: the generator's own
    cpu_seconds: float = 0.0  # of the generator
    wall_seconds: float = 0.0
    given_up: bool = False

    def by_kind(self):
        found = defaultdict(list)
        for one in self.asked:
            found[one.kind].append(one)
        return dict(sorted(found.items()))

    @property
    def errors(self):
        return [one for one in self.asked if one.error]


class Generator:
    """Plays arrivals: `visit(arrival, ask)` does what one person wants; `ask` notes each request of it."""

    def __init__(self, visit, threads=THREADS, patience=GIVE_UP_SECONDS):
        self.visit, self.threads, self.patience = visit, threads, patience

    def play(self, coming, *, rate, warm_up, seconds):
        """Play `coming` (of `warm_up + seconds` seconds); returns the Step of what arrived after the warm-up."""
        step = Step(rate, seconds)
        self.lock, self.coming, self.stopped = threading.Lock(), iter(coming), threading.Event()
        cpu = os.times()
        self.started = time.perf_counter()
        threads = [threading.Thread(target=self._work, args=(step, warm_up), daemon=True) for _ in range(self.threads)]
        for thread in threads:
            thread.start()
        until = self.started + warm_up + seconds + max(DRAIN_SECONDS, self.patience)
        for thread in threads:
            thread.join(max(0.1, until - time.perf_counter()))
        if any(thread.is_alive() for thread in threads):
            step.given_up = True
            self.stopped.set()
            for thread in threads:
                thread.join(60)
        after = os.times()
        step.wall_seconds = time.perf_counter() - self.started
        step.cpu_seconds = after.user + after.system - cpu.user - cpu.system
        return step

    def _work(self, step, warm_up):
        while not self.stopped.is_set():
            with self.lock:
                arrival = next(self.coming, None)
            if arrival is None:
                return
            moment = self.started + arrival.at
            early = moment - time.perf_counter()
            if early > 0:
                time.sleep(early)
            elif -early > self.patience:
                step.given_up = True
                self.stopped.set()
                return
            counts = arrival.at >= warm_up
            if counts and early > 0:
                step.late.append(time.perf_counter() - moment)
            asker = Asker(arrival, moment)
            try:
                self.visit(arrival, asker)
            except Exception as error:  # a visit that went wrong is an error of the step, never the end of a thread
                if not (asker.asked and asker.asked[-1].error):
                    asker.fail(f"{type(error).__name__}: {error}"[:200])
            if counts:
                step.asked.extend(asker.asked)


class Asker:
    """Notes the requests of one visit: the first from the person's arrival, a further one from when it was sent."""

    def __init__(self, arrival, moment):
        self.arrival, self.since, self.asked = arrival, moment, []

    def note(self, kind, queries=None, error=""):
        now = time.perf_counter()
        self.asked.append(Asked(self.arrival.at, kind, now - self.since, queries, error))
        self.since = now

    def fail(self, error):
        self.note(self.arrival.kind, error=error)
