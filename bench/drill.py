"""`make drill`: backs up a portal while people work in it, restores it elsewhere, and proves that it is the same.

A portal of its own is started (web, workers, an embedded database in a folder of its own), people log activities over
HTTP and files are kept as evidence all the while. Ends with 1 where anything is not the same.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import ExitStack
from pathlib import Path

from bench.http import Visitor
from bench.processes import WebServer, workers
from bench.services import PASSWORD, Services
from bench.settings import BASE_DIR, YESTERDAY
from fce_portal import embedded

DATABASE = "fce_portal"
PEOPLE = ["central", "principal", "staff"]
LOG = "/activities/log/"


def main(arguments=None):
    options = parsed(arguments)
    folder = Path(options.folder or tempfile.mkdtemp(prefix="portal-drill-")).resolve()
    findings = []
    try:
        with ExitStack() as stack:
            first, second = (portal_in(folder / name, stack) for name in ("first", "second"))
            backup, people = back_up_under_load(first, folder, options)
            print_load(people)
            restored = timed(second, "restore", backup)
            print(restored.told.strip())
            print(f"Restored in {restored.seconds:.1f} s.")
            findings = compare(first, second, backup, people)
    except RuntimeError as error:
        findings.append(str(error))
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    for finding in findings:
        print(f"NOT THE SAME  {finding}")
    print("The drill FAILED." if findings else "The drill succeeded: what was restored is what was backed up.")
    return 1 if findings else 0


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="python -m bench.drill", description=__doc__)
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--activities", type=int, default=5000)
    parser.add_argument("--people", type=int, default=6, help="who log activities all the while")
    parser.add_argument("--before", type=float, default=10, metavar="SECONDS", help="of work before the backup begins")
    parser.add_argument("--folder", help="keep everything here instead of in a temporary folder")
    return parser.parse_args(arguments)


# ------------------------------------------------------------------ two portals


def portal_in(var, stack):
    """A database server and a broker in a folder of their own, whatever the environment names."""
    var.mkdir(parents=True)
    embedded.ensure(var, [embedded.Postgres(var / "postgres"), embedded.Valkey(var / "valkey")])
    stack.callback(embedded.release, var)
    services = Services.__new__(Services)
    services.var, services.template = var, ""
    services.database_url, services.redis_url = embedded.database_url(var), embedded.redis_url(var)
    return services


class Timed:
    def __init__(self, told, seconds):
        self.told, self.seconds = told, seconds


def timed(services, *arguments):
    started = time.perf_counter()
    return Timed(services.manage(DATABASE, *arguments), time.perf_counter() - started)


def back_up_under_load(first, folder, options):
    """The folder of a backup that was made while people worked, and those people."""
    first.manage(DATABASE, "migrate", "--verbosity=0")
    first.manage(DATABASE, "demo_data", "--schools", options.schools, "--activities", options.activities)
    environment = first.environment(DATABASE)
    with WebServer("web", "fce_portal.wsgi", environment, folder) as web, workers(environment, folder):
        people = [Person(web.port, f"{PEOPLE[n % len(PEOPLE)]}@hartford.example") for n in range(options.people)]
        keeper = Keeper(environment)
        everybody = [*people, keeper]
        for one in everybody:
            one.start()
        wait_until_all_work(everybody)
        time.sleep(options.before)
        begun = time.time()
        made = timed(first, "backup", folder / "backups", "--trial")
        ended = time.time()
        time.sleep(2)
        for one in everybody:
            one.stop()
    print(made.told.strip())
    print(f"Backed up in {made.seconds:.1f} s while {len(people)} people worked.")
    for one in everybody:
        one.begun, one.ended = begun, ended
    (backup,) = (folder / "backups").iterdir()
    return backup, everybody


def wait_until_all_work(everybody):
    until = time.monotonic() + 60
    while not all(one.acknowledged for one in everybody):
        if time.monotonic() > until:
            raise RuntimeError("Not everybody could work within a minute.")
        time.sleep(0.1)


class Person(threading.Thread):
    """Logs one activity after the other; what the portal has acknowledged is noted with the moment."""

    def __init__(self, port, email):
        super().__init__(daemon=True)
        self.visitor = Visitor(port).sign_in(email, PASSWORD)
        self.acknowledged = {}  # entry key → the moment
        self.answers = []  # (moment, seconds)
        self.refused = []
        self.wanted = True

    def run(self):
        while self.wanted:
            key = str(uuid.uuid4())
            page = self.visitor.get(LOG)
            fields = {"activity_type": "WORKSHOP", "held_on": YESTERDAY, "count": "21", "title": "Drill"}
            fields |= {"entry_key": key, "counted": "families_total"}
            answer = self.visitor.post(LOG, fields | first_school(page.text))
            self.answers.append((time.time(), answer.seconds))
            if answer.status == 302:
                self.acknowledged[key] = time.time()
            else:
                self.refused.append(answer.status)

    def stop(self):
        self.wanted = False
        self.join(60)


def first_school(page):
    """The school to choose, where the form asks for one (people of the district)."""
    head, found, rest = page.partition('name="school"')
    options = rest.partition("</select>")[0].split('<option value="')[1:] if found else []
    values = [option.partition('"')[0] for option in options]
    return {"school": next((value for value in values if value), "")} if values else {}


class Keeper(threading.Thread):
    """Keeps files as evidence, in a process of the portal's, as its upload forms do."""

    def __init__(self, environment):
        super().__init__(daemon=True)
        self.acknowledged, self.answers, self.refused = {}, [], []
        command = [sys.executable, "-m", "bench.inside.keeping_evidence"]
        self.process = subprocess.Popen(
            command, cwd=BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self):
        for line in self.process.stdout:
            self.acknowledged[line.strip()] = time.time()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(60)
        self.join(60)
        self.process.stdout.close()


