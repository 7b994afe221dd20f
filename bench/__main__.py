"""`make bench` (or `python -m bench`, with the names of parts to measure only those): one run, one table, one file."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import django
from django.urls import reverse

from bench.results import Report
from bench.services import Services
from bench.settings import Plan, Size, plan_from, results_file

PARTS = (
    "rebuild",
    "refresh",
    "pages",
    "logging_rate",
    "delay",
    "importing",
    "packets",
    "further_pages",
    "public",
    "browser",
)
INDICATOR = "CHRONIC_ABS"
ASKED = "of=m.activities_held&beside=m.families_attending&by=school"
HOME_SCHOOL = "9000001"  # where the synthetic district's own staff are at home


class Pages:
    """Where the measured pages are; asked by name, so that a page that is missing stops only what needs it."""

    def __init__(self):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")
        django.setup()

    @property
    def district(self):
        return reverse("indicators:district-dashboard")

    @property
    def school(self):
        return reverse("indicators:school-dashboard", args=[HOME_SCHOOL])

    @property
    def further(self):
        """{name: address} of the other pages of figures."""
        of_indicator = {"args": [INDICATOR]}
        return {
            "indicator page": reverse("indicators:indicator-detail", **of_indicator),
            "engagement and outcomes": reverse("indicators:together", **of_indicator),
            "beside other districts": reverse("indicators:peers", **of_indicator),
            "ask the data": f"{reverse('indicators:ask')}?{ASKED}",
            "scorecard": reverse("indicators:scorecard"),
            "gaps between groups": reverse("indicators:indicator-gaps", **of_indicator),
            "targets": reverse("indicators:target-overview"),
            "board packets": reverse("indicators:packet-list"),
        }

    @property
    def public(self):
        """{name: address} of what anybody may read."""
        return {
            "front page": reverse("home"),
            "dashboard": self.district,
            "indicator page": reverse("indicators:indicator-detail", args=[INDICATOR]),
        }

    @property
    def log(self):
        return reverse("partnerships:activity-log")


@dataclass
class Bench:
    plan: Plan
    services: Services
    report: Report
    folder: Path
    pages: Pages

    @property
    def sizes(self):
        return (self.plan.small, self.plan.large)

    @property
    def large(self) -> Size:
        return self.plan.large


def main(names):
    unknown = set(names) - set(PARTS)
    if unknown:
        raise SystemExit(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
    plan, services = plan_from(), Services()
    report = Report(sizes={size.name: str(size) for size in (plan.small, plan.large)})
    services.make_empty()
    for size in (plan.small, plan.large):
        say(f"Making a district of {size} …")
        report.add(f"loading {size}", services.make_portal(size), "s")
    services.make_yardstick()
    bench = Bench(plan, services, report, services.var / "logs", Pages())
    for name in names or PARTS:
        say(f"Measuring: {name} …")
        measure(bench, name)
    finish(report)


def measure(bench, name):
    """One part; what cannot be measured is named in the table and does not stop the others."""
    try:
        import_module(f"bench.parts.{name}").measure(bench)
    except Exception as error:
        bench.report.failures[name] = f"{type(error).__name__}: {error}"[:1000]


def finish(report):
    print(report.as_table())
    file = results_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(report.as_json())
    say(f"Written: {file}")
    if report.failures:
        raise SystemExit(1)


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
