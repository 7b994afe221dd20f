"""(d) The dashboards at both sizes against the yardsticks, asked in turns within the same minutes."""

import gzip
import json
from contextlib import ExitStack

from bench.http import Visitor
from bench.processes import WebServer
from bench.results import timings
from bench.services import PASSWORD, YARDSTICK

PAGES = ("district", "school")
EMAIL = "central@hartford.example"
# A page is read again, or by the first person after the worker counted a logged activity, or after figures were
# published. What is kept of a page is kept under these two numbers: with another one that part is made anew.
CHANGES = {
    "": "",
    " counted": """
        INSERT INTO indicators_rolluprun (kind, started_at, finished_at, claimed, cells_changed, error, definition)
        VALUES ('REFRESH', now(), now(), 1, 1, '', '')
    """,
    " published": "UPDATE indicators_publicationstamp SET number = number + 1",
}
LABELS = {
    "": "",
    " counted": ", first reader after an activity",
    " published": ", first reader after a publication",
}


def measure(bench):
    seconds, last = {}, {}
    with ExitStack() as stack:
        yardsticks, pages = askers(bench, stack)
        for state, asked in pages.items():
            times = bench.plan.requests // 3 if state else bench.plan.requests
            ask_in_turns(yardsticks | asked, times, bench.plan.warm_up, seconds, last)
    found = {name: timings(samples) | sizes(last[name].body) for name, samples in seconds.items()}
    add_queries(bench, found)
    bench.report.details["pages"] = found
    report(bench, found)


def ask_in_turns(asked, times, warm_up, seconds, last):
    """Ask each of `asked` once a turn; collect in `seconds` what the turns after the warm-up took."""
    for turn in range(times + warm_up):
        for name, (visitor, path, change) in asked.items():
            change()
            answer = last[name] = visitor.get(path)
            if answer.status != 200:
                raise RuntimeError(f"{name}: {path} answered {answer.status}.")
            if turn >= warm_up:
                seconds.setdefault(name, []).append(answer.seconds)


def askers(bench, stack):
    """What is asked, {name: (visitor, path, what is done before)}: yardsticks, and the pages by state."""
    yardstick = stack.enter_context(
        WebServer("yardstick", "bench.yardstick.wsgi", bench.services.environment(YARDSTICK), bench.folder)
    )
    plain = Visitor(yardstick.port)
    yardsticks = {"yardstick (a)": (plain, "/small/", nothing), "yardstick (b)": (plain, "/table/", nothing)}
    pages = {state: {} for state in CHANGES}
    for size in bench.sizes:
        environment = bench.services.environment(size.database)
        web = stack.enter_context(WebServer(f"pages-{size.name}", "fce_portal.wsgi", environment, bench.folder))
        visitor = Visitor(web.port).sign_in(EMAIL, PASSWORD)
        connection = stack.enter_context(bench.services.connect(size.database))
        for state, statement in CHANGES.items():
            change = changer(connection, statement) if statement else nothing
            for page in PAGES:
                pages[state][f"{page} {size.name}{state}"] = (visitor, getattr(bench.pages, page), change)
    return yardsticks, pages


def nothing():
    pass


def changer(connection, statement):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return change


def sizes(body):
    return {"bytes": len(body), "bytes_gzip": len(gzip.compress(body, 6))}


def add_queries(bench, found):
    paths = {page: getattr(bench.pages, page) for page in PAGES}
    for size in bench.sizes:
        answer = bench.services.python(size.database, "-m", "bench.inside.queries", EMAIL, *paths.values())
        for page, path in paths.items():
            for state, queries in json.loads(answer)[path].items():
                found[f"{page} {size.name}{state}"]["queries"] = queries


def report(bench, found):
    add, base = bench.report.add, found["yardstick (b)"]["p50_ms"]
    add("yardstick (a), small template, p50", found["yardstick (a)"]["p50_ms"], "ms")
    add("yardstick (b), 50 rows as a table, p50", base, "ms", note=f"p95 {found['yardstick (b)']['p95_ms']} ms")
    for page in PAGES:
        for state, label in LABELS.items():
            for size in bench.sizes:
                one = found[f"{page} {size.name}{state}"]
                add(f"{page} dashboard{label} ÷ (b), {size}", one["p50_ms"] / base, "×", target=2, note=described(one))
                add(f"{page} dashboard{label}, {size}, queries", one["queries"], "", target=10)
            small, large = (found[f"{page} {size.name}{state}"]["p50_ms"] for size in bench.sizes)
            add(f"{page} dashboard{label}, large ÷ small", large / small, "×", target=1.2)


def described(one):
    times = f"p50 {one['p50_ms']} ms, p95 {one['p95_ms']} ms"
    return f"{times}, {one['bytes'] / 1000:.1f} kB, {one['bytes_gzip'] / 1000:.1f} kB compressed"
