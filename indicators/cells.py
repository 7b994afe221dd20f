"""The one reader of indicator values for people: every page, chart, CSV and XLSX gets its figures here.

A `Figure` holds what the gate let out, never what is stored beside it. Raw cells exist for one case only: a person
whose role may see small counts, whose membership records a legitimate educational interest, and who asks for them
with `?raw=1`. Each such view is written down (facts 3.5, scope).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, IntegerField, Max, Min, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import GRANTS, Can, Role, memberships_of
from district.models.audit import EntryKind
from district.trail import entries
from indicators import instruments
from indicators.amounts import amount
from indicators.dimensions import Dimension, group_label
from indicators.instruments import InstrumentUnit
from indicators.models import ComputedFigure, IndicatorValue
from indicators.models.imports import RunState, SourceKind
from indicators.models.values import DisplayStatus, PeriodType, Scope, Shown, ValueStatus

SUPPRESSED_MARK, NOT_APPLICABLE_MARK, NOT_REPORTED_MARK = "*", "N/A", "—"
MARKS = {
    Shown.SUPPRESSED: SUPPRESSED_MARK,
    Shown.NOT_APPLICABLE: NOT_APPLICABLE_MARK,
    Shown.NOT_REPORTED: NOT_REPORTED_MARK,
    Shown.PENDING: NOT_REPORTED_MARK,
}
SPOKEN = {
    Shown.SUPPRESSED: gettext_lazy("suppressed to protect students' privacy"),
    Shown.NOT_APPLICABLE: gettext_lazy("not applicable"),
    Shown.NOT_REPORTED: gettext_lazy("not reported"),
    Shown.PENDING: gettext_lazy("not reported"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell as it may be seen. `value` is in the instrument's unit, or the limit of a band; None under a mark."""

    pk: int | None
    indicator: str
    instrument: str
    scope: str
    school_id: int | None
    fall_year: int
    period: str
    as_of_date: date | None
    dimension: str
    group: str
    version: int
    status: str
    source_kind: str
    run_id: int | None
    source_line: int | None
    shown: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    schools_counted: int | None = None
    schools_total: int | None = None
    is_raw: bool = False

    @property
    def unit(self):
        known = instruments.INSTRUMENTS.get(self.instrument)
        return known.unit if known else InstrumentUnit.PERCENT

    @property
    def is_computed(self):
        """A sum of the portal over schools, not a reported district figure."""
        return self.pk is None

    @property
    def is_exact(self):
        return self.shown == Shown.VALUE

    @property
    def exact(self):
        """The value where it may be compared and drawn to scale; None for bands and marks."""
        return self.value if self.is_exact else None

    @property
    def is_suppressed(self):
        return self.shown == Shown.SUPPRESSED

    @property
    def text(self):
        """For people, in their language: 25.7%, ≤5%, *, N/A or —."""
        if self.shown == Shown.BAND_LOW:
            return f"≤{amount(self.value, self.unit, exact=True)}"
        if self.shown == Shown.BAND_HIGH:
            return f"≥{amount(self.value, self.unit, exact=True)}"
        return amount(self.value, self.unit) if self.is_exact else MARKS[self.shown]

    @property
    def words(self):
        """The same for a sentence or a screen reader, where a mark would say nothing."""
        if self.shown == Shown.BAND_LOW:
            return _("%(limit)s or less") % {"limit": amount(self.value, self.unit, exact=True)}
        if self.shown == Shown.BAND_HIGH:
            return _("%(limit)s or more") % {"limit": amount(self.value, self.unit, exact=True)}
        return self.text if self.is_exact else str(SPOKEN[self.shown])

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def group_label(self):
        return group_label(self.dimension, self.group)

    @property
    def instrument_label(self):
        return instruments.label(self.instrument)

    @property
    def status_label(self):
        return ValueStatus(self.status).label if self.status else ""


@dataclass(frozen=True)
class RawAccess:
    """That this request may see raw cells, and why."""

    interest: str


