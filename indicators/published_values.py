"""Every published figure as one tidy table that the portal itself can read again (features, row 83).

One row is one value, with stable codes, in the columns of the portal's own table (`importing.families.tidy`). What the
gate hides is hidden: a suppressed value is an empty cell with the word SUPPRESSED, and so is a band, whose limit stands
in `published_as`, for a limit is no value. Figures that the portal adds up itself are left out: they are made anew
wherever the values are.
"""

from district.models import School
from indicators import cells, figure_notes
from indicators.importing.families.tidy import COLUMNS, PUBLISHED_AS
from indicators.models.values import DisplayStatus, Shown, ValueStatus
from indicators.tables import as_number, plain

HEADERS = [*(name for name in COLUMNS if name not in ("source_file", "source_line")), PUBLISHED_AS]
REPORTED_AS = {
    Shown.VALUE: DisplayStatus.REPORTED,
    Shown.NOT_APPLICABLE: DisplayStatus.NOT_APPLICABLE,
    Shown.NOT_REPORTED: DisplayStatus.NOT_REPORTED,
}  # anything else is hidden


def rows(fall_year=None):
    """Rows of `HEADERS`, one query for each indicator, so that no more than one of them is in memory."""
    schools = dict(School.objects.values_list("pk", "code"))
    years = {} if fall_year is None else {"fall_year": fall_year}
    for code in cells.published_indicators():
        found = cells.published(computed=False, period=None, indicator_id=code, **years)
        for figure in sorted((one for one in found if one.shown != Shown.PENDING), key=lambda one: order(one, schools)):
            yield row(figure, schools)


def order(figure, schools):
    school = schools.get(figure.school_id, "")
    day = str(figure.as_of_date or "")
    series = figure.instrument, figure.scope, school, figure.fall_year
    return *series, figure.dimension, figure.group, figure.period, day


def row(figure, schools):
    reported = REPORTED_AS.get(figure.shown, DisplayStatus.SUPPRESSED)
    is_exact = reported == DisplayStatus.REPORTED
    return [
        figure.indicator,
        figure.scope,
        schools.get(figure.school_id, ""),
        figure.fall_year,
        f"{figure.period} {figure.as_of_date or ''}".strip(),
        figure.dimension,
        figure.group,
        figure.instrument,
        as_number(figure.numerator) if is_exact else None,
        as_number(figure.denominator) if is_exact else None,
        as_number(figure.value) if is_exact else None,
        str(reported),
        figure.status or ValueStatus.FINAL.value,
        figure.version,
        plain(figure),
    ]


def notes():
    """For the sheet of notes: what the columns mean is said by the dictionary on the page."""
    return figure_notes.marks()
