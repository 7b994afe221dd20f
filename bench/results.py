"""What was measured, held against its target, as a table for people and as JSON."""

import json
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from statistics import median, quantiles


def percentile(samples, percent):
    """The value that `percent` of the samples do not exceed."""
    if len(samples) < 2:
        return samples[0]
    return quantiles(samples, n=100, method="inclusive")[percent - 1]


def timings(seconds):
    """Median and 95th percentile in milliseconds, of samples in seconds."""
    return {
        "p50_ms": round(median(seconds) * 1000, 2),
        "p95_ms": round(percentile(seconds, 95) * 1000, 2),
        "samples": len(seconds),
    }


@dataclass
class Line:
    """One measured figure. `target` is the most it may be, or the least where `at_least`."""

    what: str
    value: float
    unit: str = ""
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self):
        if self.target is None:
            return ""
        met = self.value >= self.target if self.at_least else self.value <= self.target
        return "met" if met else f"MISSED by {self.miss():.0%}"

    def miss(self):
        """How far beyond its target the value lies, as a share of the target."""
        return abs(self.value - self.target) / self.target

    @property
    def target_text(self):
        if self.target is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {number(self.target)}{unit_text(self.unit)}"


@dataclass
class Report:
    sizes: dict
    lines: list = field(default_factory=list)
    details: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    started_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def add(self, what, value, unit="", **options):
        self.lines.append(Line(what, value, unit, **options))

    def as_json(self):
        lines = [asdict(line) | {"verdict": line.verdict} for line in self.lines]
        return json.dumps(
            {
                "started_at": self.started_at,
                "machine": {"python": platform.python_version(), "system": platform.platform()},
                "sizes": self.sizes,
                "lines": lines,
                "details": self.details,
                "failures": self.failures,
            },
            indent=1,
        )

    def as_table(self):
        rows = [("measured", "value", "target", "verdict", "")]
        rows += [
            (line.what, number(line.value) + unit_text(line.unit), line.target_text, line.verdict, line.note)
            for line in self.lines
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        text = "\n".join(
            "  ".join([cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [row[4]]).rstrip()
            for row in rows
        )
        for part, error in self.failures.items():
            text += f"\n{part} could not be measured: {error}"
        return text


def number(value):
    if isinstance(value, float) and abs(value) < 100:
        return f"{value:.3g}"
    return f"{value:,.0f}"


def unit_text(unit):
    return unit if unit in ("×", "%") else f" {unit}" if unit else ""
