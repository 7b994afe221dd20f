"""What was found, as a table for people and as JSON in a file."""

import json
import platform
from datetime import UTC, datetime

import psutil

COLUMNS = ("kind", "count", "p50_ms", "p95_ms", "p99_ms", "queries", "most_queries", "errors")


def machine():
    return {
        "processors": psutil.cpu_count(),
        "memory_mb": psutil.virtual_memory().total // (1024 * 1024),
        "load_before": round(psutil.getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": platform.platform(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def kinds_table(kinds):
    """A line for each kind of request, the slowest first."""
    ordered = sorted(kinds.items(), key=lambda item: -item[1]["p95_ms"])
    return table([COLUMNS, *([kind, *(text(one[name]) for name in COLUMNS[1:])] for kind, one in ordered)])


def steps_table(steps):
    head = ("arrivals/s", "requests/s", "p50_ms", "p95_ms", "errors", "busy", "would fill all", "", "what is short")
    return table([head, *map(step_row, steps)])


def step_row(step):
    all_of_it = step["all"] or {}
    return [
        text(step["rate"]),
        text(step["requests_a_second"]),
        text(all_of_it.get("p50_ms")),
        text(all_of_it.get("p95_ms")),
        text(all_of_it.get("errors")),
        "" if step["machine_busy"] is None else f"{step['machine_busy']:.0%}",
        text(step.get("would_fill_all")),
        "passed" if step["passed"] else "failed",
        step["short"],
    ]


def table(rows):
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def text(value):
    if value is None:
        return "–"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def write(file, found, printed):
    """The JSON to `file`, the tables beside it with the ending .txt."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, indent=1))
    file.with_suffix(".txt").write_text(printed + "\n")