# ------------------------------------------------------------------ what came of it


def print_load(people):
    *loggers, keeper = people
    for label, belongs in (("before", lambda at, one: at < one.begun), ("during", lambda at, one: at >= one.begun)):
        seconds = sorted(s for one in loggers for at, s in one.answers if belongs(at, one) and at <= one.ended)
        if seconds:
            p95 = seconds[int(len(seconds) * 0.95)]
            print(f"Activities logged {label} the backup: {len(seconds)}, p95 {1000 * p95:.0f} ms")
    print(f"Files kept as evidence: {len(keeper.acknowledged)}; answers that were no success: {refused(loggers)}")


def refused(loggers):
    return sum(len(one.refused) for one in loggers)


def compare(first, second, backup, people):
    """What is not as it should be, in words: tables, files, work acknowledged. `restore` has verified the rest."""
    *loggers, keeper = people
    before = {key for one in loggers for key, at in one.acknowledged.items() if at < one.begun}
    files = {name for name, at in keeper.acknowledged.items() if at < keeper.begun}
    told = json.loads(second.python(DATABASE, "-m", "bench.inside.compare_backup", backup))
    findings = list(told["differences"])
    kept = set(told["entry_keys"])
    findings += [f"acknowledged activity {key} is missing" for key in sorted(before - kept)]
    findings += [f"acknowledged file {name} is missing" for name in sorted(files - set(told["files"]))]
    if refused(loggers):
        findings.append(f"{refused(loggers)} requests failed while the backup was made")
    everything = {key for one in loggers for key in one.acknowledged}
    print(
        f"Tables equal: {told['equal']} of {told['tables']} ({told['rows']} rows); written by the restore itself: "
        f"{', '.join(told['written'])}\n"
        f"Files equal: {len(told['files'])}\n"
        f"Acknowledged before the backup: {len(before)} activities and {len(files)} files, all there: "
        f"{before <= kept and files <= set(told['files'])}; acknowledged later and in it: "
        f"{len((everything - before) & kept)} of {len(everything - before)}"
    )
    return findings


if __name__ == "__main__":
    sys.exit(main())
