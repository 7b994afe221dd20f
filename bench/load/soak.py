"""`make soak`: half of what `make load` found, for half an hour; does anything grow that should not?

    python -m bench.load.soak --schools 1800 --activities 5000000 --minutes 30

The rate comes from the file that `make load` wrote, or from --rate. Every ten seconds memory, open files, threads and
processes of each group, connections, dead rows, the queue and the outbox are sampled. `bench/load/flatness.py` holds
the rule by which each is judged, LIMITS below what each may grow by. Ends with 1 where anything is not flat, a request
failed, or autovacuum left a table behind.
"""

import argparse
import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from bench.load import district as districts
from bench.load import telling
from bench.load.arrivals import arrivals
from bench.load.flatness import TooShort, growth
from bench.load.generator import Generator
from bench.load.judging import told
from bench.load.mix import shares, visitor_of
from bench.load.people import Everybody
from bench.load.running import Player, sign_everybody_in
from bench.load.sampling import NOT_VACUUMED
from bench.load.stack import CONNECTION_SECONDS, portal
from bench.services import Services
from bench.settings import results_file

SAMPLED_EVERY = 10.0
# What each may grow by in an hour: a web process is replaced every twenty thousand requests, so that growth of one does
# not last, but growth of a group would. 60 MB an hour fill what a small server has free in a night.
LIMITS = {"memory": 60.0, "files": 40.0, "threads": 20.0, "processes": 4.0}
LIMITS_OF_ALL = {"connections": 10.0, "queue": 20.0, "outbox": 20.0}
UNITS = {"memory": "MB"}
# A server process of PostgreSQL keeps the files open that it has read, up to a limit of its own. Its memory fills with
# what it has read too, and goes with its connection: the sum goes up and down, and what connections leave is judged.
NOT_JUDGED = {("files", "database"), ("memory", "database")}
LASTING = {"database": CONNECTION_SECONDS + 60}  # a connection ends with the next request after its time
MEASURED = ("web", "worker", "rollups", "beat", "database", "broker")


def main(arguments=None):
    options = parsed(arguments)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    services = Services()
    district = districts.District(options.schools, options.activities, options.accounts)
    districts.ensure(services, district, say)
    rate = options.rate or half_of_what_was_found(options.found, options.processes)
    found = {"machine": telling.machine(), "district": str(district), "minutes": options.minutes, "rate": rate}
    say(f"{options.minutes} minutes at {rate:.2f} arrivals a second …")
    with portal(services, district.database, options.processes, services.var / "logs") as stack:
        step, samples = soak(services, district, stack, rate, options)
    left = services.run_sql(NOT_VACUUMED, database=district.database)
    found |= judge(step, samples, left)
    found["samples"] = [asdict(one) for one in samples]
    print(printed := report(found), flush=True)
    telling.write(options.out, found, printed)
    say(f"Written: {options.out}")
    return 0 if found["passed"] else 1


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="python -m bench.load.soak", description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--activities", type=int, default=5000)
    parser.add_argument("--accounts", type=int, default=40)
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, help="arrivals a second; else half of what make load found")
    parser.add_argument("--found", type=Path, default=results_file(os.environ).with_name("load.json"))
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--out", type=Path, default=results_file(os.environ).with_name("soak.json"))
    return parser.parse_args(arguments)


def half_of_what_was_found(file, processes):
    try:
        found = json.loads(file.read_text())["processes"][str(processes)]["highest"]
    except (OSError, KeyError) as error:
        raise SystemExit(
            f"{file} says nothing of {processes} web processes: run make load first, or give --rate."
        ) from error
    if not found:
        raise SystemExit(f"{file}: no rate passed with {processes} web processes. Give --rate.")
    return found / 2


def soak(services, district, stack, rate, options):
    everybody = Everybody(stack.port, districts.cast(services, district, options.people))
    sign_everybody_in(everybody)
    possible, _left_out = shares(everybody)
    seconds = 60 * options.minutes
    player = Player(services, district.database, stack, None, possible, warm_up=0, seconds=seconds, seed=options.seed)
    coming = arrivals(rate, seconds, possible, options.seed)
    with player.sampler(interval=SAMPLED_EVERY, memory=True, lasting=LASTING) as sampler:
        step = Generator(visitor_of(everybody)).play(coming, rate=rate, warm_up=0, seconds=seconds)
    return step, sampler.samples


def judge(step, samples, left_by_autovacuum):
    """What the samples say: growths with their verdicts, requests, tables that were not vacuumed."""
    growths, too_short = [], ""
    try:
        growths = [growth(name, series, limit) for name, series, limit in series_of(samples)]
    except TooShort as error:
        too_short = str(error)
    passed = bool(growths) and all(one.verdict == "flat" for one in growths)
    return {
        "growths": [asdict(one) | {"verdict": one.verdict} for one in growths],
        "too_short": too_short,
        "requests": told(step, samples),
        "not_vacuumed": [list(row) for row in left_by_autovacuum],
        "passed": passed and not step.errors and not step.given_up and not left_by_autovacuum,
    }


def series_of(samples):
    """(name, [(seconds, value)], limit an hour) of everything that is judged."""
    for what, limit in LIMITS.items():
        for group in [one for one in MEASURED if (what, one) not in NOT_JUDGED]:
            series = [(one.at, getattr(one, what)[group]) for one in samples if group in getattr(one, what)]
            if series:
                yield f"{what} of {group}", series, limit
    for group in LASTING:
        series = [(one.at, one.lasting[group]) for one in samples if group in one.lasting]
        if series:
            yield f"memory of {group} beside connections", series, LIMITS["memory"]
    for what, limit in LIMITS_OF_ALL.items():
        yield what, [(one.at, getattr(one, what)) for one in samples], limit


def report(found):
    head = ("what", "growth an hour", "give or take", "limit", "at the end", "verdict")
    rows = [
        (one["name"], f"{one['an_hour']:.1f}", f"{one['give_or_take']:.1f}", f"{one['limit']:.0f}",
         f"{one['at_end']:.1f}", one["verdict"])
        for one in found["growths"]
    ]  # fmt: skip
    lines = [
        f"{found['minutes']} minutes at {found['rate']:.2f} arrivals a second; {found['district']}",
        telling.table([head, *rows]) if rows else f"Not judged: {found['too_short']}",
        telling.steps_table([found["requests"]]),
        telling.kinds_table(found["requests"]["kinds"]),
    ]
    lines += [f"NOT VACUUMED  {name}: {live:,} rows, {dead:,} dead" for name, live, dead in found["not_vacuumed"]]
    lines += [f"ERROR  {error}" for error in found["requests"]["errors"]]
    lines.append("The soak passed: flat." if found["passed"] else "The soak FAILED.")
    return "\n\n".join(lines)


def say(words):
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
