"""The tables of dashboards as rows for files: tidy, one value a row, stable codes, never localised.

A figure in a file is the figure of the page: the same `Figure`, the same mark.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from district import school_years
from indicators import figure_notes
from indicators.measures import declared

FIGURE_HEADERS = [
    "indicator",
    "scope",
    "school_code",
    "school",
    "fall_year",
    "school_year",
    "period",
    "as_of_date",
    "dimension",
    "group",
    "instrument",
    "value",
    "published_as",
    "numerator",
    "denominator",
    "status",
    "version",
    "source",
    "schools_counted",
    "schools_total",
]
PROPOSAL_HEADERS = [
    "indicator",
    "fall_year",
    "school_year",
    "dimension",
    "group",
    "comparator",
    "target",
    "kind",
    "set_on",
    "wording",
]
MARKS = {"SUPPRESSED": "*", "NOT_APPLICABLE": "N/A", "NOT_REPORTED": "—", "PENDING": "—"}


def notes_of(name):
    """For the sheet of notes of a table of a dashboard: of published figures, or of what the rollup counted."""
    if name in ("indicators", "groups"):
        return figure_notes.marks()
    return [
        (_("Definition"), _("One column for each measure; families are counted again at each event.")),
        (_("Source"), _("Counted by the portal from what was logged")),
        *((measure.code, str(measure.label)) for measure in declared().values()),
    ]


def figure_rows(figures, schools=None):
    """Rows of `FIGURE_HEADERS`; `schools` is {id: school} for figures of schools."""
    order = sorted(figures, key=lambda one: (one.indicator, one.instrument, one.fall_year, one.dimension, one.group))
    for one in order:
        school = (schools or {}).get(one.school_id)
        yield [
            one.indicator,
            one.scope,
            school.code if school else "",
            school.name if school else "",
            one.fall_year,
            school_years.label(one.fall_year),
            one.period,
            one.as_of_date,
            one.dimension,
            one.group,
            one.instrument,
            plain(one),
            one.shown,
            as_number(one.numerator),
            as_number(one.denominator),
            one.status,
            one.version,
            "COMPUTED" if one.is_computed else one.source_kind,
            one.schools_counted,
            one.schools_total,
        ]


def plain(figure):
    """The figure's number, the limit of its band with its sign, or its mark."""
    if figure.is_exact:
        return as_number(figure.value)
    if figure.value is not None:
        sign = "≤" if figure.shown == "BAND_LOW" else "≥"
        return f"{sign}{as_number(figure.value)}"
    return MARKS[figure.shown]


def proposal_rows(proposals):
    """Rows of `PROPOSAL_HEADERS`: the district's own interim targets, each said to be that."""
    for one in proposals:
        yield [
            one.indicator_id,
            one.target_fall_year,
            one.school_year_label,
            one.dimension,
            one.group,
            one.comparator,
            as_number(one.target_value),
            "DISTRICT_PROPOSAL",
            timezone.localdate(one.set_at),
            one.wording,
        ]


def as_number(value):
    """A Decimal as the number a file holds: 25.7, 4835; None stays empty."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def measure_headers(*first):
    return [*first, *declared()]


def measure_cells(figures, *, is_reported=True):
    """The counts of a row; empty cells, not zeros, where nobody could report or did."""
    return [as_number(figures.counts[code]) if is_reported else None for code in declared()]


def month_table(year):
    """Every measure by month; `month_state` tells a month in progress (IN_PROGRESS) and one to come (TO_COME)."""
    rows = [
        [
            f"{month.first_day:%Y-%m}",
            month.state.value,
            *(as_number(month.counts[code]) for code in declared()),
        ]
        for month in year.months
    ]
    return measure_headers("month", "month_state"), rows


def initiative_table(slices, fall_year):
    rows = [[fall_year, one.record.code, one.record.title, *measure_cells(one.figures)] for one in slices]
    return measure_headers("fall_year", "initiative", "title"), rows


def school_table(page, fall_year):
    rows = [
        [fall_year, row.school.code, row.school.name, *measure_cells(row.figures, is_reported=row.has_figures)]
        for row in page.rows
    ]
    return measure_headers("fall_year", "school_code", "school"), rows


__all__ = [
    "FIGURE_HEADERS",
    "PROPOSAL_HEADERS",
    "figure_rows",
    "initiative_table",
    "month_table",
    "proposal_rows",
    "school_table",
]
