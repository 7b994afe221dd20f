"""Compares every cell with the rows it was counted from: source by source, each in one snapshot of the database.

A snapshot for all sources would keep PostgreSQL from tidying up for as long as the whole comparison takes, which is
minutes in a large district. It goes another way than the rollup: plain ORM queries grouped by year and month, read side
by side with the cells; the sums above the cells are added up anew, where the rollup moves them by differences.
"""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import merge
from itertools import groupby

from django.db import connection, transaction
from django.db.models import F, Min
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from district.school_years import fall_year_of
from indicators.measures import by_code, slice_key_of, sources
from indicators.models import DistrictCell, MeasureCell, RollupRun, SchoolYearCell, StaleCell
from indicators.models.rollups import ALL_ROWS, DISTRICT_WIDE

ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class Difference:
    """A cell that is not what it should be. `marked_at` is set where the queue knows already that it is stale."""

    where: str
    expected: object
    found: object
    marked_at: datetime | None = None

    def __str__(self):
        return f"{self.where}: expected {self.expected}, found {self.found}"


@dataclass
class Findings:
    """`differences` are wrong; `waiting` are not worked out yet, as a mark says; `cells` counts what was compared."""

    differences: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    cells: int = 0

    def compare(self, where, expected, found, marked_at=None):
        self.cells += 1
        if expected != found:
            kind = self.differences if marked_at is None else self.waiting
            kind.append(Difference(where, expected, found, marked_at))


def verify():
    """Work out every cell again and return the `Findings`. Others may write meanwhile: each source is read as of one
    moment, with its marks and the sums above its cells."""
    findings = Findings()
    for source in sources():
        with _snapshot():
            district, years = _District(), {}
            _compare_cells(findings, source, district, years)
            _compare_district(findings, source, district)
            _compare_years(findings, source, years)
    _compare_retired(findings)
    return findings


@contextmanager
def _snapshot():
    """Read one state of the database within the block; within a transaction, the one that it sees."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def verify_and_record():
    """Verify, and leave the result where operators look; return the `Findings`."""
    run = RollupRun(kind=RollupRun.Kind.VERIFY, started_at=timezone.now())
    findings = verify()
    run.finished_at = timezone.now()
    run.claimed, run.cells_changed = len(findings.waiting), len(findings.differences)
    run.error = "\n".join(str(difference) for difference in findings.differences[:20])
    run.save()
    return findings


def _compare_cells(findings, source, district, years):
    """The cells of one source beside its rows, both in the order of their keys; adds up what the cells say."""
    marks = StaleCell.objects.filter(source=source.name).order_by().values_list("school_key", "month")
    marked_at = {key: at for *key, at in marks.annotate(at=Min("marked_at")) for key in [tuple(key)]}
    cells = MeasureCell.objects.filter(source=source.name).order_by("month", "school_key", "slice_key")
    held = cells.values_list("month", "school_key", "slice_key", "counts").iterator(ROWS_AT_ONCE)
    both = merge(
        ((key, "found", by_code(source.name, counts)) for *key, counts in held),
        *(((key, "expected", counts) for key, counts in part) for part in _expected(source)),
        key=lambda entry: entry[0],
    )
    for (month, school_key, slice_key), entries in groupby(both, key=lambda entry: entry[0]):
        sides = {side: counts for _, side, counts in entries}
        where = f"MeasureCell {source.name}, school {school_key}, {month}, slice {slice_key}"
        stale = marked_at.get((school_key, month))
        findings.compare(where, sides.get("expected", {}), sides.get("found", {}), stale)
        if counts := sides.get("found"):
            district.add(month, source.name, slice_key, school_key, counts)
            if slice_key == ALL_ROWS:
                years.setdefault((fall_year_of(month), school_key, source.name), Counter()).update(counts)


def _expected(source):
    """For all rows, and for the rows of each slice: [month, school key, slice key] and counts, in this order."""
    aggregates = {measure.code: measure.aggregate for measure in sources()[source].values()}
    keys = {"in_year": ExtractYear(source.day), "in_month": ExtractMonth(source.day), "at_school": F(source.school)}
    rows = source.rows().order_by()
    yield _counted(rows.values(**keys), aggregates)
    if source.slices:
        linked = rows.filter(**{f"{source.slices}__isnull": False})
        yield _counted(linked.values(**keys, in_slice=F(source.slices)), aggregates)
    for cut in source.cuts:
        cut_rows = rows.filter(cut.keep).values(**keys, in_slice=cut.value)
        yield _in_order_of_keys(cut, _counted(cut_rows, aggregates))


def _in_order_of_keys(cut, counted):
    """The pieces of each school-month in the order of their keys, which is not that of what they are named after."""
    for _school_month, pieces in groupby(counted, key=lambda row: row[0][:2]):
        keyed = (([*key[:2], slice_key_of(cut.name, key[2])], counts) for key, counts in pieces)
        yield from sorted(keyed, key=lambda row: row[0])


def _counted(groups, aggregates):
    order = [name for name in ("in_year", "in_month", "at_school", "in_slice") if name in groups.query.annotations]
    for row in groups.annotate(**aggregates).order_by(*order).iterator(ROWS_AT_ONCE):
        counts = {code: row[code] for code in aggregates if row[code]}
        if counts:
            yield [date(row["in_year"], row["in_month"], 1), row["at_school"], row.get("in_slice", ALL_ROWS)], counts


class _District:
    """The sums of the cells by month, source and slice."""

    def __init__(self):
        self.counts, self.schools = {}, Counter()

    def add(self, month, source, slice_key, school_key, counts):
        key = (month, source, slice_key)
        self.counts.setdefault(key, Counter()).update(counts)
        self.schools[key] += school_key != DISTRICT_WIDE


def _compare_retired(findings):
    names = [source.name for source in sources()]
    for model in (MeasureCell, DistrictCell, SchoolYearCell):
        for name in model.objects.exclude(source__in=names).order_by().values_list("source", flat=True).distinct():
            findings.compare(f"{model.__name__} {name}", "no such source", "cells")


def _compare_district(findings, source, district):
    held = {
        (cell.month, cell.source, cell.slice_key): (by_code(cell.source, cell.counts), cell.schools_total)
        for cell in DistrictCell.objects.filter(source=source.name)
    }
    expected = {key: (dict(counts), district.schools[key]) for key, counts in district.counts.items()}
    for key in sorted(held.keys() | expected.keys()):
        findings.compare("DistrictCell {}, {}, slice {}".format(*key), expected.get(key), held.get(key))


def _compare_years(findings, source, years):
    held = {
        (cell.fall_year, cell.school_key, cell.source): by_code(cell.source, cell.counts)
        for cell in SchoolYearCell.objects.filter(source=source.name).iterator(ROWS_AT_ONCE)
    }
    for key in sorted(held.keys() | years.keys()):
        findings.compare("SchoolYearCell {}, school {}, {}".format(*key), years.get(key), held.get(key))
