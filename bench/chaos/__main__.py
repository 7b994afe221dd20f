"""`make chaos`: people work in a portal of its own while its processes, disks, connections and clocks break.

Ends with 1 where anything that was acknowledged is missing, anything is there in half or twice, a mail is lost, a job
never ends, a sum or the audit trail does not verify, or something does not come back by itself.
"""

import argparse
import json
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from types import SimpleNamespace

from bench.chaos import proof
from bench.chaos.browser import Cut, Unavailable
from bench.chaos.people import Person
from bench.chaos.scene import DATABASE, Scene
from bench.chaos.storm import Storm
from bench.chaos.writes import ACKNOWLEDGED, REFUSED, UNKNOWN, Record

WORK = {  # who does what, how often beside other things
    "central": {"log": 3, "edit": 4, "export": 1, "look": 1, "bring": 1},
    "principal": {"log": 2, "edit": 2, "question": 5, "look": 1},
    "staff": {"log": 3, "edit": 3, "bring": 1, "look": 1},
    "council": {"vote": 8, "look": 1},
    "partner": {"serve": 4, "answer": 4, "look": 1},
}
CLERK = {"bring_large": 1, "bring": 2, "export": 1, "look": 4}  # one who brings tables that a worker takes


def main(arguments=None):
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))  # so that nothing of it is left behind
    options = parsed(arguments)
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    print(f"Seed {seed}, {options.faults} faults, {options.people} people.", flush=True)
    folder = options.folder or tempfile.mkdtemp(prefix="portal-chaos-")
    scene = Scene(folder, prepared=options.prepared)
    try:
        scene.set_up(prepare)
        findings = run(scene, seed, options)
    finally:
        scene.tear_down()
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    for finding in findings:
        print(f"FINDING  {finding}")
    print(f"Seed {seed}: {len(findings)} findings." if findings else f"Seed {seed}: everything held.")
    return 1 if findings else 0


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--faults", type=int, default=20)
    parser.add_argument("--seed", type=int, help="the same kinds of faults in the same order; else one is drawn")
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--minutes", type=float, help="end the faults after so long, however many there were")
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help="faults whose names hold it")
    parser.add_argument("--folder", help="keep logs and database here instead of in a temporary folder")
    parser.add_argument("--prepared", help="a filled database: made there if it is missing, copied if it is not")
    return parser.parse_args(arguments)


def prepare(services):
    services.manage(DATABASE, "migrate", "--verbosity=0")
    services.manage(DATABASE, "demo_data", "--schools", 6, "--activities", 600)
    services.manage(DATABASE, "createcachetable")


def run(scene, seed, options):
    with_database = scene.services
    world = json.loads(with_database.python(DATABASE, "-m", "bench.inside.chaos_prepare"))
    record = Record()
    storm = Storm(
        scene,
        faults=options.faults,
        seed=seed,
        tell=lambda line: print(line, flush=True),
        only=options.only,
        minutes=options.minutes,
    )
    storm.mails_before = set(scene_mails(scene))
    wait_for_first_answer(storm)
    shared = SimpleNamespace(
        seed=seed,
        record=record,
        in_force=storm.in_force,
        to_ask=[],
        to_answer=[],
        motions=world["motions"],
        school_code=world["school"],
    )
    people = people_of(options.people, scene.port, shared)
    begun = time.monotonic()
    for one in people:
        one.start()
    time.sleep(2)
    storm.run()
    time.sleep(2)
    for one in people:
        one.wanted = False
    for one in people:
        one.stop()
    seconds = time.monotonic() - begun
    findings = [f"{one.name} did not come to an end" for one in people if one.is_alive()]
    go_on_with_tables(record, people)
    findings += settled(scene)
    state = json.loads(scene.services.python(DATABASE, "-m", "bench.inside.chaos_state", "state"))
    findings += proof.findings_of(record, state, storm, scene.post, scene.port)
    findings += verified(scene)
    tell(record, state, storm, scene, people, seconds)
    return findings


def scene_mails(scene):
    rows = scene.services.run_sql("SELECT id FROM district_outgoingmail", database=DATABASE)
    return [pk for (pk,) in rows]


def wait_for_first_answer(storm):
    until = time.monotonic() + 120
    while not storm.web_is_well():
        if time.monotonic() > until:
            raise RuntimeError("The web server did not start.")
        time.sleep(0.2)


