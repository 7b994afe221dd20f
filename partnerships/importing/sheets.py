"""From a file or a pasted grid to rows: which line, and what stands in which column. Nothing is checked here but that.

CSV may be UTF-8, UTF-16 or Windows-1252, its cells apart by commas, semicolons or tabs. Rows come one after the other:
a file of fifty thousand never stands in memory as a whole. Raises `Refused` with a line where a table cannot be read;
`in_words` makes a ValidationError of it.
"""

import csv
import io
from contextlib import contextmanager
from itertools import chain, islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineWorkbook

from district import childrens_names
from district.downloads import FORMULA_STARTS
from indicators.importing import issues, reading, workbooks
from indicators.importing.observations import Refused
from partnerships.importing.words import plain

LONGEST_CELL = 2000  # characters; no column takes as many
SEPARATORS = (",", ";", "\t")
REMARK = "#"  # a row that begins with it is an example or a note of the person's own
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@contextmanager
def in_words():
    """Make a ValidationError, in words for the reader, of every refusal of a table."""
    try:
        yield
    except Refused as refusal:
        raise ValidationError(sentence(refusal.issue)) from None


OWN_SENTENCES = {
    "MERGED_CELLS": gettext_lazy(
        "Cells are merged over several rows. Separate them, and write in each row what it says."
    ),
    "TOO_MANY_ROWS": gettext_lazy("The table has more than %(limit)s rows. Bring it in parts."),
}


def sentence(issue):
    own = OWN_SENTENCES.get(issue.code)
    reason = str(own) % issue.details if own else issues.sentence(issue)
    return _("Line %(line)s: %(reason)s") % {"line": issue.line, "reason": reason} if issue.line else reason


def table_of(read, source):
    """[(line, cells)] of a whole table, for those who want all of it at once."""
    with in_words():
        return list(read(source))


def lines_of_file(data):
    """(line, cells) one after the other."""
    if not data.strip():
        raise Refused("EMPTY_FILE")
    if data.startswith(b"PK"):
        return lines_of_workbook(data)
    return lines_of_text(text_of(data))


def about_how_many(data):
    """Rows below the headings, counted without reading them: for a bar that shows how far the reading is."""
    if data.startswith(b"PK"):
        sheets = (part for name, part in workbooks.unpack(data).items() if "worksheets" in name)
        lines = max((sheet.count(b"<row ") for sheet in sheets), default=0)
    else:
        lines = data.count(b"\n")
    return max(1, lines - 1)


def lines_of_grid(text):
    """What was copied from a spreadsheet: cells apart by tabs, those with line breaks in quotation marks."""
    return lines_of_text(text, separator="\t")


# ------------------------------------------------------------------ text


def text_of(data):
    if encoding := BYTE_ORDER_MARKS.get(data[:2]):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            raise Refused("WRONG_ENCODING", encoding="UTF-16") from None
    reading.refuse_what_is_no_text(data)
    text, _encoding = reading.decode(data)
    return text


def lines_of_text(text, separator=None):
    if text.lstrip()[:1] == "<":
        raise Refused("WEB_PAGE")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or separator_of(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, tidied(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        code = "TRUNCATED" if "unexpected end of data" in str(error) else "MALFORMED_CSV"
        raise Refused(code, line=line) from None


def separator_of(text):
    """What stands between the headings: the one of the three that is there most often, outside quotation marks."""
    for line in text.splitlines():
        if line.strip(" ,;\t"):
            bare = "".join(line.split('"')[::2])
            return max(SEPARATORS, key=bare.count)
    return ","


# ------------------------------------------------------------------ workbooks


def lines_of_workbook(data):
    parts = workbooks.unpack(data)
    workbooks.refuse_wide_sheets(parts)
    try:
        book = CalamineWorkbook.from_filelike(workbooks.repack(parts))
        sheet = book.get_sheet_by_name(book.sheet_names[0])
        merged = merged_rows(sheet)
        rows = enumerate(sheet.iter_rows(), start=1)  # empty rows on top are given too
    except BaseException as error:
        # The reader is written in Rust: its own bugs arrive as PanicException, which is no Exception.
        if isinstance(error, Refused | KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Refused("BROKEN_WORKBOOK") from None
    for line, row in rows:
        if line in merged:
            raise Refused("MERGED_CELLS", line=line)
        yield line, tidied([workbooks.as_text(cell) for cell in row])


def merged_rows(sheet):
    """Lines that share a cell with another: what stands in one of them is meant for all, and nobody can say how."""
    ranges = sheet.merged_cell_ranges or []
    return {line + 1 for (top, _left), (bottom, _right) in ranges if bottom > top for line in range(top, bottom + 1)}


# ------------------------------------------------------------------ rows


def tidied(cells):
    return [tidy(cell) for cell in cells]


def tidy(cell):
    """The cell as it was meant: without what a spreadsheet or our own download put around it."""
    if not cell:
        return cell
    if "\0" in cell:
        cell = cell.replace("\0", "\N{REPLACEMENT CHARACTER}")
    cell = reading.unwrap(cell)
    if cell.startswith("'") and cell[1:2] and cell[1] in FORMULA_STARTS:
        cell = cell[1:]
    return cell[: LONGEST_CELL + 1]


def rows_of(table, kind):
    """(line, {column: text}) of each row that holds anything; empty cells are left out, and so are remarks.

    What is wrong with the headings is raised as ValidationError, what is wrong with the table as Refused.
    """
    filled = ((line, cells) for line, cells in table if any(cells))
    try:
        _line, header = next(filled)
    except StopIteration:
        raise Refused("EMPTY_FILE") from None
    names = columns_in(header, kind)
    rows = ((line, cells) for line, cells in filled if not is_remark(cells))
    try:
        first = next(rows)
    except StopIteration:
        raise Refused("NO_ROWS") from None
    return ((line, row_of(names, cells)) for line, cells in chain([first], rows))


def batches(rows, size):
    while batch := list(islice(rows, size)):
        yield batch


def is_remark(cells):
    return next(cell for cell in cells if cell).startswith(REMARK)


def row_of(names, cells):
    """A cell beyond the last heading is kept under its letter, as spreadsheets name columns: it refuses the row."""
    row = {name: cell for name, cell in zip(names, cells, strict=False) if cell and name}
    if len(cells) > len(names):
        row |= {letters(number): cell for number, cell in enumerate(cells) if number >= len(names) and cell}
    return row


def letters(number):
    """0 → A, 25 → Z, 26 → AA."""
    text, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def refuse_children(header):
    """Raise ValidationError for the headings of a list of children: nothing of it is kept."""
    if heading := childrens_names.column_about_a_child(header):
        raise ValidationError(childrens_names.column_sentence(heading), code="children")


def columns_in(header, kind):
    """The column that each heading names; a heading nobody knows refuses the table, for it may change the rest.

    Columns that only our own files have (line and reason) are None.
    """
    while header and not header[-1]:
        header = header[:-1]
    refuse_children(header)
    known = kind.known_headings()
    names = [known.get(plain(heading)) for heading in header]
    for heading, name in zip(header, names, strict=True):
        if name is None:
            message = _("The column “%(column)s” is not known. Use the headings of the template, or take it out.")
            raise ValidationError(message % {"column": heading[:80]})
        if names.count(name) > 1:
            raise ValidationError(_("The column “%(column)s” is there twice.") % {"column": heading[:80]})
    for name in kind.needed:
        if name not in names:
            message = _("The column “%(column)s” is missing. The first row must hold the headings of the template.")
            raise ValidationError(message % {"column": kind.labels()[name]})
    return [name if name in kind.by_name else None for name in names]
