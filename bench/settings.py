"""What a run measures, and how often. Everything can be set from the environment."""

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()  # today may not have begun where the portal's district lies


@dataclass(frozen=True)
class Size:
    name: str
    schools: int
    activities: int

    @classmethod
    def parse(cls, name, text):
        """ "50x100000" is 50 schools that share 100,000 activities."""
        try:
            schools, activities = map(int, text.lower().split("x"))
        except ValueError:
            raise SystemExit(f"Sizes are written SCHOOLSxACTIVITIES, for example 50x100000, not {text!r}.") from None
        return cls(name, schools, activities)

    @property
    def database(self):
        return f"bench_{self.name}"

    def __str__(self):
        return f"{self.schools:,} × {self.activities:,}"


@dataclass(frozen=True)
class Plan:
    """How often each thing is measured; `tiny` only proves that all of it runs."""

    small: Size
    large: Size
    rebuilds: int = 5
    refreshes: int = 60
    turns: int = 3
    warm_up: int = 20
    saves: int = 30
    requests: int = 150
    posts: int = 200
    import_rows: int = 200_000
    browser_loads: int = 7
    packet_schools: int = 25
    load_seconds: float = 6


def plan_from(environ=os.environ):
    if environ.get("BENCH_SCALE") == "tiny":
        return Plan(
            Size.parse("small", environ.get("BENCH_SMALL", "2x60")),
            Size.parse("large", environ.get("BENCH_LARGE", "4x120")),
            rebuilds=2,
            refreshes=4,
            turns=1,
            warm_up=2,
            saves=2,
            requests=6,
            posts=4,
            import_rows=300,
            browser_loads=1,
            packet_schools=1,
            load_seconds=0.3,
        )
    return Plan(
        Size.parse("small", environ.get("BENCH_SMALL", "50x100000")),
        Size.parse("large", environ.get("BENCH_LARGE", "1800x5000000")),
        import_rows=int(environ.get("BENCH_IMPORT_ROWS", "200000")),
    )


def results_file(environ=os.environ):
    default = BASE_DIR / "bench" / "results" / f"{datetime.now():%Y-%m-%d-%H%M}.json"
    return Path(environ.get("BENCH_OUT", default))
