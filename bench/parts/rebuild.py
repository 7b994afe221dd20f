"""(a) A full rebuild against one hand-written statement that counts the same cells."""

import json
from statistics import median


def measure(bench):
    for size in bench.sizes:
        found = json.loads(bench.services.python(size.database, "-m", "bench.inside.rebuild", bench.plan.rebuilds))
        if found["different_cells"]:
            raise RuntimeError(f"The two ways differ in {found['different_cells']} cells ({size}).")
        rebuilt, by_hand = median(found["rebuild"]), median(found["by_hand"])
        bench.report.add(
            f"rebuild ÷ by hand, {size}",
            rebuilt / by_hand,
            "×",
            target=1.3,
            note=f"{rebuilt:.2f} s against {by_hand:.2f} s",
        )
        bench.report.details[f"rebuild {size.name}"] = found