def people_of(number, port, shared):
    names = list(WORK)
    chosen = [(names[n % len(names)], WORK[names[n % len(names)]]) for n in range(max(number - 1, 1))]
    if number > 1:
        chosen.append(("central", CLERK))
    return [Person(n, port, f"{name}@hartford.example", duties, shared) for n, (name, duties) in enumerate(chosen)]


def go_on_with_tables(record, people):
    """Tables that stopped in the middle: whoever brought them comes back and does what the page offers."""
    by_page = {}
    for person in people:
        person.wanted = True
        by_page[person.browser.email] = person
    for one in record.tables.values():
        if one.address and not one.is_acknowledged:
            for person in by_page.values():
                with suppress(Cut, Unavailable):  # what cannot be gone on with is found below
                    if person.browser.read(one.address).status == 200 and person.log_table(one) == ACKNOWLEDGED:
                        break


def settled(scene):
    try:
        scene.services.python(DATABASE, "-m", "bench.inside.chaos_state", "settle")
    except RuntimeError as error:
        left = scene.services.run_sql(
            "SELECT kind, state, heartbeat_at FROM district_job WHERE state IN ('WAITING', 'RUNNING')",
            database=DATABASE,
        )
        return [f"something still waits: {left} {error}"]
    return []


def verified(scene):
    for name in ("verify_rollups", "seal_audit", "verify_audit"):
        try:
            print(f"{name}: {scene.services.manage(DATABASE, name).strip().splitlines()[0]}")
        except (RuntimeError, IndexError) as error:
            yield f"{name}: {error}"


# ---------------------------------------------------------------------- figures


def tell(record, state, storm, scene, people, seconds):
    print(f"\n{len(storm.faults)} faults in {seconds:.0f} s while {len(people)} people worked.\n")
    tell_faults(storm)
    tell_answers(record)
    tell_writes(record)
    jobs = state["jobs"]
    print(
        f"\nJobs: {len(jobs)}, done {sum(one['state'] == 'DONE' for one in jobs)}, "
        f"failed in words {sum(one['state'] == 'FAILED' for one in jobs)}, "
        f"taken up again after their worker was lost {sum(one['lost'] > 0 for one in jobs)}"
    )
    mails = [one for one in state["mails"] if one["pk"] not in storm.mails_before]
    print(
        f"Mails: {len(mails)} in the outbox, sent {sum(one['state'] == 'SENT' for one in mails)}, nothing left to say "
        f"{sum(one['state'] == 'DROPPED' for one in mails)}; {len(scene.post.taken)} came, "
        f"{proof.came_twice(scene.post)} of them twice, under the same Message-ID"
    )
    starts = ", ".join(f"{name} {one.starts - 1}" for name, one in scene.processes.items())
    print(f"Started again by the supervisor: {starts}")
    for path, during, what in record.failures[:20]:
        print(f"(error page) {path}: {what} while {during or 'nothing'} was broken")
    for line in sorted(set(record.oddities))[:20]:
        print(f"(refused) {line}")
    for line in sorted({line for one in people for line in one.mistakes})[:20]:
        print(f"(of the harness) {line}")


def tell_faults(storm):
    by_kind = defaultdict(list)
    for one in storm.faults:
        by_kind[one.name].append(one.seconds_to_well)
    print(f"{'fault':52} {'times':>5}  {'back after, median':>18}  {'worst':>7}")
    for name, found in sorted(by_kind.items()):
        found.sort()
        print(f"{name:52} {len(found):>5}  {found[len(found) // 2]:>16.1f} s  {found[-1]:>5.1f} s")


def tell_answers(record):
    sums = defaultdict(lambda: defaultdict(int))
    for (during, what), number in record.answers.items():
        for name in during.split(" + "):
            sums[name][what] += number
    print("\nWhat people saw, by what was broken (where several things were, under each)")
    for name, found in sorted(sums.items()):
        print(f"{name:52} " + ", ".join(f"{what} {number}" for what, number in sorted(found.items())))


def tell_writes(record):
    print(f"\n{'write':20} {'acknowledged':>12} {'unknown':>8} {'refused':>8}")
    for kind in sorted({kind for kind, _how in record.outcomes}):
        numbers = [record.outcomes[kind, how] for how in (ACKNOWLEDGED, UNKNOWN, REFUSED)]
        print(f"{kind:20} {numbers[0]:>12} {numbers[1]:>8} {numbers[2]:>8}")
    print(f"{'together':20} {record.total(ACKNOWLEDGED):>12} {record.total(UNKNOWN):>8} {record.total(REFUSED):>8}")


if __name__ == "__main__":
    sys.exit(main())
