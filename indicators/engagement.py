"""What the dashboards show of engagement: plain figures from the rollup's cells, never from the rows themselves.

Each function says how many queries it takes; none depends on the number of schools or activities. A `Figures` holds
every declared measure (0 where nothing was counted) and every ratio (None where its bottom is 0):

    year = engagement.district_by_month(2025)
    year.total.counts["families_attending"]; year.total.ratios["linked_to_learning_share"]
    for month in year.months: month.first_day, month.state, month.figures, month.schools["activities"]

In a template: `{{ year.total.counts.families_attending }}`. Labels and units: `indicators.measures.declared()[code]`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    Func,
    JSONField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from district import school_years
from district.models import School
from district.school_years import MonthState
from indicators.measures import by_code, declared, ratios, sources
from indicators.models import DistrictCell, MeasureCell, RollupRun, SchoolYearCell, StaleCell
from indicators.models.rollups import ALL_ROWS, DISTRICT_WIDE

SCHOOLS_PER_PAGE = 25
REPORTING = "activities"  # a school that has rows of this source has reported


@dataclass(frozen=True)
class Figures:
    """All measures and ratios of one place and time. `counts`: {code: number}; `ratios`: {code: 0 to 1, or None}."""

    counts: dict
    ratios: dict

    @property
    def is_empty(self):
        """Whether nothing was logged with families. Work on plans and councils is no report of engagement."""
        logged = (code for code, measure in declared().items() if measure.source.name == REPORTING)
        return not any(self.counts.get(code) for code in logged)


@dataclass(frozen=True)
class Month:
    """`schools`: {source name: how many schools counted anything that month}."""

    first_day: date
    figures: Figures
    schools: dict

    @property
    def state(self):
        return school_years.month_state(self.first_day, timezone.localdate())

    @property
    def counts(self):
        """{code: number}; in a month that has not begun None, not 0: only what is counted ahead stands, so that sums
        hold."""
        is_to_come = self.state == MonthState.TO_COME
        return {code: None if is_to_come and not number else number for code, number in self.figures.counts.items()}

    @property
    def schools_reported(self):
        return self.schools.get(REPORTING, None if self.state == MonthState.TO_COME else 0)


@dataclass(frozen=True)
class Year:
    """Twelve months, July to June, and their sum."""

    fall_year: int
    months: list
    total: Figures


@dataclass(frozen=True)
class Slice:
    """What was counted for one initiative (`record`). Activities linked to two count in both: slices do not add up."""

    record: object
    figures: Figures


@dataclass(frozen=True)
class SchoolRow:
    school: School
    figures: Figures

    @property
    def has_figures(self):
        """A school that counted nothing has not reported, which is not zero."""
        return not self.figures.is_empty


@dataclass(frozen=True)
class SchoolPage:
    """Twenty-five schools, or all: page `page` of `pages`, `total` schools in all, sorted by `order`."""

    rows: list
    page: int
    pages: int
    total: int
    order: str


def figures(*parts):
    """`Figures` of the sum of any number of {code: stored number}."""
    sums = dict.fromkeys(declared(), 0)
    for part in parts:
        for code, number in part.items():
            if code in sums:  # a measure may have been retired since
                sums[code] += number
    counts = {code: measure.shown(sums[code]) for code, measure in declared().items()}
    return Figures(counts, {code: ratio.of(counts) for code, ratio in ratios().items()})


def district_by_month(fall_year):
    """The whole district, district-wide activities included, as a `Year`. One query."""
    return district_years([fall_year])[fall_year]


def district_years(fall_years):
    """{fall year: `Year`} of the whole district. One query."""
    cells = DistrictCell.objects.filter(in_years(fall_years), slice_key=ALL_ROWS)
    return _years(fall_years, cells.values_list("month", "source", "counts", "schools_total"))


def school_by_month(school, fall_year):
    """One school (an object or its id; 0 for what belongs to no school) as a `Year`. One query."""
    return school_years_of(school, [fall_year])[fall_year]


def school_years_of(school, fall_years):
    """{fall year: `Year`} of one school. One query."""
    cells = MeasureCell.objects.filter(in_years(fall_years), school_key=_key(school), slice_key=ALL_ROWS)
    return _years(fall_years, cells.values_list("month", "source", "counts", Value(1)))


def by_initiative(fall_year, school=None):
    """A `Slice` for each initiative over the school year, in the plan's order, for the district or one school.

    Only measures of sources that are cut by initiative count. One query.
    """
    source = next(source for source in sources() if source.slices)
    cells = DistrictCell.objects.all() if school is None else MeasureCell.objects.filter(school_key=_key(school))
    cells = cells.filter(in_years([fall_year]), source=source.name, slice_key=OuterRef("pk"))
    records = source.slice_rows().annotate(counted=_counted(cells))
    return [Slice(record, figures(*_parts(record.counted))) for record in records]


def pieces(fall_year, keys, school=None):
    """{name: `Figures`} of pieces of a year, for the district or one school (0 for what belongs to none).

    `keys` is {name: key of the piece}: `measures.slice_key_of(cut, value)`, or the id of a linked record. All sources
    that are cut alike count together. One query.
    """
    cells = DistrictCell.objects.all() if school is None else MeasureCell.objects.filter(school_key=_key(school))
    cells = cells.filter(in_years([fall_year]), slice_key__in=keys.values())
    parts = {}
    for slice_key, source, counts in cells.values_list("slice_key", "source", "counts"):
        parts.setdefault(slice_key, []).append(by_code(source, counts))
    return {name: figures(*parts.get(key, ())) for name, key in keys.items()}


def by_school(fall_year, order="name", page=1, *, month=None, initiative=None):
    """A `SchoolPage` of the schools that were open in the year or counted anything in it.

    `order`: "name", or a measure's code for the smallest first, "-code" for the largest first; anything else means
    "name". A page beyond the last is the last; None is all schools on one, for files. `month` (its first day) or
    `initiative` (an object or id) narrow what is counted. One query (two where the page was beyond the last).
    """
    size, page = SCHOOLS_PER_PAGE if page is not None else None, max(page or 1, 1)
    code = order.lstrip("-")
    order = order if code in declared() else "name"
    schools = listed([fall_year]).annotate(listed=Window(Count("*")))
    cells = _cells_of_school(fall_year, month, initiative)
    if order == "name":
        schools = schools.order_by("name", "pk")
    else:
        schools = _with_sum(schools, code, cells, fall_year)
        schools = schools.order_by(F("sorted_by").desc() if order.startswith("-") else F("sorted_by"), "name", "pk")
    schools = schools.annotate(counted=_counted(cells))
    found = list(schools[(page - 1) * size : page * size] if size else schools)
    total = found[0].listed if found else listed([fall_year]).count()
    pages = max(-(-total // size), 1) if size else 1
    if not found and page > pages:
        return by_school(fall_year, order, pages, month=month, initiative=initiative)
    rows = [SchoolRow(school, figures(*_parts(school.counted))) for school in found]
    return SchoolPage(rows, page, pages, total, order)


@dataclass(frozen=True)
class Coverage:
    """`schools_reported` of `schools_open` logged any activity in the school year."""

    schools_open: int
    schools_reported: int


def coverage(fall_year):
    """Who stands behind the year's figures. One query."""
    reported = SchoolYearCell.objects.filter(fall_year=fall_year, source=REPORTING)
    found = School.objects.open_in(fall_year).aggregate(
        schools_open=Count("pk"), schools_reported=Count("pk", filter=Q(pk__in=reported.values("school_key")))
    )
    return Coverage(**found)


