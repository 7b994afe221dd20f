"""Any table as a file, at the address of its page with `?format=csv` or `?format=xlsx`; several as one workbook.

Texts that a spreadsheet would run as a formula are made harmless; numbers stay numbers and dates stay dates.
"""

import csv
import datetime
import io
from decimal import Decimal

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

FORMATS = ("csv", "xlsx")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted_format(request):
    """The file format that the address asks for, or None for the page."""
    asked = request.GET.get("format")
    return asked if asked in FORMATS else None


def table_response(file_format, name, headers, rows):
    """The table as a download called `name` with today's date. `rows` may be a generator; a CSV is sent as it comes."""
    if file_format == "xlsx":
        return workbook_response(name, [("", headers, rows)])
    response = StreamingHttpResponse(_csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    return _as_download(response, name, file_format)


def workbook_response(name, sheets):
    """Several tables as one workbook: (title of the sheet, headers, rows) each."""
    return _as_download(FileResponse(_workbook(sheets), content_type=XLSX), name, "xlsx")


def _as_download(response, name, file_format):
    response["Content-Disposition"] = f'attachment; filename="{name}-{datetime.date.today():%Y-%m-%d}.{file_format}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def harmless(value):
    """A cell for a CSV file: a text that would start a formula gets an apostrophe in front, unless it is a number."""
    if not isinstance(value, str) or not value.startswith(FORMULA_STARTS) or _is_number(value):
        return value
    return f"'{value}"


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith(("\t", "\r"))


class _Echo:
    def write(self, line):
        return line


def _csv_lines(headers, rows):
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it Excel reads the accents wrong
    yield writer.writerow([harmless(str(header)) for header in headers])
    for row in rows:
        yield writer.writerow([harmless(_plain(value)) for value in row])


def _plain(value):
    if value is None:
        return ""
    return value if isinstance(value, (int, float, str)) and not isinstance(value, bool) else str(value)


def _workbook(sheets):
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(buffer, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        bold, decimals = book.add_format({"bold": True}), {}
        for title, headers, rows in sheets:
            sheet = book.add_worksheet(_sheet_name(title))
            sheet.freeze_panes(1, 0)
            for column, header in enumerate(headers):
                sheet.write_string(0, column, str(header), bold)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write_cell(sheet, number, column, value, _decimal_format(book, decimals, value))
    buffer.seek(0)
    return buffer


def _sheet_name(title):
    """As Excel takes it: at most 31 characters and none of its own signs; None lets it choose."""
    return str(title).translate(str.maketrans("", "", "[]:*?/\\'"))[:31] or None


def _decimal_format(book, made, value):
    """The number format that shows a Decimal with the places it has, made once for each number of places."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    places = max(-int(value.as_tuple().exponent), 0)
    if places not in made:
        made[places] = book.add_format({"num_format": "0." + "0" * places if places else "0"})
    return made[places]


def _write_cell(sheet, row, column, value, number_format=None):
    if value is None or value == "":
        return
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, datetime.date)):
        sheet.write_string(row, column, str(value)[:32_767])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_number(row, column, value, number_format)