def may_see_raw(user):
    """The legitimate interest recorded for a person's role that may see raw cells; empty where there is none."""
    held = (one for one in memberships_of(user) if Can.VIEW_RAW_CELLS in GRANTS[Role(one.role)])
    return next((one.legitimate_interest for one in held if one.legitimate_interest.strip()), "")


def raw_for(request, *, school=None, indicator=""):
    """Raw access where the person may have it and asked for it with `?raw=1`, and a line in the audit trail; else None.

    `school` and `indicator` (its code) say what the page shows; none where it shows all.
    """
    interest = may_see_raw(request.user) if request.GET.get("raw") == "1" else ""
    if not interest:
        return None
    page = request.get_full_path()
    entries.note(EntryKind.RAW_VIEW, request=request, page=page, school=school, about=indicator, note=interest)
    return RawAccess(interest)


IDENTITY = (
    "indicator_id",
    "instrument",
    "scope",
    "school_id",
    "fall_year",
    "period",
    "as_of_date",
    "dimension",
    "group",
    "version",
    "status",
    "source_kind",
    "run_id",
    "source_line",
)
SHOWN = ("shown", "shown_value", "shown_numerator", "shown_denominator")
RAW = ("display_status", "value", "numerator", "denominator")
FIRST_SHOWN = 1 + len(IDENTITY)  # its place in a row, after the primary key
NONE = Value(None, output_field=IntegerField())


def published(where=None, *, raw=None, computed=True, period=PeriodType.FINAL, **filters):
    """The published figures that match, as `Figure`s in no particular order. One query.

    `where` and `filters` are lookups on the columns of a cell (indicator, instrument, scope, school, fall_year,
    dimension, group). The district's computed figures are among them unless `computed` is False. With `raw` (from
    `raw_for`) the figures are those stored, unsuppressed.
    """
    where = (where or Q()) & Q(**filters)
    if period:
        where &= Q(period=period)
    columns = RAW if raw else SHOWN
    values = IndicatorValue.objects.published().filter(where).annotate(counted=NONE, asked=NONE)
    rows = values.values_list("pk", *IDENTITY, *columns, "counted", "asked")
    if computed:
        rows = rows.union(computed_rows(where, raw), all=True)
    return [figure(row, raw) for row in rows]


def published_span(instrument_codes):
    """{instrument: (first, last fall year)} of what is published of these series. One query."""
    found = IndicatorValue.objects.published().filter(instrument__in=instrument_codes).order_by()
    spans = found.values_list("instrument").annotate(first=Min("fall_year"), last=Max("fall_year"))
    return {instrument: (first, last) for instrument, first, last in spans}


def published_indicators():
    """Codes of the indicators of which anything is published, in order. One query."""
    values = IndicatorValue.objects.published().order_by("indicator_id")
    return list(values.values_list("indicator_id", flat=True).distinct())


def published_years():
    """School years of which anything is published, newest first. One query."""
    values = IndicatorValue.objects.published().order_by("-fall_year")
    return list(values.values_list("fall_year", flat=True).distinct())


def years_total_of(school):
    """For how many school years figures of this school are out."""
    return IndicatorValue.objects.published().filter(school=school).order_by().values("fall_year").distinct().count()


def came_with(runs):
    """{(import, indicator)} of the figures that stand published and came with these imports. One query."""
    of_runs = IndicatorValue.objects.published().filter(run__in=runs).order_by()
    return set(of_runs.values_list("run_id", "indicator_id"))


def brought(runs):
    """How many figures these imports brought, by indicator: `new` and `restated` ones. Numbers of figures, no values.
    One query."""
    of_runs = IndicatorValue.objects.filter(run__in=runs).order_by().values("indicator_id")
    return list(of_runs.annotate(new=Count("pk", filter=Q(version=1)), restated=Count("pk", filter=Q(version__gt=1))))


def tallied(where, *, period=PeriodType.FINAL):
    """How many published figures that match are shown as what, by indicator, instrument and school year, with their
    newest date: marks and numbers of cells, no values. One query."""
    found = IndicatorValue.objects.published().filter(where, period=period).order_by()
    keys = ("indicator_id", "instrument", "fall_year", "shown", "status")
    return found.values(*keys).annotate(total=Count("pk"), newest=Max("as_of_date"))