@dataclass(frozen=True)
class Freshness:
    """How current the figures are: `waiting` marks of changed school-months not worked out yet, the oldest made at
    `oldest_waiting`; `refreshed_at` is when the rollup last did something. All figures are whole when none wait.
    """

    waiting: int
    oldest_waiting: datetime | None
    refreshed_at: datetime | None


def freshness():
    """The `Freshness` of all figures. One query (two before the first refresh ever)."""
    queue = {
        "waiting": Coalesce(_one(StaleCell.objects.all(), Count("pk")), 0),
        "oldest_waiting": _one(StaleCell.objects.all(), Min("marked_at")),
    }
    runs = RollupRun.objects.exclude(kind=RollupRun.Kind.VERIFY).order_by("-pk").annotate(**queue)
    last = runs.values("waiting", "oldest_waiting", refreshed_at=F("finished_at")).first()
    if last is None:
        last = StaleCell.objects.aggregate(waiting=Count("pk"), oldest_waiting=Min("marked_at"))
        last["refreshed_at"] = None
    return Freshness(**last)


def _key(school):
    return getattr(school, "pk", school) or DISTRICT_WIDE


def in_years(fall_years):
    within = Q()
    for fall_year in fall_years:
        within |= Q(month__range=(school_years.first_day(fall_year), school_years.last_day(fall_year)))
    return within


