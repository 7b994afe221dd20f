"""Whether a step passed, what its figures are by kind of visit, and what was short."""

from statistics import mean, median

import psutil

from bench.results import percentile

MOST_WAITED = 1.0  # seconds that 95 of 100 requests may take
FULL = 0.9  # share of the processors above which it is they that are short
SLOW_GENERATOR = 0.05  # seconds that the generator may begin late by itself, at the 95th percentile
SHOWN_ERRORS = 5
OTHERS = 0.2  # share of the processors that others may take before a step says nothing
PROCESSORS = psutil.cpu_count() or 1


def passed(step):
    """95 of 100 requests under a second, and no error."""
    return bool(step.asked) and not step.given_up and not step.errors and p95(step.asked) < MOST_WAITED


def p95(asked):
    return percentile([one.seconds for one in asked], 95)


def figures(asked):
    """Count, waiting in milliseconds, queries and errors of some requests."""
    seconds = [one.seconds for one in asked]
    queries = [one.queries for one in asked if one.queries is not None]
    return {
        "count": len(asked),
        "p50_ms": round(median(seconds) * 1000, 1),
        "p95_ms": round(percentile(seconds, 95) * 1000, 1),
        "p99_ms": round(percentile(seconds, 99) * 1000, 1),
        "queries": round(median(queries), 1) if queries else None,
        "most_queries": max(queries, default=None),
        "errors": sum(bool(one.error) for one in asked),
    }


def told(step, samples):
    """All of a step as JSON can hold it."""
    found = {
        "rate": round(step.rate, 3),
        "seconds": step.seconds,
        "passed": passed(step),
        "given_up": step.given_up,
        "all": figures(step.asked) if step.asked else None,
        "kinds": {kind: figures(asked) for kind, asked in step.by_kind().items()},
        "errors": [f"{one.kind}: {one.error}" for one in step.errors][:SHOWN_ERRORS],
        "requests_a_second": round(len(step.asked) / step.seconds, 2),
        "generator_cpu": round(step.cpu_seconds / step.wall_seconds, 3) if step.wall_seconds else None,
        "generator_late_p95_ms": round(percentile(step.late, 95) * 1000, 1) if step.late else None,
        **taken(samples),
    }
    found |= reckoned(found)
    found["short"] = what_is_short(found, step)
    return found


def taken(samples):
    """What the processes took: processors by group (1.0 is one whole processor), what waited."""
    if not samples:
        return {"processors": {}, "machine_busy": None}
    groups = sorted({name for one in samples for name in one.cpu})
    span = (samples[-1].at - samples[0].at) or 1.0
    return {
        "processors": {name: round(sum(one.cpu.get(name, 0.0) for one in samples[1:]) / span, 3) for name in groups},
        "machine_busy": round(mean(one.busy for one in samples), 3),
        "runnable": round(mean(one.runnable for one in samples), 1),
        "backlog_most": max(one.backlog for one in samples),
        "backlog_mean": round(mean(one.backlog for one in samples), 1),
        "connections_most": max(one.connections for one in samples),
        "active_mean": round(mean(one.active for one in samples), 2),
        "lock_waits_mean": round(mean(one.waiting_for_locks for one in samples), 2),
        "queue_most": max(one.queue for one in samples),
    }


def reckoned(found):
    """What one request takes of a processor, and how many arrivals would take all of them: holds on a machine that
    others use as well, where what is waited does not."""
    own = {name: share for name, share in found["processors"].items() if name != "generator"}
    if not sum(own.values()) or not found["requests_a_second"]:
        return {}
    return {
        "processor_ms_a_request": {
            name: round(1000 * share / found["requests_a_second"], 2) for name, share in own.items()
        },
        "would_fill_all": round(found["rate"] * PROCESSORS / sum(own.values()), 1),
    }


def what_is_short(found, step):
    """The first thing that ran out, in a sentence; from what was sampled, not from a guess."""
    if (found.get("generator_late_p95_ms") or 0) > SLOW_GENERATOR * 1000 and (found["machine_busy"] or 0) < FULL:
        return "the generator itself begins late: the server may carry more than this shows"
    if (found["machine_busy"] or 0) >= FULL:
        groups = sorted(found["processors"].items(), key=lambda item: -item[1])
        most = ", ".join(f"{name} {share:.2f}" for name, share in groups[:4])
        others = found["machine_busy"] * PROCESSORS - sum(found["processors"].values())
        if others > OTHERS * PROCESSORS:
            return (
                f"others on this machine take {others:.1f} of {PROCESSORS} processors: say nothing of waiting ({most})"
            )
        return f"the processors ({found['machine_busy']:.0%} busy; processors taken: {most})"
    if found.get("lock_waits_mean", 0) >= 1:
        return f"locks in the database ({found['lock_waits_mean']} connections wait on average)"
    if found.get("backlog_most", 0) > 0:
        return "threads of the web processes: connections waited while processors were free"
    return "nothing yet" if passed(step) else "one kind of visit is slow by itself: see the kinds"
