"""(j) The public site under load: as many requests a second as the server answers, against the empty page.

Some connections ask one page after another, each as soon as the last one is answered; the pages are asked in turns,
each for some seconds, with the same server settings as the empty page.
"""

import threading
import time
from contextlib import ExitStack

from bench.http import Visitor
from bench.processes import WebServer
from bench.results import timings
from bench.services import YARDSTICK

CONNECTIONS = 8


def measure(bench):
    with ExitStack() as stack:
        plain = stack.enter_context(
            WebServer("public-empty", "bench.yardstick.wsgi", bench.services.environment(YARDSTICK), bench.folder)
        )
        asked = {"empty page (a)": (plain.port, "/small/")}
        for size in bench.sizes:
            environment = bench.services.environment(size.database)
            web = stack.enter_context(WebServer(f"public-{size.name}", "fce_portal.wsgi", environment, bench.folder))
            for label, path in bench.pages.public.items():
                asked[f"{label}, {size}"] = (web.port, path)
        found = {name: load(port, path, bench.plan.load_seconds) for name, (port, path) in asked.items()}
    base = found["empty page (a)"]["a_second"]
    for name, one in found.items():
        bench.report.details[f"public {name}"] = one
        note = f"p50 {one['p50_ms']} ms, p95 {one['p95_ms']} ms, {CONNECTIONS} connections"
        bench.report.add(f"public, {name}", one["a_second"], "requests a second", note=note)
        if one["a_second"] != base:
            bench.report.add(f"public, {name} ÷ (a)", one["a_second"] / base, "×")


def load(port, path, seconds):
    """Ask as often as it is answered; fails if any answer is not the page."""
    samples, failures = [], []
    ask_for(port, path, 0.2, [], failures)  # the first reader makes the page
    until = time.perf_counter() + seconds
    asking = {"target": ask_until, "args": (port, path, until, samples, failures)}
    threads = [threading.Thread(**asking) for _number in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{path}: {failures[0]}")
    return timings(samples) | {"a_second": len(samples) / (time.perf_counter() - started)}


def ask_for(port, path, seconds, samples, failures):
    ask_until(port, path, time.perf_counter() + seconds, samples, failures)


def ask_until(port, path, until, samples, failures):
    visitor = Visitor(port)
    try:
        while time.perf_counter() < until:
            answer = visitor.get(path)
            if answer.status != 200:
                failures.append(f"answered {answer.status}")
                return
            samples.append(answer.seconds)
    except OSError as error:
        failures.append(str(error))
