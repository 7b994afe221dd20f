"""(b) Working out one changed activity, at both sizes in turns."""

import json

from bench.results import timings


def measure(bench):
    seconds = {size: [] for size in bench.sizes}
    for _ in range(bench.plan.turns):
        for size in bench.sizes:
            each = -(-bench.plan.refreshes // bench.plan.turns)
            seconds[size] += json.loads(bench.services.python(size.database, "-m", "bench.inside.refresh", each))
    found = {size: timings(samples) for size, samples in seconds.items()}
    small, large = (found[size]["p50_ms"] for size in bench.sizes)
    for size in bench.sizes:
        bench.report.add(f"refresh of one activity, {size}, p50", found[size]["p50_ms"], "ms")
        bench.report.details[f"refresh {size.name}"] = found[size]
    bench.report.add("refresh, large ÷ small", large / small, "×", target=1.2)
