"""Bytes → rows with line numbers. Nothing is guessed and nothing is executed: what is not a whole table is refused.

CSV may be ASCII, UTF-8 (with or without byte order mark) or Windows-1252; XLSX is measured before it is opened
(`workbooks`). A spreadsheet formula is text like any other; only the state's `="0640011"` loses its wrapping.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

from django.conf import settings

from indicators.importing import workbooks
from indicators.importing.observations import Refused

HEAD_LINES = 30  # titles, notes and headers end well before this
ROWS_AT_ONCE = 1000
ORIGINAL = re.compile(r'^"(District|Organization|State|FallOfYear)"', re.M)
WRAPPED = re.compile(r'^="([^"]*)"$')
UNREADABLE_STARTS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"\x1f\x8b": "GZIP",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass
class Table:
    """The rows of a file as (line, cells), lines counted from 1. `head` are the first ones, to recognise it by.

    `read_rows` gives them from the beginning, and raises Refused where the text stops being a table. `ends` says how
    the text ends ("BLANK_LINE", "LINE", "CUT"; empty for a workbook); `is_original` is True for a CSV with the line
    ends and quotes that the state's own portal writes.
    """

    read_rows: Callable[[], Iterator]
    ends: str = ""
    is_original: bool = False
    sheet_name: str = ""
    encoding: str = ""

    @cached_property
    def head(self):
        return list(islice(self.read_rows(), HEAD_LINES))

    @cached_property
    def rows(self):
        return list(self.read_rows())

    def batches(self, skip):
        """The rows that are not blank, but for the first `skip`, in lists: only one of them is in memory at a time."""
        rows = (row for row in islice(self.read_rows(), skip, None) if not is_blank(row[1]))
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            yield batch


def read(data):
    """The table in `data`; raises Refused with the reason where there is none."""
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise Refused("TOO_LARGE", limit=settings.IMPORT_MAX_BYTES // 2**20)
    if not data.strip():
        raise Refused("EMPTY_FILE")
    if data.startswith(b"PK"):
        sheet_name, rows = workbooks.read(data)
        return Table(partial(iter, rows), sheet_name=sheet_name)
    return read_csv(data)


def look(data):
    """A first look at a file, at upload: refuse what is of another kind or must not be unpacked."""
    if not data.strip():
        raise Refused("EMPTY_FILE")
    if data.startswith(b"PK"):
        workbooks.look(data)
    else:
        refuse_what_is_no_text(data)
        decode(data)


def read_csv(data):
    refuse_what_is_no_text(data)
    text, encoding = decode(data)
    if text.lstrip()[:1] in ("{", "["):
        raise Refused("MAP_OR_JSON")
    if text.lstrip()[:1] == "<":
        raise Refused("WEB_PAGE")
    return Table(
        partial(csv_rows, text),
        ends=how_it_ends(text),
        is_original='"' in text and "\r\n" in text and bool(ORIGINAL.search(text)),
        encoding=encoding,
    )


def refuse_what_is_no_text(data):
    for start, kind in UNREADABLE_STARTS.items():
        if data.startswith(start):
            raise Refused("NOT_A_TABLE", kind=kind)
    if data.startswith(UTF_16_OR_32):
        raise Refused("WRONG_ENCODING", encoding="UTF-16")
    if b"\x00" in data:
        raise Refused("NUL_BYTES", line=data[: data.index(b"\x00")].count(b"\n") + 1)


def decode(data):
    """(text, encoding). Windows-1252 is accepted only where every byte is a printable character of it."""
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        bad_line = data[: error.start].count(b"\n") + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused("WRONG_ENCODING", line=bad_line, encoding="?") from None
    if any(unicodedata.category(character) == "Cc" for character in set(text) - set("\r\n\t")):
        raise Refused("WRONG_ENCODING", line=bad_line, encoding="?")
    return text, "Windows-1252"


def csv_rows(text):
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        code = "TRUNCATED" if "unexpected end of data" in str(error) else "MALFORMED_CSV"
        raise Refused(code, line=line) from None


def how_it_ends(text):
    if not text.endswith(("\n", "\r")):
        return "CUT"
    return "BLANK_LINE" if text.endswith(("\r\n\r\n", "\n\n")) else "LINE"


def unwrap(cell):
    """`="0640011"` → `0640011`; any other cell without the blanks around it."""
    cell = cell.strip()
    wrapped = cell.startswith('="') and WRAPPED.match(cell)
    return wrapped.group(1).strip() if wrapped else cell


def is_blank(cells):
    return not any(map(str.strip, cells))


def fitted(cells, width):
    """The cells of a data row, without empty ones that a spreadsheet program added at its end."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells
