"""An empty workbook for the district's own figures: the columns, and on a second sheet the codes that they take."""

import io

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _

from indicators.dimensions import GROUPS, Dimension
from indicators.importing.families.tidy import COLUMNS
from indicators.instruments import INSTRUMENTS
from indicators.models.imports import SourceKind
from indicators.models.values import PeriodType, ValueStatus

FILLED_IN = COLUMNS[: COLUMNS.index("version")]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def response():
    name = "district-figures.xlsx"
    return FileResponse(workbook(), as_attachment=True, filename=name, content_type=XLSX)


def workbook():
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True})
        values = book.add_worksheet("Values")
        values.set_column(0, len(FILLED_IN) - 1, 16, text)  # codes keep their zeros
        values.write_row(0, 0, FILLED_IN, bold)
        values.freeze_panes(1, 0)
        write_codes(book.add_worksheet("Codes"), bold)
    buffer.seek(0)
    return buffer


def write_codes(sheet, bold):
    sheet.set_column(0, 2, 32)
    sheet.write_row(0, 0, [_("Column"), _("What may stand in it"), _("Meaning")], bold)
    for number, row in enumerate(codes(), start=1):
        sheet.write_row(number, 0, [str(cell) for cell in row])


def codes():
    """(column, code, meaning) of everything that may stand in the table."""
    yield "scope", "DISTRICT / SCHOOL", _("A school needs its state code in school_code.")
    yield "fall_year", "2016", _("The year in which the school year began: 2016 is 2016–17.")
    yield "period", PeriodType.FINAL.value, _("The whole school year.")
    yield "period", f"{PeriodType.RUNNING.value} 2016-11-15", _("The year to date, until this day.")
    yield "status", ValueStatus.PRELIMINARY.value, _("Not final yet; leave it empty for final figures.")
    yield "value", "*", _("Hidden. Leave the cell empty where nothing is reported.")
    for one in INSTRUMENTS.values():
        if one.source_kind == SourceKind.DISTRICT:
            yield "indicator, instrument", f"{one.indicator}, {one.code}", one.label
    for dimension, groups in GROUPS.items():
        for code, label in groups.items():
            yield "dimension, group", f"{dimension}, {code}", f"{Dimension(dimension).label}: {label}"