def computed_rows(where, raw):
    """Rows of the district's sums, in the shape of reported ones."""
    sums = ComputedFigure.objects.annotate(
        no_pk=Value(None, output_field=IndicatorValue._meta.pk.__class__()),
        scope=Value(Scope.DISTRICT.value),
        school_id=NONE,
        version=Value(1),
        status=Value(""),
        source_kind=Value(SourceKind.DISTRICT.value),
        run_id=NONE,
        source_line=NONE,
        display_status=Value(DisplayStatus.REPORTED.value),
        counted=F("schools_counted"),
        asked=F("schools_total"),
    ).filter(where)
    return sums.values_list("no_pk", *IDENTITY, *(RAW if raw else SHOWN), "counted", "asked")


def figure(row, raw):
    """A `Figure` from a row of the query."""
    if not raw:
        return Figure(*row)
    status = row[FIRST_SHOWN]
    shown = Shown.VALUE if status == DisplayStatus.REPORTED else Shown(status)
    return Figure(*row[:FIRST_SHOWN], shown, *row[FIRST_SHOWN + 1 :], is_raw=True)


@dataclass(frozen=True)
class CellAddress:
    """Which cell: the district's, or a school's (`school_id`)."""

    indicator: str
    instrument: str
    school_id: int | None
    fall_year: int
    as_of_date: date | None
    dimension: str
    group: str

    @property
    def filters(self):
        return {
            "indicator_id": self.indicator,
            "instrument": self.instrument,
            "scope": Scope.SCHOOL if self.school_id else Scope.DISTRICT,
            "fall_year": self.fall_year,
            "dimension": self.dimension,
            "group": self.group,
            **({"school_id": self.school_id} if self.school_id else {}),
        }


def one(cell, *, raw=None):
    """The published figure of a cell at a date (None: the year's final figure); None where there is none."""
    at = Q(as_of_date=cell.as_of_date) if cell.as_of_date else Q(period=PeriodType.FINAL)
    computed = cell.school_id is None
    return next(iter(published(at, raw=raw, computed=computed, period=None, **cell.filters)), None)


def versions(figure):
    """All versions of a cell that an import has published, newest first, as far as they may still be shown."""
    if figure.is_computed:
        return []
    cell = CellAddress(
        figure.indicator,
        figure.instrument,
        figure.school_id,
        figure.fall_year,
        figure.as_of_date,
        figure.dimension,
        figure.group,
    )
    values = IndicatorValue.objects.filter(
        as_of_date=figure.as_of_date, period=figure.period, run__state=RunState.PUBLISHED, **cell.filters
    )
    rows = values.annotate(counted=NONE, asked=NONE).order_by("-version")
    return [Figure(*row) for row in rows.values_list("pk", *IDENTITY, *SHOWN, "counted", "asked")]


def of_school(school_id):
    return Q(scope=Scope.SCHOOL, school_id=school_id)


def of_schools(school_ids):
    return Q(scope=Scope.SCHOOL, school_id__in=school_ids)


def of_district():
    return Q(scope=Scope.DISTRICT)


ALL_STUDENTS = Q(dimension=Dimension.ALL)


def breakdown(dimension):
    return Q(dimension=dimension)


def october_enrollment(fall_year):
    """SQL (school_id, students) and its parameters: each school's published enrollment on the state's count day."""
    sql = f"""
        SELECT school_id, max(shown_value)::integer AS students FROM {IndicatorValue._meta.db_table}
        WHERE is_published AND scope = %(enrollment_scope)s AND indicator_id = 'ENROLLMENT'
            AND instrument = 'ENROLLMENT_OCT' AND fall_year = %(fall_year)s AND period = %(enrollment_period)s
            AND dimension = %(enrollment_dimension)s AND shown = %(enrollment_shown)s
        GROUP BY school_id
    """
    return sql, {
        "fall_year": fall_year,
        "enrollment_scope": Scope.SCHOOL,
        "enrollment_period": PeriodType.FINAL,
        "enrollment_dimension": Dimension.ALL,
        "enrollment_shown": Shown.VALUE,
    }
