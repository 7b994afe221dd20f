"""An empty file to fill in: the headings, codes as text, and a second sheet with all that may be written."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from partnerships.activity_types import DISTRICT_ONLY, ActivityType
from partnerships.choices import Audience
from partnerships.forms.fields import WHOLE_DISTRICT
from partnerships.importing import columns
from partnerships.importing.row_form import Known
from partnerships.importing.sheets import MOST_ROWS


def workbook(user):
    """A stream with the .xlsx; schools and types are those that this person may log."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, allowed = book.add_worksheet(_("Activities")[:31]), book.add_worksheet(_("What may be written")[:31])
        lists = allowed_words(Known(user))
        write_lists(book, allowed, lists)
        write_columns(book, sheet)
        offer(sheet, "activity_type", allowed, 0, lists[0])
        offer(sheet, "audience", allowed, 3, lists[3])
    buffer.seek(0)
    return buffer


def allowed_words(known):
    """For each list its headings and its rows."""
    types = [one.label for one in ActivityType if known.takes_district or one not in DISTRICT_ONLY]
    schools = [(school.code, school.name) for school in sorted(known.schools.values(), key=lambda one: one.name)]
    if known.takes_district:
        schools.insert(0, (WHOLE_DISTRICT, _("The whole district")))
    labels = columns.labels()
    return [
        ([labels["activity_type"]], [(str(label),) for label in types]),
        ([labels["initiatives"], _("Title")], [(one.code, one.title) for one in known.initiatives.values()]),
        ([labels["school_code"], labels["school"]], schools),
        ([labels["audience"]], [(str(one.label),) for one in Audience]),
    ]


STARTS = (0, 2, 5, 8)  # the column of the second sheet where each list begins


def write_lists(book, sheet, lists):
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet.set_column(0, 10, 28, text)
    for start, (headings, rows) in zip(STARTS, lists, strict=True):
        for number, cells in enumerate([headings, *rows]):
            for offset, cell in enumerate(cells):
                sheet.write_string(number, start + offset, str(cell), None if number else bold)


def write_columns(book, sheet):
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {name: book.add_format({"num_format": "@"}) for name in columns.CODES}
    formats["held_on"] = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, (name, heading) in enumerate(zip(columns.ASKED, columns.file_headers(columns.ASKED), strict=True)):
        sheet.set_column(column, column, 24 if name in ("title", "school", "activity_type") else 13, formats.get(name))
        sheet.write_string(0, column, heading, bold)


def offer(sheet, name, allowed, position, words):
    """Let the spreadsheet offer what may be written; it warns and does not forbid, for codes are right too."""
    column, last = columns.ASKED.index(name), len(words[1])
    letter = chr(ord("A") + STARTS[position])
    source = f"='{allowed.get_name()}'!${letter}$2:${letter}${last + 1}"
    rule = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(1, column, MOST_ROWS, column, rule)
