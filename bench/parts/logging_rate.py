"""(e) Activities logged per second through the HTTP form, the workers running, against yardstick (c)."""

from bench.http import Visitor
from bench.parts.delay import log_activity
from bench.processes import WebServer, workers
from bench.services import PASSWORD, YARDSTICK


def measure(bench):
    size = bench.large
    environment = bench.services.environment(size.database)
    bare = bench.services.environment(YARDSTICK)
    with (
        WebServer("logging", "fce_portal.wsgi", environment, bench.folder) as web,
        WebServer("adding", "bench.yardstick.wsgi", bare, bench.folder) as yardstick,
        workers(environment, bench.folder),
    ):
        staff = Visitor(web.port).sign_in("staff@hartford.example", PASSWORD)
        plain = Visitor(yardstick.port)
        plain.get("/add/")
        ways = {"logged": lambda: log_activity(bench, staff, 5), "added": lambda: add_entry(plain)}
        seconds = dict.fromkeys(ways, 0.0)
        each = max(1, bench.plan.posts // bench.plan.turns)
        for turn in range(bench.plan.turns + 1):
            for name, way in ways.items():
                spent = sum(way().seconds for _ in range(each))
                seconds[name] += spent if turn else 0  # the first round warms up
    rates = {name: bench.plan.turns * each / spent for name, spent in seconds.items()}
    bench.report.add("yardstick (c), POST that inserts one row", rates["added"], "per second")
    bench.report.add("activities logged through the form", rates["logged"], "per second", note=f"{size}")
    bench.report.add("logging ÷ (c)", rates["logged"] / rates["added"], "×", target=0.5, at_least=True)
    bench.report.details["logging"] = rates


def add_entry(visitor):
    fields = {"place": 7, "held_on": "2026-01-15", "title": "Family literacy night", "people": 5}
    answer = visitor.post("/add/", fields)
    if answer.status != 302:
        raise RuntimeError(f"The yardstick did not save (status {answer.status}).")
    return answer
