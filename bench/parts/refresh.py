"""(b) Working out one changed activity, at both sizes in turns."""

import json

from bench.results import timings

# A school-month is counted from its own rows: how many there are is part of what it costs.
ROWS = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM (
    SELECT count(*) AS n FROM partnerships_activity WHERE school_id IS NOT NULL
    GROUP BY school_key, date_trunc('month', held_on)
) AS months
"""


def measure(bench):
    seconds = {size: [] for size in bench.sizes}
    for _ in range(bench.plan.turns):
        for size in bench.sizes:
            each = -(-bench.plan.refreshes // bench.plan.turns)
            seconds[size] += json.loads(bench.services.python(size.database, "-m", "bench.inside.refresh", each))
    found = {size: timings(samples) for size, samples in seconds.items()}
    small, large = (found[size]["p50_ms"] for size in bench.sizes)
    for size in bench.sizes:
        ((rows,),) = bench.services.run_sql(ROWS, database=size.database)
        note = f"{rows:.0f} activities in a school-month"
        bench.report.add(f"refresh of one activity, {size}, p50", found[size]["p50_ms"], "ms", note=note)
        bench.report.details[f"refresh {size.name}"] = found[size]
    bench.report.add("refresh, large ÷ small", large / small, "×", target=1.2)
