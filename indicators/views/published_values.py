"""All published figures in one table, for everybody; the same file can be read in again."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from indicators import cells
from indicators import published_values as tidy
from indicators.parameters import EARLIEST, this_year, whole_number

# What each column of the file holds; the names stay.
DICTIONARY = {
    "indicator": lambda: _("The indicator's code."),
    "scope": lambda: _("STATE, DISTRICT or SCHOOL: whose figure it is."),
    "school_code": lambda: _("The school's state code; empty for the district and the state."),
    "fall_year": lambda: _("The calendar year in which the school year begins: 2015 is 2015–16."),
    "period": lambda: _("FINAL for the school year; RUNNING with a day for a year to date."),
    "dimension": lambda: _("The breakdown: ALL, or by what students are grouped."),
    "group": lambda: _("The group within the breakdown."),
    "instrument": lambda: _("Who measured it, and how. Two instruments are never one series."),
    "numerator": lambda: _("The students counted, where the source publishes them."),
    "denominator": lambda: _("The students among whom they were counted."),
    "value": lambda: _("The figure, in percent from 0 to 100, or a count. Empty where it is not shown."),
    "display_status": lambda: _("REPORTED, SUPPRESSED, NOT_REPORTED or NOT_APPLICABLE: four different things."),
    "status": lambda: _("PRELIMINARY, FINAL or RESTATED."),
    "version": lambda: _("Which version of the figure it is; it grows when the source corrects it."),
    "published_as": lambda: _("As pages print it: a number, a limit such as ≤5%, or a mark."),
}


@require_safe
def published_values(request):
    """The files are sent as they are read. A workbook has to be made whole, so it holds one school year: the newest,
    where the address names none."""
    fall_year = whole_number(request.GET.get("year"))
    fall_year = fall_year if fall_year is not None and EARLIEST <= fall_year <= this_year() else None
    if file_format := downloads.wanted_format(request):
        if file_format == "xlsx" and fall_year is None:
            fall_year = next(iter(cells.published_years()), this_year())
        name = "published-values" if fall_year is None else f"published-values-{fall_year}"
        return downloads.table_response(file_format, name, tidy.HEADERS, tidy.rows(fall_year), notes=file_notes())
    context = {
        "dictionary": [(name, DICTIONARY[name]()) for name in tidy.HEADERS],
        "years": [(year, school_years.label(year)) for year in cells.published_years()],
    }
    return render(request, "indicators/published_values.html", context)


def file_notes():
    return [*((name, DICTIONARY[name]()) for name in tidy.HEADERS), *tidy.notes()]
