"""What schools and activities cost: bytes, rollups, what runs by night, and the asks that a partition would serve.

    python -m bench.load.costs --schools 1800 --activities 5000000

`docs/scale.md` is written from what it prints. Name parts to measure only those (`bench/inside/costs.py`).
"""

import argparse
import json
import os
import sys
from pathlib import Path

from bench.inside.costs import PARTS
from bench.load import district as districts
from bench.load import telling
from bench.services import Services
from bench.settings import results_file

VISITS = "visits"  # every kind of visit once: what it takes of a processor


def main(arguments=None):
    options = parsed(arguments)
    services = Services()
    district = districts.District(options.schools, options.activities, options.accounts)
    districts.ensure(services, district, lambda words: print(words, file=sys.stderr, flush=True))
    found = json.loads(options.out.read_text()) if options.out.exists() else {}
    for part in options.parts or (*PARTS, VISITS):
        print(f"Measuring: {part} …", file=sys.stderr, flush=True)
        if part == VISITS:
            found[VISITS] = json.loads(services.python(district.database, "-m", "bench.inside.visits"))
        else:
            found |= json.loads(services.python(district.database, "-m", "bench.inside.costs", part))
        found |= {"machine": telling.machine(), "district": str(district)}
        telling.write(options.out, found, printed := as_lines(found))  # after each, should a later one break off
    print(printed)
    return 0


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="python -m bench.load.costs", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, VISITS, []], metavar="part")
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--activities", type=int, default=5000)
    parser.add_argument("--accounts", type=int, default=40)
    parser.add_argument("--out", type=Path, default=results_file(os.environ).with_name("costs.json"))
    return parser.parse_args(arguments)


def as_lines(found, before=""):
    """Everything under its path, a line each."""
    lines = []
    for name, value in found.items():
        if isinstance(value, dict):
            lines.append(as_lines(value, f"{before}{name} / "))
        else:
            lines.append(f"{before}{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
