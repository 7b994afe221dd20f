"""Any table as a file, at the address of its page with `?format=csv`, `xlsx` or `json`; several as one workbook.

Texts that a spreadsheet would run as a formula are made harmless; numbers stay numbers and dates stay dates. A
workbook has a sheet of notes: what it holds, from which address and with which filters, when it was made, and what the
page adds (definitions, sources, what marks mean). JSON is for programs: its keys are the English headings or the codes
that a page gives (`Head`), whatever language the person reads, and it passes the same gate as everything else.
"""

import csv
import datetime
import io
import itertools
import json
import math
from decimal import Decimal
from urllib.parse import urlencode

import xlsxwriter
from django.conf import settings
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from district import own_pages
from district.trail import entries

FORMATS = ("csv", "xlsx", "json")
FORMULA_STARTS = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the full-width ones too
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_FILTERS = ("format", "table", "raw", "page", "back")
NOTES_WIDTHS = (26, 100)
LINES_IN_A_PIECE = 200


class FileFormat(str):
    """A format that an address asked for; it remembers the page, so that a file can say where it comes from."""

    __slots__ = ("address", "filters", "page")

    def __new__(cls, text, page="", address="", filters=()):
        made = super().__new__(cls, text)
        made.page, made.address, made.filters = page, address, tuple(filters)
        return made


class Head(str):
    """A heading for people with its stable name for programs."""

    __slots__ = ("key",)

    def __new__(cls, text, key):
        made = super().__new__(cls, text)
        made.key = key
        return made


def wanted_format(request):
    """The file format that the address asks for, or None for the page.

    From here on a request for JSON speaks English: what it holds is not to depend on who asks.
    """
    asked = request.GET.get("format")
    if asked not in FORMATS:
        return None
    entries.file_taken(request, asked)
    if asked == "json":
        translation.activate("en")
    words = [(name, value) for name, values in request.GET.lists() for value in values]
    query = urlencode([(name, value) for name, value in words if name != "format"])
    address = f"{settings.PORTAL_URL}{request.path}{'?' if query else ''}{query}"
    filters = [(name, value) for name, value in words if name not in NO_FILTERS and value]
    return FileFormat(asked, own_pages.label_of(request.path), address, filters)


def table_response(file_format, name, headers, rows, notes=()):
    """The table as a download called `name` with today's date. `rows` may be a generator; a CSV is sent as it comes.

    `notes` are (what, text) for the sheet of notes of a workbook and for the head of a JSON file.
    """
    if file_format == "xlsx":
        return workbook_response(name, [("", headers, rows)], notes=[*own_notes(file_format), *notes])
    if file_format == "json":
        lines = _json_lines(headers, rows, [*own_notes(file_format), *notes])
        response = StreamingHttpResponse(lines, content_type="application/json; charset=utf-8")
    else:
        response = StreamingHttpResponse(_csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    return _as_download(response, name, file_format)


def workbook_response(name, sheets, notes=()):
    """Several tables as one workbook: (title of the sheet, headers, rows) each; `notes` on a sheet of their own."""
    return _as_download(FileResponse(_workbook(sheets, notes), content_type=XLSX), name, "xlsx")


def own_notes(file_format):
    """What every file can say of itself: its page, address and filters, and when it was made."""
    if not isinstance(file_format, FileFormat):
        return []
    filters = "; ".join(f"{name}: {value}" for name, value in file_format.filters)
    return [
        *([(_("Page"), str(file_format.page))] if file_format.page else []),
        (_("Address"), file_format.address),
        (_("Filters in use"), filters or pgettext("filters", "none")),
        (_("Made at"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
    ]


def _as_download(response, name, file_format):
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{file_format}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def harmless(value):
    """A cell for a CSV file: a text that would start a formula gets an apostrophe in front, unless it is a number."""
    if not isinstance(value, str) or value[:1].isalnum():
        return value
    starts_one = value.lstrip(" ").startswith(FORMULA_STARTS) and not _is_number(value)
    return f"'{value}" if starts_one else value


def _is_number(text):
    try:
        return math.isfinite(float(text)) and not text.startswith(("\t", "\r", "\n"))
    except ValueError:
        return False


def _csv_lines(headers, rows):
    """The lines as they come, some hundred at a time: each piece is a message of its own on the way to the reader."""
    yield "\ufeff"  # without it Excel reads the accents wrong
    lines = itertools.chain([map(str, headers)], (map(_plain, row) for row in rows))
    while piece := list(itertools.islice(lines, LINES_IN_A_PIECE)):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([harmless(cell) for cell in line] for line in piece)
        yield text.getvalue()


def _plain(value):
    if value is None:
        return ""
    return value if isinstance(value, (int, float, str)) and not isinstance(value, bool) else str(value)


# ---------------------------------------------------------------------- JSON


def keys_of(headers):
    """The names of the columns in JSON, each once: a `Head`'s own, else the heading in small letters."""
    found = []
    for number, header in enumerate(headers, start=1):
        key = getattr(header, "key", "") or slugify(str(header)).replace("-", "_") or f"column_{number}"
        found.append(key if key not in found else f"{key}_{number}")
    return found


def _json_lines(headers, rows, notes):
    """{"notes": [{"what", "text"}], "columns": [{"key", "label"}], "rows": [{key: value}]}, row by row."""
    keys = keys_of(headers)
    head = {
        "notes": [{"what": str(what), "text": str(text)} for what, text in notes],
        "columns": [{"key": key, "label": str(header)} for key, header in zip(keys, headers, strict=True)],
    }
    yield f'{_as_json(head)[:-1]}, "rows": ['
    for number, row in enumerate(rows):
        line = {key: _json_value(value) for key, value in zip(keys, row, strict=False)}
        yield f"{',' if number else ''}\n{_as_json(line)}"
    yield "\n]}\n"


def _as_json(value):
    return json.dumps(value, ensure_ascii=False)


def _json_value(value):
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            return None
        return int(value) if value == int(value) and isinstance(value, Decimal) else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


# ---------------------------------------------------------------------- workbooks


def _workbook(sheets, notes=()):
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
                    if value is None or value == "":  # most cells of a long row
                        continue
                    _write_cell(sheet, number, column, value, _decimal_format(book, decimals, value))
        if notes:
            _write_notes(book, bold, notes)
    buffer.seek(0)
    return buffer


def _write_notes(book, bold, notes):
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_sheet_name(_("Notes")))
    for column, width in enumerate(NOTES_WIDTHS):
        sheet.set_column(column, column, width)
    for number, (what, text) in enumerate(notes):
        sheet.write_string(number, 0, str(what), bold)
        sheet.write_string(number, 1, str(text)[:32_767], wrapped)


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
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, datetime.date)):
        sheet.write_string(row, column, str(value)[:32_767])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_number(row, column, value, number_format)
