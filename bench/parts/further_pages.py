"""(i) Every other page of figures at both sizes, read again by central office: against (b), large against small."""

import json
from contextlib import ExitStack

from bench.http import Visitor
from bench.parts.pages import EMAIL, ask_in_turns, described, nothing, sizes
from bench.processes import WebServer
from bench.results import timings
from bench.services import PASSWORD, YARDSTICK


def measure(bench):
    seconds, last, asked = {}, {}, {}
    with ExitStack() as stack:
        yardstick = stack.enter_context(
            WebServer("yardstick", "bench.yardstick.wsgi", bench.services.environment(YARDSTICK), bench.folder)
        )
        asked["yardstick (b)"] = (Visitor(yardstick.port), "/table/", nothing)
        for size in bench.sizes:
            environment = bench.services.environment(size.database)
            web = stack.enter_context(WebServer(f"further-{size.name}", "fce_portal.wsgi", environment, bench.folder))
            visitor = Visitor(web.port).sign_in(EMAIL, PASSWORD)
            for name, path in bench.pages.further.items():
                asked[f"{name} {size.name}"] = (visitor, path, nothing)
        ask_in_turns(asked, max(bench.plan.requests // 5, 3), max(bench.plan.warm_up // 5, 1), seconds, last)
    found = {name: timings(samples) | sizes(last[name].body) for name, samples in seconds.items()}
    bench.report.details["further pages"] = found
    queries = queries_of(bench)
    base = found["yardstick (b)"]["p50_ms"]
    for name in bench.pages.further:
        for size in bench.sizes:
            one = found[f"{name} {size.name}"]
            bench.report.add(f"{name} ÷ (b), {size}", one["p50_ms"] / base, "×", note=described(one))
            bench.report.add(f"{name}, {size}, queries", queries[size.name][name], "")
        small, large = (found[f"{name} {size.name}"]["p50_ms"] for size in bench.sizes)
        bench.report.add(f"{name}, large ÷ small", large / small, "×")


def queries_of(bench):
    """{size: {page: queries}}"""
    found, paths = {}, bench.pages.further
    for size in bench.sizes:
        answer = bench.services.python(size.database, "-m", "bench.inside.queries", EMAIL, *paths.values())
        by_path = json.loads(answer)
        found[size.name] = {name: by_path[path][""] for name, path in paths.items()}
    return found
