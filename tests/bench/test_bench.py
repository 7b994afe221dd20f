"""The benchmark: at a tiny scale it measures all that it promises, and it tells a missed target from a met one."""

import json
import math
import os
import subprocess
import sys

import pytest

from bench.__main__ import PARTS
from bench.results import Line, Report, percentile
from bench.settings import Size
from tests.services import template_database, url_of
from tests.settings import BASE_DIR, SERVICES, TEST_VAR


def test_a_run_measures_every_part_and_writes_a_table_and_json(broker, tmp_path):
    out = tmp_path / "bench.json"
    run = subprocess.run(
        [sys.executable, "-m", "bench", *(part for part in PARTS if part != "browser")],
        cwd=BASE_DIR,
        env={
            **os.environ,
            "BENCH_SCALE": "tiny",
            "BENCH_OUT": str(out),
            "BENCH_TEMPLATE": template_database(),
            "BENCH_VAR": str(TEST_VAR / "bench"),
            "DATABASE_URL": url_of("postgres"),
            "REDIS_URL": SERVICES[-1].url,
            "WEB_CONCURRENCY": "1",
            "WORKER_CONCURRENCY": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads(out.read_text())
    assert not found["failures"]
    held_to_a_target = [line for line in found["lines"] if line["target"] is not None]
    assert len(held_to_a_target) >= 12
    for line in found["lines"]:
        assert math.isfinite(line["value"]) and line["value"] > 0, line
        assert line["what"] in run.stdout
    for line in held_to_a_target:
        assert line["verdict"].startswith(("met", "MISSED"))


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (Line("pages", 1.9, "×", target=2), "met"),
        (Line("pages", 3.0, "×", target=2), "MISSED by 50%"),
        (Line("logging", 0.6, "×", target=0.5, at_least=True), "met"),
        (Line("logging", 0.25, "×", target=0.5, at_least=True), "MISSED by 50%"),
        (Line("seconds", 3.0, "s"), ""),
    ],
)
def test_a_missed_target_is_called_missed_and_by_how_much(line, verdict):
    assert line.verdict == verdict


def test_the_table_names_what_could_not_be_measured():
    report = Report(sizes={}, failures={"browser": "no Chromium"})
    report.add("refresh", 1.1, "×", target=1.2, note="warm")
    assert "browser could not be measured: no Chromium" in report.as_table()
    assert "≤ 1.2×" in report.as_table()


def test_percentiles_lie_between_the_samples():
    assert percentile([1, 2, 3, 4, 5], 50) == 3
    assert 4 < percentile([1, 2, 3, 4, 5], 95) <= 5
    assert percentile([7], 95) == 7


def test_sizes_are_written_as_schools_by_activities():
    assert Size.parse("small", "50x100000") == Size("small", 50, 100_000)
    with pytest.raises(SystemExit, match="SCHOOLSxACTIVITIES"):
        Size.parse("small", "fifty")
