"""Any table as a file, at the address of its page with `?format=csv` or `?format=xlsx`.

Texts that a spreadsheet would run as a formula are made harmless; numbers stay numbers and dates stay dates.
"""

import csv
import datetime
import io

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
        response = FileResponse(_workbook(headers, rows), content_type=XLSX)
    else:
        response = StreamingHttpResponse(_csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
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


def _workbook(headers, rows):
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(buffer, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, header in enumerate(headers):
            sheet.write_string(0, column, str(header), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value)
    buffer.seek(0)
    return buffer


def _write_cell(sheet, row, column, value):
    if value is None or value == "":
        return
    if isinstance(value, bool) or not isinstance(value, (int, float, datetime.date)):
        sheet.write_string(row, column, str(value)[:32_767])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_number(row, column, value)
