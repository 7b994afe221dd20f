"""`make load`: the highest rate at which people arrive and do not wait, in a district of a given size.

    python -m bench.load --schools 1800 --activities 5000000 --processes 1,2,4

Each step lets people of every role arrive at a rate for some seconds (`bench/load/mix.py` says who does what). A step
passes if 95 of 100 requests are answered within a second of the arrival and none fails. The same search is made with
the empty page of a bare Django project; the ratio of both says what the portal's pages cost, on whatever machine.
Ends with 1 where no rate passed.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

from bench.load import district as districts
from bench.load import telling
from bench.load.mix import shares, visitor_of
from bench.load.people import Everybody, Person
from bench.load.running import Player, sign_everybody_in
from bench.load.search import highest_rate
from bench.load.stack import empty_page, portal
from bench.services import Services
from bench.settings import results_file

CONFIRMED_LOWER = 0.93  # a rate that does not pass the longer step at the end is tried so much lower
CONFIRMATIONS = 4


def main(arguments=None):
    options = parsed(arguments)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that everything started is ended
    services = Services()
    district = districts.District(options.schools, options.activities, options.accounts)
    found = {
        "machine": telling.machine(),
        "district": str(district),
        "options": vars(options) | {"out": str(options.out)},
    }
    found["made"] = districts.ensure(services, district, say, again=options.again)
    districts.ensure_yardstick(services)
    printed = [f"{district}; {found['machine']}"]
    for count in options.processes:
        one = found.setdefault("processes", {})[str(count)] = measure(services, district, count, options)
        printed.append(report(count, one))
        print(printed[-1], flush=True)
        telling.write(options.out, found, "\n\n".join(printed))  # after each: a run that is broken off leaves something
    say(f"Written: {options.out}")
    return 0 if all(one["highest"] for one in found["processes"].values()) else 1


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--activities", type=int, default=5000)
    parser.add_argument("--accounts", type=int, default=40, help="schools whose people sign in and work on plans")
    parser.add_argument("--people", type=int, default=120, help="who sign in, of every role some")
    parser.add_argument("--processes", type=whole_numbers, default=[2], help="web processes, such as 1,2,4")
    parser.add_argument("--first", type=float, default=4.0, help="arrivals a second to begin with")
    parser.add_argument("--warm-up", type=float, default=10.0, metavar="SECONDS")
    parser.add_argument("--seconds", type=float, default=40.0, help="of each step, after the warm-up")
    parser.add_argument("--rate", type=float, help="play only this rate, on both, instead of searching")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="make the district anew, also if it is there")
    parser.add_argument("--out", type=Path, default=results_file(os.environ).with_name("load.json"))
    return parser.parse_args(arguments)


def whole_numbers(text):
    return [int(part) for part in text.split(",")]


def measure(services, district, web_processes, options):
    """The search for the empty page and for the portal with so many web processes."""
    folder = services.var / "logs"
    with empty_page(services, web_processes, folder) as stack:
        empty = search(empty_player(services, stack, options), options, options.first * 16, confirm=False)
    with portal(services, district.database, web_processes, folder) as stack:
        everybody = Everybody(stack.port, districts.cast(services, district, options.people))
        possible, left_out = shares(everybody)
        say(f"{len(everybody.with_account)} people sign in …")
        signed_in = sign_everybody_in(everybody)
        player = Player(
            services, district.database, stack, visitor_of(everybody), possible,
            warm_up=options.warm_up, seconds=options.seconds, seed=options.seed,
        )  # fmt: skip
        found = search(player, options, options.first)
    return found | {
        "empty_page": empty,
        "sign_ins": signed_in,
        "left_out": left_out,
        "ratio": round(empty["highest"] / found["highest"], 2) if found["highest"] and not options.rate else None,
    }


def search(player, options, first, confirm=True):
    if options.rate:
        player.play(options.rate)
        return of_steps(player, options.rate if player.steps[-1]["passed"] else 0.0, player.steps[-1])

    def passes(rate):
        step = player.play(rate)
        say("  ".join(telling.step_row(step)))
        return step["passed"]

    highest, best = highest_rate(passes, first).highest, None
    for _turn in range(CONFIRMATIONS if confirm and highest else 0):
        best = player.play(highest, seconds=1.5 * options.seconds)
        say("confirming: " + "  ".join(telling.step_row(best)))
        if best["passed"]:
            break
        highest *= CONFIRMED_LOWER
    if confirm and highest and not best["passed"]:
        highest = 0.0
    return of_steps(player, highest, best)


def of_steps(player, highest, best):
    return {"highest": round(highest, 2), "at_highest": best, "steps": player.steps}


def empty_player(services, stack, options):
    def visit(arrival, asker):
        answer = Person(stack.port).get("/small/")
        asker.note("empty page", error="" if answer.status == 200 else f"answered {answer.status}")

    return Player(
        services, None, stack, visit, {"empty page": 1},
        warm_up=min(5.0, options.warm_up), seconds=options.seconds / 2, seed=options.seed,
    )  # fmt: skip


def report(count, one):
    lines = [f"=== {count} web process{'es' if count > 1 else ''}"]
    lines.append(
        f"Empty page: {one['empty_page']['highest']} a second.\n" + telling.steps_table(one["empty_page"]["steps"])
    )
    lines.append("Portal:\n" + telling.steps_table(one["steps"]))
    if one["at_highest"]:
        lines.append(
            f"At {one['at_highest']['rate']} arrivals a second:\n" + telling.kinds_table(one["at_highest"]["kinds"])
        )
        lines.append(f"Processors taken: {one['at_highest']['processors']}")
    lines.append(f"Signing in: {one['sign_ins']}")
    if one["left_out"]:
        lines.append(f"Nobody and nothing for: {', '.join(one['left_out'])}")
    lines.append(
        f"HIGHEST RATE: {one['highest']} arrivals a second with p95 under a second and no error; "
        f"the empty page carries {one['ratio']} times as many."
    )
    return "\n\n".join(lines)


def say(words):
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