def _years(fall_years, cells):
    """`Year`s from rows of (month, source, counts, schools)."""
    counts, schools = {}, {}
    for month, source, stored, schools_total in cells:
        counts.setdefault(month, []).append(by_code(source, stored))
        schools.setdefault(month, {})[source] = schools_total
    return {
        fall_year: Year(
            fall_year,
            [Month(day, figures(*counts.get(day, [])), schools.get(day, {})) for day in months],
            figures(*(stored for day in months for stored in counts.get(day, []))),
        )
        for fall_year in fall_years
        for months in [school_years.months_of(fall_year)]
    }


def listed(fall_years):
    """Schools whose figures make up the district's in some years: open in one of them, or with figures all the same."""
    counted = SchoolYearCell.objects.filter(fall_year__in=list(fall_years), school_key=OuterRef("pk"))
    open_then = (School.objects.open_in(fall_year) for fall_year in fall_years)
    return reduce(or_, open_then, School.objects.filter(Exists(counted)))


def _cells_of_school(fall_year, month, initiative):
    """The cells behind a school's figures in a list: its year, or its months where something narrows them."""
    if month is None and initiative is None:
        return SchoolYearCell.objects.filter(fall_year=fall_year, school_key=OuterRef("pk"))
    cells = MeasureCell.objects.filter(school_key=OuterRef("pk"))
    cells = cells.filter(in_years([fall_year]) if month is None else Q(month=month))
    return cells.filter(slice_key=ALL_ROWS if initiative is None else getattr(initiative, "pk", initiative))


def _counted(cells):
    """Subquery: what these cells count, for `_parts`."""
    pair = Func("source", "counts", function="jsonb_build_array", output_field=JSONField())
    return _one(cells, JSONBAgg(pair))


def _parts(counted):
    """What `_counted` gave, as parts for `figures`."""
    return (by_code(source, counts) for source, counts in counted or [])


def _with_sum(schools, code, cells, fall_year):
    """Adds `sorted_by`: what each school counted of one measure."""
    measure = declared()[code]
    source, place = measure.source.name, f"counts__{measure.slot - 1}"
    if cells.model is SchoolYearCell:  # a join, which PostgreSQL can hash; a subquery would run once for each school
        within = Q(year_cells__fall_year=fall_year, year_cells__source=source)
        joined = schools.annotate(sort_cell=FilteredRelation("year_cells", condition=within))
        return joined.annotate(sorted_by=Coalesce(f"sort_cell__{place}", 0))
    return schools.annotate(sorted_by=Coalesce(_one(cells.filter(source=source), Sum(place)), 0))


def _one(queryset, aggregate):
    """Subquery: one aggregate over all rows of `queryset`."""
    return Subquery(
        queryset.order_by().annotate(all_rows=Value(1)).values("all_rows").annotate(found=aggregate).values("found")
    )
