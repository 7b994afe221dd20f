"""From a file or a pasted grid to rows: which line, and what stands in which column. Nothing is checked here but that.

Raises ValidationError, in words for the reader, where the table as a whole cannot be understood.
"""

import csv
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from district.downloads import FORMULA_STARTS
from indicators.importing import issues, reading
from indicators.importing.observations import Issue, Refused
from partnerships.importing import columns

MOST_ROWS = 5000
LONGEST_CELL = 2000  # characters; no column takes as many
TOO_MANY_CELLS = "too many cells"  # marks a row that is wider than its header


def rows_of_file(data):
    return rows_of(table_of(reading.read, data))


def rows_of_grid(text):
    """What was copied from a spreadsheet: cells apart by tabs, those with line breaks in quotation marks."""
    return rows_of(table_of(read_grid, text))


def table_of(read, source):
    """[(line, cells)]; reading happens in here, so that every refusal becomes a sentence."""
    try:
        table = read(source)
        return [(line, [tidy(cell) for cell in cells]) for line, cells in getattr(table, "rows", table)]
    except Refused as refusal:
        raise ValidationError(sentence(refusal.issue)) from None


def sentence(issue):
    reason = issues.sentence(issue)
    return _("Line %(line)s: %(reason)s") % {"line": issue.line, "reason": reason} if issue.line else reason


def read_grid(text):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    line, rows = 1, []
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        raise Refused("MALFORMED_CSV", line=line) from None
    return rows


def tidy(cell):
    """The cell as it was meant: without what a spreadsheet or our own download put around it."""
    cell = reading.unwrap(cell.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    if cell.startswith("'") and cell[1:2] and cell[1] in FORMULA_STARTS:
        cell = cell[1:]
    return cell[: LONGEST_CELL + 1]


def rows_of(table):
    """[(line, {column: text})] of all rows that hold anything; empty cells are left out."""
    table = [(line, cells) for line, cells in table if not reading.is_blank(cells)]
    if not table:
        raise ValidationError(issues.sentence(Issue(0, "EMPTY_FILE")))
    names = columns_in(table[0][1])
    if len(table) == 1:
        raise ValidationError(issues.sentence(Issue(0, "NO_ROWS")))
    if len(table) - 1 > MOST_ROWS:
        message = _("The table has more than %(limit)s rows. Bring it in parts.")
        raise ValidationError(message % {"limit": MOST_ROWS})
    return [(line, row_of(names, cells)) for line, cells in table[1:]]


def row_of(names, cells):
    cells = reading.fitted(cells, len(names))
    row = {name: cell for name, cell in zip(names, cells, strict=False) if cell and name in columns.ASKED}
    return row | ({TOO_MANY_CELLS: f"{len(cells)}/{len(names)}"} if len(cells) > len(names) else {})


def columns_in(header):
    """The column that each heading names; a heading nobody knows refuses the table, for it may change the rest."""
    while header and not header[-1]:
        header = header[:-1]
    known = columns.known_headings()
    names = [known.get(columns.plain(heading)) for heading in header]
    for heading, name in zip(header, names, strict=True):
        if name is None:
            message = _("The column “%(column)s” is not known. Use the headings of the template, or take it out.")
            raise ValidationError(message % {"column": heading[:80]})
        if names.count(name) > 1:
            raise ValidationError(_("The column “%(column)s” is there twice.") % {"column": heading[:80]})
    labels = columns.labels()
    for name in columns.NEEDED:
        if name not in names:
            message = _("The column “%(column)s” is missing. The first row must hold the headings of the template.")
            raise ValidationError(message % {"column": labels[name]})
    return names
