"""Breaks one thing or several at once, mends them, and waits until all is well again; so many faults, by a seed."""

import http.client
import json
import random
import threading
import time
from contextlib import suppress

import psutil

from bench.chaos.faults import CLOCK, KINDS, OWN, Fault
from bench.chaos.scene import WEB_PROCESSES

AT_ONCE = ((1, 15), (2, 25), (3, 25), (4, 20), (5, 15))  # (faults, how often)
BEAT_STARTS_SECONDS = 10  # after which it has read its schedule, on a busy machine too
WELL_SECONDS = 120  # within which everything has to be back
ALONE = 0.04  # how often, of all times, what breaks everything comes: after that has come back which was broken before
BELLS = (  # (queue, a task that finds nothing to do, whose queue it is)
    ("celery", "district.tasks.send_mails", "worker"),
    ("rollups", "indicators.tasks.refresh_stale_cells", "rollups"),
)


class Storm:
    def __init__(self, scene, *, faults, seed, tell=print, only=(), minutes=None):
        self.scene, self.wanted, self.tell = scene, faults, tell
        self.most_seconds = minutes * 60 if minutes else float("inf")
        self.rng = random.Random(f"{seed} faults")
        self.faults, self.now, self.findings = [], [], []
        has = {OWN: scene.owns_database, CLOCK: bool(scene.clocks.library)}
        possible = [one for one in KINDS if has.get(one.needs, True)]
        self.kinds = [one for one in possible if not only or any(word in one.name for word in only)]
        self.alone = [one for one in self.kinds if one.is_alone]
        self.together = [one for one in self.kinds if not one.is_alone]

    def in_force(self):
        """What is broken right now, or was until everything is well again; for the count of answers."""
        return " + ".join(sorted(one.name for one in self.now))

    def run(self):
        started = time.monotonic()
        while len(self.faults) < self.wanted and time.monotonic() - started < self.most_seconds:
            chosen = self.choose()
            for one in chosen:
                self.begin(one)
            time.sleep(max([one.hold for one in chosen], default=0.5))
            for one in chosen:
                self.end(one)
            for one in chosen:
                threading.Thread(target=self.wait_until_well, args=[one], daemon=True).start()
            self.wait_for_pages()
            if chosen:
                self.tell(
                    f"{len(self.faults):>5} {time.monotonic() - started:7.1f} s  "
                    + "; ".join(f"{one.name}{' ' + one.told if one.told else ''}" for one in chosen)
                )
            time.sleep(self.rng.uniform(0.05, 0.4))
        self.wait_until_calm()

    def choose(self):
        """What is broken next; what has not come back yet is left alone."""
        numbers, weights = zip(*AT_ONCE, strict=True)
        how_many = min(self.rng.choices(numbers, weights)[0], self.wanted - len(self.faults))
        chosen, parts = [], {part for one in self.now for part in one.kind.parts}
        if self.alone and (not self.together or self.rng.random() < ALONE):
            self.wait_until_calm()
            return [self.fault_of(self.rng.choice(self.alone))]
        for _number in range(50):
            if len(chosen) == how_many:
                break
            kind = self.rng.choices(self.together, [one.weight for one in self.together])[0]
            if parts.isdisjoint(kind.parts):
                parts |= set(kind.parts)
                chosen.append(self.fault_of(kind))
        return chosen

    def fault_of(self, kind):
        return Fault(kind, self.rng, hold=self.rng.uniform(*kind.hold))

    def wait_until_calm(self):
        while self.now:
            time.sleep(0.1)

    def begin(self, fault):
        fault.began = time.time()
        self.now = [*self.now, fault]
        self.faults.append(fault)
        self.attempt(fault, fault.kind.begin)

    def end(self, fault):
        if fault.kind.end:
            self.attempt(fault, fault.kind.end)
        fault.ended = time.time()

    def attempt(self, fault, act):
        try:
            act(self.scene, fault)
        except Exception as error:  # beside another fault there may be nobody left to break
            fault.told += f" ({type(error).__name__})"

    # -------------------------------------------------------------- well again

    def wait_for_pages(self):
        """What comes next meets people at work: until pages come again there are none."""
        until = time.monotonic() + WELL_SECONDS
        while not (self.database_is_well() and self.web_is_well()) and time.monotonic() < until:
            time.sleep(0.05)

    def wait_until_well(self, fault):
        """Until all that a fault broke works again, which the next faults need not wait for."""
        began = time.monotonic()
        for what, is_well in self.probes(set(fault.kind.parts)):
            while not is_well():
                if time.monotonic() - began > WELL_SECONDS:
                    self.findings.append(f"{what} did not come back within {WELL_SECONDS} s after “{fault.name}”")
                    break
                time.sleep(0.1)
        fault.seconds_to_well = time.monotonic() - began
        self.now = [one for one in self.now if one is not fault]

    def probes(self, parts):
        if parts & {"database", "clock of database"}:
            yield "the database", self.database_is_well
        yield "the web server", self.web_is_well
        if "web" in parts:
            yield "all processes of the web server", self.web_is_whole
        for queue, task, name in BELLS:
            if parts & {name, "broker", "database", "files"}:
                yield f"the worker of the queue {queue}", Bell(self.scene, queue, task).is_heard
        if "beat" in parts:
            yield "beat", self.beat_is_well

    def database_is_well(self):
        if self.scene.postgres.answers():
            return True
        with suppress(Exception):
            self.scene.start_database(seconds=1)  # whoever keeps it would
        return False

    def web_is_whole(self):
        """Whether each of its processes has served somebody since it began: only then it has threads."""
        serving = self.scene.processes["web"].children()
        with suppress(psutil.NoSuchProcess):
            return len(serving) >= WEB_PROCESSES and all(one.num_threads() > 1 for one in serving)
        return False

    def beat_is_well(self):
        """Whether it goes on: one that cannot read what it has kept ends seconds after each start."""
        main = self.scene.processes["beat"].main()
        with suppress(psutil.NoSuchProcess):
            return bool(main) and time.time() - main.create_time() > BEAT_STARTS_SECONDS
        return False

    def web_is_well(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.scene.port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            answer = connection.getresponse()
            report = json.loads(answer.read())
            return answer.status == 200 and report["broker"] == "ok"
        except (OSError, ValueError, KeyError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class Bell:
    """Whether a worker takes a message that was sent after a fault."""

    def __init__(self, scene, queue, task):
        self.scene, self.queue, self.task, self.is_rung = scene, queue, task, False

    def is_heard(self):
        try:
            if not self.is_rung:
                self.scene.celery.send_task(self.task, queue=self.queue, retry=False, ignore_result=True)
                self.is_rung = True
            with self.scene.broker() as broker:
                return broker.llen(self.queue) == 0
        except Exception:
            self.is_rung = False
            return False
