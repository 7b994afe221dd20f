"""(h) Board packets: everything that a packet can hold, made as a worker makes it, at both sizes."""

import json

TARGET_SECONDS = 10  # for 60 pages, on two processors


def measure(bench):
    for size in bench.sizes:
        made = json.loads(bench.services.python(size.database, "-m", "bench.inside.packets", bench.plan.packet_schools))
        bench.report.details[f"packets {size.name}"] = made
        for_sixty = 60 * made["seconds"] / made["pages"]
        note = f"{made['pages']} pages in {made['seconds']:.2f} s, {made['bytes'] / 1e6:.2f} MB"
        bench.report.add(f"board packet, {size}, for 60 pages", for_sixty, "s", target=TARGET_SECONDS, note=note)
        bench.report.add(f"one drawing as a picture, {size}", made["slide_seconds"], "s")
