"""Files the invented outcomes as a district would: tables of its own, imported, approved and published.

One table is public, one waits for approval, one brings corrections and holds rows that were refused.
"""

import csv
import io
from datetime import date, timedelta

from django.utils import timezone

from district import school_years
from district.models import User
from fce_portal.demo.figures import COMPOSITION, HEADINGS, YEARS, outcome_rows
from fce_portal.demo.schools import DISTRICT_CODE
from indicators.importing import runs
from indicators.models import ImportRun, IndicatorValue
from indicators.models.imports import RunState
from indicators.models.values import DisplayStatus, PeriodType, Scope, ValueStatus

RECOUNT = "algebra-recount.csv"
CENTRAL, ADMINISTRATOR = "central@hartford.example", "admin@hartford.example"


def file_outcomes(rng, places, today, years=YEARS, composition=COMPOSITION):
    """The outcomes of the last school years: stored, approved by a second person, published."""
    last_year = school_years.fall_year_of(today) - 1
    rows = outcome_rows(rng, places, last_year, years, composition)
    publish(enter("outcomes-of-the-last-years.csv", rows))


def file_running_absence(rng, places, today):
    """Chronic absence so far this school year: preliminary, entered, waiting for somebody to approve it."""
    fall_year = school_years.fall_year_of(today)
    as_of = date(fall_year, 10, 31)
    if as_of < today:
        enter("chronic-absence-to-31-october.csv", running_rows(rng, places, fall_year, as_of))


def running_rows(rng, places, fall_year, as_of):
    total_met = total = 0
    for place in places:
        if place.is_open and (place.high_grade or 0) >= 0:
            met = round(place.students * min(0.6, max(0.05, rng.gauss(0.21, 0.07))))
            total_met, total = total_met + met, total + place.students
            yield running_row(Scope.SCHOOL, place.school.code, fall_year, met, place.students, as_of)
    yield running_row(Scope.DISTRICT, "", fall_year, total_met, total, as_of)


def running_row(scope, school_code, fall_year, met, of, as_of):
    period = f"{PeriodType.RUNNING.value} {as_of.isoformat()}"
    return (
        "CHRONIC_ABS", scope.value, school_code, fall_year, period, "ALL", "ALL", "DISTRICT_CHRONIC",
        met, of, round(100 * met / of, 1), DisplayStatus.REPORTED.value, ValueStatus.PRELIMINARY.value,
    )  # fmt: skip


def file_corrections():
    """Three schools count again (a new version of each value); four rows of the same table cannot be taken."""
    stored = IndicatorValue.objects.filter(instrument="DISTRICT_ALG1_G9", scope=Scope.SCHOOL, dimension="ALL")
    stored = stored.exclude(value=None).select_related("school").order_by("-fall_year", "school__code")[:3]
    corrected = [correction(value) for value in stored]
    wrong = list(corrected[0])
    publish(enter(RECOUNT, [*corrected, *unfit(wrong)]))


def correction(value):
    met, of = int(value.numerator) - 2, int(value.denominator)
    return (
        value.indicator_id, value.scope, value.school.code, value.fall_year, value.period, "ALL", "ALL",
        value.instrument, met, of, round(100 * met / of, 1), DisplayStatus.REPORTED.value, "",
    )  # fmt: skip


def unfit(row):
    """Rows that no import takes: an unknown school, an unknown group, more passed than sat, a typed word."""
    place = {name: HEADINGS.index(name) for name in HEADINGS}
    for changes in (
        {"school_code": "0649999"},
        {"group": "LEFT_HANDED"},
        {"numerator": 80, "denominator": 60},
        {"value": "about half"},
    ):
        unfit_row = list(row)
        for name, value in changes.items():
            unfit_row[place[name]] = value
        yield unfit_row


def enter(file_name, rows):
    data = as_csv(rows)
    by = User.objects.get(email=CENTRAL)
    run = runs.new_run(file_name=file_name, data=data, district_code=DISTRICT_CODE, by=by)
    outcome = runs.store(run, data, by=by)
    if outcome.is_refused:
        raise RuntimeError(f"{file_name}: {runs.first_reason(outcome)}")
    return run


def publish(run):
    by = User.objects.get(email=ADMINISTRATOR)
    runs.approve(run=run, by=by)
    runs.publish(run=run, by=by)


def put_in_time():
    """What is published came weeks ago, a day for each step; the recount came last."""
    published = ImportRun.objects.filter(state=RunState.PUBLISHED)
    for found, ago in (
        (published.exclude(file_name=RECOUNT), timedelta(days=38)),
        (published.filter(file_name=RECOUNT), timedelta(days=4)),
    ):
        at = timezone.now() - ago
        found.update(started_at=at - timedelta(days=2), approved_at=at - timedelta(days=1), published_at=at)


def as_csv(rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode()
