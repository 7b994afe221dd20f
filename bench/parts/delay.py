"""(c) From saving an activity in the form to its number on the dashboard, through the real broker and workers."""

import re
import time
import uuid
from datetime import date

from bench.http import Visitor
from bench.processes import WebServer, workers
from bench.results import timings
from bench.services import PASSWORD
from bench.settings import YESTERDAY
from district import school_years

GIVE_UP_SECONDS = 30
WARM_UP = 2
FAMILIES = 7
FIGURE = re.compile(r'Families attending</h3>\s*<p class="figure">([\d,]+)')
# From the rows themselves, not from the rollup: what the dashboard must show before the first save.
TOTAL = """
SELECT coalesce(sum(families_total), 0) FROM partnerships_activity
WHERE deleted_at IS NULL AND activity_type NOT LIKE 'HOME_VISIT%%' AND held_on BETWEEN %s AND %s
"""


def measure(bench):
    size = bench.large
    environment = bench.services.environment(size.database)
    with (
        WebServer("delay", "fce_portal.wsgi", environment, bench.folder) as web,
        workers(environment, bench.folder) as rollups,
    ):
        staff = Visitor(web.port).sign_in("staff@hartford.example", PASSWORD)
        central = Visitor(web.port).sign_in("central@hartford.example", PASSWORD)
        total, seconds = district_total(bench), []
        for _ in range(bench.plan.saves + WARM_UP):
            total += FAMILIES
            seconds.append(one_delay(bench, staff, central, rollups, total))
    found = timings(seconds[WARM_UP:])
    bench.report.add("saved → on the dashboard, p50", found["p50_ms"], "ms", note=f"{size}, {found['samples']} saves")
    bench.report.add("saved → on the dashboard, p95", found["p95_ms"], "ms", target=1000)
    bench.report.details["delay"] = found


def one_delay(bench, staff, central, rollups, total):
    """Save in the form, then read the district dashboard until its number of families has grown to `total`."""
    page = bench.pages.district
    if shown(central.get(page).text) == total:
        raise RuntimeError(f"{page} shows {total} before it was saved.")
    log_activity(bench, staff, FAMILIES)
    saved_at = time.perf_counter()
    while shown(central.get(page).text) != total:
        rollups.require_alive()
        if time.perf_counter() - saved_at > GIVE_UP_SECONDS:
            raise RuntimeError(f"{total} did not appear on {page} within {GIVE_UP_SECONDS} s.")
    return time.perf_counter() - saved_at


def shown(page):
    """The families attending as the dashboard says them: not any number of the page that happens to be the same."""
    found = FIGURE.search(page)
    if not found:
        raise RuntimeError("The dashboard shows no figure of families attending.")
    return int(found[1].replace(",", ""))


def district_total(bench):
    """Families attending in the whole district this school year."""
    year = school_years.fall_year_of(date.today())
    days = school_years.first_day(year), school_years.last_day(year)
    rows = bench.services.run_sql(TOTAL, *days, database=bench.large.database)
    return int(rows[0][0])


def log_activity(bench, visitor, families):
    answer = visitor.post(bench.pages.log, quick_form(families))
    if answer.status != 302:
        raise RuntimeError(f"The form was not saved (status {answer.status}).")
    return answer


def quick_form(families):
    return {
        "activity_type": "WORKSHOP",
        "count": families,
        "counted": "families_total",
        "held_on": YESTERDAY,
        "title": "Family literacy night",
        "initiative": "",
        "entry_key": str(uuid.uuid4()),
    }
