"""An empty file to fill in: the headings, an example, drop-downs of what may be written, and notes on each column."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from partnerships.importing.checking import MOST_ROWS
from partnerships.importing.known import Known
from partnerships.importing.sheets import REMARK, letters

LONGEST_TAB = 31  # characters, as Excel has it


def csv_rows(kind):
    """Headings, and a line with an example: it begins with a # and is not read."""
    return kind.headers(), [example(kind)]


def example(kind):
    first, *others = (column.example for column in kind.columns)
    return [f"{REMARK} {first}", *others]


def workbook(kind, user):
    """A stream with the .xlsx; schools, types, partners and the rest are those that this person may write."""
    buffer, known = io.BytesIO(), Known(user)
    offers = {
        column.name: [str(word) for word in column.offers(known)]
        for column in kind.columns
        if column.offers is not None
    }
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("Rows")[:LONGEST_TAB])
        notes, lists = book.add_worksheet(_("Notes")[:LONGEST_TAB]), book.add_worksheet("lists")
        write_columns(book, sheet, kind)
        write_lists(lists, sheet, kind, offers)
        write_notes(book, notes, kind, known)
        lists.hide()
    buffer.seek(0)
    return buffer


def write_columns(book, sheet, kind):
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    soft = book.add_format({"italic": True, "font_color": "#595959", "num_format": "@"})
    sheet.freeze_panes(1, 0)
    headings = zip(kind.columns, kind.headers(), example(kind), strict=True)
    for number, (column, heading, shown) in enumerate(headings):
        cell_format = text if column.is_text else day if column.is_date else None
        sheet.set_column(number, number, 24 if column.is_wide else 13, cell_format)
        sheet.write_string(0, number, heading, bold)
        sheet.write_string(1, number, str(shown), soft)


def write_lists(lists, sheet, kind, offers):
    """On a sheet of its own that is not shown: a rule of a cell holds no more than 255 characters."""
    for position, (name, words) in enumerate(offers.items()):
        for number, word in enumerate(words):
            lists.write_string(number, position, word)
        if words:
            column, letter = list(kind.by_name).index(name), letters(position)
            source = f"=lists!${letter}$1:${letter}${len(words)}"
            # It warns and does not forbid: several words and codes are right too.
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, column, MOST_ROWS + 1, column, rule)


def write_notes(book, sheet, kind, known):
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34, wrapped)
    sheet.set_column(1, 1, 80, wrapped)
    general = [
        _("Counts, never names: no child and no family is named in a table."),
        _("An empty count means that it is not known, which is not zero."),
        _("A row that begins with # is not read: the example may stay."),
        _("Up to %(limit)s rows in one file. Headings and words are understood in English and in Spanish.")
        % {"limit": MOST_ROWS},
    ]
    for number, line in enumerate(general):
        sheet.write_string(number, 1, line)
    row = len(general) + 1
    sheet.write_string(row, 0, _("Column"), bold)
    sheet.write_string(row, 1, _("What to write"), bold)
    for number, column in enumerate(kind.columns, start=row + 1):
        needed = _("Needed in each row.") if column.name in kind.needed else ""
        sheet.write_string(number, 0, kind.column_words(column.name))
        sheet.write_string(number, 1, f"{needed} {column.hint}".strip())
    row += len(kind.columns) + 2
    for number, school in enumerate(sorted(known.schools.values(), key=lambda one: one.name), start=row):
        sheet.write_string(number, 0, school.code)
        sheet.write_string(number, 1, school.name)
    row += len(known.schools) + 1
    for number, initiative in enumerate(known.initiatives.values(), start=row):
        sheet.write_string(number, 0, initiative.code)
        sheet.write_string(number, 1, initiative.title)
